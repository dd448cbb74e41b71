"""What young people read of the council's settings, in the words and digits of the visit."""

from typing import cast

from flask import current_app

from participation.council.rules import CouncilSettings, Reading
from participation.kernel import clock
from participation.kernel.localisation import day_in_words
from participation.kernel.times import clock_time
from participation.web.templating import by_look
from participation.web.texts import _
from participation.web.visit import language


def council() -> CouncilSettings:
    """The council's words, as every page has them."""
    return cast(CouncilSettings, current_app.extensions["participation_council"]())


def hours() -> str:
    """`We read messages Monday to Friday, 9 am to 5 pm.`"""
    one_day, several = (
        _("%(first)s, %(opens)s to %(closes)s", **_AS_THEY_ARE),
        _("%(first)s to %(last)s, %(opens)s to %(closes)s", **_AS_THEY_ARE),
    )
    return _("We read messages %(times)s.", times=council().hours_in(language().code, one_day, several))


_AS_THEY_ARE = {name: f"%({name})s" for name in ("first", "last", "opens", "closes")}


def hours_now() -> str:
    """`Somebody is reading until 5 pm today.`, or `Nobody is reading now. We are back on Monday at 9 am.`"""
    reading = council().reading_at(clock.now())
    if reading.until:
        time = clock_time(reading.until, language().code)
        plain = _("We read until %(time)s today.", time=time)
        return by_look(plain, _("Somebody is reading until %(time)s today.", time=time), plain)
    return " ".join(filter(None, (_("Nobody is reading now."), _back(reading))))


def _back(reading: Reading) -> str:
    """When somebody reads again. Each day of the week is a message of its own: many languages bend its name."""
    if reading.back_on is None or reading.back_at is None or reading.days_away is None:
        return ""
    time = clock_time(reading.back_at, language().code)
    if reading.days_away == 0:
        return _("We are back today at %(time)s.", time=time)
    if reading.days_away == 1:
        return _("We are back tomorrow at %(time)s.", time=time)
    if reading.days_away >= 7:
        day = day_in_words(reading.back_on, language().code)
        return _("We are back on %(day)s at %(time)s.", day=day, time=time)
    return (
        _("We are back on Monday at %(time)s.", time=time),
        _("We are back on Tuesday at %(time)s.", time=time),
        _("We are back on Wednesday at %(time)s.", time=time),
        _("We are back on Thursday at %(time)s.", time=time),
        _("We are back on Friday at %(time)s.", time=time),
        _("We are back on Saturday at %(time)s.", time=time),
        _("We are back on Sunday at %(time)s.", time=time),
    )[reading.back_on.weekday()]
