"""Personal details in a text: UK numbers and addresses by their shape, names by lists and by what stands beside them.

Everything is looked for in the folded text (see ``normalise.fold``), so that invisible letters and full-width forms
hide nothing, and is answered in code points of the original. Every expression has bounded repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from participation.screening.normalise import fold
from participation.screening.results import PersonalDetail

DATA = Path(__file__).parent / "data"
LONGEST_NAME = 4
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
PHONE = re.compile(r"(?<![\w+])(?:\+\s?4\s?4|0044|\(?[0o])(?:[\s().–-]{0,3}[\do]){8,13}(?![\d])")
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
    rf"\b(?:live|lives|living|lived|house is|flat is|stay|staying|moved|address is)\s(?:on|in|at|off|near|to|by|down|up|round)\s"
    rf"(?P<it>(?:[^\W\d_]['’\w]{{1,20}}\s){{1,3}}{ROAD})\b"
)
HANDLE = re.compile(r"(?<![\w.@])@[a-z0-9_](?:[\w.]{0,28}\w)?")
PLATFORM = (
    "(?:snap|snapchat|insta|instagram|ig|tiktok|tik tok|discord|username|user name|user|handle|gamertag|gamer tag|psn|xbox"
    "|roblox|fortnite|kik|twitter|twitch|telegram|whatsapp|facebook|fb|yubo|wizz|steam|account|bereal|sc)"
)
ODD_TOKEN = r"(?=[\w.#-]{0,30}[\d_.#])(?=[\w.#-]{0,30}[a-z])[a-z0-9_][\w.#-]{2,30}[\w]"
HANDLE_BEFORE = re.compile(
    rf"(?<![\w.@])(?P<it>{ODD_TOKEN})\s(?:on|is (?:my|his|her)|for)\s(?:my\s|the\s)?{PLATFORM}\b"
)
HANDLE_AFTER = re.compile(
    rf"\b{PLATFORM}(?:\s(?:is|name|name is|tag|tag is|account is|its|it's|:|-|me|as|called)|:)?:?\s(?P<it>{ODD_TOKEN})"
)
HANDLE_IS = re.compile(
    rf"\b(?:my|his|her|their|add me on|add|me on)\s{PLATFORM}(?:\s(?:name|tag|account|user|username))?"
    rf"(?:\s(?:is|its|it's|=)|\s?[:=])\s?@?(?P<it>[a-z0-9_][\w.-]{{2,30}}\w)"
)
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"']{3,300}|\b[a-z0-9-]{2,40}\.(?:com|co\.uk|gg|me|tv|net)/[^\s<>\"']{2,200}"
)
SCHOOL_WORD = (
    "(?:primary|infants?|juniors?|high|secondary|grammar|academy|college|comprehensive|comp|university|uni|sixth form|school"
    "|nursery|prep|community|catholic|ce|rc|girls|boys|academies|special|preparatory|pru)"
)
SCHOOL_KIND = re.compile(rf"\b{SCHOOL_WORD}(?:\s{SCHOOL_WORD}){{0,3}}\b")
UNIVERSITY = re.compile(
    r"\b(?:the\s)?(?:university|uni|college|school)\sof\s(?:the\s)?[^\W\d_][\w'’-]{1,24}(?:\s[A-Z][\w'’-]{1,24})?"
)
OTHER_SCHOOL_WORDS = frozenset(
    ["boarding", "mainstream", "summer", "middle", "sixth", "state", "grammar", "mixed", "faith", "infant", "different", "special", "primary", "secondary", "high", "junior", "driving", "residential", "nursery", "alternative", "provision"]
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
TITLES = frozenset(
    ["mr", "mrs", "miss", "ms", "mx", "dr", "doctor", "auntie", "aunty", "aunt", "uncle", "coach", "akela", "prof", "professor", "nurse", "pc", "sergeant", "sgt", "rev", "reverend", "imam", "cllr", "councillor", "sister"]
) - {"sister"}
RELATIONS = frozenset(
    ["friend", "friends", "mate", "bestie", "bff", "cousin", "brother", "sister", "bro", "sis", "worker", "carer", "teacher", "tutor", "boyfriend", "girlfriend", "bf", "gf", "partner", "ex", "son", "daughter", "baby", "nan", "gran", "grandma", "grandad", "nana", "stepdad", "stepmum", "stepbrother", "stepsister", "twin", "keyworker", "advocate", "mentor", "counsellor", "therapist", "manager", "with", "from", "by", "thanks", "hi", "hello", "hey", "dear", "diolch", "love", "sincerely", "and", "to", "for"]
) - {"and", "to", "for"}
STRONG_CUES = TITLES | {"called", "named", "surname"}
STRONG_PAIRS = frozenset(
    [
        ("name", "is"),
        ("is", "called"),
        ("am", "called"),
        ("call", "me"),
        ("out", "to"),
        ("thanks", "to"),
        ("happened", "to"),
    ]
    + [("name", "was"), ("love", "from"), ("passport", "says"), ("names", "is"), ("thank", "you")]
)
SAID_PAIRS = frozenset([("name", "is"), ("is", "called"), ("am", "called"), ("im", "called")])
ASKED_BEFORE = frozenset(["did", "want", "does", "is", "has", "ask", "to", "like", "love", "miss", "saw", "see", "know", "tell", "told", "with"])
ASKED_AFTER = frozenset(["tell", "to", "said", "says", "told", "was", "is", "ever", "still", "really", "help", "come", "came", "again"])
SAYS_AFTER = frozenset(
    ["said", "says", "told", "tells", "helped", "helps", "came", "asked", "asks", "gave", "left", "rang", "was", "is", "and", "did", "has", "took", "hits", "hit"]
)
DID_AFTER = frozenset(["helped", "told", "said", "asked", "gave", "rang", "says"])
CALENDAR = frozenset(
    ["april", "may", "june", "july", "august", "march", "sunday", "easter", "christian", "china", "india", "kenya", "paris", "london", "chelsea", "israel", "georgia", "victoria", "jordan", "brooklyn", "florence", "milan", "vienna", "venice", "verona", "berlin", "asia", "an", "long", "love", "art"]
)
HELPING = frozenset(
    ["will", "may", "can", "mark", "hope", "chase", "bill", "rob", "pat", "nick", "grant", "drew", "rich", "frank", "free", "long", "an", "love", "art", "march", "bless", "rose", "deep", "well", "dear", "kind", "happy", "true", "max", "kit", "job", "gift", "praise", "promise", "summer", "autumn", "winter", "spring", "sunday", "long", "little"]
)
NEVER_NAMES = frozenset(
    ["mum", "dad", "mam", "mums", "dads", "nana", "im", "ive", "its", "u", "ur", "r", "x", "xx", "xo", "lol", "tho", "cuz", "camhs", "ehcp", "nhs", "gp", "adhd", "ofsted"]
)


@dataclass(frozen=True, slots=True)
class _Words:
    """First names, names that are also words, surnames, and words that are hardly ever a name."""

    first: frozenset[str]
    unsure: frozenset[str]
    last: frozenset[str]
    everyday: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    names = DATA / "names"
    unsure = _word_list(names / "unsure.txt")
    return _Words(
        _word_list(names / "first.txt"),
        unsure,
        _word_list(names / "surnames.txt"),
        _word_list(DATA / "en/everyday.txt"),
    )


def _word_list(file: Path) -> frozenset[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


Found = tuple[int, int, str]


def find_personal_details(text: str) -> tuple[PersonalDetail, ...]:
    """Everything in ``text`` that may say who or where somebody is, in order, without overlaps."""
    folded, places = fold(text, {})
    capital = {at for at in range(len(folded)) if text[at if places is None else places[at]].isupper()}
    found: list[Found] = []
    for finder in (_links, _phones, _nhs_numbers, _births, _postcodes, _handles, _addresses, _schools):
        found.extend(_new(finder(folded, capital), found))
    found.extend(_new(_people(folded, capital), found))
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
            if found["it"] not in _words().everyday:
                yield *found.span("it"), "HANDLE"


def _addresses(folded: str, capital: set[int]) -> Iterable[Found]:
    everyday = _words().everyday
    for found in ADDRESS.finditer(folded):
        if not any(word in everyday and found.start(1) not in capital for word in found[1].split()):
            yield *found.span(), "ADDRESS"
    yield from ((*found.span(), "ADDRESS") for found in FLAT.finditer(folded))
    for found in ROAD_NAME.finditer(folded):
        if not all(word in everyday for word in found["it"].split()[:-1]):
            yield *found.span("it"), "ADDRESS"


def _schools(folded: str, capital: set[int]) -> Iterable[Found]:
    yield from (
        (*found.span(), "SCHOOL") for found in UNIVERSITY.finditer(folded) if _proper(found[0], found.start(), capital)
    )
    for found in SCHOOL_KIND.finditer(folded):
        start = _school_start(folded, found.start(), capital)
        if start < found.start():
            yield start, found.end(), "SCHOOL"


def _proper(written: str, start: int, capital: set[int]) -> bool:
    last = start + written.rindex(" ") + 1
    return last in capital or written.rsplit(maxsplit=1)[-1] not in _words().everyday


def _school_start(folded: str, end: int, capital: set[int]) -> int:
    """Where the name of a school begins: the proper words before its kind ("Larkrise" in "Larkrise Junior School")."""
    words = _words()
    start = end
    for word in reversed(list(WORD.finditer(folded, max(0, end - 80), end))[-4:]):
        if folded[word.end() : start].strip(" .'") or start - word.end() > 2:
            break
        named = word.start() in capital or (word[0] not in words.everyday and word[0] not in OTHER_SCHOOL_WORDS)
        if not named or (word[0] in words.everyday and not _inside_capitals(word, start, end, capital)):
            break
        start = word.start()
    return start


def _inside_capitals(word: re.Match[str], start: int, end: int, capital: set[int]) -> bool:
    """A capital on an everyday word counts only when it does not begin the sentence ("My School")."""
    return word.start() in capital and word.start() > 0 and (start in capital or start == end)


def _people(folded: str, capital: set[int]) -> Iterable[Found]:
    words = _words()
    tokens = list(WORD.finditer(folded))
    place = 0
    while place < len(tokens):
        size = _name_length(folded, tokens, place, capital, words)
        if size:
            last = tokens[place + size - 1]
            end = last.end() - 2 if last[0].endswith("'s") else last.end()
            yield tokens[place].start(), end, "NAME"
        place += max(1, size)


def _name_length(folded: str, tokens: list[re.Match[str]], place: int, capital: set[int], words: _Words) -> int:
    """How many words from ``place`` on are one name; 0 when none."""
    word = _bare(tokens[place][0])
    if not (_is_first_name(folded, tokens, place, capital, words, word)):
        return 0
    size = 1
    while size < LONGEST_NAME and place + size < len(tokens):
        if not _goes_on(folded, tokens[place + size - 1], tokens[place + size], capital, words, size):
            break
        size += 1
    return size


def _bare(word: str) -> str:
    return word[:-2] if word.endswith("'s") else word


def _is_first_name(
    folded: str, tokens: list[re.Match[str]], place: int, capital: set[int], words: _Words, word: str
) -> bool:
    if len(word) < 2:
        return False
    before = [tokens[at][0] for at in range(max(0, place - 2), place)]
    last = before[-1] if before else ""
    joined = place > 0 and not folded[tokens[place - 1].end() : tokens[place].start()].strip(" :,.-")
    cued = joined and (last in STRONG_CUES or tuple(before) in STRONG_PAIRS)
    upper = tokens[place].start() in capital
    if word in words.first:
        return True
    if word in words.unsure:
        return cued or _named_by_company(tokens, place, words, upper, joined and last in RELATIONS, folded)
    if word in words.everyday or word in NEVER_NAMES:
        return False
    if cued and (upper or last in TITLES or tuple(before) in SAID_PAIRS):
        return True
    return upper and joined and last in RELATIONS


def _named_by_company(
    tokens: list[re.Match[str]], place: int, words: _Words, upper: bool, relation: bool, folded: str
) -> bool:
    """A word such as Grace or May: a capital inside the sentence, a relation before it, or other names beside it."""
    word = _bare(tokens[place][0])
    inside = place > 0 and folded[: tokens[place].start()].rstrip()[-1:] not in (".", "!", "?", "\n", ":", "")
    after = tokens[place + 1][0] if place + 1 < len(tokens) else ""
    if upper and inside and word not in CALENDAR:
        return True
    if after in (SAYS_AFTER if upper else DID_AFTER) and word not in HELPING:
        return True
    if relation and word not in HELPING:
        return True
    before = _bare(tokens[place - 1][0]) if place else ""
    if before in ("and", "not") and place > 1:
        before = _bare(tokens[place - 2][0])
    beside = before in words.first or (
        after == "and" and place + 2 < len(tokens) and tokens[place + 2][0] in words.first
    )
    asked = before in ASKED_BEFORE and after in ASKED_AFTER
    return (beside and after in ("", "and")) or ((beside or asked) and word not in HELPING)


def _goes_on(
    folded: str, before: re.Match[str], token: re.Match[str], capital: set[int], words: _Words, size: int
) -> bool:
    """Whether ``token`` is the surname to the name before it."""
    between = folded[before.end() : token.start()]
    if between not in (" ", "-") or before[0].endswith("'s"):
        return False
    word = _bare(token[0])
    if token.start() in capital:
        return word in words.last or word in words.first or (word not in words.everyday and word not in words.unsure)
    surname = word in words.last and word not in words.everyday and word not in words.unsure
    return size == 1 and surname and word not in words.first
