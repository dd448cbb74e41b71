"""The only place that imports bleach: it cleans what staff write with simple marks. A child's words never pass here."""

import bleach

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
ATTRIBUTES = {"a": ["href"]}
PROTOCOLS = {"https", "mailto", "tel"}


def clean_marks(text: str) -> str:
    """Staff's text with simple marks left in (bold, lists, links) and everything else escaped."""
    return bleach.clean(text, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS)


def keep_exact(text: str) -> str:
    """A child's exact words: only NUL and what is not valid Unicode is dropped (architecture.md, step 2)."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
