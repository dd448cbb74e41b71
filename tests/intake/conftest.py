"""A council that takes worries: somebody is told of them, and there is a number for the night."""

import pytest
from flask import Flask

from participation.kernel.database import Database
from tests.factories import open_worries


@pytest.fixture
def worries(app: Flask, database: Database) -> None:
    """Worries may be sent from here on."""
    with database.transaction() as session:
        open_worries(session)
    for kept in app.extensions["participation_kept"]:
        kept.forget()
