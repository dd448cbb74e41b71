"""Personal details."""

from participation.screening.normalise import Reading
from participation.screening.results import PersonalDetail


def find_personal_details(text: str, reading: Reading) -> tuple[PersonalDetail, ...]:
    return ()
