"""Shapes of the code book's forms."""

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from participation.themes.rules import ThemeText


def _at_most(length: int) -> Length:
    return Length(max=length, message=f"Use {length:,} characters or fewer.")


class ThemeForm(FlaskForm):  # type: ignore[misc]
    """A theme in words."""

    name = StringField("Name", validators=[DataRequired("Enter a name."), _at_most(120)])
    phrase = StringField("How young people say it", validators=[_at_most(200)])
    definition = TextAreaField("What it means", validators=[_at_most(2000)])
    includes = TextAreaField("What belongs here", validators=[_at_most(2000)])
    excludes = TextAreaField("What does not, and where it goes", validators=[_at_most(2000)])

    @property
    def text(self) -> ThemeText:
        """What was entered."""
        return ThemeText(
            *(field.data or "" for field in (self.name, self.phrase, self.definition, self.includes, self.excludes))
        )


class CodingForm(FlaskForm):  # type: ignore[misc]
    """The themes that were ticked; which are on offer is for the command to say."""

    themes = SelectMultipleField(coerce=int, validate_choice=False)
