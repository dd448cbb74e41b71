"""The pages of imports."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import select

from participation.imports.models import ImportBatch
from participation.kernel.database import Database
from participation.responses.models import Response
from tests.conftest import token
from tests.imports.conftest import CSV, MAP, Import

Staff = Callable[[str], FlaskClient]
Post = Callable[..., Any]
IMPORTS = "/staff/imports"


def upload(csv: str | bytes = CSV, mapping: str | bytes = MAP, **rest: object) -> dict[str, object]:
    raw = [each if isinstance(each, bytes) else each.encode() for each in (csv, mapping)]
    return {
        "file": (BytesIO(raw[0]), "said <there>.csv"),
        "mapping": (BytesIO(raw[1]), "map.toml"),
        "survey": "tell-us",
        **rest,
    }


def test_an_administrator_brings_a_file_in_and_reads_what_was_refused(staff: Staff, post: Post) -> None:
    admin = staff("admin")
    answer = post(admin, IMPORTS, upload(CSV + "r4,,Food\n"))
    page = admin.get(answer.location).text
    assert "3 rows came in." in page
    assert "said &lt;there&gt;.csv" in page
    assert "It has no words and no answer." in page
    assert "said &lt;there&gt;.csv" in admin.get(IMPORTS).text
    post(admin, IMPORTS, upload(CSV))
    assert "0 rows came in. 3 were here already." in admin.get(IMPORTS).text


@pytest.mark.usefixtures("any_database")
@pytest.mark.parametrize("name", ["a\x00b.csv", "x" * 500 + ".csv", "../../etc/passwd", '<b>"&.csv'])
def test_whatever_the_file_is_called_it_comes_in(staff: Staff, database: Database, name: str) -> None:
    admin = staff("admin")
    form = {**upload(), "file": (BytesIO(CSV.encode()), name), "csrf_token": token(admin, IMPORTS)}
    page = admin.get(admin.post(IMPORTS, data=form).location).text
    assert '<b>"' not in page
    with database.session(write=False) as session:
        kept = session.exec(select(ImportBatch.name)).one()
    assert "\x00" not in kept
    assert "/" not in kept
    assert len(kept) <= 120


def test_no_page_of_an_import_shows_its_words(staff: Staff, post: Post) -> None:
    admin = staff("admin")
    answer = post(admin, IMPORTS, upload(CSV + "r4,The food is nice,too,many\n", name="Survey of spring"))
    for address in (answer.location, f"{answer.location}?notes=1", f"{answer.location}/public", IMPORTS):
        assert "The food is nice" not in admin.get(address).text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"csv": ""}, "The file is empty."),
        ({"csv": 'id,text,label\n1,"x,y\n'}, "The quotation marks in the row that begins on line 2"),
        ({"csv": b"id,text,label\n1,\xe9,x\n"}, "Line 2 is not UTF-8."),
        ({"mapping": "colour = 1\n" + MAP}, "“colour”: a mapping has no such entry."),
        ({"mapping": b"\xff"}, "The mapping is not UTF-8."),
        ({"mapping": MAP.replace("north", "west")}, "The council has no locality “west”."),
        ({"survey": "houses"}, "The survey has no question “good”."),
        ({"survey": "nothing"}, "Not a valid choice."),
        ({"file": ""}, "Choose the CSV file."),
        ({"name": "x" * 121}, "Use 120 characters or fewer."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    staff: Staff, post: Post, database: Database, sent: dict[str, Any], sentence: str
) -> None:
    page = post(staff("admin"), IMPORTS, upload(**{"name": "Kept name", **sent}))
    assert sentence in page.text
    assert "There is a problem" in page.text
    assert 'value="Kept name"' in page.text or "name" in sent
    with database.session(write=False) as session:
        assert session.exec(select(ImportBatch)).all() == []


def test_a_public_import_is_marked_approved_and_coded(staff: Staff, post: Post, bring_in: Import) -> None:
    admin, page = staff("admin"), f"{IMPORTS}/{bring_in().batch_id}"
    assert "Approve all" not in admin.get(page).text
    post(admin, f"{page}/public", {"reason": "Open data of a trust", "checked": "y"})
    post(admin, f"{page}/approve", {}, page=page)
    assert "3 statements were approved." in admin.get(page).text
    post(admin, f"{page}/code", {}, page=page)
    shown = admin.get(page).text
    assert "3 codes were given; 2 labels became new themes." in shown
    assert "Open data of a trust" in shown


def test_an_import_that_is_not_finished_is_not_marked(staff: Staff, database: Database, bring_in: Import) -> None:
    admin, page = staff("admin"), f"{IMPORTS}/{bring_in().batch_id}"
    with database.transaction() as session:
        session.exec(select(ImportBatch)).one().finished = False
    assert "Mark as already public" not in admin.get(page).text
    assert admin.get(f"{page}/public").location == page


@pytest.mark.parametrize("action", ["approve", "code"])
def test_an_import_that_is_not_public_has_no_bulk_actions(
    staff: Staff, post: Post, bring_in: Import, action: str
) -> None:
    admin, page = staff("admin"), f"{IMPORTS}/{bring_in().batch_id}"
    assert post(admin, f"{page}/{action}", {}, page=page).status_code == 404


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"checked": "y"}, "Say where these words were published"),
        ({"reason": "kept reason"}, "Tick this once you have looked."),
        ({"reason": "kept reason" * 50, "checked": "y"}, "Use 500 characters or fewer."),
    ],
)
def test_marking_needs_a_reason_and_a_look(
    staff: Staff, post: Post, database: Database, bring_in: Import, entered: dict[str, str], sentence: str
) -> None:
    page = post(staff("admin"), f"{IMPORTS}/{bring_in().batch_id}/public", entered).text
    assert sentence in page
    assert entered.get("reason", "") in page
    with database.session(write=False) as session:
        assert set(session.exec(select(Response.already_public))) == {False}


@pytest.mark.parametrize("name", ["worker", "lead", "leader", "partner"])
def test_imports_are_for_administrators(staff: Staff, bring_in: Import, name: str) -> None:
    client, page = staff(name), f"{IMPORTS}/{bring_in().batch_id}"
    assert {client.get(address).status_code for address in (IMPORTS, page, f"{page}/public")} == {403}
    assert {client.post(f"{page}/{action}").status_code for action in ("approve", "code", "public")} == {403}


def test_an_import_that_is_not_there_is_not_found(staff: Staff, post: Post) -> None:
    admin = staff("admin")
    assert {admin.get(f"{IMPORTS}/{end}").status_code for end in ("9", "9/public")} == {404}
    assert post(admin, f"{IMPORTS}/9/approve", {}, page=IMPORTS).status_code == 404
