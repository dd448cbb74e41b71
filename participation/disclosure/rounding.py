"""Rounding to 5, and percentages of what was rounded."""

from participation.disclosure.figures import Figure, Hidden, Marker, Shown

STEP = 5


def rounded(count: int) -> int:
    """The nearest multiple of 5."""
    return STEP * ((count + STEP // 2) // STEP)


def percentage(part: Figure, base: Figure) -> Figure:
    """A whole percentage of two figures; hidden when either is. Nearly none is [low], and nearly all is never 100."""
    if isinstance(base, Hidden):
        return base
    if isinstance(part, Hidden):
        return part
    if base.value == 0:
        return Hidden(Marker.NOT_APPLICABLE)
    whole = (200 * part.value + base.value) // (2 * base.value)
    if part.value and not whole:
        return Hidden(Marker.LOW)
    return Shown(min(whole, 99) if part.value < base.value else whole)
