"""Whatever stands in an address, no page fails: numbers beyond what a database holds, other scripts, line breaks."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from participation.access import Role
from tests.architecture.conftest import Address

Staff = Callable[[str], FlaskClient]
NAMES = ("page", "archived", "after", "before", "staff", "state", "stream", "locality", "service", "survey")
MORE_NAMES = ("second_look", "message", "action", "quarter", "figures", "lens", "notes", "next", "lang", "look", "then")
AWKWARD = ["9" * 19, "-1", "٣", "0-" + "9" * 30, "a\r\nX-Other: 1"]


@pytest.mark.parametrize("value", AWKWARD)
@pytest.mark.parametrize("role", [Role.WORKER, Role.ADMIN])
def test_no_value_in_an_address_breaks_a_page(everything: list[Address], staff: Staff, role: Role, value: str) -> None:
    client, query = staff(role.value), urlencode(dict.fromkeys((*NAMES, *MORE_NAMES), value))
    pages = [address.path for address in everything if address.method == "GET" and address.path != "/exit"]
    answers = {path: client.get(f"{path}?{query}") for path in pages}
    assert {path for path, answer in answers.items() if answer.status_code >= 500} == set()
    assert not any("X-Other" in answer.headers for answer in answers.values())
