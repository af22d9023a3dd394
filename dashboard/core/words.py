"""Plain English for counts, lists and codes, the same in every sentence; numbers are in dashboard.core.numbers. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.core.dates import MONTHS, day, known_date
from dashboard.core.numbers import is_missing

__all__ = ["MONTHS", "day", "known_date", "listed", "plural", "publishers", "sentence"]


@dataclass(frozen=True)
class Term:
    """How a code of the data is said: one of it, several, and what has happened to a project then ("issued")."""

    one: str
    many: str
    done: str = ""


EVENTS: Mapping[str, Term] = {
    "authorisation": Term("authorisation", "authorisations", "authorised"),
    "issuance": Term("issuance", "issuances", "issued"),
    "first_transfer": Term("first transfer", "first transfers", "first transferred"),
    "use": Term("use", "uses", "used"),
}
# What the days of a pair tell of, in the order of a project's life: its agreements and the steps of its projects.
MOMENTS: Mapping[str, Term] = {
    "agreement": Term("agreement", "agreements", "agreement"),
    "selection": Term("selection", "selections", "selected"),
    "authorisation": EVENTS["authorisation"],
    "registration": Term("registration", "registrations", "registered"),
    "milestone": Term("other step", "other steps", "other milestone"),
    "issuance": EVENTS["issuance"],
    "first_transfer": EVENTS["first_transfer"],
    "use": EVENTS["use"],
}
UNITS: Mapping[str, Term] = {
    "itmo": Term("ITMO", "ITMOs"),
    "jcm_credit": Term("JCM credit", "JCM credits"),
    "credit_for_other_purposes": Term("credit for other purposes", "credits for other purposes"),
}
# Of an agreement, as a source says it.
STATUS: Mapping[str, str] = {
    "signed": "Signed",
    "in_force": "In force",
    "concluded_not_signed": "Concluded, not signed",
    "under_negotiation": "Announced, not signed",
    "unclear": "Does not settle whether it was signed",
}
# What a block of credits is authorised for, which event its letter makes the first transfer, and where a link to the letter leads.
AUTHORISED_FOR: Mapping[str, str] = {
    "ndc_and_other": "a climate goal (NDC) or another purpose",
    "other_only": "other purposes alone",
    "ndc": "a climate goal (NDC); of other purposes nothing is said",
    "other": "other purposes; of a climate goal nothing is said",
    "not_stated": "not stated",
}
FIRST_TRANSFER: Mapping[str, str] = {
    "authorisation": "authorisation",
    "issuance": "issuance",
    "first_international_transfer": "first transfer abroad",
    "use_or_cancellation": "use or cancellation",
}
PLATFORM: Mapping[str, str] = {"on": "yes", "off": "no", "not_stated": "not stated"}
LETTERS: Mapping[str, str] = {
    "platform_file": "file on the UNFCCC’s platform",
    "government_file": "file of the government",
    "registry_page": "page of the registry, with the letter behind it",
    "short_link": "short link",
}
CONFIDENCE: Mapping[str, str] = {
    "A": "A: official page",
    "B": "B: another page",
    "L": "L: a lead alone, in no total",
    "C": "C: general knowledge, in no total",
}
_CURRENCIES = frozenset({"aud", "cad", "krw", "nok", "sek", "usd"})
_PARTS = {"mtco2e": "MtCO2e", "tco2e": "tCO2e", "per": "a"}


def plural(count: int, word: str, plural_word: str | None = None) -> str:
    """Return "1 pair" or "2 pairs"."""
    return f"{count:,} {word if count == 1 else plural_word or word + 's'}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return names as "A, B and C", or the first `most` of them "and 4 more"."""
    shown = list(names[:most])
    rest = len(names) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def publishers(names: Iterable[object], most: int = 2) -> str:
    """Return who says so, the most frequent first, of others the first named: "Gold Standard and Verra", "JCM website and 3 more"."""
    counts = Counter(str(name) for name in names if name and not is_missing(name))
    return listed([name for name, _ in counts.most_common()], most) if counts else ""


def ordinal(place: int) -> str:
    """Return a place as 1st, 2nd, 3rd, 11th or 85th."""
    end = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place:,}{end}"


def a_or_an(word: str) -> str:
    """Return the article of a word: of the names of countries and sectors none with a U begins with a vowel that is heard as one."""
    return "an" if word[:1].lower() in tuple("aeio") else "a"


def sentence(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def for_what(code: str) -> str:
    """Return what a block of credits is authorised for, as the end of a sentence: "for other purposes alone", "with no purpose stated"."""
    return "with no purpose stated" if code == "not_stated" else f"for {AUTHORISED_FOR[code]}"


def event(code: str) -> str:
    """Return an event as a table names it: "First transfer"."""
    return sentence(code.replace("_", " "))


def happened(code: str) -> str:
    """Return what has happened at a moment: "First transferred", "Selected", "Agreement"."""
    return sentence(MOMENTS[code].done) if code in MOMENTS else event(code)


def credit(code: str) -> str:
    """Return the unit of an event's quantity: "ITMO", "JCM credit"."""
    return UNITS[code].one if code in UNITS else code.replace("_", " ")


def credits_of(code: str | None, unknown: str = "") -> str:
    """Return the unit of a quantity in the plural: "ITMOs"; `unknown` where the data don't say it."""
    return next((unit.many for known, unit in UNITS.items() if known == code), unknown)


def status(code: str) -> str:
    """Return the status of an agreement: "Concluded, not signed"."""
    return STATUS.get(code) or sentence(code.replace("_", " "))


def confidence(letter: str) -> str:
    """Return what a letter of confidence means: alone it would have to be looked up."""
    return CONFIDENCE.get(letter, letter)


def unit(code: str) -> str:
    """Return a unit of the data as people write it: MtCO2e a year, a tCO2e, million AUD, per cent of 1990."""
    parts = code.replace("per_cent", "per cent").split("_")
    return " ".join(_PARTS.get(part, part.upper() if part in _CURRENCIES else part) for part in parts)


def within(label: str) -> str:
    """Return a label as it stands within a sentence: "implementation agreement", but "JCM memorandum"."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def counted(rule: str, count: int = 1) -> str:
    """Return what a counting rule counts, for one or several of it: "binding agreement", "signed agreements"."""
    one, many = {
        "binding": ("binding agreement", "binding agreements"),
        "memoranda": ("binding agreement or memorandum", "binding agreements and memoranda"),
        "statements": ("signed agreement", "signed agreements"),
    }[rule]
    return one if count == 1 else many
