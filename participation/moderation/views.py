"""Pages."""

from flask import Blueprint

blueprint = Blueprint("moderation", __name__, url_prefix="/staff")
