"""Screening a text: which frames are in it, what stands round them, and how soon somebody should look.

Evidence adds up in log-odds. A rule that is *fair* or stronger flags by itself; two hints from different words do as
well. What stands near a match (a joke, a film, a negation) lowers its evidence and is reported; nothing is ever taken
away from the reasons. A second opinion that was learned only ever adds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from participation.screening.language import Guess, guess_language
from participation.screening.learned import Opinion, standing_model
from participation.screening.normalise import Reading
from participation.screening.patterns import Board, Pattern, Span
from participation.screening.personal import find_personal_details
from participation.screening.results import ContextReason, PersonalDetail, Reason, Screening, Urgency
from participation.screening.rulebook import Context, Pack, Rule, RuleBook, Trial, standing_rules

FLAGGED_AT = 2.0
UNSURE_EVIDENCE = 2.1
WINDOW = 30
PIECE = 1200
PIECE_OVERLAP = 100
NEGATION_EFFECT = -2.2
NEGATION_REACH = 2
EACH_FURTHER = 0.5
CATEGORY_MARGIN = 1.0
IMMEDIATE_FROM = 0.9
FLAGGED_FROM = 0.5
LEARNED = "learned"


@dataclass(slots=True)
class Finding:
    """A rule found in the text, with the evidence that is left after what stands near it."""

    rule: Rule
    spans: tuple[Span, ...]
    evidence: float
    urgency: Urgency


@dataclass(slots=True)
class Screened:
    """What one language's rules found in a text."""

    board: Board
    findings: list[Finding]
    context: list[ContextReason]

    def reasons(self) -> list[Reason]:
        """The findings with the young person's own words."""
        return [_reason(self.board, finding, span) for finding in self.findings for span in finding.spans]


def screen(text: str, lang: str | None = None, rules: RuleBook | None = None) -> Screening:
    """Screen one text. ``lang`` is the language of the page, a hint only. Time grows linearly with the text."""
    book = rules if rules is not None else standing_rules()
    reading = book.packs["en"].normaliser.read(text)
    guess = guess_language(text, reading.words, lang, book)
    screened = _screen_with(book.packs["en"], reading)
    for code in guess.languages[1:]:
        screened += _screen_with(book.packs[code], book.packs[code].normaliser.read(text))
    opinion = standing_model().opinion(reading) if guess.languages[0] == "en" else None
    return _answer(text, guess, screened, find_personal_details(text), opinion)


def _screen_with(pack: Pack, reading: Reading) -> list[Screened]:
    return [_screen_piece(pack, piece) for piece in reading.pieces(PIECE, PIECE_OVERLAP)]


def _screen_piece(pack: Pack, reading: Reading) -> Screened:
    board = Board(reading, pack.lexicon.single, pack.lexicon.several)
    findings: list[Finding] = []
    surroundings: list[tuple[Context, Span]] = []
    for trial in _trials(pack, board):
        owner, spans = trial.owner, board.match(trial.pattern)
        if not spans or _excused(board, owner.unless, spans):
            continue
        if isinstance(owner, Rule):
            findings.append(Finding(owner, spans, owner.evidence, owner.urgency))
        else:
            surroundings.append((owner, spans[0]))
    meant = 0
    for finding in findings:
        for span in finding.spans:
            meant |= span.taken
    findings = _one_of_each(findings)
    return Screened(board, findings, _weigh(board, findings, surroundings, meant))


def _trials(pack: Pack, board: Board) -> Iterator[Trial]:
    """The patterns of which the text has something for every needed place, each once."""
    keys = [*board.words, *(f"@{slot}" for slot in board.slots)]
    there = frozenset(keys)
    worth = {id(trial): trial for key in keys for trial in pack.index.get(key, ())}
    for trial in worth.values():
        for other in trial.others:
            if there.isdisjoint(other):
                break
        else:
            yield trial


def _excused(board: Board, unless: Iterable[Pattern], spans: tuple[Span, ...]) -> bool:
    return any(_near(found[0], spans) for pattern in unless if (found := board.match(pattern)))


def _near(span: Span, others: Iterable[Span]) -> bool:
    return any(span.first - WINDOW <= other.last and other.first - WINDOW <= span.last for other in others)


def _one_of_each(findings: list[Finding]) -> list[Finding]:
    """A rule counts once; its earliest place is shown."""
    kept: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda each: each.spans[0].first):
        kept.setdefault(finding.rule.id, finding)
    return list(kept.values())


def _weigh(
    board: Board, findings: list[Finding], surroundings: list[tuple[Context, Span]], meant: int
) -> list[ContextReason]:
    """Change each finding's evidence by what stands near it and say why; each kind of context counts once.

    ``meant`` has the words that frames asked for: "she has stopped eating" is no denial.
    """
    reasons: dict[tuple[str, int], ContextReason] = {}
    for finding in findings:
        kinds: dict[str, tuple[Context, Span]] = {}
        for context, span in surroundings:
            if not _applies(context, span, finding):
                continue
            standing = kinds.get(context.kind)
            if standing is None or abs(context.effect) > abs(standing[0].effect):
                kinds[context.kind] = (context, span)
        for context, span in kinds.values():
            finding.evidence += context.effect
            if context.urgency is not None and context.urgency.rank > finding.urgency.rank:
                finding.urgency = context.urgency
            reasons[(context.kind, span.first)] = _context_reason(board, context, span)
        if (negation := _negation(board, finding, meant)) >= 0:
            finding.evidence += NEGATION_EFFECT
            reasons[("negation", negation)] = _negation_reason(board, negation)
    return list(reasons.values())


def _applies(context: Context, span: Span, finding: Finding) -> bool:
    return (not context.categories or finding.rule.category in context.categories) and _near(span, finding.spans)


def _negation(board: Board, finding: Finding, meant: int) -> int:
    """Where a negation stands in or just before the match, outside the frames' own words; -1 when there is none.

    A frame of immediate danger is never lowered by a negation alone (trust.md: flags only ever raise).
    """
    if finding.rule.urgency is Urgency.IMMEDIATE:
        return -1
    span = finding.spans[0]
    first = max(0, span.first - NEGATION_REACH)
    sentence = board.reading.sentence_starts & ((2 << span.first) - 1)
    first = max(first, sentence.bit_length() - 1)
    window = ((2 << span.last) - 1) & ~((1 << first) - 1) & ~meant
    found = board.slots.get("negation", {}).get(1, 0) & window
    return found.bit_length() - 1


def _negation_reason(board: Board, place: int) -> ContextReason:
    reading = board.reading
    return ContextReason(
        reading.starts[place], reading.ends[place], reading.phrase(place, place), "negation", "said not to be so"
    )


def _context_reason(board: Board, context: Context, span: Span) -> ContextReason:
    reading = board.reading
    start, end = reading.starts[span.first], reading.ends[span.last]
    return ContextReason(start, end, reading.text[start:end], context.kind, context.note)


def _reason(board: Board, finding: Finding, span: Span) -> Reason:
    reading = board.reading
    start, end = reading.starts[span.first], reading.ends[span.last]
    return Reason(start, end, reading.text[start:end], finding.rule.category, finding.rule.id)


def _total(findings: Iterable[Finding]) -> float:
    """Evidence of several findings: the strongest in full, each further one that rests on other words by half."""
    total, share, taken = 0.0, 1.0, 0
    for finding in sorted(findings, key=lambda each: -each.evidence):
        words = 0
        for span in finding.spans:
            words |= span.taken
        if finding.evidence <= 0 or words & taken == words:
            continue
        total += finding.evidence * share
        share *= EACH_FURTHER
        taken |= words
    return total


def _answer(
    text: str, guess: Guess, screened: list[Screened], pii: tuple[PersonalDetail, ...], opinion: Opinion | None
) -> Screening:
    findings = [finding for each in screened for finding in each.findings]
    evidence = max(_total(each.findings) for each in screened)
    added = opinion.evidence if opinion else 0.0
    evidence += added
    reasons = {reason for each in screened for reason in each.reasons()}
    context = {note for each in screened for note in each.context}
    if guess.unsure:
        evidence = max(evidence, UNSURE_EVIDENCE)
        context.add(ContextReason(0, len(text), text, "language", f"{guess.unsure}: no rules for this language"))
    risk = evidence >= FLAGGED_AT
    learned_category = (opinion.category,) if opinion and added else ()
    if opinion and risk and added:
        reasons |= {Reason(start, end, text[start:end], opinion.category, LEARNED) for start, end in opinion.places}
    urgency = _urgency(findings) if risk else Urgency.NONE
    leading = max(0.0, opinion.immediate) if opinion and risk else 0.0
    return Screening(
        risk=risk,
        score=_score(evidence + leading, urgency),
        urgency=urgency,
        categories=(_categories(findings) or learned_category) if risk else (),
        reasons=tuple(sorted(reasons, key=lambda reason: (reason.start, reason.end, reason.rule))),
        pii=pii,
        profanity=any("profanity" in each.board.slots for each in screened),
        context=tuple(sorted(context, key=lambda note: (note.start, note.end, note.kind))),
    )


def _urgency(findings: Iterable[Finding]) -> Urgency:
    immediate = (each.evidence >= FLAGGED_AT and each.urgency is Urgency.IMMEDIATE for each in findings)
    return Urgency.IMMEDIATE if any(immediate) else Urgency.SOON


def _categories(findings: list[Finding]) -> tuple[str, ...]:
    """The categories whose evidence is about as strong as the strongest."""
    by_category: dict[str, list[Finding]] = {}
    for finding in findings:
        by_category.setdefault(finding.rule.category, []).append(finding)
    totals = {category: _total(members) for category, members in by_category.items()}
    least = max(totals.values(), default=0.0) - CATEGORY_MARGIN
    return tuple(sorted(category for category, total in totals.items() if total > 0 and total >= least))


def _score(evidence: float, urgency: Urgency) -> float:
    """0 to 1: below a half not flagged, from nine tenths immediate; it grows with the evidence within each band."""
    share = 1 / (1 + math.exp(-max(-20.0, min(20.0, evidence - FLAGGED_AT))))
    if urgency is Urgency.IMMEDIATE:
        return round(IMMEDIATE_FROM + (1 - IMMEDIATE_FROM) * share, 4)
    if evidence >= FLAGGED_AT:
        return round(FLAGGED_FROM + (IMMEDIATE_FROM - FLAGGED_FROM) * (2 * share - 1), 4)
    return round(share, 4)
