"""Trade in the covered products between partners, as a block of the Country and the Pair page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import trade
from dashboard.core import numbers
from dashboard.core.choices import Filters, short_rule
from dashboard.core.plain import link
from dashboard.core.words import day, plural
from dashboard.evidence import registry as figures
from dashboard.render import components
from dashboard.render.page import Page
from dashboard.trade import findings as trade_findings
from dashboard.trade import queries as trade_queries
from dashboard.trade import summaries as trade_summaries
from dashboard.trade import time_queries as trade_time_queries
from dashboard.trade.queries import TradeFilters

YEARS = 5
# Fewer flows than this are read faster in the table.
LEAST_PANELS, MOST_PANELS = 3, 8


def filters(exporter_iso3: str, importers: tuple[str, ...], chosen: Filters) -> TradeFilters:
    """Return the filters of the Trade page for what one Party sold to others in the newest years; the rule and the day of
    the chosen ones say which agreements are known."""
    first, last = trade_queries.years()
    return TradeFilters(
        max(first, last - YEARS + 1),
        last,
        chosen.as_of,
        rule=chosen.rule,
        exporter=exporter_iso3,
        countries="all",
        importers=importers,
    )


def by_year(chosen: TradeFilters) -> pd.DataFrame:
    """Return exports by importer and year: exporter_iso3, area_iso3, area, year, value_usd (NaN where not known), why,
    signed_on.

    A year is left out when not all products of it were obtained.
    """
    rows = trade_summaries.by_country(
        trade_queries.flows(chosen),
        trade_queries.places(chosen),
        trade_queries.reporting(chosen),
        trade_queries.comparable_years(chosen),
    )
    return rows.assign(exporter_iso3=chosen.exporter)[
        ["exporter_iso3", "area_iso3", "area", "year", "value_usd", "why", "signed_on"]
    ]


def table(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return `rows` with a row a pair and a column a year, in words: a value, or why there is none; largest first."""
    said = rows.assign(
        Exporter=rows["exporter_iso3"].map(names),
        Importer=rows["area"],
        cell=[why or trade.short(value) for value, why in zip(rows["value_usd"], rows["why"], strict=True)],
    )
    wide = said.pivot(index=["Exporter", "Importer"], columns="year", values="cell").rename(columns=str)
    order = said.groupby(["Exporter", "Importer"])["value_usd"].max().sort_values(ascending=False, na_position="last")
    return wide.loc[order.index].reset_index().rename_axis(columns=None)


def finding(rows: pd.DataFrame, names: dict[str, str], floor_usd: int) -> str:
    """State the largest known flow of the newest year that is known for any pair, if any reaches the floor in a year."""
    known = rows[rows["value_usd"].notna()]
    if known.empty:
        return "Trade in covered products is not known between these countries"
    if known["value_usd"].max() < floor_usd:
        return (
            f"Too little trade to say: less than {numbers.dollars(floor_usd)} of covered products in every known year"
        )
    newest = known[known["year"] == known["year"].max()]
    top = newest.loc[newest["value_usd"].idxmax()]
    if top["value_usd"] < floor_usd:
        return f"Too little trade to say in {top['year']}: less than {numbers.dollars(floor_usd)} of covered products"
    return (
        f"{names[top['exporter_iso3']]} sold {numbers.dollars(top['value_usd'])} of covered products to {top['area']} "
        f"in {top['year']}" + (f", the largest of these {len(newest)} flows" if len(newest) > 2 else "")
    )


def panels(rows: pd.DataFrame, names: dict[str, str], most: int, floor_usd: int) -> tuple[pd.DataFrame, list[str]]:
    """Return `rows` as dashboard.charts.trade.small_multiples reads them, and which flows to draw, largest first; none below the
    floor.

    A flow is named by the side that differs: by the importer where one Party exports, else by the exporter too.
    """
    one_exporter, one_importer = rows["exporter_iso3"].nunique() == 1, rows["area_iso3"].nunique() == 1
    exporters = "from " + rows["exporter_iso3"].map(names)
    title = rows["area"] if one_exporter else exporters if one_importer else exporters + " to " + rows["area"]
    flows = rows.assign(area=title, area_iso3=rows["exporter_iso3"] + rows["area_iso3"])
    return flows, trade_summaries.largest(flows, most, floor_usd)


def behind_flow(scopes: dict[str, TradeFilters], flow: dict[str, Any]) -> str:
    """Return the address of what stands behind one year of a panel: its flows, or why there is no data; "" where it is zero."""
    if flow["value_usd"] == 0:
        return ""
    name = "no_data" if pd.isna(flow["value_usd"]) else "exports"
    importer = flow["area_iso3"].removeprefix(flow["exporter_iso3"])
    return figures.trade_url(scopes[flow["exporter_iso3"]], name, importer_iso3=importer, year=flow["year"])


def show(page: Page, view: str, flows: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Draw what exporters sold to importers; `flows` pairs the code of an exporter with those of importers.

    Nothing is drawn where no exporter has rows at all.
    """
    offered = trade_queries.choices()
    exporters = set(offered.loc[offered["kind"] == "exporter", "key"])
    chosen = [filters(exporter, importers, page.filters) for exporter, importers in flows if exporter in exporters]
    tables = [found for each in chosen if each.importers and len(found := by_year(each))]
    if not tables:
        return
    rows, names = pd.concat(tables, ignore_index=True), page.known.names
    details = pd.concat(
        [trade_queries.flows(each).assign(exporter_iso3=each.exporter) for each in chosen], ignore_index=True
    )
    goods = max(len(trade_queries.goods(each)) for each in chosen)
    floor_usd = trade_time_queries.floor_usd()
    title = finding(rows, names, floor_usd)
    components.chart_head(
        title,
        f"Exports of up to {goods} codes of clean technology and its materials, dual-use goods left out, current US$, the latest available "
        "years. No data is not zero: the cell says why.",
    )
    scopes = {each.exporter: each for each in chosen}
    flows_drawn, drawn = panels(rows, names, MOST_PANELS // 2 if page.is_phone else MOST_PANELS, floor_usd)
    if len(drawn) >= LEAST_PANELS:
        only_one = rows["exporter_iso3"].nunique() == 1
        st.markdown(
            components.no_formula(
                f":small[Flows of {numbers.dollars(floor_usd)} or more in a year, million US$ on one scale. Dotted line: signature of an agreement within these "
                f"years, {short_rule(page.filters.rule)}, {day(page.filters.as_of)}. Shaded: no data. Click a mark to see the rows behind it.]"
            )
        )
        pick = components.plot(
            trade.small_multiples(
                flows_drawn, drawn, chosen[0].exporter if only_one else "", page.theme, page.is_phone
            ),
            view,
            f"Lines: {title}",
        )
        components.answer(
            pick,
            flows_drawn,
            {"area": "Flow", "year": "Year", "value_usd": "US$"},
            lambda flow: behind_flow(scopes, flow),
        )
    addresses = {
        (names[flow.exporter_iso3], flow.area): figures.trade_url(
            scopes[flow.exporter_iso3], "exports", importer_iso3=flow.area_iso3
        )
        for flow in rows[rows["value_usd"] > 0].itertuples()
    }
    words = table(rows, names)
    if len(words) > YEARS * 2:
        components.data_table(words, None, lambda row: addresses.get((row["Exporter"], row["Importer"]), ""))
    else:
        behind_it = [addresses.get(pair) for pair in zip(words["Exporter"], words["Importer"], strict=True)]
        linked = [link("see rows", address) if address else "" for address in behind_it]
        st.table(words.assign(**{components.ROWS: linked}), border="horizontal", hide_index=True)
    st.info(trade_findings.CAVEAT, icon=":material/info:")
    sources = trade_queries.sources(tuple(sorted(details["source_id"].unique())))
    st.markdown(f":small[Sources: {trade_findings.credit(sources)}]")
    components.download(page, view, details)
    if len(chosen) == 1:
        only = chosen[0]
        components.page_link(
            "trade",
            label=f"The same on the Trade page: {names[only.exporter]} and {plural(len(only.importers), 'importer')}",
            icon=":material/arrow_forward:",
            query_params={
                **page.query,
                "exporter": only.exporter,
                "importer": ",".join(only.importers),
                "countries": only.countries,
            },
        )
