"""Recordings: made on the page by a script of ours, kept with the draft, heard again, thrown away."""

from io import BytesIO
from typing import Any

from flask import abort, jsonify, request, send_file
from flask.blueprints import BlueprintSetupState

from participation.intake import queries, services
from participation.intake.forms import closed_notice, sentence
from participation.intake.rules import Problem
from participation.intake.views.visiting import Visit, blueprint, keep, own_draft, takes_answers, visit_of
from participation.surveys.rules import (
    RECORDED,
    SKIPPED,
    AnswerError,
    AnswerState,
    AnswerValue,
    QuestionKind,
    drawings,
    recordings,
    rewrite,
)
from participation.web.access import answers_json, public, takes_bytes
from participation.web.database import session


@blueprint.record_once
def colours_of_drawings(state: BlueprintSetupState) -> None:
    """The page that draws has the same colours and lines as the picture that is made of it."""
    state.app.jinja_env.globals.update(inks=drawings.COLOURS, brushes=drawings.BRUSHES)


def visit_to_speak(slug: str, key: str) -> Visit:
    """The visit, where this question can be answered by speaking."""
    visit = visit_of(slug, lock=request.method != "GET")
    question = visit.survey.definition.questions_by_key.get(key)
    if question is None or question.kind is not QuestionKind.VOICE:
        abort(404)
    return visit


@blueprint.get("/surveys/<slug>/<key>/recording")
@public
def recording(slug: str, key: str) -> Any:
    """What this visitor has recorded here, to be heard again."""
    visit = visit_to_speak(slug, key)
    kept = queries.recordings(session(), visit.draft, key) if visit.draft else {}
    if key not in kept:
        abort(404)
    answer = send_file(BytesIO(kept[key]), "audio/wav", conditional=True)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/surveys/<slug>/<key>/recording")
@public
@answers_json
@takes_bytes(recordings.MOST_BYTES)
def keep_recording(slug: str, key: str) -> Any:
    """Keep a recording with the draft; what is not one of ours is refused with a sentence."""
    visit = visit_to_speak(slug, key)
    if visit.draft is None and not takes_answers(visit.survey):
        return jsonify(problem=closed_notice()), 409
    try:
        wav = rewrite(request.get_data(cache=False))
    except AnswerError as error:
        return jsonify(problem=sentence(Problem(key, error.code, error.params))), 422
    keep(visit, {key: AnswerValue(state=AnswerState.ANSWERED, value=RECORDED)})
    draft = visit.draft or own_draft(slug, lock=True)
    assert draft is not None  # noqa: S101 - just kept
    services.keep_recording(session(), draft, key, wav)
    return jsonify(kept=True)


@blueprint.delete("/surveys/<slug>/<key>/recording")
@public
@answers_json
def drop_recording(slug: str, key: str) -> Any:
    """Throw it away."""
    visit = visit_to_speak(slug, key)
    if visit.draft:
        services.drop_recording(session(), visit.draft, key)
        keep(visit, {key: SKIPPED})
    return jsonify(kept=False)
