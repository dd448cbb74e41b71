"""How a visitor reaches every page of the young people's side, by its name."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page
from sqlmodel import select

from participation.promises.models import Promise, PromisePresses
from participation.promises.rules import Outcome, Topic, Wording
from participation.responses.queries import by_code, statements_of
from participation.responses.rules import Progress, QuoteConsent, StatementStatus
from participation.responses.services import advance, set_second_secret
from participation.surveys.rules import Look
from tests.factories import open_worries, principal, said, send
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


def with_a_code(path: str, selector: str = "") -> Walk:
    """A page about what was sent, opened by its code; then something on it is pressed."""

    def walk(page: Page, site: Site) -> None:
        timeline(page, site)
        page.goto(path)
        page.locator(selector).first.click() if selector else None

    return walk


def decided(page: Page, site: Site) -> None:
    """A reply to something that is decided and was judged with a no."""
    with_a_code("/replies/more")(page, site)
    page.locator("#how input[value=no]").first.check()
    page.locator("#how button").first.click()
    page.wait_for_selector("#how .panel")


def behind_a_secret(page: Page, site: Site, **changes: object) -> None:
    """A code whose words need a picture and a word as well."""
    code = answered_response(site)
    with site.session() as session:
        response = by_code(session, site.ring, code)
        assert response
        set_second_secret(site.ring, response, "cat", "lamp")
        for name, value in changes.items():
            setattr(response, name, value)
    page.goto("/replies")
    page.fill("#code", code)
    page.click("main form button[type=submit]")


def wrong_pair(page: Page, site: Site) -> None:
    """A picture and a word that do not open it."""
    behind_a_secret(page, site)
    page.check("input[value=dog]")
    page.check("input[value=jam]")
    page.click("main form button.wide >> nth=0")


def shut(page: Page, site: Site) -> None:
    """A code that staff have shut."""
    behind_a_secret(page, site, frozen_on=date(2026, 11, 25))


def paused(page: Page, site: Site) -> None:
    """What was stopped for now."""
    filled(page, site)
    page.click("button[value=pause]")
    page.wait_for_url("**/paused")


def starting_afresh(page: Page, site: Site) -> None:
    """The page that asks before anything is thrown away."""
    filled(page, site)
    page.goto("/tell-us/afresh")


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


def a_worry(path: str, *, pressed: str = "", taken: bool = True, **given: str) -> Walk:
    """A page of a worry, after something was pressed on it; `given` is what was answered before, page by page."""

    def walk(page: Page, site: Site) -> None:
        with site.session() as session:
            open_worries(session, taken=taken)
        for kept in site.app.extensions["participation_kept"]:
            kept.forget()
        for key, value in given.items():
            page.goto(f"/worry/{key}")
            page.check(f"input[name=q-{key}][value={value}]")
            page.click("main button[value=next]")
        page.goto(path) if path else None
        page.click(f"main button[value={pressed}]") if pressed else None

    return walk


WALKS: dict[str, Walk] = {
    "no worry now": a_worry("/worry", taken=False),
    "worry": a_worry("/worry"),
    "worry again": a_worry("/worry/again"),
    "worry now": a_worry("/worry/happening_now"),
    "help at once": a_worry("", happening_now="yes"),
    "worry in words": a_worry("/worry/worry"),
    "who should know": a_worry("/worry/who_should_know"),
    "how to answer": a_worry("/worry/how_answer"),
    "who you are": a_worry("/worry/who_you_are"),
    "a name": a_worry("/worry/my_name", who_you_are="name", how_answer="trusted"),
    "a safe way": a_worry("/worry/safe_contact", who_you_are="contact"),
    "own picture": a_worry("/worry/own-picture", pressed="next", happening_now="no"),
    "own word": a_worry("/worry/own-word", happening_now="no"),
    "check a worry": a_worry("/worry/check", happening_now="yes"),
    "receipt of a worry": a_worry("/worry/check", pressed="send", happening_now="yes"),
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
    "judged": decided,
    "own words": with_a_code("/replies/words"),
    "other words": with_a_code("/replies/words", "a.change"),
    "what can be done": with_a_code("/replies/more"),
    "not finished": with_a_code("/replies/not-finished"),
    "open again": with_a_code("/replies/not-finished", "main form button"),
    "delete": with_a_code("/replies/delete"),
    "deleted": with_a_code("/replies/delete", "main form button"),
    "second secret": behind_a_secret,
    "wrong picture": wrong_pair,
    "shut code": shut,
    "paused": paused,
    "start afresh": starting_afresh,
    "changes": changes(),
    "changes filtered to nothing": changes("?topic=home"),
    "not found": at("/no-such-page"),
}
