"""Made-up responses: who answers when, and what they say. Everything follows from the seed and the day. Pure."""

from bisect import insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from participation.demo.phrases import Said, say, staff_texts
from participation.demo.trends import (
    ABOUT,
    ALL_TOPICS,
    FACES,
    KEPT_DAYS,
    KEPT_TOPICS,
    LENS_OF,
    NORTH,
    OPENED,
    QUARTERS,
    SHARES,
    TRENDS,
    UNREAD,
    WORDS,
    YOUNG,
    quarter_starts,
    share,
)
from participation.responses.rules import Channel, Provenance, QuoteConsent
from participation.surveys.rules import AnswerState, AnswerValue, Lens

FRIDAY = 4


@dataclass(frozen=True)
class Voice:
    """One made-up response. `said` has its free texts by question."""

    day: date
    slug: str
    language: str
    look: str
    consent: QuoteConsent
    channel: Channel
    provenance: Provenance
    answers: Mapping[str, AnswerValue]
    said: Mapping[str, Said] = field(default_factory=dict)
    urgent: bool = False
    kept: bool = False

    @property
    def locality(self) -> str:
        """The slug of the place that was chosen, empty where none was."""
        answer = self.answers.get("about_locality")
        return answer.value if answer else ""


def voices(seed: int, count: int, today: date) -> list[Voice]:
    """So many made-up responses over eight quarters, in the order in which they came."""
    chance = Random(seed)  # noqa: S311 - made-up people, no secrets
    days = sorted(_days(chance, count - 1, today))
    made = [_voice(chance, day, today) for day in days]
    insort(made, _kept(today), key=lambda voice: voice.day)
    _with_urgent(chance, made)
    return made


def _days(chance: Random, count: int, today: date) -> Iterator[date]:
    """A little more every quarter, as word gets round. The last days are busy, and few of what came is overdue."""
    recent, since = min(UNREAD, count // 5), last_working_day(today - timedelta(days=1))
    for place in range(recent):
        late = place < recent // 12
        yield since + timedelta(days=-1 if late else chance.randrange((today - since).days + 1))
    starts = quarter_starts(today)
    ends = (*starts[1:], since - timedelta(days=1))
    spans = [max(0, (end - start).days) for start, end in zip(starts, ends, strict=True)]
    weights = [span * (1 + 0.06 * number) for number, span in enumerate(spans)]
    for number in chance.choices(range(QUARTERS), weights, k=count - recent):
        yield starts[number] + timedelta(days=chance.randrange(spans[number]))


def last_working_day(day: date) -> date:
    """This day, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def _pick(chance: Random, what: str) -> str:
    return chance.choices(list(SHARES[what]), list(SHARES[what].values()))[0]


def _voice(chance: Random, day: date, today: date) -> Voice:
    quarter = sum(start <= day for start in quarter_starts(today)) - 1
    slug, language = _pick(chance, "slug"), _pick(chance, "language")
    locality = None if chance.random() < 0.04 else _pick(chance, "locality")
    service, age = _pick(chance, "service"), _pick(chance, "about_age_band")
    channel = Channel(_pick(chance, "channel"))
    about = {**_about_you(chance, locality, age), "service": chosen(service)}
    topics = _topics(service if slug != "houses" else "", locality, quarter)
    said = {
        key: say(chance, language, LENS_OF[key], topics[LENS_OF[key]], young=age in YOUNG)
        for key, likely in WORDS[slug].items()
        if chance.random() < likely
    }
    return Voice(
        day=day,
        slug=slug,
        language=language,
        look=_look(chance, age),
        consent=QuoteConsent(_pick(chance, "consent")) if said else QuoteConsent.NOT_SAID,
        channel=channel,
        provenance=_provenance(chance, channel),
        answers={**about, **_opinion(chance, slug, locality, quarter), **_words(said)},
        said=said,
    )


def chosen(value: str) -> AnswerValue:
    """An answer."""
    return AnswerValue(state=AnswerState.ANSWERED, value=value)


def _words(said: Mapping[str, Said]) -> dict[str, AnswerValue]:
    return {key: chosen(each.text) for key, each in said.items()}


def _about_you(chance: Random, locality: str | None, age: str) -> dict[str, AnswerValue]:
    """Most fill in the page about themselves."""
    answers = {"about_locality": locality, "about_age_band": age}
    if chance.random() < 0.12:
        return {key: chosen(value) for key, value in answers.items() if value and chance.random() < 0.5}
    for key in ("about_care_status", "about_disability", "about_ethnicity"):
        answers[key] = _pick(chance, key)
    return {key: chosen(value) for key, value in answers.items() if value}


def _opinion(chance: Random, slug: str, locality: str | None, quarter: int) -> Mapping[str, AnswerValue]:
    if slug == "how-are-we-doing":
        return {measure: _statement(chance, measure, share(measure, locality, quarter)) for measure in TRENDS}
    mood = (share("listened_to", locality, quarter) + share("reach_worker", locality, quarter)) / 2
    if slug == "houses":
        return {"how_are_things": chosen(str(min(10, max(0, round(chance.gauss(10 * mood - 0.6, 2.2))))))}
    return {"how_is_it_going": chosen(FACES[min(4, max(0, round(chance.gauss(4 - 4 * mood + 0.3, 1.0))))])}


def _statement(chance: Random, measure: str, yes: float) -> AnswerValue:
    other = chance.random()
    if other < 0.04:
        return AnswerValue(state=AnswerState.SKIPPED)
    if other < (0.12 if measure == "told_what_changed" else 0.08):
        return AnswerValue(state=AnswerState.NOT_APPLICABLE)
    if chance.random() < yes:
        return chosen("yes")
    rest = chance.random()
    if rest < 0.12:
        return AnswerValue(state=AnswerState.NOT_SURE)
    return chosen("sometimes" if rest < (0.85 if measure == "feel_safe" else 0.65) else "no")


def _topics(service: str, locality: str | None, quarter: int) -> Mapping[Lens, Mapping[str, float]]:
    """What people speak of: their service first, and what is on everybody's mind in this place at this time."""
    near = ABOUT.get(service, "home family_time school friends clubs feelings safe_places").split()
    base = {topic: 1.0 + 5.0 * (topic in near) for topic in ALL_TOPICS}
    worry, good, change = dict(base), dict(base), dict(base)
    worry["told"] *= 2.0 - 0.2 * quarter
    good["told"] *= 0.4 + 0.25 * quarter
    if locality == "old-market":
        worry["reach"] *= 1 + 0.8 * quarter
        change["reach"] *= 1 + 0.4 * quarter
    if locality == "north-sands":
        good["reach"] *= 1 + 0.4 * quarter
        change["buses"] *= 2.5
    return {Lens.GOOD_THING: good, Lens.WORRY: worry, Lens.CHANGE_WANTED: change}


def _look(chance: Random, age: str) -> str:
    if age in YOUNG and chance.random() < 0.7:
        return "younger"
    return "easy-read" if chance.random() < 0.09 else "standard"


def _provenance(chance: Random, channel: Channel) -> Provenance:
    luck = chance.random()
    if channel is Channel.WITH_A_WORKER:
        return Provenance.SCRIBED if luck < 0.5 else Provenance.PROXY if luck < 0.6 else Provenance.OWN_WORDS
    if channel is Channel.EVENT_TABLET and luck < 0.12:
        return Provenance.GROUP
    return Provenance.OWN_WORDS


def _with_urgent(chance: Random, made: list[Voice]) -> None:
    """A few urgent texts: some among the newest, and some long ago that were seen to."""
    texts, unread = staff_texts(), min(UNREAD, len(made) // 5)
    worded = [place for place, voice in enumerate(made) if voice.said and voice.language == "en" and not voice.kept]
    newest = [place for place in worded if place >= len(made) - unread]
    older = [place for place in worded if place < len(made) - unread - OPENED]
    urgent = list(zip(chance.sample(newest, min(6, len(newest))), [*texts["now"], *texts["soon"]], strict=False))
    for place in chance.sample(older, min(24, len(older) // 8)):
        urgent.append((place, chance.choice(texts["soon"] if chance.random() < 0.75 else texts["now"])))
    for place, text in urgent:
        made[place] = _in_other_words(made[place], text)


def _in_other_words(voice: Voice, text: str) -> Voice:
    """The same response, with this where the worry stands."""
    key = next((key for key in voice.said if LENS_OF[key] is Lens.WORRY), next(iter(voice.said)))
    return replace(
        voice,
        consent=QuoteConsent.DO_NOT_SHARE,
        answers={**voice.answers, key: chosen(text)},
        said={**voice.said, key: Said(text, ("safe_places",))},
        urgent=True,
    )


def _kept(today: date) -> Voice:
    """The response whose return code is printed."""
    told = {key: Said(staff_texts()["kept"][key], topics) for key, topics in KEPT_TOPICS.items()}
    about = {"about_locality": NORTH, "service": "youth-clubs", "about_age_band": "12_15", "how_is_it_going": "good"}
    return Voice(
        day=today - timedelta(days=KEPT_DAYS),
        slug="tell-us",
        language="en",
        look="standard",
        consent=QuoteConsent.USE_WORDS,
        channel=Channel.OWN_PHONE,
        provenance=Provenance.OWN_WORDS,
        answers={
            key: chosen(value) for key, value in {**about, **{key: each.text for key, each in told.items()}}.items()
        },
        said=told,
        kept=True,
    )
