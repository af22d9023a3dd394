"""Words of a chart: a small markup (**bold** and line breaks), how wide they are, and how they are broken into lines.

Words of the data go through `bold` or `told` so that none of them is taken for markup.
"""

from __future__ import annotations

import re
import textwrap
from html import escape

LINE = 1.25
_NARROW, _WIDE = frozenset("iljtfrI1.,:;'|!()[]- "), frozenset("mwMW@%")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def bold(words: object) -> str:
    """Return words as bold ones."""
    said = told(words)
    return f"**{said}**" if said else ""


def told(words: object) -> str:
    """Return words of the data without what the markup would take for its own."""
    return str(words).replace("**", "* *")


def runs(line: str) -> list[tuple[str, bool]]:
    """Return the parts of one line, and which of them are bold."""
    parts = _BOLD.split(line)
    return [(part, n % 2 == 1) for n, part in enumerate(parts) if part]


def bare(text: str) -> str:
    """Return a text on one line, without its markup."""
    return _BOLD.sub(r"\1", text).replace("\n", ", ")


def to_html(text: str) -> str:
    """Return a text as Plotly takes it."""
    lines = (
        "".join(f"<b>{_safe(part)}</b>" if strong else _safe(part) for part, strong in runs(line))
        for line in text.split("\n")
    )
    return "<br>".join(lines)


def width(text: str, size: float) -> float:
    """Return about how wide the widest line is at `size`, in its unit; rather too wide than too narrow."""
    return max(
        (sum(_line(part, size) * (1.06 if strong else 1) for part, strong in runs(line)) for line in text.split("\n")),
        default=0.0,
    )


def height(text: str, size: float) -> float:
    """Return how high the lines of a text are together."""
    return (text.count("\n") + 1) * size * LINE


def wrap(text: str, size: float, room: float, most: int = 2) -> str:
    """Return a text in lines that are no wider than `room`, `most` of them: what is longer is cut with an ellipsis."""
    if "\n" in text or width(text, size) <= room:
        return text
    parts = runs(text)
    if len(parts) > 1:
        # Bold words and others have lines of their own.
        return "\n".join(
            wrap(f"**{part.strip()}**" if strong else part.strip(), size, room, 1) for part, strong in parts
        )
    said, strong = parts[0]
    letters = max(4, int(len(said) * room / width(said, size)))
    kept = textwrap.wrap(said, letters, max_lines=most, placeholder=" …")
    return "\n".join(f"**{line}**" if strong else line for line in kept)


def _line(part: str, size: float) -> float:
    return size * sum(0.34 if sign in _NARROW else 0.92 if sign in _WIDE else 0.62 for sign in part)


def _safe(part: str) -> str:
    return escape(part, quote=False)
