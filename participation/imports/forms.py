"""Shapes of the import pages' forms."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length


class UploadForm(FlaskForm):  # type: ignore[misc]
    """A file, its mapping and the survey that its rows answer."""

    file = FileField("The file (CSV)", validators=[FileRequired("Choose the CSV file.")])
    mapping = FileField("The mapping (TOML)", validators=[FileRequired("Choose the mapping file.")])
    survey = SelectField("The survey that the rows answer")
    name = StringField("Name of this import", validators=[Length(max=120, message="Use 120 characters or fewer.")])


class PublicForm(FlaskForm):  # type: ignore[misc]
    """Why the words are public already, and that somebody has made sure."""

    reason = TextAreaField(
        "Where were they published, and by whom?",
        validators=[
            DataRequired("Say where these words were published, and by whom."),
            Length(max=500, message="Use 500 characters or fewer."),
        ],
    )
    checked = BooleanField(
        "I have looked: these words were published before they came here",
        validators=[DataRequired("Tick this once you have looked.")],
    )
