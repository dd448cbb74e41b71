"""The friendly sentence for each problem with an answer, and for what happened to a form."""

from flask_babel import lazy_gettext as _l

from participation.intake.rules import Problem
from participation.kernel.localisation import own_digits
from participation.surveys.rules import AnswerProblem
from participation.web.templating import by_look
from participation.web.texts import _, ngettext
from participation.web.visit import language

# What is wrong with something drawn or recorded: for the younger, the standard and the Easy Read look.
MADE = {
    AnswerProblem.NOT_A_DRAWING: (
        _l("We could not read your drawing. Try to draw it again. Or you can write."),
        _l("We couldn’t read that drawing. Please draw it again, or write instead."),
        _l("We could not read your drawing. Please draw it again. You can also write."),
    ),
    AnswerProblem.DRAWING_TOO_BIG: (
        _l("There is too much in your drawing. Take some lines out."),
        _l("There’s too much in this drawing for us to keep. Please undo some lines."),
        _l("There is too much in your drawing. We cannot keep it. Please take some lines out."),
    ),
    AnswerProblem.NOT_A_RECORDING: (
        _l("We could not hear that. Try again. Or you can write."),
        _l("We couldn’t read that recording. Please try again, or write instead."),
        _l("We could not hear what you said. Please try again. You can also write."),
    ),
    AnswerProblem.RECORDING_TOO_SHORT: (
        _l("That was too short. Try again."),
        _l("That was too short to hear anything. Please try again."),
        _l("That was too short. We could not hear it. Please try again."),
    ),
    AnswerProblem.RECORDING_TOO_LONG: (
        _l("That was too long. You can talk for one minute."),
        _l("That was longer than a minute. Please make it shorter."),
        _l("That was too long. You can talk for one minute. Please try again."),
    ),
}


def sentence(problem: Problem) -> str:
    """What to do about it, in words for the page."""
    params = problem.params
    match problem.problem:
        case AnswerProblem.TOO_LONG:
            over = int(params["length"]) - int(params["limit"])
            return ngettext(
                "This is %(num)s letter too long. Can you make it a bit shorter?",
                "This is %(num)s letters too long. Can you make it a bit shorter?",
                over,
            )
        case AnswerProblem.OUT_OF_RANGE:
            return _range_sentence(params.get("minimum"), params.get("maximum"))
        case AnswerProblem.WRITE_SOMETHING if params.get("ways"):
            return _("Write, draw, talk or pick pictures. Or press Skip.")
        case made if made in MADE:
            return str(by_look(*MADE[made]))
        case _:
            return _wanted(problem.problem, skip=bool(params.get("skip")))


def _wanted(problem: AnswerProblem, *, skip: bool) -> str:
    """What is asked for, and where there is a Skip button beneath, that it will do as well."""
    match problem:
        case AnswerProblem.NOT_A_NUMBER:
            return _("Write a number, like 7. Or press Skip.") if skip else _("Write a number, like 7.")
        case AnswerProblem.CHOOSE_SOME:
            return _("Pick one or more, or press Skip.") if skip else _("Pick one or more to carry on.")
        case AnswerProblem.WRITE_SOMETHING:
            return _("Write something, or press Skip.") if skip else _("Write something to carry on.")
        case _:
            return _("Pick one, or press Skip.") if skip else _("Pick one to carry on.")


def _range_sentence(minimum: object, maximum: object) -> str:
    if minimum is None:
        return _("Write a number that is %(maximum)s or less.", maximum=_digits(maximum))
    if maximum is None:
        return _("Write a number that is %(minimum)s or more.", minimum=_digits(minimum))
    return _("Write a number from %(minimum)s to %(maximum)s.", minimum=_digits(minimum), maximum=_digits(maximum))


def _digits(number: object) -> str:
    return own_digits(str(number), language().code)


def onward() -> str:
    """What stands on the button that leads on, in this look."""
    return by_look(_("Next"), _("Carry on"), _("Next"))


def kept_notice() -> str:
    """Said when the page had to be shown again because its token was no longer good."""
    return _("This page was open for a long time. What you wrote is still here. Press “%(button)s”.", button=onward())


def send_again_notice() -> str:
    """The same on the check page."""
    send = _("Send")
    return _("This page was open for a long time. What you wrote is still here. Press “%(button)s”.", button=send)


def finish_notice() -> str:
    """Said when a survey has closed for those who have begun."""
    return _("This one has closed now. You had begun, so you can still finish and send it.")


def closed_notice() -> str:
    """Said to who records something for a survey that has closed before they began."""
    return _("These questions have closed. You can still tell us what you think.")


def robot_notice() -> str:
    """Said to whoever filled the box that people do not see."""
    return _("Please leave the last box empty. Then press “%(button)s”.", button=onward())
