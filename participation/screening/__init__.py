"""Screening: phrases of risk, personal details and strong language in a text. Pure functions over data files.

Flags only ever raise a text's priority; every text is read by a person whatever is found (practice.md, Safeguarding).
"""

from participation.screening.engine import screen
from participation.screening.results import ContextReason, PersonalDetail, Reason, Screening, Urgency
from participation.screening.rulebook import Rule, RuleBook, RuleFileError, load_rules, standing_rules

__all__ = [
    "ContextReason",
    "PersonalDetail",
    "Reason",
    "Rule",
    "RuleBook",
    "RuleFileError",
    "Screening",
    "Urgency",
    "load_rules",
    "screen",
    "standing_rules",
]
