"""Personal details: what is marked, with its type, and what is not."""

import pytest

from participation.screening import screen


def _marked(text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.type) for each in screen(text).pii]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ring 07700 900123 or (0161) 496 0185", [("07700 900123", "PHONE"), ("(0161) 496 0185", "PHONE")]),
        ("it is +447700900799 ok", [("+447700900799", "PHONE")]),
        ("0 7 7 0 0 9 0 0 7 1 2", [("0 7 7 0 0 9 0 0 7 1 2", "PHONE")]),
        ("oh seven double oh nine double oh one two", [("oh seven double oh nine double oh one two", "PHONE")]),
        ("0٧700 900123", [("0٧700 900123", "PHONE")]),
        ("jo.b-7@example.org please", [("jo.b-7@example.org", "EMAIL")]),
        ("write to kim at gmail dot com", [("kim at gmail dot com", "EMAIL")]),
        ("i live near LS98 2HB", [("LS98 2HB", "POSTCODE")]),
        ("hx97\u200b5qe", [("hx97\u200b5qe", "POSTCODE")]),
        ("post it to Flat 2, 41 Fennel Way please", [("Flat 2, 41 Fennel Way", "ADDRESS")]),
        ("we live on cherry tree lane", [("cherry tree lane", "ADDRESS")]),
        ("my nhs number is 943 476 5919", [("943 476 5919", "NHS")]),
        ("dob 12.4.09", [("12.4.09", "DOB")]),
        ("my birthday is the 9th of March 2011", [("9th of March 2011", "DOB")]),
        ("i go to st marys primary", [("st marys primary", "SCHOOL")]),
        ("School: Harebell High", [("Harebell High", "SCHOOL")]),
        ("add @kit_09 or my insta is lil.jay", [("@kit_09", "HANDLE"), ("lil.jay", "HANDLE")]),
        ("see https://example.org/me/1", [("https://example.org/me/1", "HANDLE")]),
        ("Miss Pell and Mr O'Neill", [("Pell", "NAME"), ("O'Neill", "NAME")]),
        ("my name is Oluwadarasimi Adeyinka", [("Oluwadarasimi Adeyinka", "NAME")]),
        ("AGNIESZKA helped", [("AGNIESZKA", "NAME")]),
        ("shout out to dwayne chase and temi", [("dwayne", "NAME"), ("chase", "NAME"), ("temi", "NAME")]),
        ("priya's mum", [("priya", "NAME")]),
    ],
)  # fmt: skip
def test_details_are_marked(text: str, found: list[tuple[str, str]]) -> None:
    assert _marked(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "will may help me mark this? i hope so, grace knows",
        "we scored 12-3 and i got 5 of them",
        "24/7 helpline please, like 0800 1111",
        "the trip on 3 March 2024 was good",
        "it is a 5 minute walk down the road",
        "i go to a primary school and my school is far",
        "number 123 456 7890 on the list",
        "in P5 3rd period",
        "mum and dad and nan",
        "i want English, Maths and PE",
        "April and May were wet, so was Easter Sunday",
    ],
)
def test_everyday_words_are_left_alone(text: str) -> None:
    assert _marked(text) == []
