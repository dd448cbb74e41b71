"""What the council's pages share."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, redirect, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response

from participation.council import services
from participation.council.rules import SettingError
from participation.web.access import principal
from participation.web.database import session

blueprint = Blueprint("council", __name__, url_prefix="/staff/council")


def me() -> int:
    """Whoever changes something."""
    return principal().staff_id


def saved(text: str) -> Response:
    """Every page shows it from the next request on."""
    for kept in current_app.extensions["participation_kept"]:
        kept.forget_after(session())
    flash(text)
    return redirect(url_for("council.edit"))


def kept(form: Any, save: Callable[[], None], field: str = "") -> bool:
    """Whether it could be saved; what does not fit is shown beside its field."""
    try:
        save()
    except ValidationError as error:
        form.show(error)
        return False
    except SettingError as error:
        form[field].errors = [str(error)]
        return False
    return True


def change(**changes: object) -> Callable[[], None]:
    """The change of some settings, yet to be made."""
    return lambda: services.change_settings(session(), me(), **changes)
