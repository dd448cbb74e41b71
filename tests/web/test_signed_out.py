"""A session that ends while somebody writes: nothing is done, and nothing that was typed is lost."""

from flask.testing import FlaskClient


def test_what_staff_typed_comes_back_when_their_session_has_ended(client: FlaskClient) -> None:
    answer = client.post("/staff/read/1/reply", data={"text": "Thank you <3\nWe will ask.", "password": "not this one"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert "Thank you &lt;3\nWe will ask." in page
    assert "not this one" not in page
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_without_words_leads_to_sign_in(client: FlaskClient) -> None:
    answer = client.post("/staff/read/1/step", data={"step": "decided"})
    assert answer.status_code == 302
    assert "/staff/sign-in" in answer.headers["Location"]
