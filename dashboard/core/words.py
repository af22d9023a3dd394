"""Plain English for counts and lists, the same in every sentence. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.dates import MONTHS, day, known_date

__all__ = ["MONTHS", "day", "known_date", "listed", "plural", "sentence"]


def plural(count: int, word: str, plural_word: str | None = None) -> str:
    """Return "1 pair" or "2 pairs"."""
    return f"{count:,} {word if count == 1 else plural_word or word + 's'}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return names as "A, B and C", or the first `most` of them "and 4 more"."""
    shown = list(names[:most])
    rest = len(names) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def sentence(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]
