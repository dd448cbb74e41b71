"""How often something was pressed is counted by whoever wishes to press, so no report may rest on it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from participation.kernel.database import Database
from tests.architecture.conftest import addresses


@pytest.mark.parametrize("name", ["worker", "leader"])
def test_no_report_reads_the_presses(
    app: Flask, database: Database, staff: Callable[[str], FlaskClient], shown: dict[str, int], name: str
) -> None:
    client, asked = staff(name), []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    everything = [each for what in ("statements", "themes") for each in addresses(app, {"what": what})]
    pages = {each.path for each in everything if each.endpoint.startswith("reports.") and each.method == "GET"}
    assert {client.get(path).status_code for path in pages} == {200}
    assert len(pages) > 3
    assert any("FROM survey" in each for each in asked)
    assert not [each for each in asked if "promise_presses" in each]
    client.get("/changes")
    assert [each for each in asked if "promise_presses" in each]
