"""Shape of the record's filter."""

from flask_wtf import FlaskForm
from wtforms import SelectField


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() else None


class FilterForm(FlaskForm):  # type: ignore[misc]
    """Which events; read from the address, so it carries no token."""

    class Meta:
        """A GET form."""

        csrf = False

    action = SelectField("What was done", validate_choice=False)
    staff = SelectField("By whom", coerce=_number, validate_choice=False)
