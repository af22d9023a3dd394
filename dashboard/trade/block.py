"""Trade in the covered products between partners, as blocks of any page on places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import pandas as pd

from dashboard.charts import trade
from dashboard.core import numbers
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, short_rule
from dashboard.core.content import Block, Chart, Extract, Finding, RowLink, Say, Table
from dashboard.core.numbers import is_missing
from dashboard.core.records import Row, as_dicts, as_tuples
from dashboard.core.words import day, plural
from dashboard.trade import figures, queries_partners
from dashboard.trade import findings as trade_findings
from dashboard.trade import summaries as trade_summaries
from dashboard.trade.chosen import TradeFilters

YEARS = 5
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
        YEARS,
    )
    rows = by_year(found)
    if rows.empty:
        return ()
    span = int(found["year"].min()), int(found["year"].max())
    scopes = {
        exporter: scope(exporter, wanted[exporter], choice.filters, span)
        for exporter in found["exporter_iso3"].unique()
    }
    details = found[found["hs_code"].notna()]
    words, addresses = table(rows, choice.known.names), _addresses(rows, choice.known.names, scopes)
    return (
        _finding(choice, view, found, rows, scopes),
        Table(
            f"{view}-years",
            words,
            {str(name): str(name) for name in words.columns},
            (RowLink(lambda row: addresses.get((row["Exporter"], row["Importer"]), "")),),
            is_of_words=len(words) <= FEW_ROWS,
        ),
        Say(trade_findings.CAVEAT, "caveat"),
        Say(f"Sources: {trade_findings.credit(details.sort_values(['precedence', 'source_id']))}", "small"),
        Extract(view, details.astype({"value_usd": int})[DETAILS].reset_index(drop=True)),
        *_same_elsewhere(choice, scopes),
    )


def scope(exporter_iso3: str, importers: tuple[str, ...], chosen: Filters, years: tuple[int, int]) -> TradeFilters:
    """Return the filters of the Trade page for what one Party sold to others; the rule and the day of the chosen ones say which
    agreements are known."""
    return TradeFilters(chosen.as_of, years, exporter_iso3, chosen.rule, countries="all", importers=importers)


def by_year(found: pd.DataFrame) -> pd.DataFrame:
    """Return exports by pair and year: exporter_iso3, area_iso3, area, year, value_usd (NaN where not known), why, signed_on; `found` comes of
    queries_partners.between.

    A year is left out when not all products of it were obtained.
    """
    sums: dict[tuple[str, str, int], Row] = {}
    for flow in as_dicts(found[found["is_whole"].astype(bool)]):
        row = {name: flow[name] for name in ("exporter_iso3", "area", "year", "why", "signed_on")}
        row |= {"area_iso3": flow["importer_iso3"], "value_usd": float("nan") if flow["why"] else 0.0}
        row = sums.setdefault((flow["exporter_iso3"], flow["importer_iso3"], flow["year"]), row)
        row["value_usd"] += 0.0 if is_missing(flow["value_usd"]) else flow["value_usd"]
    columns = ["exporter_iso3", "area_iso3", "area", "year", "value_usd", "why", "signed_on"]
    return pd.DataFrame(list(sums.values()), columns=columns)


def _finding(
    choice: Choice, view: str, found: pd.DataFrame, rows: pd.DataFrame, scopes: Mapping[str, TradeFilters]
) -> Finding:
    """The largest flow, and a small chart for each where there are several."""
    floor_usd = int(found["floor_usd"].iloc[0])
    title = finding(rows, choice.known.names, floor_usd)
    drawn = (
        f"Exports of up to {int(found['product_count'].max())} codes of clean technology and its materials, dual-use goods left out, "
        "current US$, the latest available years. No data is not zero: the cell says why."
    )
    flows, largest = panels(rows, choice.known.names, MOST_PANELS, floor_usd)
    if len(largest) < LEAST_PANELS:
        return Finding(title, drawn)
    only = rows["exporter_iso3"].iloc[0] if rows["exporter_iso3"].nunique() == 1 else ""
    form = trade.small_multiples(flows, largest, only, f"Lines: {title}", few=MOST_PANELS // 2)
    answers = Table(
        f"{view}-flows",
        flows,
        {"area": "Flow", "year": "", "value_usd": ""},
        (RowLink(partial(_behind_flow, scopes)),),
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
    name = "no_data" if pd.isna(flow["value_usd"]) else "exports"
    importer = flow["area_iso3"].removeprefix(flow["exporter_iso3"])
    return figures.url(scopes[flow["exporter_iso3"]], name, importer_iso3=importer, year=flow["year"])


def _addresses(
    rows: pd.DataFrame, names: Mapping[str, str], scopes: Mapping[str, TradeFilters]
) -> dict[tuple[str, str], str]:
    """The address of all flows of each pair that has any, by the names of exporter and importer."""
    return {
        (names[flow.exporter_iso3], flow.area): figures.url(
            scopes[flow.exporter_iso3], "exports", importer_iso3=flow.area_iso3
        )
        for flow in as_tuples(rows[rows["value_usd"] > 0])
    }


def _same_elsewhere(choice: Choice, scopes: Mapping[str, TradeFilters]) -> tuple[Block, ...]:
    if len(scopes) > 1:
        return ()
    ((exporter, only),) = scopes.items()
    words = f"The same on the Trade page: {choice.known.names[exporter]} and {plural(len(only.importers), 'importer')}"
    return (
        choice.link(words, "trade", exporter=exporter, importer=",".join(only.importers), countries=only.countries),
    )


def table(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return `rows` with a row a pair and a column a year, in words: a value, or why there is none; largest first."""
    cells: dict[tuple[str, str], dict[str, str]] = {}
    most: dict[tuple[str, str], float] = {}
    for row in as_dicts(rows.sort_values("year")):
        pair = names[row["exporter_iso3"]], row["area"]
        is_known = not is_missing(row["value_usd"])
        cells.setdefault(pair, {})[str(row["year"])] = trade.short(row["value_usd"]) if is_known else row["why"]
        most[pair] = max(most.get(pair, -1.0), row["value_usd"] if is_known else -1.0)
    years = sorted({year for by_year in cells.values() for year in by_year})
    ranked = sorted(cells, key=lambda pair: (-most[pair], pair))
    records = [{"Exporter": pair[0], "Importer": pair[1], **cells[pair]} for pair in ranked]
    return pd.DataFrame(records, columns=["Exporter", "Importer", *years])


def finding(rows: pd.DataFrame, names: Mapping[str, str], floor_usd: int) -> str:
    """State the largest known flow of the newest year that is known for any pair, if any reaches the floor in a year."""
    known = rows[rows["value_usd"].notna()]
    if known.empty:
        return "Trade in covered products is not known between these countries"
    floor = f"less than {numbers.dollars(floor_usd)} of covered products"
    if known["value_usd"].max() < floor_usd:
        return f"Too little trade to say: {floor} in every known year"
    newest = known[known["year"] == known["year"].max()]
    top = newest.loc[newest["value_usd"].idxmax()]
    if top["value_usd"] < floor_usd:
        return f"Too little trade to say in {top['year']}: {floor}"
    most = f", the largest of these {len(newest)} flows" if len(newest) > 2 else ""
    return (
        f"{names[top['exporter_iso3']]} sold {numbers.dollars(top['value_usd'])} of covered products to {top['area']} "
        f"in {top['year']}{most}"
    )


def panels(rows: pd.DataFrame, names: Mapping[str, str], most: int, floor_usd: int) -> tuple[pd.DataFrame, list[str]]:
    """Return `rows` as dashboard.charts.trade.small_multiples reads them, and which flows to draw, largest first; none below the
    floor.

    A flow is named by the side that differs: by the importer where one Party exports, else by the exporter too.
    """
    one_exporter, one_importer = rows["exporter_iso3"].nunique() == 1, rows["area_iso3"].nunique() == 1
    exporters = "from " + rows["exporter_iso3"].map(names)
    title = rows["area"] if one_exporter else exporters if one_importer else exporters + " to " + rows["area"]
    flows = rows.assign(area=title, area_iso3=rows["exporter_iso3"] + rows["area_iso3"])
    return flows, trade_summaries.largest(flows, most, floor_usd)
