"""How a visitor reaches every page of the young people's side, by its name."""

from collections.abc import Callable

from playwright.sync_api import Page
from sqlmodel import select

from participation.promises.models import Promise, PromisePresses
from participation.promises.rules import Outcome, Topic, Wording
from participation.responses.queries import statements_of
from participation.responses.rules import Progress, QuoteConsent, StatementStatus
from participation.responses.services import advance
from participation.surveys.rules import Look
from tests.factories import principal, said, send
from tests.pages.live import Site
from tests.promises.conftest import approved, made

ANSWERS = {
    "good": "My youth club 🎉. They listen to me.",
    "not_good": "I had four workers this year. Miss Example left.",
    "better": "اسألوني قبل الاجتماع and not after",
}
Walk = Callable[[Page, Site], object]


def at(path: str) -> Walk:
    """A page with an address of its own."""
    return lambda page, site: page.goto(path)


def answered_response(site: Site) -> str:
    """A response that was read and answered, one statement approved with a name taken out; returns its five words."""
    with site.session() as session:
        sent = send(session, site.ring, said(**ANSWERS), consent=QuoteConsent.USE_WORDS)
        statement = statements_of(session, sent.response.id or 0)[1]
        statement.published = "I had four workers this year. [a name] left."
        statement.redactions, statement.status = [{"start": 30, "end": 42}], StatementStatus.APPROVED
        advance(sent.response, Progress.READ, sent.response.received_on)
        from participation.conversations.services import reply

        reply(
            session,
            site.ring,
            sent.response,
            "Thank you.\nWe will ask why.",
            principal(session, site.council.staff["worker"]),
        )
        return sent.code.words


def changes(query: str = "") -> Walk:
    """What changed, with something of every outcome, late, pressed often and written in one way only."""

    def walk(page: Page, site: Site) -> None:
        with site.session() as session:
            if not session.exec(select(Promise.id)).first():
                by = principal(session, site.council.staff["worker"])
                quote = approved(session, site.ring).id or 0
                for outcome in Outcome:
                    made(session, by, outcome=outcome, quotes=(quote,))
                words = {Look.STANDARD: Wording("", "School is far away.", "We asked for a bus.")}
                north = site.council.localities["north"]
                school = made(session, by, texts=words, topic=Topic.SCHOOL, locality_id=north)
                session.get_one(PromisePresses, school.id).presses = 1234
        page.goto(f"/changes{query}")
        page.locator(".lines button").first.click() if not query else None

    return walk


def filled(page: Page, site: Site) -> None:
    """The check page with something on it."""
    page.goto("/tell-us/good")
    page.fill("textarea[name=q-good]", "My youth club.\ni <3 it")
    page.click("button[value=next]")
    page.goto("/tell-us/check")


def sent(page: Page, site: Site) -> None:
    """The receipt."""
    filled(page, site)
    page.click("main form button[value=send]")
    page.wait_for_url("**/sent")


def timeline(page: Page, site: Site) -> None:
    """A reply, opened by its code."""
    page.goto("/replies")
    page.fill("#code", answered_response(site))
    page.click("main form button[type=submit]")
    page.wait_for_selector(".talk")


def withdrawing(page: Page, site: Site) -> None:
    """The page that asks before anything is taken back."""
    timeline(page, site)
    page.goto("/replies/withdraw")


def withdrawn(page: Page, site: Site) -> None:
    """After taking it back."""
    withdrawing(page, site)
    page.click("main form button[type=submit]")


def in_a_house(page: Page, site: Site) -> None:
    """The street with something in one house."""
    page.goto("/houses/house_of_good_things")
    page.fill("textarea", "My dog")
    page.click("button[value=next]")


def nothing_chosen(page: Page, site: Site) -> None:
    """A question that stands alone, sent empty."""
    page.goto("/houses/how_are_things")
    page.click("button[value=next]")


def too_long(page: Page, site: Site) -> None:
    """A text over its limit."""
    page.goto("/houses/house_of_dreams")
    page.fill("textarea", "word " * 1100)
    page.click("button[value=next]")


def wrong_code(page: Page, site: Site) -> None:
    """Words that open nothing."""
    page.goto("/replies")
    page.fill("#code", "not a code")
    page.click("main form button[type=submit]")


WALKS: dict[str, Walk] = {
    "home": at("/"),
    "help": at("/help"),
    "rights": at("/rights"),
    "privacy": at("/privacy"),
    "safety": at("/safety"),
    "about": at("/about"),
    "accessibility": at("/accessibility"),
    "look": at("/look"),
    "language": at("/language"),
    "feedback": at("/tell-us"),
    "faces": at("/tell-us/how_is_it_going"),
    "texts": at("/tell-us/good"),
    "about you": at("/tell-us/about_why"),
    "houses": in_a_house,
    "house of good things": at("/houses/house_of_good_things"),
    "house of worries": at("/houses/house_of_worries"),
    "house of dreams": too_long,
    "scale": nothing_chosen,
    "surveys": at("/surveys"),
    "statements": at("/surveys/how-are-we-doing/know_worker"),
    "check": filled,
    "receipt": sent,
    "replies": at("/replies"),
    "wrong code": wrong_code,
    "timeline": timeline,
    "withdraw": withdrawing,
    "withdrawn": withdrawn,
    "changes": changes(),
    "changes filtered to nothing": changes("?topic=home"),
    "not found": at("/no-such-page"),
}
