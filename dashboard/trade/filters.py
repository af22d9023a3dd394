"""The filters of the Trade page: their own parameters in the URL, checked before they are believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from dashboard.core.choices import Filters, party_named
from dashboard.trade.queries import AGREEMENT, COUNTRIES, DEFAULT_EXPORTER, STAGES, TradeFilters

# How many years are shown when the visitor chooses none.
YEARS_SHOWN = 5
_LISTS = {
    "importer": "importers",
    "importer_region": "regions",
    "chain": "chains",
    "product_stage": "stages",
    "product": "products",
}
NAMES = ("exporter", "countries", "with_agreement", *_LISTS, "dual_use", "years")
MORE = "Country, region, stage, product, dual use"
_CHOSEN, _WRITTEN, _PROBLEMS = "trade_chosen", "trade_written", "trade_problems"


@dataclass(frozen=True)
class TradeChoices:
    """What can be chosen: keys with their names, and the first and last year that has rows."""

    exporters: dict[str, str]
    importers: dict[str, str]
    regions: dict[str, str]
    chains: dict[str, str]
    products: dict[str, str]
    first_year: int
    last_year: int


def choices(offered: pd.DataFrame, years: tuple[int, int]) -> TradeChoices:
    """Return the choices of the tables (dashboard.trade.queries.choices and years)."""
    kinds = {
        kind: dict(zip(rows["key"], rows["label"], strict=True)) for kind, rows in offered.groupby("kind", sort=False)
    }
    exporters, importers, regions, chains, products = (
        kinds.get(kind, {}) for kind in ("exporter", "importer", "region", "chain", "product")
    )
    return TradeChoices(exporters, importers, regions, chains, products, *years)


def default(known: TradeChoices, page: Filters) -> TradeFilters:
    """Return the choice of a visitor who has made none; rule and day are those of the other pages."""
    exporter = DEFAULT_EXPORTER if DEFAULT_EXPORTER in known.exporters else next(iter(known.exporters))
    first = max(known.first_year, known.last_year - YEARS_SHOWN + 1)
    return TradeFilters(first, known.last_year, page.as_of, page.rule, exporter)


def from_query(query: Mapping[str, str], known: TradeChoices, page: Filters) -> tuple[TradeFilters, list[str]]:
    """Read filters from the parameters of a link; return those that can be honoured, and a sentence for each that can't."""
    problems: list[str] = []
    filters = default(known, page)

    def one(name: str, offered: Mapping[str, str], fallback: str) -> str:
        value = query.get(name, fallback)
        if value not in offered and name == "exporter":
            value = party_named(value) or value
        if value in offered:
            return value
        problems.append(f"The link names an unknown {name.replace('_', ' ')}, “{value[:40]}”.")
        return fallback

    lists: dict[str, tuple[str, ...]] = {}
    offers = {
        "importer": known.importers,
        "importer_region": known.regions,
        "chain": known.chains,
        "product_stage": STAGES,
        "product": known.products,
    }
    for name, offered in offers.items():
        wanted = list(filter(None, query.get(name, "").split(",")))
        if name == "importer":
            wanted = [value if value in offered else party_named(value) or value for value in wanted]
        problems += [
            f"The link names an unknown {name.replace('_', ' ')}, “{value[:40]}”, or one without trade here."
            for value in wanted
            if value not in offered
        ]
        lists[_LISTS[name]] = tuple(dict.fromkeys(value for value in wanted if value in offered))
    first, last = filters.first_year, filters.last_year
    if text := query.get("years"):
        parts = text.split("-")
        if len(parts) in (1, 2) and all(part.isascii() and part.isdigit() and len(part) == 4 for part in parts):
            first, last = sorted((int(parts[0]), int(parts[-1])))
            if not known.first_year <= first <= last <= known.last_year:
                problems.append(
                    f"The data run from {known.first_year} to {known.last_year}; the link asks for {text[:40]}."
                )
                first = min(max(first, known.first_year), known.last_year)
                last = max(min(last, known.last_year), first)
        else:
            problems.append(f"The link's years, “{text[:40]}”, are none such as 2020-2024.")
    dual = query.get("dual_use", "no")
    if dual not in ("yes", "no"):
        problems.append(f"The link says “{dual[:40]}” to dual use; yes or no is needed.")
    filters = replace(
        filters,
        exporter=one("exporter", known.exporters, filters.exporter),
        countries=one("countries", COUNTRIES, filters.countries),
        agreement=one("with_agreement", AGREEMENT, filters.agreement),
        first_year=first,
        last_year=last,
        with_dual_use=dual == "yes",
        importers=lists["importers"],
        regions=lists["regions"],
        chains=lists["chains"],
        stages=lists["stages"],
        products=lists["products"],
    )
    return filters, problems


def to_query(filters: TradeFilters) -> dict[str, str]:
    """Return the parameters of a link to these filters; exporter and years are always there, so that it stays true."""
    query = {"exporter": filters.exporter, "years": f"{filters.first_year}-{filters.last_year}"}
    if filters.countries != "hosts":
        query["countries"] = filters.countries
    if filters.agreement != "any":
        query["with_agreement"] = filters.agreement
    if filters.with_dual_use:
        query["dual_use"] = "yes"
    for name, field in _LISTS.items():
        if values := getattr(filters, field):
            query[name] = ",".join(values)
    return query


def bar(known: TradeChoices, page: Filters, is_phone: bool) -> tuple[TradeFilters, list[str]]:
    """Draw the filters, keep them and the URL in step, and return the choice and what could not be honoured of a link."""
    state = st.session_state
    query = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    if _CHOSEN not in state or (query and query != state[_WRITTEN]):
        state[_CHOSEN], state[_PROBLEMS] = from_query(query, known, page)
    state[_CHOSEN] = replace(state[_CHOSEN], as_of=page.as_of, rule=page.rule)
    _fill(state[_CHOSEN])
    _draw(known, page, is_phone)
    chosen: TradeFilters = state[_CHOSEN]
    state[_WRITTEN] = to_query(chosen)
    others = {name: st.query_params[name] for name in st.query_params if name not in NAMES}
    if dict(st.query_params) != others | state[_WRITTEN]:
        st.query_params.from_dict(others | state[_WRITTEN])
    return chosen, state.get(_PROBLEMS, [])


def _fill(filters: TradeFilters) -> None:
    st.session_state.update(
        trade_exporter=filters.exporter,
        trade_countries=filters.countries,
        trade_agreement=filters.agreement,
        trade_chains=list(filters.chains),
        trade_first_year=filters.first_year,
        trade_last_year=filters.last_year,
        trade_importers=list(filters.importers),
        trade_regions=list(filters.regions),
        trade_stages=list(filters.stages),
        trade_products=list(filters.products),
        trade_dual_use=filters.with_dual_use,
    )


def _take() -> None:
    state = st.session_state
    before: TradeFilters = state[_CHOSEN]
    years = (state["trade_first_year"] or before.first_year, state["trade_last_year"] or before.last_year)
    _choose(
        replace(
            before,
            exporter=state["trade_exporter"] or before.exporter,
            countries=state["trade_countries"] or before.countries,
            agreement=state["trade_agreement"] or before.agreement,
            chains=tuple(state["trade_chains"]),
            first_year=min(years),
            last_year=max(years),
            importers=tuple(state["trade_importers"]),
            regions=tuple(state["trade_regions"]),
            stages=tuple(state["trade_stages"]),
            products=tuple(state["trade_products"]),
            with_dual_use=bool(state["trade_dual_use"]),
        )
    )


def _choose(filters: TradeFilters) -> None:
    # What is written to the address follows later in the run; until then the old address must not look like a new link.
    st.session_state.update({_CHOSEN: filters, _PROBLEMS: []})


def _draw(known: TradeChoices, page: Filters, is_phone: bool) -> None:
    holder = st.expander("Filters") if is_phone else st.container()
    with holder:
        columns = st.columns([1.6, 2.1, 1.7, 2.1, 0.9, 0.9, 0.9, 0.9], vertical_alignment="bottom")
        columns[0].selectbox(
            "Exporter",
            list(known.exporters),
            format_func=known.exporters.__getitem__,
            key="trade_exporter",
            on_change=_take,
        )
        columns[1].selectbox(
            "Importing countries",
            list(COUNTRIES),
            format_func=COUNTRIES.__getitem__,
            key="trade_countries",
            help="Norway, Switzerland and others in Annex I are rich car markets and would swamp every sum.",
            on_change=_take,
        )
        columns[2].selectbox(
            "Agreement with the exporter",
            list(AGREEMENT),
            format_func=AGREEMENT.__getitem__,
            key="trade_agreement",
            on_change=_take,
        )
        columns[3].multiselect(
            "Value chain",
            list(known.chains),
            format_func=known.chains.__getitem__,
            key="trade_chains",
            placeholder="All that have rows",
            on_change=_take,
        )
        offered = list(range(known.first_year, known.last_year + 1))
        columns[4].selectbox("From", offered, key="trade_first_year", on_change=_take)
        columns[5].selectbox("To", offered, key="trade_last_year", on_change=_take)
        columns[7].button("Reset", on_click=_choose, args=(default(known, page),), width="stretch", key="trade_reset")
        more = st.container() if is_phone else columns[6].popover("More", width="stretch", help=MORE)
        with more:
            st.multiselect(
                "Importer",
                list(known.importers),
                format_func=known.importers.__getitem__,
                key="trade_importers",
                placeholder="All importers",
                on_change=_take,
            )
            st.multiselect(
                "Region", list(known.regions), key="trade_regions", placeholder="All regions", on_change=_take
            )
            st.multiselect(
                "Stage",
                list(STAGES),
                format_func=STAGES.__getitem__,
                key="trade_stages",
                placeholder="All stages",
                on_change=_take,
            )
            st.multiselect(
                "Product",
                list(known.products),
                format_func=known.products.__getitem__,
                key="trade_products",
                placeholder="All products",
                on_change=_take,
            )
            st.toggle(
                "With dual-use products",
                key="trade_dual_use",
                help="Products of which a large part serves other purposes, such as refined copper or magnets.",
                on_change=_take,
            )
