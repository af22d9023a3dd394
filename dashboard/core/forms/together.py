"""What stays on one line: a number with its unit or currency, a day with its month, a sign with its words. Pure; files, addresses and what a program reads keep plain spaces."""

from __future__ import annotations

import re

from dashboard.core.forms.apart import pieces

NO_BREAK = "\u00a0"
_UNIT = r"(?:t|Mt|Gt|[kMG]?tCO[2₂]e?|gCO[2₂]e|bn|m|million|billion|kB|MB|MW|kWh)\b"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|August|September|October|November|December)\b"
# As a publication writes it before a number.
_CURRENCY = r"\b(?:USD|SGD|SEK|CHF|EUR|NOK|CAD|NZD|AUD|JPY|KRW|GBP)"
# A sign that says the state of what follows.
_SIGN = "[●◐○✕◌▨✓]"
# The space comes first, for which a text is searched ten times as fast as for what stands before it; then what a unit or month begins with.
_SPACE = re.compile(
    rf" (?:(?=[ADFGJMNOSbgkmt])(?<=\d )(?:(?={_UNIT})|(?<!\d\d\d )(?={_MONTH}))|(?=\d)(?<=[A-Z] )(?<={_CURRENCY} ))"
)
_BEHIND_SIGN = re.compile(rf"(?<={_SIGN}) ")
# In HTML not within a tag; code is copied as it stands, and in a drawing no line ends by itself.
_IN_HTML = re.compile(rf"(?:{_SPACE.pattern})(?![^<>]*>)")
_LEFT = re.compile(r"<(pre|code|svg)\b")


def whole(text: str) -> str:
    """Return a short text that stays on one line."""
    return text.replace(" ", NO_BREAK)


def together(text: str) -> str:
    """Return a text in which no line ends between a number and its unit or currency, a day and its month, or behind a sign."""
    return _BEHIND_SIGN.sub(NO_BREAK, _SPACE.sub(NO_BREAK, text))


def together_in(html: str) -> str:
    """Return the same of HTML: of its texts, not of its tags, drawings and code. Behind a sign a line may end, for a document's widest tables need it on a tablet."""
    return "".join(part if is_left else _IN_HTML.sub(NO_BREAK, part) for part, is_left in pieces(html, _LEFT))
