"""Personal details in a text: UK numbers and addresses by their shape, names by lists and by what stands beside them.

Everything is looked for in the folded text (see ``normalise.fold``), so that invisible letters and full-width forms
hide nothing, and is answered in code points of the original. Every expression has bounded repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from participation.screening.names import Found, find_people, find_schools, words
from participation.screening.normalise import fold
from participation.screening.results import PersonalDetail

MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
DATE = re.compile(
    rf"(?<![\w/])(?:(?:19|20)\d\d[-/.][01]?\d[-/.][0-3]?\d|[0-3]?\d[-/.][01]?\d[-/.](?:(?:19|20)\d\d|\d\d)"
    rf"|{DAY}\s(?:of\s)?{MONTH}(?:,?\s(?:(?:19|20)\d\d|['’]\d\d))?|{MONTH}\s{DAY}(?:,?\s(?:19|20)\d\d)?"
    rf"|[0-3]?\d{MONTH}(?:19|20)?\d\d)(?![\w/])"
)
BIRTH = re.compile(r"\b(?:born|birthday|bday|b-day|birth|d\.?o\.?b|turn(?:ed|ing)? (?:[4-9]|1\d|2[0-5])|birthdate)\b")
BEFORE_DATE, AFTER_DATE = 48, 24
PHONE = re.compile(r"(?<![\w+])(?:\+\s?4\s?4|0044|\(?[0o])(?:[\s().–-]{0,3}(?:\d|o(?![a-np-z]))){8,13}(?!\d)")
MOBILE_SHORT = re.compile(r"(?<!\d)7\d{3}[\s-]?\d{3}[\s-]?\d{3}(?!\d)")
NUMBER_WORD = "(?:zero|nought|oh|o|one|two|three|four|five|six|seven|eight|nine|double|triple)"
SPOKEN_PHONE = re.compile(rf"\b(?:zero|nought|oh|o)(?:[\s,.-]{{1,3}}(?:{NUMBER_WORD}|\d)){{7,14}}\b")
HELPLINES = ("0800", "0808", "0300", "0345", "0844", "0845")
NHS = re.compile(r"(?<![\d+])\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)")
EMAIL = re.compile(r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}\s?@\s?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}")
MAIL_HOST = "(?:gmail|g mail|hotmail|outlook|yahoo|icloud|live|aol|proton|protonmail|mail|btinternet|sky|msn|me)"
JOIN = r"(?:\s?\(dot\)\s?|\s?\[dot\]\s?|\sdot\s|\.)"
SPELT_EMAIL = re.compile(
    rf"(?<![\w.])[\w.+-]{{1,40}}(?:(?:\sdot\s|\sunderscore\s|\sdash\s)[\w.]{{1,30}}){{0,3}}\s?(?:\(at\)|\[at\]|\sat\s)\s?"
    rf"(?:{MAIL_HOST}{JOIN}|[\w-]{{1,40}}\s?(?:\(dot\)|\[dot\]|\bdot\b)\s?)"
    rf"(?:com|net|org|uk|co{JOIN}uk|ac{JOIN}uk|org{JOIN}uk|[a-z]{{2,12}}{JOIN}[a-z]{{2,12}})\b"
)
POSTCODE = re.compile(
    r"(?<![\w£])(?:[a-pr-uwyz]\d[a-hjkps-uw\d]?|[a-pr-uwyz][a-hk-y]\d[abehmnprv-y\d]?|gir)\s{0,3}"
    r"\d(?!st\b|nd\b|rd\b|th\b)[abd-hjlnp-uw-z]{2}(?!\w)"
)
ROAD = (
    "(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|way|crescent|cres|court|ct|place|gardens|gdns|grove|terrace"
    "|hill|row|square|sq|walk|mews|rise|green|parade|boulevard|mount|meadows?|croft|fold|garth|wharf|quay|estate)"
)
HOUSE = r"(?:(?:flat|apartment|apt|unit)\s\d{1,4}[a-z]?,?\s)?\d{1,4}[a-z]?(?:-\d{1,4})?,?\s"
ADDRESS = re.compile(rf"(?<![\w£.:/-]){HOUSE}((?:[^\W\d_]['’\w]{{0,20}}\s){{1,3}}){ROAD}\b")
FLAT = re.compile(
    r"(?<!\w)(?:flat|apartment|apt)\s\d{1,4}[a-z]?(?:,?\s(?:[^\W\d_]['’\w]{1,20}\s){1,3}(?:house|court|tower|point|heights))?\b"
)
ROAD_NAME = re.compile(
    r"\b(?:live|lives|living|lived|house is|flat is|stay|staying|moved|address is)"
    r"\s(?:on|in|at|off|near|to|by|down|up|round)\s"
    rf"(?P<it>(?:[^\W\d_]['’\w]{{1,20}}\s){{1,3}}{ROAD})\b"
)
HANDLE = re.compile(r"(?<![\w.@])@[a-z0-9_](?:[\w.]{0,28}\w)?")
PLATFORM = (
    "(?:snap|snapchat|insta|instagram|ig|tiktok|tik tok|discord|username|user name|user|handle|gamertag|gamer tag|psn"
    "|xbox|roblox|fortnite|kik|twitter|twitch|telegram|whatsapp|facebook|fb|yubo|wizz|steam|account|bereal|sc)"
)
ODD_WORD = r"(?=[\w.#-]{0,30}[\d_.#])(?=[\w.#-]{0,30}[a-z])[a-z0-9_][\w.#-]{2,30}[\w]"
HANDLE_BEFORE = re.compile(rf"(?<![\w.@])(?P<it>{ODD_WORD})\s(?:on|is (?:my|his|her)|for)\s(?:my\s|the\s)?{PLATFORM}\b")
HANDLE_AFTER = re.compile(
    rf"\b{PLATFORM}(?:\s(?:is|name|name is|tag|tag is|account is|its|it's|:|-|me|as|called)|:)?:?\s(?P<it>{ODD_WORD})"
)
HANDLE_IS = re.compile(
    rf"\b(?:my|his|her|their|add me on|add|me on)\s{PLATFORM}(?:\s(?:name|tag|account|user|username))?"
    rf"(?:\s(?:is|its|it's|=)|\s?[:=])\s?@?(?P<it>[a-z0-9_][\w.-]{{2,30}}\w)"
)
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"']{3,300}|\b[a-z0-9-]{2,40}\.(?:com|co\.uk|gg|me|tv|net)/[^\s<>\"']{2,200}"
)


def find_personal_details(text: str) -> tuple[PersonalDetail, ...]:
    """Everything in ``text`` that may say who or where somebody is, in order, without overlaps."""
    folded, places = fold(text, {})
    capital = {at for at in range(len(folded)) if text[at if places is None else places[at]].isupper()}
    found: list[Found] = []
    for finder in (_links, _phones, _nhs_numbers, _births, _postcodes, _handles, _addresses, find_schools):
        found.extend(_new(finder(folded, capital), found))
    found.extend(_new(find_people(folded, capital), found))
    return tuple(_detail(each, places) for each in sorted(found))


def _new(candidates: Iterable[Found], found: list[Found]) -> list[Found]:
    """Those that do not overlap what stands already; the earlier finder is the surer one."""
    taken = {place for start, end, _ in found for place in range(start, end)}
    kept: list[Found] = []
    for start, end, kind in candidates:
        if taken.isdisjoint(range(start, end)):
            kept.append((start, end, kind))
            taken.update(range(start, end))
    return kept


def _detail(found: Found, places: list[int] | None) -> PersonalDetail:
    start, end, kind = found
    if places is None:
        return PersonalDetail(start, end, kind)
    return PersonalDetail(places[start], places[end - 1] + 1, kind)


def _digits(written: str) -> str:
    return "".join(sign for sign in written.replace("o", "0") if sign.isdigit())


def _links(folded: str, _: set[int]) -> Iterable[Found]:
    if "@" in folded or " at " in folded or "(at)" in folded or "[at]" in folded:
        for expression in (EMAIL, SPELT_EMAIL):
            yield from ((*found.span(), "EMAIL") for found in expression.finditer(folded))
    yield from ((*found.span(), "HANDLE") for found in LINK.finditer(folded))


def _phones(folded: str, _: set[int]) -> Iterable[Found]:
    for found in PHONE.finditer(folded):
        digits = _digits(found[0])
        real = sum(sign.isdigit() for sign in found[0])
        if real >= 6 and 10 <= len(digits) <= 14 and not digits.startswith(HELPLINES):
            yield *found.span(), "PHONE"
    for expression in (MOBILE_SHORT, SPOKEN_PHONE):
        yield from ((*found.span(), "PHONE") for found in expression.finditer(folded))


def _nhs_numbers(folded: str, _: set[int]) -> Iterable[Found]:
    for found in NHS.finditer(folded):
        if _is_nhs_number(_digits(found[0])):
            yield *found.span(), "NHS"


def _is_nhs_number(digits: str) -> bool:
    """The tenth digit makes the weighted sum of all ten divisible by eleven."""
    return sum(int(digit) * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11 == 0


def _births(folded: str, _: set[int]) -> Iterable[Found]:
    """Dates with a word of birth near them: other dates say when a trip was."""
    for found in DATE.finditer(folded):
        start, end = found.span()
        if BIRTH.search(folded[max(0, start - BEFORE_DATE) : end + AFTER_DATE]):
            yield start, end, "DOB"


def _postcodes(folded: str, _: set[int]) -> Iterable[Found]:
    yield from ((*found.span(), "POSTCODE") for found in POSTCODE.finditer(folded))


def _handles(folded: str, _: set[int]) -> Iterable[Found]:
    yield from ((*found.span(), "HANDLE") for found in HANDLE.finditer(folded))
    for expression in (HANDLE_BEFORE, HANDLE_AFTER, HANDLE_IS):
        for found in expression.finditer(folded):
            if found["it"] not in words().everyday:
                yield *found.span("it"), "HANDLE"


def _addresses(folded: str, capital: set[int]) -> Iterable[Found]:
    everyday = words().everyday
    for found in ADDRESS.finditer(folded):
        if not any(word in everyday and found.start(1) not in capital for word in found[1].split()):
            yield *found.span(), "ADDRESS"
    yield from ((*found.span(), "ADDRESS") for found in FLAT.finditer(folded))
    for found in ROAD_NAME.finditer(folded):
        if not all(word in everyday for word in found["it"].split()[:-1]):
            yield *found.span("it"), "ADDRESS"
