"""Where the pages of this feature stand."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__, url_prefix="/staff")
