"""Our own static files: few, small, compressed once, cached for good under an address that names their content."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import brotli
from flask import Blueprint, abort, current_app, make_response, request, url_for
from werkzeug.wrappers import Response

from participation.kernel.settings import files
from participation.web.access import public

blueprint = Blueprint("assets", __name__)
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """A file with its forms on the wire."""

    kind: str
    encodings: dict[str, bytes]
    version: str


@cache
def _assets() -> dict[str, Asset]:
    return {path.name: _read(path) for path in files("static").iterdir() if path.is_file()}


def _read(path: Path) -> Asset:
    return _packed(path.name, path.read_bytes())


@lru_cache(maxsize=64)
def _packed(name: str, body: bytes) -> Asset:
    forms = {"br": brotli.compress(body), "gzip": gzip.compress(body, 9, mtime=0), "identity": body}
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(kind, forms, hashlib.sha256(body).hexdigest()[:10])


def _find(name: str) -> Asset | None:
    """A static file with what the council's settings bring to it, such as its colour at the end of the stylesheet."""
    found = _assets().get(name)
    part = current_app.extensions["participation_static"]().get(name, b"")
    return _packed(name, (found.encodings["identity"] if found else b"") + part) if part else found


def asset(name: str) -> str:
    """The address of a static file in its present content."""
    found = _find(name)
    return _address(request.script_root, name, found.version if found else "none")


@lru_cache(maxsize=64)
def _address(_root: str, name: str, version: str) -> str:
    return url_for("assets.static_file", version=version, name=name)


@blueprint.get("/static/<version>/<name>")
@public
def static_file(version: str, name: str) -> Response:
    """The file, in the best encoding that the browser takes."""
    found = _find(name) or abort(404)
    encoding = request.accept_encodings.best_match(["br", "gzip", "identity"]) or "identity"
    response = make_response(found.encodings[encoding])
    response.headers["Content-Type"] = found.kind
    response.headers["Vary"] = "Accept-Encoding"
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    if version == found.version:
        response.headers["Cache-Control"] = FOR_GOOD
    return response


@blueprint.get("/favicon.ico")
@public
def icon() -> Response:
    """Browsers that ask for it by this name get the same neutral icon."""
    return static_file(_assets()["icon.svg"].version, "icon.svg")
