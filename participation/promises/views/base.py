"""What the pages of both sides share."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from participation.promises.rules import Outcome, Status, Topic
from participation.surveys.rules import Look

blueprint = Blueprint("promises", __name__)

# Each topic: its picture and its words, which are the same in every look.
TOPICS = {
    Topic.HOME: ("home", _l("Home and care")),
    Topic.SCHOOL: ("school", _l("School")),
    Topic.HEALTH: ("heart", _l("Health and feelings")),
    Topic.SAFETY: ("umbrella", _l("Staying safe")),
    Topic.WORKER: ("worker", _l("My worker and my plan")),
    Topic.MONEY: ("money", _l("Money and moving on")),
    Topic.THINGS_TO_DO: ("ball", _l("Things to do")),
    Topic.GETTING_AROUND: ("bus", _l("Getting around")),
    Topic.THIS_WEBSITE: ("mobile", _l("This website")),
}
# Each outcome: its picture, the tone of its box, and the words above the answer.
OUTCOMES = {
    Outcome.DID: ("tick", "good", _l("We did it")),
    Outcome.DOING: ("again", "dreams", _l("We’re doing it")),
    Outcome.CANNOT: ("hand", "worry", _l("We can’t, because…")),
    Outcome.NOT_YET: ("clock", "", _l("Not yet")),
}

# The same for staff, whose pages are in English.
EVERYWHERE = "Everywhere"
OUTCOME_WORDS = {
    Outcome.DID: "We did it",
    Outcome.DOING: "We are doing it",
    Outcome.CANNOT: "We can’t",
    Outcome.NOT_YET: "Not yet",
}
STATUS_WORDS = {Status.DRAFT: "Draft", Status.PUBLISHED: "On the page", Status.TAKEN_DOWN: "Taken down"}
LOOK_WORDS = {Look.YOUNGER: "Younger", Look.STANDARD: "Standard", Look.EASY_READ: "Simple words and pictures"}
