"""What made-up staff and young people did with each made-up response, step by step. Pure.

Staff did things on working days up to yesterday; the newest responses are unread, those before them opened.
"""

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from participation.council.rules import working_days_after
from participation.demo.phrases import THEMES, staff_texts
from participation.demo.trends import NORTH, OPENED, UNREAD
from participation.demo.voices import Voice

WORKER, LEAD, NORTH_WORKER, YOUNG_PERSON = "worker", "lead", "north-worker", ""


class Kind(enum.StrEnum):
    """What somebody does."""

    OPEN = "open"
    TAKE_OUT = "take_out"
    APPROVE = "approve"
    KEEP_PRIVATE = "keep_private"
    ASK_SECOND_LOOK = "ask_second_look"
    CODE = "code"
    TALK = "talked_about"
    DECIDE = "decided"
    REPLY = "reply"
    WRITE = "write"
    READ_REPLY = "read_reply"
    READ_MESSAGES = "read_messages"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Step:
    """One thing that somebody did on a day. `question` says with which text, `text` what they wrote."""

    day: date
    who: str
    kind: Kind
    question: str = ""
    text: str = ""
    words: tuple[str, ...] = ()


Story = tuple[Step, ...]


def stories(seed: int, made: Sequence[Voice], today: date) -> list[Story]:
    """The story of each response, in the same order."""
    chance = Random(f"stories {seed}")  # noqa: S311 - made-up people, no secrets
    unread = min(UNREAD, len(made) // 5)
    opened = unread + min(OPENED, len(made) // 10)
    yesterday = today - timedelta(days=1)
    found = []
    for place, voice in enumerate(made, start=1):
        newer = len(made) - place
        teller = Teller(chance, voice, yesterday)
        if voice.kept:
            found.append(teller.kept())
        elif newer == unread - 1:
            found.append(teller.taken_back_unread())
        elif newer < unread:
            found.append(())
        elif newer < opened:
            found.append(teller.opened(newer))
        else:
            found.append(teller.whole(recent=newer < len(made) // 8))
    return found


class Teller:
    """Tells one story."""

    def __init__(self, chance: Random, voice: Voice, yesterday: date) -> None:
        self._chance, self._voice, self._yesterday = chance, voice, yesterday
        north = voice.locality == NORTH
        self._who = LEAD if voice.urgent else NORTH_WORKER if north and chance.random() < 0.5 else WORKER

    def opened(self, newer: int) -> Story:
        """Opened and not finished: some wait for another look."""
        steps = [self._open()]
        if self._voice.said and newer % 4 == 0:
            reason = self._chance.choice(staff_texts()["second_look_reasons"])
            steps.append(self._step(1, Kind.ASK_SECOND_LOOK, next(iter(self._voice.said)), reason))
        return tuple(steps)

    def taken_back_unread(self) -> Story:
        """Taken back before anybody read it; it is read all the same, once."""
        return (self._step(0, Kind.WITHDRAW, who=YOUNG_PERSON),)

    def kept(self) -> Story:
        """The story of the response whose code is printed: read, talked about, answered, and a word to and fro."""
        told: Mapping[str, str] = staff_texts()["kept"]
        steps = [self._open()]
        for question in self._voice.said:
            steps += [
                self._step(1, Kind.APPROVE, question),
                self._step(1, Kind.CODE, question, words=self._themes(question)),
            ]
        steps += [
            self._step(2, Kind.TALK),
            self._step(2, Kind.REPLY, text=told["reply"]),
            self._step(2, Kind.REPLY, text=told["question"]),
            self._step(3, Kind.READ_REPLY, who=YOUNG_PERSON),
            self._step(3, Kind.WRITE, text=told["answer"], who=YOUNG_PERSON),
            self._step(4, Kind.OPEN),
            self._step(4, Kind.REPLY, text=told["news"]),
        ]
        return tuple(steps)

    def whole(self, *, recent: bool) -> Story:
        """From opening to an answer. Of the recent ones, fewer are coded and decided."""
        if self._chance.random() < 0.01:
            return (self._step(1, Kind.WITHDRAW, who=YOUNG_PERSON), self._step(2, Kind.OPEN))
        steps = [self._open(), *(step for question in self._voice.said for step in self._decided(question, recent))]
        steps += self._timeline(recent)
        if self._voice.said and self._chance.random() < 0.22:
            steps += self._conversation()
        return tuple(sorted((step for step in steps if step.day <= self._yesterday), key=lambda step: step.day))

    def _open(self) -> Step:
        return self._step(1 if self._chance.random() < 0.93 else 2, Kind.OPEN)

    def _step(
        self,
        days: int,
        kind: Kind,
        question: str = "",
        text: str = "",
        words: tuple[str, ...] = (),
        who: str | None = None,
    ) -> Step:
        """A step so many working days after the response came, or yesterday where that is still to come."""
        day = working_days_after(self._voice.day, days)
        if kind in (Kind.OPEN, Kind.ASK_SECOND_LOOK, Kind.WITHDRAW):
            day = min(day, self._yesterday)
        return Step(day, self._who if who is None else who, kind, question, text, words)

    def _decided(self, question: str, recent: bool) -> Iterator[Step]:
        said, luck = self._voice.said[question], self._chance.random()
        when = self._chance.choice((2, 2, 2, 3))
        if said.names:
            yield self._step(when, Kind.TAKE_OUT, question, words=said.names)
        if self._voice.urgent or luck < 0.07:
            yield self._step(when, Kind.KEEP_PRIVATE, question, self._chance.choice(staff_texts()["private_reasons"]))
            return
        if luck < 0.10:
            reason = self._chance.choice(staff_texts()["second_look_reasons"])
            yield self._step(when, Kind.ASK_SECOND_LOOK, question, reason)
            when += 1
        who = LEAD if luck < 0.10 else self._who
        yield self._step(when, Kind.APPROVE, question, who=who)
        if self._chance.random() < (0.55 if recent else 0.94):
            yield self._step(when + self._chance.randrange(5), Kind.CODE, question, words=self._themes(question))

    def _themes(self, question: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(THEMES[topic] for topic in self._voice.said[question].topics))

    def _timeline(self, recent: bool) -> Iterator[Step]:
        if self._chance.random() < (0.5 if recent else 0.96):
            days = 5 + self._chance.randrange(15)
            yield self._step(days, Kind.TALK)
            if self._chance.random() < 0.92:
                yield self._step(days + 10 + self._chance.randrange(30), Kind.DECIDE)

    def _conversation(self) -> Iterator[Step]:
        when = 3 + self._chance.randrange(4)
        language = self._voice.language
        replies = staff_texts()["replies"] if language == "en" else staff_texts()["replies_in"][language]
        yield self._step(when, Kind.REPLY, text=self._chance.choice(replies))
        if self._chance.random() < 0.3:
            return
        yield self._step(when + 1, Kind.READ_REPLY, who=YOUNG_PERSON)
        if language == "en" and self._chance.random() < 0.45:
            yield self._step(when + 1, Kind.WRITE, text=self._chance.choice(staff_texts()["answers"]), who=YOUNG_PERSON)
            yield self._step(when + 2, Kind.OPEN)
            yield self._step(when + 2, Kind.READ_MESSAGES)
