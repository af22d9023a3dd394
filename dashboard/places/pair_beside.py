"""What stands beside a pair, as blocks: its two countries, and the other partners of either."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.agreements import summaries
from dashboard.core import links
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.content import Block, Heading, Links, Say
from dashboard.core.plain import link
from dashboard.core.records import Row
from dashboard.core.words import counted, day
from dashboard.places import blocks, context
from dashboard.places import findings_pair as told
from dashboard.places.sides import Side

MOST_NEIGHBOURS = 12


def countries(choice: Choice, buyer: Row, host: Row, sides: Mapping[str, Side]) -> tuple[Block, ...]:
    """Return the two countries beside each other: what each does with anyone, and what is known beside cooperation."""
    filters = Filters(choice.filters.as_of, rule=choice.filters.rule)
    together = told.cooperation(buyer, host, [sides[role].answers for role in ("buyer", "host")])
    table = [*together, *told.side_by_side(buyer, host)]
    names = ("co2", "ghg", "population", "gdp", "electricity", "ndc", "intention")
    rows = [
        link(f"The figures of {row['short_name']}", links.rows(filters, "statistics", iso3=row["iso3"]))
        for row in (buyer, host)
    ]
    pages = tuple(
        choice.link(f"All on {row['short_name']}", "country", "public", country=row["iso3"]) for row in (buyer, host)
    )
    return (
        Heading("The two countries side by side"),
        blocks.words("countries", table, filters),
        Say(
            "Each figure leads to its rows. Agreements, projects and tonnes are those of the Atlas, as of "
            f"{day(filters.as_of)}. The others are of the latest year available. Emissions are research "
            "estimates, not the inventory that an NDC counts on; per head is computed; the unit of GDP is inferred. "
            f"Sources: {context.source_line(*names)}",
            "small",
        ),
        Say(" · ".join(rows), "rows"),
        Links(pages),
    )


def neighbours(choice: Choice, buyer: Row, host: Row, sides: Mapping[str, Side]) -> tuple[Block, ...]:
    """Return other buyers of this host and other hosts of this buyer, each a link."""
    found: list[Block] = [Heading("Neighbours")]
    for sentence, role, own, whose in (
        (f"Others who work with {host['short_name']}", "host", buyer["iso3"], host["short_name"]),
        (f"Other hosts of {buyer['short_name']}", "buyer", host["iso3"], buyer["short_name"]),
    ):
        other = "buyer" if role == "host" else "host"
        pairs = [pair for pair in summaries.pairs(sides[role].agreements) if pair[f"{other}_iso3"] != own]
        noun, as_of = f"a {counted(choice.filters.rule)}", day(choice.filters.as_of)
        shown = [
            choice.link(row[other], "pair", "handshake", pair=f"{row['buyer_iso3']}-{row['host_iso3']}")
            for row in pairs[:MOST_NEIGHBOURS]
        ]
        found += [Say(f"with {noun}, {as_of}: {len(pairs)}", "small", sentence), Links(tuple(shown))]
        if len(pairs) > MOST_NEIGHBOURS:
            rest = f"The {MOST_NEIGHBOURS} with the most agreements; the page of {whose} has them all."
            found.append(Say(rest, "small"))
    return tuple(found)
