"""Shapes of the sign-in and people forms."""

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from participation.access import Role
from participation.accounts.rules import LONGEST, LONGEST_ADDRESS

ROLE_NAMES = {
    Role.WORKER: "Participation worker",
    Role.LEAD: "Safeguarding lead",
    Role.LEADER: "Leader",
    Role.ADMIN: "Administrator",
    Role.PARTNER: "Partner",
}
WHERE = {"all": "All localities", "some": "Only these"}


class SignInForm(FlaskForm):  # type: ignore[misc]
    """E-mail and password."""

    email = EmailField(
        "E-mail address",
        validators=[
            DataRequired("Enter your e-mail address."),
            Length(max=LONGEST_ADDRESS, message="That is too long for an e-mail address."),
        ],
    )
    password = PasswordField(
        "Password",
        validators=[DataRequired("Enter your password."), Length(max=LONGEST, message="That is too long.")],
    )
    next = HiddenField()


class CodeForm(FlaskForm):  # type: ignore[misc]
    """A one-time code."""

    code = StringField(
        "One-time code",
        validators=[DataRequired("Enter the six digits that your app shows."), Length(max=12, message="Six digits.")],
    )


class ConfirmForm(FlaskForm):  # type: ignore[misc]
    """The password again, and a code for who has a second factor."""

    password = PasswordField(
        "Password",
        validators=[DataRequired("Enter your password."), Length(max=LONGEST, message="That is too long.")],
    )
    code = StringField(
        "One-time code",
        validators=[DataRequired("Enter the six digits that your app shows."), Length(max=12, message="Six digits.")],
    )
    next = HiddenField()


class EnrolForm(CodeForm):
    """The first code of a new authenticator."""


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password, typed once and pasted if one likes."""

    password = PasswordField("New password", validators=[DataRequired("Enter a new password.")])


class PersonForm(FlaskForm):  # type: ignore[misc]
    """A new member of staff. All localities is chosen in words: ticking nothing is no answer."""

    name = StringField(
        "Name", validators=[DataRequired("Enter a name."), Length(max=120, message="Use at most 120 characters.")]
    )
    email = EmailField("E-mail address", validators=[DataRequired("Enter an e-mail address.")])
    role = SelectField("Role", choices={role.value: name for role, name in ROLE_NAMES.items()})
    where = RadioField("Where they work", choices=WHERE, default="all")
    localities = SelectMultipleField("Localities", coerce=int)

    def validate_localities(self, field: SelectMultipleField) -> None:
        """Some means at least one."""
        if self.where.data == "some" and not field.data:
            raise ValidationError("Pick at least one locality, or “All localities”.")

    @property
    def chosen_localities(self) -> tuple[int, ...]:
        """The localities that this person is limited to; none means all."""
        return tuple(self.localities.data or ()) if self.where.data == "some" else ()


class ChangePersonForm(PersonForm):
    """What an administrator changes of somebody; the address is how they sign in, and stays."""

    email = None
