"""Pages."""

from flask import Blueprint

blueprint = Blueprint("council", __name__, url_prefix="/staff/council")
