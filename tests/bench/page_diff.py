"""The difference of two records of pages, told for people: what left, what came, and on which addresses, each difference once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from page_lines import STYLE

# Of what differs in one place: lines shown, letters of a line, letters before what differs in it, addresses named.
MOST_LINES, MOST_LETTERS, AROUND, MOST_NAMED = 12, 300, 40, 4
LEFT_IN: dict[str, Callable[[str], bool]] = {
    "all": lambda line: True,
    "drawn": lambda line: not line.startswith(STYLE),
    # What belongs to a table, chart, map or file is set in from it.
    "words": lambda line: not line.startswith(" "),
}
# An address of a page, and the sum in the foot of a brief and on the page of the data.
_ADDRESS = re.compile(r"\b([a-z]+)\?([\w.~%+-]+=[^\s|)>}\]\"]*)")
_SUM = re.compile(r"\b(data|content) (?:is )?[0-9a-f]{12,16}(?![0-9a-f])")
Change = tuple[tuple[str, ...], tuple[str, ...]]


@lru_cache(maxsize=100_000)
def settled(line: str) -> str:
    """Return a line without what no reader sees: the order of an address's parameters, and the sums of data and content."""
    line = _ADDRESS.sub(lambda found: f"{found[1]}?{'&'.join(sorted(found[2].split('&')))}", line)
    return _SUM.sub(r"\1 …", line)


def changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """Return what differs between the lines of a page, in order: the lines that left, and those that came in their place.

    Lines that only moved are one change, with themselves on both sides.
    """
    found = [
        (tuple(before[a:b]), tuple(after[c:d]))
        for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    for left, came in list(found):
        if left and not came and ((), left) in found:
            found[found.index((left, came))] = (left, left)
            found.remove(((), left))
    return found


def grouped(
    before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]], only: str = "all"
) -> dict[Change, list[str]]:
    """Return the addresses on which each difference is met, over the addresses of both records. `only` is all, drawn (without what
    concerns looks alone) or words (neither tables, charts, maps nor files)."""
    found: dict[Change, list[str]] = {}
    for label in [label for label in after if label in before]:
        left, right = (
            [settled(line) for line in lines if LEFT_IN[only](line)] for lines in (before[label], after[label])
        )
        for change in changes(left, right):
            found.setdefault(change, []).append(label)
    return found


def told(before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]], only: str = "all") -> str:
    """Return the differences in words, those met most often first; nothing where the records say the same."""
    parts = []
    for title, one, other in (("Only before", before, after), ("Only after", after, before)):
        alone = [label for label in one if label not in other]
        if alone:
            parts.append(f"{title}: {len(alone)} addresses, such as {'; '.join(alone[:MOST_NAMED])}")
    found = grouped(before, after, only)
    for (left, came), labels in sorted(found.items(), key=lambda item: -len(item[1])):
        more = f" and {len(labels) - MOST_NAMED} more" if len(labels) > MOST_NAMED else ""
        moved = " (only moved)" if sorted(left) == sorted(came) else ""
        parts.append(f"== {len(labels)} ×{moved}: {'; '.join(labels[:MOST_NAMED])}{more}")
        parts += _shown(left, came)
    if found:
        touched = {label for labels in found.values() for label in labels}
        parts.append(
            f"{len(found)} differences on {len(touched)} of {len([a for a in after if a in before])} addresses."
        )
    return "\n".join(parts)


def _shown(left: Sequence[str], came: Sequence[str]) -> Iterator[str]:
    starts = [0] * max(len(left), len(came))
    for place, (old, new) in enumerate(zip(left, came, strict=False)):
        same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        # A line that is something else altogether is shown from its start.
        starts[place] = max(0, same - AROUND) if same > AROUND else 0
    for sign, lines in (("-", left), ("+", came)):
        for place, line in enumerate(lines[:MOST_LINES]):
            yield f"{sign} {_cut(line, starts[place])}"
        if len(lines) > MOST_LINES:
            yield f"{sign} … {len(lines) - MOST_LINES} more lines"


def _cut(line: str, start: int) -> str:
    head = f"{line[:AROUND]} …… " if start > AROUND else line[:start]
    rest = line[start:]
    return head + (rest if len(rest) <= MOST_LETTERS else f"{rest[:MOST_LETTERS]}…")
