"""The registry of figures: what each counts or sums, and the rows that make it, so that number and rows can't part.

A page links a figure, bar or cell by `url(filters, name, column=value)` or `link`; the page Rows shows what stands behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard.agreements import queries
from dashboard.core.choices import Filters, to_query
from dashboard.core.fields import FilterGroup
from dashboard.delivered import queries as ledger_queries
from dashboard.delivered.measures import MEASURES
from dashboard.places import queries as place_queries
from dashboard.projects import queries as project_queries
from dashboard.targets import queries as target_queries
from dashboard.trade import filters as trade_filters
from dashboard.trade import queries as trade_queries
from dashboard.trade.queries import TradeFilters
from dashboard.trade.summaries import named
from dashboard.trust import queries as trace_queries

COUNTED, SUMMED, MODELLED, COMPUTED, LISTED = "counted", "summed", "modelled", "computed", "listed"
EVERY_ROW = 1_000_000
NONE = "none"

# Columns that a bar or cell may narrow a figure by, and how a visitor reads them.
DIMENSIONS = {
    "buyer_iso3": "buyer",
    "host_iso3": "host",
    "counting_rule": "counting rule",
    "instrument": "form of instrument",
    "sector_id": "sector",
    "stage_id": "stage",
    "registered_year": "year of registration",
    "selected_year": "year of selection",
    "event": "kind of event",
    "target_id": "goal",
    "need_id": "need",
    "preset_id": "starting point",
    "total_id": "published total",
    "verdict": "verdict",
    "band": "by number of buyers",
    "region": "region",
    "is_ldc": "least developed",
    "is_sids": "small island",
    "is_annex1": "in Annex I",
    "iso3": "country",
    "block": "series",
    "fact": "fact",
    "year": "year",
    "input_id": "input",
    "exporter_iso3": "exporter",
    "importer_iso3": "importer",
    "hs_code": "HS code",
    "check_id": "check",
    "has_agreement": "with an agreement",
    "signed_by_then": "with an agreement by the end of the year",
    "is_lead": "unconfirmed",
}


@dataclass(frozen=True)
class Figure:
    """A figure: `rows` makes it, and it is the sum of `summed`, or the number of different `distinct`, or of rows.

    A modelled or computed one is no such number, and rows that are only listed make none. One of trade has filters of its
    own: `trade_rows` makes it, and `rows` only with those of a visitor who chose none.
    """

    label: str
    one: str
    many: str
    kind: str
    filter_bar: FilterGroup
    rows: Callable[[Filters], pd.DataFrame]
    how: str
    distinct: tuple[str, ...] = ()
    summed: str = ""
    unit: str = ""
    derivation: str = COUNTED
    needs: str = ""
    trade_rows: Callable[[TradeFilters], pd.DataFrame] | None = None

    def value(self, rows: pd.DataFrame) -> float | None:
        """Return the number that these rows make; None where a model makes it, or where no row has a figure."""
        if self.derivation in (MODELLED, COMPUTED, LISTED):
            return None
        if self.summed:
            total = rows[self.summed].sum(min_count=1)
            return None if pd.isna(total) else float(total)
        return float(len(rows[list(self.distinct)].drop_duplicates()) if self.distinct else len(rows))


Keep = Callable[[pd.DataFrame], "pd.Series[bool]"]


def _agreements(keep: Keep | None = None) -> Callable[[Filters], pd.DataFrame]:
    return _of("agreement", "agreement_id", queries.agreements, keep)


def _projects(keep: Keep | None = None) -> Callable[[Filters], pd.DataFrame]:
    return _of("project", "project_id", MEASURES["projects"].rows, keep)


def _events(keep: Keep | None = None) -> Callable[[Filters], pd.DataFrame]:
    return _of("event", "event_id", ledger_queries.ledger, keep)


def _of(
    kind: str, key: str, ask: Callable[[Filters], pd.DataFrame], keep: Keep | None = None
) -> Callable[[Filters], pd.DataFrame]:
    def rows(filters: Filters) -> pd.DataFrame:
        frame = ask(filters)
        kept = frame if keep is None else frame[keep(frame)].reset_index(drop=True)
        return kept.assign(row_kind=kind, row_id=kept[key])

    return rows


def _measure(name: str) -> Figure:
    """The rows behind a headline: what makes its number is declared in its room alone."""
    told = MEASURES[name]
    return Figure(
        told.label, told.one, told.many, told.subject.kind, told.subject.follows, told.rows, told.rule,
        distinct=told.distinct, summed=told.sums, unit=told.unit, derivation=SUMMED if told.sums else COUNTED,
    )  # fmt: skip


def _cells(_: Filters) -> pd.DataFrame:
    cells = target_queries.programmes()
    found = cells[cells["source_id"].notna()].reset_index(drop=True)
    return found.assign(row_kind="feature", row_id=found["buyer_iso3"] + "-" + found["need_id"])


def _goals(_: Filters) -> pd.DataFrame:
    rows = target_queries.targets()
    rows = rows[rows["ladder_quantity_mtco2e"].notna()].reset_index(drop=True)
    return rows.assign(row_kind="target", row_id=rows["target_id"])


def _targets(_: Filters) -> pd.DataFrame:
    rows = target_queries.targets()
    return rows.assign(row_kind="target", row_id=rows["target_id"])


def _prices(_: Filters) -> pd.DataFrame:
    rows = target_queries.prices()
    return rows.assign(row_kind="price", row_id=rows["price_id"])


def _progress(rung: str) -> Callable[[Filters], pd.DataFrame]:
    def rows(_: Filters) -> pd.DataFrame:
        found = target_queries.progress()
        found = found[(found["rung"] == rung) & ~found["is_superseded"]].reset_index(drop=True)
        millions = found["quantity"] / found["unit"].map({"tco2e": 1e6, "mtco2e": 1})
        return found.assign(row_kind="progress", row_id=found["progress_id"], quantity_mtco2e=millions)

    return rows


def _estimates(_: Filters) -> pd.DataFrame:
    rows = target_queries.own_estimates().dropna(subset=["estimate_tco2e"]).reset_index(drop=True)
    return rows.assign(row_kind="project", row_id=rows["project_id"])


def _modelled(_: Filters) -> pd.DataFrame:
    rows = target_queries.pipeline().dropna(subset=["expected_tco2e_per_year"]).reset_index(drop=True)
    return rows.assign(row_kind="project", row_id=rows["project_id"])


def _reported(_: Filters) -> pd.DataFrame:
    rows = target_queries.progress()
    return rows.assign(row_kind="progress", row_id=rows["progress_id"])


def _preset(*kinds: str) -> Callable[[Filters], pd.DataFrame]:
    def rows(_: Filters) -> pd.DataFrame:
        found = trace_queries.preset_rows()
        return found[found["input"].isin(kinds)].reset_index(drop=True)

    return rows


def _parties(filters: Filters) -> pd.DataFrame:
    rows = place_queries.crowding(filters)[2]
    return rows.assign(row_kind="party", row_id=rows["iso3"], source_url=None)


def _statistics(_: Filters) -> pd.DataFrame:
    rows = place_queries.statistics()
    return rows.assign(
        row_kind="statistic",
        row_id=rows["iso3"] + "-" + rows["block"] + "-" + rows["label"] + "-" + rows["year"].astype(str),
    )


def _facts(_: Filters) -> pd.DataFrame:
    rows = place_queries.facts()
    return rows.assign(row_kind="fact", row_id=rows["fact_id"])


def _publications(_: Filters) -> pd.DataFrame:
    rows = queries.sources()
    return rows.assign(
        row_kind="source",
        row_id=rows["source_id"],
        source_url=rows["url"],
        kind=rows["kind"].str.replace("_", " "),
    )


def _trade_filters(filters: Filters, query: Mapping[str, str]) -> tuple[TradeFilters, list[str]]:
    known = trade_filters.choices(trade_queries.choices(), trade_queries.years())
    return trade_filters.from_query(query, known, filters)


def _trade(
    ask: Callable[[TradeFilters], pd.DataFrame],
) -> tuple[Callable[[Filters], pd.DataFrame], Callable[[TradeFilters], pd.DataFrame]]:
    def trade_rows(chosen: TradeFilters) -> pd.DataFrame:
        rows = ask(chosen)
        parts = (rows[column].astype(str) for column in ("exporter_iso3", "importer_iso3", "year", "hs_code"))
        pages = trade_queries.sources(tuple(sorted(rows["source_id"].unique()))).set_index("source_id")["url"]
        return rows.assign(
            row_kind="flow",
            row_id=["-".join(key) for key in zip(*parts, strict=True)],
            source_url=rows["source_id"].map(pages),
        )

    return lambda filters: trade_rows(_trade_filters(filters, {})[0]), trade_rows


def _without_data(
    ask: Callable[[TradeFilters], pd.DataFrame],
) -> tuple[Callable[[Filters], pd.DataFrame], Callable[[TradeFilters], pd.DataFrame]]:
    def trade_rows(chosen: TradeFilters) -> pd.DataFrame:
        rows = ask(chosen)
        return rows.assign(row_kind="gap", row_id=rows["importer_iso3"] + "-" + rows["year"].astype(str))

    return lambda filters: trade_rows(_trade_filters(filters, {})[0]), trade_rows


def _keyed(row_kind: str, key: str, ask: Callable[[], pd.DataFrame]) -> Callable[[Filters], pd.DataFrame]:
    def rows(_: Filters) -> pd.DataFrame:
        found = ask()
        return found.assign(row_kind=row_kind, row_id=found[key])

    return rows


def _exports(chosen: TradeFilters) -> pd.DataFrame:
    flows = trade_queries.flows(chosen)
    sources = trade_queries.sources(tuple(sorted(flows["source_id"].unique())))
    rows = named(flows, trade_queries.places(chosen), trade_queries.goods(chosen), sources, chosen.exporter)
    offered = trade_queries.choices()
    exporters = dict(zip(offered["key"], offered["label"], strict=True))
    rows = rows.assign(exporter=exporters[chosen.exporter])
    return rows.merge(trade_queries.other_values(chosen), on=["importer_iso3", "year", "hs_code"], how="left")


def _shared(rows: pd.DataFrame) -> pd.Series[bool]:
    # A buyer alone shares all its hosts with itself: so says the diagonal of the grid.
    return _buyers_of_host(rows) >= min(2, rows["buyer_iso3"].nunique())


def _with_one_buyer(rows: pd.DataFrame) -> pd.Series[bool]:
    return _buyers_of_host(rows) == 1


def _buyers_of_host(rows: pd.DataFrame) -> pd.Series[int]:
    return rows.groupby("host_iso3")["buyer_iso3"].transform("nunique")


def _published(_: Filters) -> pd.DataFrame:
    rows = trace_queries.reconciliation()
    return rows.assign(row_kind="published", row_id=rows["total_id"])


OWN_INPUTS = "The share delivered, and any input changed on the page, is the visitor's own and has no source."
EXPORTS, SUPPLIED = _trade(_exports), _trade(trade_queries.supplied)
NO_DATA = _without_data(trade_queries.without_data)
FIGURES: dict[str, Figure] = {
    # Agreements
    "pairs": _measure("pairs"),
    "binding_pairs": _measure("binding_pairs"),
    "agreements": _measure("agreements"),
    "buyers": Figure(
        "Buyers", "buyer", "buyers", "agreement", FilterGroup.AGREEMENTS, _agreements(), "Each buyer counts once.", distinct=("buyer_iso3",)
    ),
    "hosts": Figure(
        "Host countries", "host country", "host countries", "agreement", FilterGroup.AGREEMENTS, _agreements(),
        "Each host counts once.", distinct=("host_iso3",),
    ),
    "disputed": Figure(
        "Agreements on which sources disagree", "agreement", "agreements", "agreement", FilterGroup.AGREEMENTS,
        _agreements(lambda rows: rows["is_disputed"].astype(bool)),
        "Two sources disagree when their dates can't be the same, or their words for form or status exclude each other.",
    ),
    "undated": Figure(
        "Agreements without a date that was found", "agreement", "agreements", "agreement", FilterGroup.AGREEMENTS,
        _agreements(lambda rows: rows["signed_on"].isna()), "No source that we read gives their date of signature.",
    ),
    "shown_apart": Figure(
        "Shown apart: not in any total", "agreement", "agreements", "agreement", FilterGroup.AGREEMENTS,
        _of("agreement", "agreement_id", queries.not_counted),
        "Concluded but unsigned, announced, or of unclear status or form.",
    ),
    "shared_hosts": Figure(
        "Hosts that buyers share", "host country", "host countries", "agreement", FilterGroup.AGREEMENTS, _agreements(_shared),
        "Hosts with an agreement with two or more of the buyers, or all hosts where there is one buyer; each counts once.", distinct=("host_iso3",),
    ),
    "exclusive_hosts": Figure(
        "Hosts of one buyer alone", "host country", "host countries", "agreement", FilterGroup.AGREEMENTS, _agreements(_with_one_buyer),
        "Hosts that have an agreement with one of the buyers and no other; each counts once.", distinct=("host_iso3",),
    ),
    "parties": Figure(
        "Parties by their number of buyers", "Party", "Parties", "party", FilterGroup.AGREEMENTS, _parties,
        "Hosts with a counted agreement, and Parties not in Annex I that have none in either role. The agreements of a Party stand "
        "behind its mark on the Network page.",
    ),
    # Projects
    "projects": _measure("projects"),
    "project_hosts": _measure("project_hosts"),
    "expected_yearly": _measure("expected_yearly"),
    "expected_total": _measure("expected_total"),
    "without_estimate": Figure(
        "Projects without a yearly estimate", "project", "projects", "project", FilterGroup.PROJECTS,
        _projects(lambda rows: rows["expected_tco2e_per_year"].isna()), "They publish no yearly estimate that we found.",
    ),
    "with_issuance": _measure("with_issuance"),
    "left_out": Figure(
        "Rows left out of every count", "row", "rows", "project", FilterGroup.PROJECTS, _of("project", "project_id", project_queries.left_out),
        "Programmes without a single activity, probable repeats, cancelled projects and leads.",
    ),
    # Events
    "itmo_issued": _measure("itmo_issued"),
    "jcm_issued": _measure("jcm_issued"),
    "issued": Figure(
        "Issuances, ITMOs and JCM credits", "issuance", "issuances", "event", FilterGroup.PROJECTS,
        _events(lambda rows: rows["event"] == "issuance"),
        "Every issuance of either unit, with and without a known quantity. The two units are summed apart.", derivation=LISTED,
    ),
    "transferred": _measure("transferred"),
    "authorisations": _measure("authorisations"),
    "used": _measure("used"),
    "silent_events": Figure(
        "Issuances and transfers without a quantity", "event", "events", "event", FilterGroup.PROJECTS,
        _events(lambda rows: (rows["event"] != "authorisation") & rows["quantity_tco2e"].isna()),
        "The word beside each says why: the amount was not found, or a source says that it is withheld.",
    ),
    "ledger": Figure("The ledger", "event", "events", "event", FilterGroup.PROJECTS, _events(), "Each row of the ledger counts once."),
    "ratios": Figure(
        "Issuances held against their estimate", "issuance", "issuances", "event", FilterGroup.PROJECTS,
        _of("event", "event_id", ledger_queries.delivery_ratios),
        "Issuances of one project whose period, quantity and yearly estimate are all published.",
    ),
    # Targets, programmes, calculator
    "goal": Figure(
        "Goal", "goal", "goals", "target", FilterGroup.NONE, _goals, "As published, or a yearly quantity times the years of its period.",
        summed="ladder_quantity_mtco2e", unit="MtCO2e", derivation="published or computed", needs="target_id",
    ),
    "targets": Figure(
        "Published targets, estimates and ceilings", "figure", "figures", "target", FilterGroup.NONE, _targets, "Superseded ones included."
    ),
    "officially_expected": Figure(
        "Officially expected", "published figure", "published figures", "progress", FilterGroup.NONE, _progress("officially_expected"),
        "The newest figure of its kind; older ones stand beside it when you open it.",
        summed="quantity_mtco2e", unit="MtCO2e", derivation="published", needs="buyer_iso3",
    ),
    "own_estimates": Figure(
        "Projects' own estimates", "project", "projects", "estimate", FilterGroup.NONE, _estimates,
        "Each project's own estimate up to the last day of the goal, without lag, discount or share.",
        summed="estimate_tco2e", unit="tCO2e", derivation=SUMMED, needs="target_id",
    ),
    "trajectory": Figure(
        "Pipeline, modelled", "project", "projects", "estimate", FilterGroup.NONE, _modelled,
        "The yearly estimate of each project, from its start over the years counted, times the buyer's share and the delivery "
        "rate. The Targets page has the assumptions.", derivation=MODELLED,
    ),
    "programme": Figure(
        "What buyers' programmes have", "cell with a source", "cells with a source", "feature", FilterGroup.NONE, _cells,
        "A cell is “yes” or “partly” only where a source shows it.",
    ),
    "preset": Figure(
        "Inputs of a starting point", "input", "inputs", "input", FilterGroup.NONE, lambda _: trace_queries.preset_rows(),
        "A volume, a cost at home and a price of ITMOs in one currency.", needs="preset_id",
    ),
    "avoided": Figure(
        "Avoided at home", "input", "inputs", "input", FilterGroup.NONE, _preset("volume", "domestic"),
        f"Volume × share delivered × cost at home, for the low and the high cost. {OWN_INPUTS}", derivation=COMPUTED, needs="preset_id",
    ),
    "spent": Figure(
        "Spent on ITMOs", "input", "inputs", "input", FilterGroup.NONE, _preset("volume", "itmo"),
        f"Volume × price, delivered or not, for the low and the high price. {OWN_INPUTS}", derivation=COMPUTED, needs="preset_id",
    ),
    "net_saving": Figure(
        "Net saving", "input", "inputs", "input", FilterGroup.NONE, _preset("volume", "domestic", "itmo"),
        f"Volume × (share delivered × cost at home − price). A cell of the heat map puts its own cost and price in their place. {OWN_INPUTS}",
        derivation=COMPUTED, needs="preset_id",
    ),
    "break_even": Figure(
        "Break-even price", "input", "inputs", "input", FilterGroup.NONE, _preset("domestic"),
        f"Cost at home × share delivered: the net saving is nil. {OWN_INPUTS}", derivation=COMPUTED, needs="preset_id",
    ),
    "trajectory_inputs": Figure(
        "What an input of the model rests on", "row", "rows", "input", FilterGroup.NONE,
        lambda _: trace_queries.input_rows(), "Published experience, and events of the Atlas of which a median or share is taken; the "
        "Targets page says how, beside each slider.", derivation=LISTED, needs="input_id",
    ),
    "reported": Figure(
        "What buyers and others publish on the way", "published figure", "published figures", "progress", FilterGroup.NONE, _reported,
        "Superseded ones included.",
    ),
    "prices": Figure(
        "Published prices and costs", "price", "prices", "price", FilterGroup.NONE, _prices, "Each in its own currency; nothing is converted."
    ),
    # Countries
    "statistics": Figure(
        "Emissions and electricity", "figure", "figures", "statistic", FilterGroup.NONE, _statistics,
        "As their publishers give them; per head is computed: the first two over inhabitants.", derivation=LISTED, needs="iso3",
    ),
    "facts": Figure(
        "NDC, readiness and carbon prices", "fact", "facts", "fact", FilterGroup.NONE, _facts,
        "As their publishers give them, in the words of the Atlas. Counts of UNEP CCC follow its own rules.", derivation=LISTED, needs="iso3",
    ),
    # Trade
    "exports": Figure(
        "Exports", "flow", "flows", "flow", FilterGroup.NONE, EXPORTS[0],
        "Current US dollars of one product to one country in one year, each from the source that ranks first for it. Years are not added.",
        summed="value_usd", unit="US$", derivation=SUMMED, needs="year", trade_rows=EXPORTS[1],
    ),
    "supplied": Figure(
        "Supplied, in the cells of the shares", "flow", "flows", "flow", FilterGroup.NONE, SUPPLIED[0],
        "The share on the Trade page is this sum over all imports of the same products by the same countries; those of each cell stand beside.",
        summed="value_usd", unit="US$", derivation=SUMMED, needs="exporter_iso3", trade_rows=SUPPLIED[1],
    ),
    "no_data": Figure(
        "No data", "country", "countries", "gap", FilterGroup.NONE, NO_DATA[0],
        "Countries that did not report a year to the publication which holds the importers' own reports, or whose report looks "
        "incomplete; the Method page has the rule. No data is not zero.", distinct=("importer_iso3",), needs="year", trade_rows=NO_DATA[1],
    ),
    "trade_published": Figure(
        "Published totals of trade", "published total", "published totals", "trade_total", FilterGroup.NONE,
        _keyed("trade_total", "total_id", trade_queries.published), "As their publishers state them; currencies as stated.",
    ),
    "trade_checks": Figure(
        "Checks of trade", "check", "checks", "trade_check", FilterGroup.NONE, _keyed("trade_check", "check_id", trade_queries.reconciliation),
        "The rows that the Atlas ships beside another figure for the same exporter, year and products.",
    ),
    "world_exports": Figure(
        "Exports to the whole world", "total", "totals", "world_export", FilterGroup.NONE, _keyed("world_export", "total_id", trade_queries.world_totals),
        "Known without partners, so in no other figure. Current US dollars, FOB; those marked as computed are the world total of a code "
        "times a published share of four digits.", derivation=LISTED, needs="exporter_iso3",
    ),
    "technology_exports": Figure(
        "Exports by technology group", "flow", "flows", "technology_flow", FilterGroup.NONE,
        _keyed("technology_flow", "flow_id", trade_queries.technology_flows),
        "Known without codes, so in no other figure. Twelve months that were each rounded to a million.", derivation=LISTED, needs="exporter_iso3",
    ),
    # Others' totals
    "published": Figure(
        "Published totals", "published total", "published totals", "published", FilterGroup.NONE, _published, "As their publishers state them."
    ),
    "compared": Figure(
        "Our figure beside a published total", "row", "rows", "member", FilterGroup.NONE, lambda _: trace_queries.members(),
        "The rows of the Atlas known by the last day that the published total can describe.", needs="total_id",
    ),
    "publications": Figure(
        "Publications behind the data", "publication", "publications", "source", FilterGroup.NONE, _publications, "Each publication, page or data set counts once.",
    ),
}  # fmt: skip


def find(name: str | None) -> Figure | None:
    """Return the figure of that name, or None."""
    return FIGURES.get(name or "")


def rows_of(name: str, filters: Filters, query: Mapping[str, str]) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows of a figure, and what can't be honoured of a link (`query`) to one of trade."""
    figure = FIGURES[name]
    if figure.trade_rows is None:
        return figure.rows(filters), []
    chosen, problems = _trade_filters(filters, query)
    return figure.trade_rows(chosen), problems


def narrow(rows: pd.DataFrame, key: str) -> tuple[pd.DataFrame, dict[str, str], list[str]]:
    """Return the rows of a bar or cell (`key`: column:value, joined by commas), how it narrows, and what it can't."""
    chosen: dict[str, str] = {}
    problems = []
    for part in filter(None, key.split(",")):
        column, _, value = part.partition(":")
        if column in DIMENSIONS and column in rows.columns and value:
            chosen[column] = value
        else:
            problems.append(f"The link names a bar or cell that this figure does not have, “{part[:40]}”.")
    for column, value in chosen.items():
        rows = rows[rows[column].map(_in_a_link) == value]
    return rows.reset_index(drop=True), chosen, problems


def number(name: str, rows: pd.DataFrame, chosen: Mapping[str, str]) -> float | None:
    """Return the number that the rows of a figure make; None where none may be made of them."""
    figure = FIGURES[name]
    if figure.needs and figure.needs not in chosen:
        return None
    if name == "compared":
        # Ours beside a total is a sum where the total is one, else the number of different pairs, countries or projects.
        total = rows["quantity"].sum(min_count=1)
        return float(rows["counted_as"].nunique()) if pd.isna(total) else float(total)
    return figure.value(rows)


def _in_a_link(value: object) -> str:
    # A project without a single buyer is a bar of its own.
    return NONE if pd.isna(value) else str(value)


def link(
    filters: Filters, name: str, key: str = "", row: str | None = None, as_of: date | None = None
) -> dict[str, str]:
    """Return the parameters of a link to the rows of a figure; raises KeyError for one that is not in the registry.

    `key` narrows it to a bar or cell (column:value, joined by commas), `row` opens one row, `as_of` sets another day.
    """
    if name not in FIGURES:
        raise KeyError(f"no figure {name!r} in dashboard/evidence/registry.py")
    query = to_query(filters) | {"figure": name}
    if as_of:
        query["asof"] = as_of.isoformat()
    return query | ({"key": key} if key else {}) | ({"row": row} if row else {})


def url(filters: Filters, name: str, row: str | None = None, as_of: date | None = None, **columns: object) -> str:
    """Return such a link as an address relative to any page, for a column of links; `columns` make its key."""
    return "rows?" + urlencode(link(filters, name, _key(columns), row, as_of))


def behind_pair(chosen: Filters) -> dict[str, Callable[[dict[str, Any]], str]]:
    """Return the links of a row on a pair to its projects and issuances by the day of `chosen`, by heading; for dashboard.render.components.data_table.

    The row has project_count and issuance_count of dashboard.agreements.queries.agreements.
    """

    def address(row: dict[str, Any], name: str, value: float | None) -> str:
        of_both = place_queries.of_pair(row["buyer_iso3"], row["host_iso3"], chosen)
        return url(of_both, name) if value and not pd.isna(value) else ""

    return {
        "Behind projects": lambda row: address(row, "projects", row["project_count"]),
        "Behind issued": lambda row: address(row, "issued", row["issuance_count"]),
    }


def trade_url(chosen: TradeFilters, name: str, **columns: object) -> str:
    """Return such an address for a figure of trade, which keeps to the filters of the Trade page."""
    query = link(Filters(chosen.as_of, rule=chosen.rule), name, _key(columns))
    return "rows?" + urlencode(query | trade_filters.to_query(chosen))


def _key(columns: Mapping[str, object]) -> str:
    return ",".join(f"{column}:{_in_a_link(value)}" for column, value in columns.items())
