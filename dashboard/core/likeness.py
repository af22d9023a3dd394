"""Which of the options on offer a value of an address means, and which it may mean. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

# As much of two words has to be the same for the one to be meant by the other; a shorter word is like too many.
ALIKE, SHORTEST = 0.75, 4


def meant(value: str, options: Mapping[str, str]) -> str | None:
    """Return the key on offer that a value means: by itself or by its label, in any case; None: none does."""
    if value in options:
        return value
    by_name = {folded(label): key for key, label in options.items()} | {folded(key): key for key in options}
    return by_name.get(folded(value))


def near(value: str, options: Mapping[str, str]) -> list[str]:
    """Return the keys on offer whose key or label has every word of a value: prey lang, MN004; none for a value without a word."""
    asked = set(words(value))
    return [key for key, label in options.items() if asked and asked <= set(words(f"{key} {label}"))]


def words(text: str) -> list[str]:
    """Return the words of a text without case and signs."""
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()


def folded(text: str) -> str:
    """Return a text without case, and with single blanks for underscores and blanks."""
    return " ".join(text.casefold().replace("_", " ").split())


def may_mean(value: str, options: Mapping[str, str], hints: Mapping[str, str]) -> list[str]:
    """Return the keys on offer that a value may mean, by key, label and hint: those of which each of its words begins one, else those that have a word like it."""
    texts = {key: words(f"{key} {label} {hints.get(key, '')}") for key, label in options.items()}
    asked = [word.removesuffix("s") for word in words(value)]
    begun = [key for key, known in texts.items() if all(any(one.startswith(word) for one in known) for word in asked)]
    if begun or not asked:
        return begun if asked else []
    known = {word for key, label in options.items() for word in words(f"{key} {label}") if len(word) >= SHORTEST}
    alike = {one for word in asked if len(word) >= SHORTEST for one in get_close_matches(word, known, 2, ALIKE)}
    return [key for key, label in options.items() if alike & {*words(f"{key} {label}")}]
