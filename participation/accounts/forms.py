"""Shapes of the sign-in and people forms."""

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, Optional

from participation.access import Role

ROLE_NAMES = {
    Role.WORKER: "Participation worker",
    Role.LEAD: "Safeguarding lead",
    Role.LEADER: "Leader",
    Role.ADMIN: "Administrator",
    Role.PARTNER: "Partner",
}


class SignInForm(FlaskForm):  # type: ignore[misc]
    """E-mail, password and, where enrolled, a one-time code."""

    email = EmailField("E-mail address", validators=[DataRequired("Enter your e-mail address."), Length(max=254)])
    password = PasswordField("Password", validators=[DataRequired("Enter your password."), Length(max=128)])
    code = StringField("One-time code", validators=[Optional(), Length(max=12)])
    next = HiddenField()


class EnrolForm(FlaskForm):  # type: ignore[misc]
    """The first code of a new authenticator."""

    code = StringField("Code from your app", validators=[DataRequired("Enter the six digits that your app shows.")])


class PersonForm(FlaskForm):  # type: ignore[misc]
    """A new member of staff."""

    name = StringField("Name", validators=[DataRequired("Enter a name."), Length(max=120)])
    email = EmailField("E-mail address", validators=[DataRequired("Enter an e-mail address."), Length(max=254)])
    role = SelectField("Role", choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    localities = SelectMultipleField("Localities (none means all)", coerce=int, validators=[Optional()])
    password = PasswordField("First password", validators=[DataRequired("Enter a first password.")])


class ChangePersonForm(FlaskForm):  # type: ignore[misc]
    """What an administrator changes of somebody."""

    role = SelectField("Role", choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    password = PasswordField("New password", validators=[Optional()])
