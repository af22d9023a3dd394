"""The figures of trade, each declared once, and the addresses of their rows: they follow the filters of the Trade page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import pandas as pd

from dashboard.core import address, links
from dashboard.core.choices import Filters
from dashboard.core.escaped import encoded
from dashboard.core.fields import FilterGroup
from dashboard.core.figure import LISTED, Figure, Subject, declared
from dashboard.trade import queries, queries_totals
from dashboard.trade.chosen import TradeFilters
from dashboard.trade.filters import PANEL

Ask = Callable[[TradeFilters], pd.DataFrame]


def _of_trade(kind: str, ask: Ask) -> Subject:
    def read(filters: Filters, query: Mapping[str, str]) -> tuple[pd.DataFrame, list[str]]:
        chosen, problems = PANEL.read(query, filters)
        return ask(chosen), problems

    return Subject(kind, "", lambda filters: read(filters, {})[0], FilterGroup.NONE, read)


def _keyed(kind: str, key: str, ask: Callable[[], pd.DataFrame]) -> Subject:
    return Subject(kind, key, lambda _: ask(), FilterGroup.NONE)


def _flows(ask: Ask) -> Ask:
    def rows(chosen: TradeFilters) -> pd.DataFrame:
        found = ask(chosen)
        parts = (found[column].astype(str) for column in ("exporter_iso3", "importer_iso3", "year", "hs_code"))
        pages = {
            source["source_id"]: source["url"] for source in queries.sources(tuple(sorted(set(found["source_id"]))))
        }
        return found.assign(
            row_kind="flow",
            row_id=["-".join(key) for key in zip(*parts, strict=True)],
            source_url=found["source_id"].map(pages),
        )

    return rows


def _exports(chosen: TradeFilters) -> pd.DataFrame:
    exporters = PANEL.offered().options["exporter"]
    rows = queries.flows(chosen).assign(exporter=exporters[chosen.exporter])
    return rows.merge(queries.other_values(chosen), on=["importer_iso3", "year", "hs_code"], how="left")


def _gaps(chosen: TradeFilters) -> pd.DataFrame:
    rows = queries.without_data(chosen)
    return rows.assign(row_kind="gap", row_id=rows["importer_iso3"] + "-" + rows["year"].astype(str))


EXPORTS = Figure(
    "exports", "Exports", _of_trade("flow", _flows(_exports)), "flow", "flows",
    "Current US dollars of one product to one country in one year, each from the source that ranks first for it. Years are not added.",
    sums="value_usd", unit="US$", needs="year",
)  # fmt: skip
SUPPLIED = Figure(
    "supplied", "Supplied, in the cells of the shares", _of_trade("flow", _flows(queries.supplied)), "flow", "flows",
    "The share on the Trade page is this sum over all imports of the same products by the same countries; those of each cell stand beside.",
    sums="value_usd", unit="US$", needs="exporter_iso3",
)  # fmt: skip
NO_DATA = Figure(
    "no_data", "No data", _of_trade("gap", _gaps), "country", "countries",
    "Countries that did not report a year to the publication that carries importers’ own reports, or whose report looks "
    "incomplete; the Method page has the rule. No data is not zero.", distinct=("importer_iso3",), needs="year",
)  # fmt: skip
TRADE_PUBLISHED = Figure(
    "trade_published", "Published totals of trade", _keyed("trade_total", "total_id", queries_totals.published), "published total",
    "published totals", "As their publishers state them; currencies as stated.",
)  # fmt: skip
TRADE_CHECKS = Figure(
    "trade_checks", "Checks of trade", _keyed("trade_check", "check_id", queries_totals.reconciliation), "check", "checks",
    "The rows that the Atlas ships beside another figure for the same exporter, year and products.",
)  # fmt: skip
WORLD_EXPORTS = Figure(
    "world_exports", "Exports to the whole world", _keyed("world_export", "total_id", queries_totals.world_totals), "total", "totals",
    "Known without partners, so in no other figure. Current US dollars, FOB; those marked as computed are the world total of a code "
    "times a published share of four digits.", derivation=LISTED, needs="exporter_iso3",
)  # fmt: skip
TECHNOLOGY_EXPORTS = Figure(
    "technology_exports", "Exports by technology group", _keyed("technology_flow", "flow_id", queries_totals.technology_flows), "flow", "flows",
    "Known without codes, so in no other figure. Twelve months that were each rounded to a million.",
    derivation=LISTED, needs="exporter_iso3",
)  # fmt: skip
FIGURES = declared(globals())


def url(chosen: TradeFilters, figure: str, **columns: object) -> str:
    """Return the address of the rows behind a figure of trade, which keeps to the filters of the Trade page; `columns` narrow it."""
    return links.rows(Filters(chosen.as_of, rule=chosen.rule), figure, None, None, **columns) + _own(chosen)


# A page has hundreds of such links of one choice.
@lru_cache(maxsize=64)
def _own(chosen: TradeFilters) -> str:
    own = encoded(address.write(chosen))
    return f"&{own}" if own else ""
