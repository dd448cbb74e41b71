"""Shapes of the forms on the languages pages."""

from flask_wtf import FlaskForm
from wtforms import SearchField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length

from participation.languages.rules import State

STATES = {
    State.DRAFTED: "Drafted by machine",
    State.CHANGED: "Changed since it was approved",
    State.APPROVED: "Approved",
}


class FindForm(FlaskForm):  # type: ignore[misc]
    """Which texts are listed; it comes in the address, so it has no token."""

    class Meta:
        csrf = False

    q = SearchField("Words in it, or the name of its page", validators=[Length(max=200)])
    state = SelectField("State", choices={"": "All", **{state.value: words for state, words in STATES.items()}})

    @property
    def wanted(self) -> tuple[str, State | None]:
        """What is looked for."""
        state = self.state.data
        return (self.q.data or "").strip()[:200], State(state) if state in set(State) else None

    @property
    def chosen(self) -> dict[str, str]:
        """The same, as a link says it."""
        words, state = self.wanted
        return {name: value for name, value in {"q": words, "state": state}.items() if value}


class TextsForm(FlaskForm):  # type: ignore[misc]
    """The texts that were ticked, by their hash."""

    texts = SelectMultipleField("Texts", validators=[InputRequired("Tick a text first.")], validate_choice=False)
