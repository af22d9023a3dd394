"""Words of a chart: a small markup (**bold** and line breaks), how wide they are, and how they are broken into lines.

Words of the data go through `bold` or `told` so that none of them is taken for markup.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from dashboard.core.forms.together import together
from dashboard.core.forms.typography import typeset

LINE = 1.25
# Widths of the letters of Inter by its size, rounded up; other signs are taken to be as wide as most capitals.
_WIDTHS = {
    sign: width
    for width, signs in (
        (0.25, "ijl'’"), (0.3, "I!,.:; \u00a0·"), (0.4, "frt()/[]{}|\\“”"), (0.5, '1*-^_`–"₂'), (0.55, "ksxzJ?"), (0.6, "7acehnouvyEFL"),
        (0.65, "02345689bdgpqBPRSTXZ#$&"), (0.75, "AKVY+<=>~−CDGHU"), (0.8, "NOQ"), (0.85, "w%…"), (0.95, "mMW@"),
    )
    for sign in signs
}  # fmt: skip
_OTHER = 0.75
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def bold(words: object) -> str:
    """Return words as bold ones."""
    said = told(words)
    return f"**{said}**" if said else ""


def told(words: object) -> str:
    """Return words of the data without what the markup would take for its own."""
    return str(words).replace("**", "* *")


def runs(line: str) -> list[tuple[str, bool]]:
    """Return the parts of one line, as they are set, and which of them are bold."""
    line = typeset(line)
    if "**" not in line:
        return [(line, False)] if line else []
    parts = _BOLD.split(line)
    return [(part, n % 2 == 1) for n, part in enumerate(parts) if part]


def bare(text: str) -> str:
    """Return a text on one line, without its markup."""
    return typeset(text).replace("**", "").replace("\n", ", ")


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
    text = together(text)
    parts = runs(text)
    if len(parts) > 1:
        # Bold words and others have lines of their own.
        return "\n".join(wrap(_marked(part.strip(), strong), size, room, 1) for part, strong in parts)
    said, strong = parts[0]
    first, dot, rest = said.partition(" · ")
    if dot and most > 1 and max(_line(first, size), _line(rest, size)) <= room:
        return f"{_marked(first, strong)}\n{_marked(rest, strong)}"
    lines: list[str] = []
    words = said.split(" ")
    while words and len(lines) < most:
        kept = _fitting(words, size, room)
        lines.append(" ".join(words[:kept]))
        words = words[kept:]
    if words:
        while _line(f"{lines[-1]} …", size) > room and " " in lines[-1]:
            lines[-1] = lines[-1].rpartition(" ")[0]
        lines[-1] += " …"
    return "\n".join(_marked(_cut(line, size, room), strong) for line in lines)


def _fitting(words: list[str], size: float, room: float) -> int:
    """Return how many words fit on a line; one at least."""
    return next((n for n in range(len(words), 1, -1) if _line(" ".join(words[:n]), size) <= room), 1)


def _cut(line: str, size: float, room: float) -> str:
    """Return a line without the letters of a single word that is too long."""
    if _line(line, size) <= room:
        return line
    return next((f"{line[:n]}…" for n in range(len(line), 0, -1) if _line(f"{line[:n]}…", size) <= room), "…")


def _marked(words: str, strong: bool) -> str:
    return f"**{words}**" if strong else words


def _line(part: str, size: float) -> float:
    return size * _signs(part)


# The same words stand on charts of three widths and two themes.
@lru_cache(maxsize=4096)
def _signs(part: str) -> float:
    return sum(_WIDTHS.get(sign, _OTHER) for sign in part)


def _safe(part: str) -> str:
    return escape(part, quote=False)
