"""What the young people's own pages share."""

import re

from flask import Blueprint, request, url_for

blueprint = Blueprint("young", __name__)
OWN_PATH = re.compile(r"/|(/[a-z0-9_-]+)+", re.ASCII)


def next_path() -> str:
    """Our own page to go back to: a plain path of the young people's side."""
    path = request.args.get("next", "/")
    return path if OWN_PATH.fullmatch(path) and not path.startswith("/staff") else url_for("young.home")
