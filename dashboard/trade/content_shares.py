"""Parts of the Trade page on shares of imports, and on agreement and trade held against each other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.charts import trade
from dashboard.core import numbers
from dashboard.core.columns import headed
from dashboard.core.content import Block, Chart, Extract, Finding, Group, Heading, RowLink, Say, Table
from dashboard.core.records import Record, Row, Rows
from dashboard.core.words import day, plural
from dashboard.trade import figures, findings, queries, summaries
from dashboard.trade.asked import Asked
from dashboard.trade.content_flows import signed


def whole(asked: Asked) -> tuple[list[Record], int, int]:
    """Return the shares in the last and the first comparable year, how many importers they are made of, and that last year."""
    if not asked.years:
        return [], 0, 0
    start, end = (queries.shares(asked.chosen, year, asked.constant) for year in (asked.years[0], asked.years[-1]))
    return summaries.share_table(end, start), end[0]["importer_count"] if end else 0, asked.years[-1]


def behind(asked: Asked, supplier: Row, year: int) -> str:
    """Return the address of the flows that a supplier's share is made of."""
    if numbers.is_missing(supplier["exporter_iso3"]):
        return ""
    importers = tuple(code for code in asked.constant if code in asked.known.options["importers"])
    scope = replace(asked.chosen, importers=importers, span=(year, year))
    return figures.url(scope, "supplied", exporter_iso3=supplier["exporter_iso3"])


def shares(asked: Asked) -> tuple[Block, ...]:
    """Return who supplied the hosts that reported in every year."""
    table, importers, year = whole(asked)
    if not table:
        none = "No share can be worked out: no one source gives both these flows and the total imports of these countries and products."
        return Heading("Market share"), Say(none)
    code, first = asked.chosen.exporter, asked.years[0]
    title = findings.share(code, asked.exporter, table, year, first)
    key = f"trade-shares_{code}"
    rows = [row | {"year": year, "first_year": first, "importers": importers} for row in table]
    return (
        Finding(
            title,
            f"Share of all imports of these products by {plural(importers, 'host')} with totals in every year, {year}; the tick marks {first}. "
            "Flows and totals come from the same source, so products without totals (solar, for one) are left out.",
            (Chart("trade_shares", trade.shares(table, code, asked.years, f"Bars: {title}")),),
            Table(
                key,
                rows,
                {
                    "exporter": "Supplier",
                    "value_usd": f"US$ in {year}",
                    "share": "Share",
                    "first_share": f"Share in {first}",
                },
                (
                    RowLink(
                        lambda supplier: behind(asked, supplier, year),
                        publishers=lambda supplier: [supplier["attribution"]],
                    ),
                ),
                extract=Extract(key, lambda: pd.DataFrame(rows), len(rows)),
            ),
            asked.credit,
        ),
    )


def four_way(asked: Asked) -> tuple[Block, ...]:
    """Return the countries with and without an agreement, with and without trade."""
    last, key = asked.last, f"trade-four-way_{asked.chosen.exporter}"
    cells = summaries.four_way(asked.countries, last, asked.floor_usd)
    # Two empty boxes would say nothing where nobody has an agreement, or nobody lacks one.
    has = {row["has_agreement"] for row in cells}
    boxes = [
        _box(cell, [row for row in cells if row["cell"] == cell])
        for cell in findings.CELLS
        if findings.WITH[cell] & has
    ]
    silent = [row for row in cells if row["cell"] == summaries.NO_DATA]
    credit = "; ".join(dict.fromkeys(source["attribution"] for source in asked.sources))
    readable = [
        row | {"cell": findings.CELLS[row["cell"]][0], "signed_on": signed(row), "attribution": credit} for row in cells
    ]
    columns = headed(
        "area", "cell", "value_usd", "last_known_year", "last_known_usd", "signed_on", "why",
        area="Country", value_usd=f"US$ in {last}", last_known_usd="US$ then",
    )  # fmt: skip
    return (
        Finding(
            findings.four_way(asked.exporter, cells, last, asked.floor_usd),
            f"“Trade” is at least {numbers.dollars(asked.floor_usd)} of {asked.scope} from {asked.exporter} in {last}; “agreement” "
            f"is one with {asked.exporter}, as of {day(asked.chosen.as_of)}. This describes trade; it is not advice.",
        ),
        *(Group(tuple(boxes[at : at + 2]), is_side_by_side=True) for at in range(0, len(boxes), 2)),
        *((Say(findings.silent(silent, last)),) if silent else ()),
        Finding(
            "",
            "",
            table=Table(
                key,
                readable,
                columns,
                (asked.to_country,),
                extract=Extract(key, lambda: pd.DataFrame(readable), len(readable)),
                missing="no data",
            ),
            sources=asked.credit,
        ),
    )


def _box(cell: str, inside: Rows) -> Group:
    heading, advice = findings.CELLS[cell]
    return Group(
        (Heading(f"{heading}: {len(inside)}", 3), Say(advice, "small"), Say(findings.named_countries(inside))),
        is_boxed=True,
    )
