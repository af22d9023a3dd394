"""One among many that the address of a page names: found by its key or its label in any case, or by what else the page knows it by. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from dashboard.core.address import LONGEST, MOST_KNOWN, MOST_NEAR
from dashboard.core.content import Pick
from dashboard.core.likeness import meant, near

# What is found beside the list: the key with its label, or nothing.
Find = Callable[[str], Mapping[str, str]]
# As much of two words has to be the same for the one to be meant by the other.
ALIKE = 0.75


def pick(name: str, asked: str, label: str, labels: Mapping[str, str], placeholder: str = "", find: Find = lambda _: {}, *, is_short: bool = False, called: str = "") -> Pick:  # fmt: skip
    """Return the choice of one of `labels` that an address asks for as `asked`, with a sentence where there is no such one; there it is `called` so."""
    key = meant(asked, labels) if asked else ""
    if asked and key is None:
        found = find(asked)
        some = () if found else near(asked, labels)
        key, labels = next(iter(found), some[0] if len(some) == 1 else None), {**labels, **found}
    problem = _unknown(called or name, asked, labels) if key is None else ""
    return Pick(name, label, labels, placeholder, key or "", problem, is_short)


def _unknown(name: str, asked: str, labels: Mapping[str, str]) -> str:
    words = {word.casefold(): word for word in (*labels, *labels.values())}
    alike = get_close_matches(asked.casefold(), words, 1, ALIKE)
    said = f"The link names an unknown {name}, “{asked[:LONGEST]}”"
    if alike:
        return f"{said}; {words[alike[0]]} may be meant. Choose one from the list."
    if 0 < len(some := near(asked, labels)) <= MOST_NEAR:
        return f"{said}; {' or '.join(labels[key] for key in some)} may be meant. Choose one from the list."
    if len(labels) <= MOST_KNOWN:
        return f"{said}; known are {', '.join(labels)}."
    return f"{said}. Choose one from the list."
