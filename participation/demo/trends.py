"""The story that the demo tells, as numbers: where things get better, where worse, what people speak of. Pure."""

from collections.abc import Mapping
from datetime import date

from participation.demo.phrases import THEMES
from participation.kernel.quarters import Quarter, quarters_between
from participation.surveys.rules import Lens

QUARTERS = 8
UNREAD, OPENED = 48, 34
LOCALITIES = (
    ("north-sands", "North Sands"),
    ("riverside", "Riverside"),
    ("old-market", "Old Market"),
    ("hill-end", "Hill End"),
)
SERVICES = (
    ("social-work", "Social workers"),
    ("foster-care", "Foster care"),
    ("childrens-homes", "Children’s homes"),
    ("leaving-care", "Leaving care team"),
    ("family-support", "Family support"),
    ("send", "Help with learning and disability"),
    ("youth-clubs", "Youth clubs"),
    ("feelings", "Feelings and mental health"),
)
ALL_TOPICS = tuple(THEMES)
ABOUT = {
    "social-work": "listened worker changes reach told plan family_time",
    "foster-care": "home family_time fair changes feelings",
    "childrens-homes": "home phone family_time friends listened",
    "leaving-care": "moving_on reach waiting home",
    "family-support": "listened family_time school worker feelings",
    "send": "school fair waiting buses listened",
    "youth-clubs": "clubs buses friends safe_places told",
    "feelings": "waiting feelings reach school",
}
SHARES: Mapping[str, Mapping[str, float]] = {
    "locality": {"north-sands": 30, "riverside": 28, "old-market": 24, "hill-end": 18},
    "service": dict(zip(ABOUT, (26, 13, 8, 10, 12, 10, 14, 7), strict=True)),
    "slug": {"how-are-we-doing": 72, "tell-us": 19, "houses": 9},
    "language": {"en": 90, "cy": 5, "ar": 5},
    "about_age_band": {"under_8": 6, "8_11": 18, "12_15": 38, "16_17": 20, "18_25": 14, "rather_not_say": 4},
    "about_care_status": {"in_care": 38, "care_leaver": 14, "social_worker": 26, "none": 18, "rather_not_say": 4},
    "about_disability": {"yes": 21, "no": 72, "rather_not_say": 7},
    "about_ethnicity": {"white": 74, "asian": 9, "black": 6, "mixed": 6, "other": 2, "rather_not_say": 3},
    "consent": {"use_words": 45, "change_words": 15, "do_not_share": 15, "not_said": 25},
    "channel": {"own_phone": 70, "event_tablet": 15, "with_a_worker": 10, "from_paper": 5},
}
# Share of "yes" eight quarters ago and now; in between lies a straight line with a step before the last whole quarter.
TRENDS: Mapping[str, tuple[float, float]] = {
    "know_worker": (0.97, 0.97),
    "reach_worker": (0.66, 0.67),
    "listened_to": (0.74, 0.75),
    "understand": (0.60, 0.70),
    "had_a_say": (0.48, 0.66),
    "told_what_changed": (0.26, 0.60),
    "feel_safe": (0.91, 0.90),
    "know_advocate": (0.44, 0.58),
    "know_complain": (0.63, 0.45),
}
# What differs in one place: added to the share at the start and now.
HERE: Mapping[tuple[str, str], tuple[float, float]] = {
    ("north-sands", "reach_worker"): (-0.22, 0.16),
    ("north-sands", "had_a_say"): (0.0, 0.10),
    ("riverside", "told_what_changed"): (0.0, 0.08),
    ("riverside", "know_advocate"): (0.10, 0.10),
    ("old-market", "reach_worker"): (0.10, -0.32),
    ("old-market", "listened_to"): (0.04, -0.14),
    ("old-market", "feel_safe"): (0.02, -0.14),
    ("old-market", "told_what_changed"): (0.0, -0.14),
    ("hill-end", "understand"): (-0.08, 0.06),
}
FACES = ("really_good", "good", "in_the_middle", "not_good", "really_not_good")
LENS_OF = {
    "good": Lens.GOOD_THING,
    "not_good": Lens.WORRY,
    "better": Lens.CHANGE_WANTED,
    "house_of_good_things": Lens.GOOD_THING,
    "house_of_worries": Lens.WORRY,
    "house_of_dreams": Lens.CHANGE_WANTED,
}
WORDS = {
    "how-are-we-doing": {"better": 0.6},
    "tell-us": {"good": 0.75, "not_good": 0.6, "better": 0.55},
    "houses": {"house_of_good_things": 0.85, "house_of_worries": 0.7, "house_of_dreams": 0.7},
}
YOUNG = frozenset({"under_8", "8_11"})
NORTH = LOCALITIES[0][0]
KEPT_TOPICS = {"good": ("clubs",), "not_good": ("buses",), "better": ("buses",)}
KEPT_DAYS = 15


def quarter_starts(today: date) -> tuple[date, ...]:
    """The first days of this quarter and the seven before it, oldest first."""
    newest = Quarter.of(today)
    oldest = Quarter(newest.year - QUARTERS // 4, newest.number).next
    return tuple(quarter.starts for quarter in quarters_between(oldest, newest))


def share(measure: str, locality: str | None, quarter: int) -> float:
    """How many of a hundred say yes to a statement, as a fraction, in one place in quarter 0 (oldest) to 7."""
    before, now = TRENDS[measure]
    here = HERE.get((locality or "", measure), (0.0, 0.0))
    way = quarter / (QUARTERS - 1) * 0.5 + (0.5 if quarter >= QUARTERS - 2 else 0.0)
    return min(0.98, max(0.03, before + here[0] + (now + here[1] - before - here[0]) * way))
