"""What a young person drew or recorded, to those who may read it and nobody else."""

from io import BytesIO

from flask import abort, send_file
from werkzeug.wrappers import Response as Answer

from participation.access import Permission
from participation.kernel import clock
from participation.moderation import services as moderation
from participation.moderation.views.base import blueprint, locked, statement_in
from participation.responses.models import Response, Statement
from participation.responses.queries import drawing_svg, recording_wav
from participation.responses.rules import Medium
from participation.web.access import principal, records, requires
from participation.web.database import ring, session
from participation.web.guard import sandbox


@blueprint.get("/read/<int:response_id>/<int:statement_id>/drawing.svg")
@requires(Permission.READ_RESPONSES)
@records
def drawing(response_id: int, statement_id: int) -> Answer:
    """A drawing, alone and without rights; that it was looked at goes on the record."""
    response, statement = _looked_at(response_id, statement_id, Medium.DRAWING)
    svg = drawing_svg(session(), ring(), response, statement).encode()
    return _file(svg, "image/svg+xml", f"drawing-{statement_id}.svg")


@blueprint.get("/read/<int:response_id>/<int:statement_id>/recording.wav")
@requires(Permission.READ_RESPONSES)
@records
def recording(response_id: int, statement_id: int) -> Answer:
    """A recording; that it was listened to goes on the record."""
    response, statement = _looked_at(response_id, statement_id, Medium.RECORDING)
    return _file(recording_wav(session(), ring(), response, statement), "audio/wav", f"recording-{statement_id}.wav")


def _looked_at(response_id: int, statement_id: int, medium: Medium) -> tuple[Response, Statement]:
    response = locked(response_id)
    statement = statement_in(response, statement_id)
    if not moderation.open_upload(session(), response, statement, medium, principal(), clock.today()):
        abort(410)
    return response, statement


def _file(plain: bytes, kind: str, name: str) -> Answer:
    """To be shown by our own page only: opened by itself it is a download, and runs nothing."""
    sandbox()
    answer = send_file(BytesIO(plain), kind, as_attachment=True, download_name=name, etag=False)
    answer.headers["Cache-Control"] = "no-store"
    return answer
