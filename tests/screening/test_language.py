"""A language without rules is looked at soon; one with rules is screened with them."""

import pytest

from participation.screening import Urgency, screen


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("boję się wracać do domu", "Polish"),
        ("pomocy", "Polish"),
        ("я боюсь йти додому", "Ukrainian"),
        ("میں گھر نہیں جانا چاہتا", "Urdu"),
        ("ቤት መሄድ አልፈልግም", "Ethiopic"),
        ("waan baqayaa fadlan i caawi", "Somali"),
        ("zxcv qwrt mnbv plkj", "Unknown"),
    ],
)
def test_a_language_without_rules_is_soon(text: str, language: str) -> None:
    found = screen(text)
    assert found.urgency is Urgency.SOON
    assert f"{language}: no rules for this language" in {note.note for note in found.context}


@pytest.mark.parametrize(
    "text",
    [
        "mae'r clwb yn wych, diolch",
        "أحب كرة القدم كثيرا",
        "slay bestie no cap fr",
        "skool iz gud n i lyk my frends",
        "dinosaurs",
        "chicken nuggets",
    ],
)
def test_what_can_be_read_is_not_raised(text: str) -> None:
    assert not screen(text).risk


@pytest.mark.parametrize(
    "text", ["mae dad yn fy nharo bob nos", "dw i eisiau marw", "أبي يضربني كل يوم", "أريد أن أموت، سأنتحر الليلة"]
)
def test_drafts_find_immediate_danger(text: str) -> None:
    assert screen(text).urgency is Urgency.IMMEDIATE
