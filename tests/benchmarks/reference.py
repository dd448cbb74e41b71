"""The reference: a bare Flask form on the same server, with a session, CSRF and durable writes, and nothing else.

It asks as many questions on as many pages as ours, keeps what was sent after each page, and writes one response with
its answers at the end. It has no base template, translation, sealing, screening, look or compression.
"""

import json
import os
import secrets

import sqlalchemy as sa
from flask import Flask, abort, redirect, render_template, request, session
from flask_wtf.csrf import CSRFProtect
from jinja2 import DictLoader
from sqlalchemy.engine import make_url
from sqlmodel import Field, Session, SQLModel

from participation.kernel.database import Database

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Form</title></head><body><h1>Form</h1>
<form method="post"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
{% for question in questions %}{% if question.choices %}<fieldset><legend>{{ question.title }}</legend>
{% for choice in question.choices %}<label><input type="radio" name="{{ question.name }}" value="{{ choice }}"
{%- if kept.get(question.name) == choice %} checked{% endif %}>{{ choice }}</label>{% endfor %}</fieldset>
{% else %}<label>{{ question.title }}
<textarea name="{{ question.name }}">{{ kept.get(question.name, "") }}</textarea></label>
{% endif %}{% endfor %}<button>Carry on</button></form></body></html>"""
CHECK = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Check</title></head><body><h1>Check</h1>
<dl>{% for name, value in kept.items() %}<dt>{{ name }}</dt><dd>{{ value }}</dd>{% endfor %}</dl>
<form method="post"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}"><button>Send</button></form>
</body></html>"""
THANKS = """<!doctype html><html lang="en"><head><title>Sent</title></head><body><h1>Thank you</h1></body></html>"""


class BareDraft(SQLModel, table=True):
    """What was sent so far."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    content: str


class BareResponse(SQLModel, table=True):
    """One response."""

    id: int | None = Field(default=None, primary_key=True)
    language: str


class BareAnswer(SQLModel, table=True):
    """One answer."""

    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="bareresponse.id", index=True)
    question: str
    value: str


def create_reference(database_url: str, pages: list[list[dict[str, object]]]) -> Flask:
    """The bare form; `pages` are lists of questions, each with name, title and choices (none: free text)."""
    app = Flask("reference")
    app.config.update(SECRET_KEY=secrets.token_hex(), WTF_CSRF_TIME_LIMIT=None)
    app.jinja_loader = DictLoader({"page.html": PAGE, "check.html": CHECK, "thanks.html": THANKS})
    CSRFProtect(app)
    database = Database(str(make_url(database_url)))
    SQLModel.metadata.create_all(database.engine, [each.__table__ for each in (BareDraft, BareResponse, BareAnswer)])

    @app.route("/form/<int:number>", methods=["GET", "POST"])
    def form(number: int) -> object:
        if not 1 <= number <= len(pages):
            abort(404)
        if request.method == "GET":
            with database.session(write=False) as db:
                kept = _kept(db)
            return render_template("page.html", questions=pages[number - 1], kept=kept)
        with database.session(write=True) as db:
            _keep(db, {**_kept(db), **{name: value for name, value in request.form.items() if name != "csrf_token"}})
            db.commit()
        return redirect(f"/form/{number + 1}" if number < len(pages) else "/check", 303)

    @app.route("/check", methods=["GET", "POST"])
    def check() -> object:
        if request.method == "GET":
            with database.session(write=False) as db:
                return render_template("check.html", kept=_kept(db))
        with database.session(write=True) as db:
            _send(db, _kept(db))
            db.commit()
        return redirect("/thanks", 303)

    @app.get("/thanks")
    def thanks() -> str:
        return render_template("thanks.html")

    return app


def _row(db: Session) -> BareDraft | None:
    if "key" not in session:
        return None
    return db.exec(sa.select(BareDraft).where(BareDraft.key == session["key"])).scalar_one_or_none()


def _kept(db: Session) -> dict[str, str]:
    row = _row(db)
    return dict(json.loads(row.content)) if row else {}


def _keep(db: Session, content: dict[str, str]) -> None:
    row = _row(db)
    if row is None:
        row = BareDraft(key=session.setdefault("key", secrets.token_hex()), content="")
    row.content = json.dumps(content)
    db.add(row)


def _send(db: Session, kept: dict[str, str]) -> None:
    response = BareResponse(language="en")
    db.add(response)
    db.flush()
    db.add_all(BareAnswer(response_id=response.id or 0, question=name, value=value) for name, value in kept.items())
    row = _row(db)
    if row is not None:
        db.delete(row)


if "BENCH_REFERENCE" in os.environ:
    given = json.loads(os.environ["BENCH_REFERENCE"])
    app = create_reference(given["database_url"], given["pages"])
