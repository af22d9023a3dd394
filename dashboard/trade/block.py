"""Trade in the covered products between partners, as blocks of any page on places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from operator import itemgetter

import pandas as pd

from dashboard.charts import trade
from dashboard.core import numbers
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, short_rule
from dashboard.core.content import Block, Chart, Extract, Finding, RowLink, Say, Table
from dashboard.core.numbers import is_missing
from dashboard.core.records import Record, Row, Rows
from dashboard.core.words import day, plural
from dashboard.trade import figures, queries_partners
from dashboard.trade import findings as trade_findings
from dashboard.trade import summaries as trade_summaries
from dashboard.trade.chosen import TradeFilters

# Fewer flows than this are read faster in the table; more don't fit a chart, on a phone half of them.
LEAST_PANELS, MOST_PANELS = 3, 8
# Up to so many rows a table is read as words.
FEW_ROWS = 10
DETAILS = [
    "importer_iso3", "year", "hs_code", "value_usd", "quantity_t", "source_id", "signed_by_then", "exporter_iso3",
]  # fmt: skip


def blocks(choice: Choice, view: str, flows: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Block, ...]:
    """Return what exporters sold to importers; `flows` pairs the code of an exporter with those of importers, `view` names the extract.

    Nothing where no exporter has rows at all.
    """
    wanted = dict(flows)
    found = queries_partners.between(
        [(exporter, importer) for exporter, importers in wanted.items() for importer in importers],
        choice.filters,
    )
    rows = by_year(found)
    if not rows:
        return ()
    years = {flow["year"] for flow in found}
    scopes = {
        exporter: scope(exporter, wanted[exporter], choice.filters, (min(years), max(years)))
        for exporter in dict.fromkeys(flow["exporter_iso3"] for flow in found)
    }
    details = [flow for flow in found if flow["hs_code"]]
    words, addresses = table(rows, choice.known.names), _addresses(rows, choice.known.names, scopes)
    return (
        _finding(choice, view, found, rows, scopes),
        Table(
            f"{view}-years",
            words,
            {name: name for name in words[0]},
            (RowLink(lambda row: addresses.get((row["Exporter"], row["Importer"]), "")),),
            is_of_words=len(words) <= FEW_ROWS,
        ),
        Say(trade_findings.CAVEAT, "caveat"),
        Say(f"Sources: {trade_findings.credit(sorted(details, key=itemgetter('precedence', 'source_id')))}", "small"),
        Extract(view, lambda: pd.DataFrame(details, columns=DETAILS), len(details)),
        *_same_elsewhere(choice, scopes),
    )


def scope(exporter_iso3: str, importers: tuple[str, ...], chosen: Filters, years: tuple[int, int]) -> TradeFilters:
    """Return the filters of the Trade page for what one Party sold to others; the rule and the day of the chosen ones say which
    agreements are known."""
    return TradeFilters(chosen.as_of, years, exporter_iso3, chosen.rule, countries="all", importers=importers)


def by_year(found: Rows) -> list[Record]:
    """Return exports by pair and year: exporter_iso3, area_iso3, area, year, value_usd (None where not known), why, signed_on; `found` comes of
    queries_partners.between.

    A year is left out when not all products of it were obtained.
    """
    sums: dict[tuple[str, str, int], Record] = {}
    for flow in found:
        if not flow["is_whole"]:
            continue
        new = {
            "exporter_iso3": flow["exporter_iso3"], "area_iso3": flow["importer_iso3"], "area": flow["area"], "year": flow["year"],
            "value_usd": None if flow["why"] else 0.0, "why": flow["why"], "signed_on": flow["signed_on"],
        }  # fmt: skip
        row = sums.setdefault((flow["exporter_iso3"], flow["importer_iso3"], flow["year"]), new)
        if row["value_usd"] is not None:
            row["value_usd"] += flow["value_usd"] or 0.0
    return list(sums.values())


def _finding(choice: Choice, view: str, found: Rows, rows: Rows, scopes: Mapping[str, TradeFilters]) -> Finding:
    """The largest flow, and a small chart for each where there are several."""
    floor_usd = int(found[0]["floor_usd"])
    title = finding(rows, choice.known.names, floor_usd)
    drawn = (
        f"Exports of up to {max(flow['product_count'] for flow in found)} codes of clean technology and its materials, dual-use goods left out, "
        "current US$, the latest available years. No data is not zero: the cell says why."
    )
    flows, largest = panels(rows, choice.known.names, MOST_PANELS, floor_usd)
    if len(largest) < LEAST_PANELS:
        return Finding(title, drawn)
    exporters = {row["exporter_iso3"] for row in rows}
    only = min(exporters) if len(exporters) == 1 else ""
    form = trade.small_multiples(flows, largest, only, f"Lines: {title}", few=MOST_PANELS // 2)
    answers = Table(
        f"{view}-flows",
        flows,
        {"area": "Flow", "year": "", "value_usd": ""},
        (RowLink(partial(_behind_flow, scopes), publishers=partial(_publishers, found)),),
    )
    signed = f"{short_rule(choice.filters.rule)}, {day(choice.filters.as_of)}"
    return Finding(
        title,
        f"{drawn} Flows of {numbers.dollars(floor_usd)} or more in a year, million US$ on one scale. Dotted line: signature of an "
        f"agreement within these years, {signed}. Shaded: no data.",
        (Chart(view, form, table=answers),),
    )


def _behind_flow(scopes: Mapping[str, TradeFilters], flow: Row) -> str:
    """What stands behind one year of a panel: its flows, or why there is no data; "" where it is zero."""
    if flow["value_usd"] == 0:
        return ""
    name = "no_data" if is_missing(flow["value_usd"]) else "exports"
    importer = flow["area_iso3"].removeprefix(flow["exporter_iso3"])
    return figures.url(scopes[flow["exporter_iso3"]], name, importer_iso3=importer, year=flow["year"])


def _publishers(found: Rows, flow: Row) -> list[str]:
    """Who publishes the flows of one year of a panel, whose key is that of the exporter and the importer: a name for each."""
    return [
        row["attribution"]
        for row in found
        if row["year"] == flow["year"] and row["exporter_iso3"] + row["importer_iso3"] == flow["area_iso3"]
    ]


def _addresses(rows: Rows, names: Mapping[str, str], scopes: Mapping[str, TradeFilters]) -> dict[tuple[str, str], str]:
    """The address of all flows of each pair that has any, by the names of exporter and importer."""
    return {
        (names[flow["exporter_iso3"]], flow["area"]): figures.url(
            scopes[flow["exporter_iso3"]], "exports", importer_iso3=flow["area_iso3"]
        )
        for flow in rows
        if flow["value_usd"]
    }


def _same_elsewhere(choice: Choice, scopes: Mapping[str, TradeFilters]) -> tuple[Block, ...]:
    if len(scopes) > 1:
        return ()
    ((exporter, only),) = scopes.items()
    words = f"The same on the Trade page: {choice.known.names[exporter]} and {plural(len(only.importers), 'importer')}"
    return (
        choice.link(words, "trade", exporter=exporter, importer=",".join(only.importers), countries=only.countries),
    )


def table(rows: Rows, names: Mapping[str, str]) -> list[Record]:
    """Return `rows` with a row a pair and a column a year, in words: a value, or why there is none; largest first."""
    cells: dict[tuple[str, str], dict[str, str]] = {}
    most: dict[tuple[str, str], float] = {}
    for row in sorted(rows, key=itemgetter("year")):
        pair = names[row["exporter_iso3"]], row["area"]
        is_known = not is_missing(row["value_usd"])
        cells.setdefault(pair, {})[str(row["year"])] = trade.short(row["value_usd"]) if is_known else row["why"]
        most[pair] = max(most.get(pair, -1.0), row["value_usd"] if is_known else -1.0)
    years = sorted({year for by_year in cells.values() for year in by_year})
    ranked = sorted(cells, key=lambda pair: (-most[pair], pair))
    return [
        {"Exporter": pair[0], "Importer": pair[1], **{year: cells[pair].get(year) for year in years}} for pair in ranked
    ]


def finding(rows: Rows, names: Mapping[str, str], floor_usd: int) -> str:
    """State the largest known flow of the newest year that is known for any pair, if any reaches the floor in a year."""
    known = [row for row in rows if not is_missing(row["value_usd"])]
    if not known:
        return "Trade in covered products is not known between these countries"
    floor = f"less than {numbers.dollars(floor_usd)} of covered products"
    if max(row["value_usd"] for row in known) < floor_usd:
        return f"Too little trade to say: {floor} in every known year"
    last = max(row["year"] for row in known)
    newest = [row for row in known if row["year"] == last]
    top = max(newest, key=itemgetter("value_usd"))
    if top["value_usd"] < floor_usd:
        return f"Too little trade to say in {top['year']}: {floor}"
    most = f", the largest of these {len(newest)} flows" if len(newest) > 2 else ""
    return (
        f"{names[top['exporter_iso3']]} sold {numbers.dollars(top['value_usd'])} of covered products to {top['area']} "
        f"in {top['year']}{most}"
    )


def panels(rows: Rows, names: Mapping[str, str], most: int, floor_usd: int) -> tuple[list[Record], list[str]]:
    """Return `rows` as dashboard.charts.trade.small_multiples reads them, and which flows to draw, largest first; none below the
    floor.

    A flow is named by the side that differs: by the importer where one Party exports, else by the exporter too.
    """
    one_exporter, one_importer = (len({row[name] for row in rows}) == 1 for name in ("exporter_iso3", "area_iso3"))

    def title(row: Row) -> str:
        exporter = f"from {names[row['exporter_iso3']]}"
        return str(row["area"]) if one_exporter else exporter if one_importer else f"{exporter} to {row['area']}"

    flows = [{**row, "area": title(row), "area_iso3": row["exporter_iso3"] + row["area_iso3"]} for row in rows]
    return flows, trade_summaries.largest(flows, most, floor_usd)
