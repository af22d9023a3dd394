"""What a host asks and what it has authorised, as an answer to its name: for the search of every page. Pure but for the rows that it asks rooms for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.core.choices import Filters
from dashboard.core.records import as_dicts, as_tuples
from dashboard.rules import findings_terms
from dashboard.rules import queries as of_rules
from dashboard.units import findings as of_units
from dashboard.units import queries as of_blocks

# The words of a question beside the name: "what does Kenya charge", "has Kenya a cap", "has Togo authorised anything, for which use".
TERMS = "charge charges cost costs fee fees price cap caps limit limits sales keep keeps kept back share shares proceeds terms rules"
AUTHORISED = "authorised authorized authorises authorisation authorization anything yet credits units use platform letter letters"
DECIDES = "authorises authorizes authority decides signs sign ministry minister ministries designated national approves letter authorisation"
NAMED = ("authority", "ministry", "minister", "letter of authorisation", "designated national authority")
FOUND = {
    "fee": ("fee", "fees", "charges"),
    "cap": ("cap", "caps", "limit"),
    "retention": ("kept back", "limit"),
    "share_of_proceeds": ("shares", "share of proceeds"),
}
NOT_LISTED = "none in the list of Gold Standard and Verra, which leaves out Japan’s JCM, Switzerland’s KliK and ART; that does not mean that none are"


@dataclass(frozen=True)
class ByName:
    """A question on one host with its answer, the page and query that show more, and the names that it is found by: one with all words, and those of what was found, so that it stands first."""

    label: str
    answer: str
    page: str
    query: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


def answers(filters: Filters) -> Iterator[ByName]:
    """Yield for every host what it charges and limits, who authorises, and what it has authorised."""
    rules, parties, blocks = of_rules.rules(filters), of_rules.parties(), of_blocks.blocks(filters)
    asked = dict(zip(blocks["host_iso3"], blocks["host"], strict=True)) | {
        row.party_iso3: row.party for row in as_tuples(parties[parties["side"] == "host"])
    }
    of_host = dict(iter(rules[rules["side"] == "host"].groupby("party_iso3")))
    authorised = dict(iter(blocks.groupby("host_iso3")))
    for code, name in sorted(asked.items(), key=lambda one: one[1]):
        mine = of_host.get(code, rules.iloc[:0])
        told = [row for row in as_dicts(mine[["rule_kind", "state", "says"]]) if row["state"] == "in_force"]
        now = {row["rule_kind"] for row in told}
        found = tuple(word for kind, words in FOUND.items() if kind in now for word in words)
        label = f"What {name} charges, limits and keeps"
        yield ByName(label, findings_terms.charged(mine), "rules", (("host", code),), (f"{name} {TERMS}", *found))
        who = [row["says"] for row in told if row["rule_kind"] == "authority"]
        said = " ".join(who) or "not found in what was read; one may be named"
        where = (("host", code), ("kind", "authority"))
        yield ByName(
            f"Who authorises in {name}",
            said,
            "rules",
            where,
            (f"{name} {DECIDES}", *((said, *NAMED) if who else ())),
        )
        own, label = authorised.get(code), f"What {name} has authorised"
        if own is None:
            yield ByName(label, NOT_LISTED, "country", (("country", code),), (f"{name} {AUTHORISED}",))
        else:
            yield ByName(
                label,
                of_units.in_short(own),
                "units",
                (("host", code),),
                (f"{name} {AUTHORISED}", "authorised", "authorised credits"),
            )
