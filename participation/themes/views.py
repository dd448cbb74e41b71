"""Pages."""

from flask import Blueprint

blueprint = Blueprint("themes", __name__, url_prefix="/staff/themes")
