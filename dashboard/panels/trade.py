"""The filters of the Trade page, drawn with Streamlit and kept in step with the address."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.core.choices import Filters
from dashboard.render.page import Page
from dashboard.trade import queries
from dashboard.trade.chosen import AGREEMENT, COUNTRIES, STAGES, TradeFilters
from dashboard.trade.filters import MORE, NAMES, TradeChoices, choices, default, from_query, to_query

_CHOSEN, _WRITTEN, _PROBLEMS = "trade_chosen", "trade_written", "trade_problems"


def adopt(visit: Page) -> None:
    """Take the link that was followed, or the last choice of this visit, and let the address say it."""
    state = st.session_state
    query = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    if _CHOSEN not in state or (query and query != state[_WRITTEN]):
        state[_CHOSEN], state[_PROBLEMS] = from_query(query, _known(), visit.filters)
    state[_CHOSEN] = replace(state[_CHOSEN], as_of=visit.filters.as_of, rule=visit.filters.rule)
    state[_WRITTEN] = to_query(state[_CHOSEN])
    others = {name: st.query_params[name] for name in st.query_params if name not in NAMES}
    if dict(st.query_params) != others | state[_WRITTEN]:
        st.query_params.from_dict(others | state[_WRITTEN])


def draw(visit: Page) -> list[str]:
    """Draw the filters; return what could not be honoured of the link that was followed."""
    _fill(st.session_state[_CHOSEN])
    _draw(_known(), visit.filters, visit.is_phone)
    problems: list[str] = st.session_state.get(_PROBLEMS, [])
    return problems


def _known() -> TradeChoices:
    return choices(queries.choices(), queries.years())


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
