"""A broken rule file is refused with the file, the rule and what to do."""

import shutil
from pathlib import Path

import pytest

from participation.screening import RuleFileError, load_rules, screen

HEAD = 'category = "abuse"\nowner = "safeguarding lead"\nreview_by = 2027-01-31\n'
RULE = HEAD + '[[rule]]\nid = "one"\nmatch = ["the cat .. sat"]\nfires = ["the cat sat"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one small language."""
    english = tmp_path / "en"
    english.mkdir()
    (english / "slots.toml").write_text('[slots]\nnegation = "not"\npet = "cat, dog"\n')
    (english / "abuse.toml").write_text(RULE)
    return tmp_path


def test_a_small_rule_book_works(folder: Path) -> None:
    assert [reason.rule for reason in screen("the cat just sat there", rules=load_rules(folder)).reasons] == [
        "abuse.one"
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("the cat .. sat", "the (cat sat", "without ')'"),
        ("the cat .. sat", "the cat) sat", "belongs to nothing"),
        ("the cat .. sat", "the @cow sat", "which slots.toml does not have"),
        ("the cat .. sat", "the cat ..40 sat", "use at most ..12"),
        ("the cat .. sat", "the cat ..", "ends with a gap"),
        ("the cat .. sat", "[the]", "nothing is needed"),
        ("the cat .. sat", "(a+)+$", "has the sign +"),
        ("the cat .. sat", ".*cat.*", "has the sign *"),
        ("the cat .. sat", "a & b & c & d & e", "use at most 4"),
        ("the cat .. sat", " ".join("abcdefghijklmnopq"), "in a row"),
        ("the cat .. sat", "(" + "|".join(map(str, range(200))) + ")", "make a slot"),
        ('fires = ["the cat sat"]', "", "has no fires"),
        ('match = ["the cat .. sat"]', "", "has no match"),
        ('id = "one"', "", "has no id"),
        ('id = "one"', 'id = "one"\ncolour = "red"', "has colour"),
        ('id = "one"', 'id = "one"\nurgency = "whenever"', "use immediate or soon"),
        ('id = "one"', 'id = "one"\nstrength = "huge"', "has the strength 'huge'"),
        ('match = ["the cat .. sat"]', "match = [1]", "list of texts"),
        ('owner = "safeguarding lead"', "", "has no owner"),
        ("review_by = 2027-01-31", "", "has no review date"),
        ('category = "abuse"', 'category = "sadness"', "use one of"),
        ("[[rule]]", "[[rule", "cannot be read"),
    ],
)
def test_a_broken_file_is_refused(folder: Path, old: str, new: str, says: str) -> None:
    (folder / "en" / "abuse.toml").write_text(RULE.replace(old, new))
    with pytest.raises(RuleFileError, match=r"en/abuse\.toml") as refused:
        load_rules(folder)
    assert says in str(refused.value)


def test_the_same_id_twice_is_refused(folder: Path) -> None:
    shutil.copy(folder / "en" / "abuse.toml", folder / "en" / "more.toml")
    with pytest.raises(RuleFileError, match="there twice"):
        load_rules(folder)


def test_a_slot_that_holds_itself_is_refused(folder: Path) -> None:
    (folder / "en" / "slots.toml").write_text('[slots]\nnegation = "not"\npet = "@pet"\n')
    with pytest.raises(RuleFileError, match="holds itself"):
        load_rules(folder)


def test_english_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="put the English rules back"):
        load_rules(tmp_path)
