"""Texts that the catalogues really have."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from participation.kernel.localisation import Drafted
from participation.languages import queries
from participation.languages.rules import Kind


@pytest.fixture
def admin(staff: Callable[[str], FlaskClient]) -> FlaskClient:
    """An administrator, signed in a moment ago."""
    return staff("admin")


@pytest.fixture
def danger() -> Drafted:
    """A safety text that the help page shows in every look."""
    return next(text for text in queries.texts("ar", Kind.SAFETY) if text.english == ("Are you in danger right now?",))
