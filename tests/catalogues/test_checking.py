"""Each kind of broken translation is found, and what languages rightly do differently is not."""

import pytest
from babel.messages.catalog import Message

from tests.catalogues.checking import broken

Text = str | tuple[str, ...]
MANY = ("%(num)s day", "%(num)s days")


@pytest.mark.parametrize(
    ("english", "said", "code", "fault"),
    [
        ("Send", "", "pl", "not translated"),
        (MANY, ("%(num)s dzień", "", "%(num)s dni"), "pl", "not translated"),
        (MANY, ("%(num)s dzień", "%(num)s dni"), "pl", "has 2 plural forms and needs 3"),
        ("Call %(number)s.", "Zadzwoń.", "pl", "placeholders differ"),
        ("Call %(number)s.", "Zadzwoń: %(numer)s.", "pl", "placeholders differ"),
        ("Half of it", "100 % pewne", "pl", "a lone % sign: write %%"),
        ("<b>Now</b>", "Teraz", "pl", "tags differ"),
        ("<b>Now</b>", "<i>Teraz</i>", "pl", "tags differ"),
        ("Colour: ", "Kolor:", "pl", "space at the beginning or end differs"),
        ("Are you safe?", "Twoje bezpieczeństwo", "pl", "ends with no sign, the English with a question mark"),
        ("We read it.", "Czytamy to", "pl", "ends with no sign, the English with a full stop"),
        ("We read every single word.", "We read every single word.", "pl", "the same as the English"),
        ("In danger, call 999.", "W niebezpieczeństwie dzwoń pod 112.", "pl", "numbers differ"),
        ("Pick 3", "Wybierz ٣", "pl", "digits of another script"),
    ],
)
def test_what_is_broken_is_found(english: Text, said: Text, code: str, fault: str) -> None:
    assert fault in broken(Message(english, said), code, 3)


@pytest.mark.parametrize(
    ("english", "said", "code", "plurals"),
    [
        ("Are you safe?", "هل أنت بأمان؟", "ar", 6),
        ("We read it.", "ہم پڑھتے ہیں۔", "ur", 2),
        ("In danger, call 999.", "خطرے میں ۹۹۹ پر کال کریں۔", "ur", 2),
        ("%(name)s, %(day)s.", "%(day)s: %(name)s.", "pl", 3),
        (MANY, ("لا أيام", "يوم واحد", "يومان", "%(num)s أيام", "%(num)s يومًا", "%(num)s يوم"), "ar", 6),
        ("OK", "OK", "pl", 3),
        ("“Read my reply.”", "„Odpowiedź dla mnie.”", "pl", 3),
        ("Call <b>%(number)s</b>.", "Zadzwoń: <b>%(number)s</b>.", "pl", 3),
    ],
)
def test_what_is_right_in_its_language_is_left_alone(english: Text, said: Text, code: str, plurals: int) -> None:
    assert broken(Message(english, said), code, plurals) == []


def test_a_guess_is_no_translation() -> None:
    assert broken(Message("Send", "Wyślij", flags=("fuzzy",)), "pl", 3) == ["marked as a guess (fuzzy)"]
