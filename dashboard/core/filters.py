"""The row of filters: the same on every page, kept in the URL, checked before it is believed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Flag, auto
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard.agreements import queries
from dashboard.agreements.queries import ALL, COUNTING_RULES, DEFAULT_RULE, Filters
from dashboard.core.warehouse import build_id
from dashboard.projects import queries as project_queries

FIRST_DAY = date(2013, 1, 1)
NAMES = ("buyer", "host", "region", "rule", "asof", "sector", "stage", "programme", "words")
_CHOSEN = "chosen_filters"
_WRITTEN = "written_query"
_PROBLEMS = "query_problems"


class Bar(Flag):
    """Groups of filters: a page draws, names and follows those that it has, and keeps the others for the next page."""

    NONE = 0
    PARTIES = auto()  # Buyer, host, region of the host.
    RULE_AND_DAY = auto()
    ACTIVITIES = auto()  # Sector, stage, programme, words.
    AGREEMENTS = PARTIES | RULE_AND_DAY
    PROJECTS = AGREEMENTS | ACTIVITIES


@dataclass(frozen=True)
class Choices:
    """What can be chosen: codes with their names, regions, and the last day there is data for."""

    buyers: dict[str, str]
    hosts: dict[str, str]
    regions: tuple[str, ...]
    names: dict[str, str]
    edition_on: date
    sectors: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    programmes: tuple[str, ...] = ()
    known_on: dict[str, date] = field(default_factory=dict)


def offered() -> Choices:
    """Return the choices that the warehouse offers, kept until the next build."""
    return _offered(build_id())


@st.cache_data(max_entries=2, show_spinner=False)
def _offered(build: str) -> Choices:
    found = choices(queries.parties(), queries.edition(), project_queries.choices())
    return replace(found, known_on=queries.known_on())


def choices(parties: pd.DataFrame, edition_on: date, offered: pd.DataFrame) -> Choices:
    """Return the choices that the tables offer: Parties (dashboard.agreements.queries.parties), and sectors, stages and
    programmes (dashboard.projects.queries.choices)."""
    names = dict(zip(parties["iso3"], parties["short_name"], strict=True))
    buyers, hosts = parties[parties["is_buyer"]], parties[parties["is_host"]]
    return Choices(
        buyers=dict(zip(buyers["iso3"], buyers["short_name"], strict=True)),
        hosts=dict(zip(hosts["iso3"], hosts["short_name"], strict=True)),
        regions=tuple(sorted(hosts["region"].unique())),
        names=names,
        edition_on=edition_on,
        sectors=_labels(offered, "sector"),
        stages=_labels(offered, "stage"),
        programmes=tuple(_labels(offered, "programme")),
    )


def _labels(offered: pd.DataFrame, kind: str) -> dict[str, str]:
    rows = offered[offered["kind"] == kind]
    return dict(zip(rows["key"], rows["label"], strict=True))


def from_query(
    query: Mapping[str, str], known: Choices, party: Callable[[str], str | None] = lambda _: None
) -> tuple[Filters, list[str]]:
    """Read filters from the parameters of a link; `party` gives the code of a Party that stands there by a name.

    Returns the filters that can be honoured, and one sentence for each part that can't: an unknown Party, region or
    rule, a Party without agreements, a date that is none or lies outside the data.
    """
    problems: list[str] = []

    def codes(name: str, role: str, offered: dict[str, str]) -> tuple[str, ...]:
        found = []
        for part in filter(None, (part.strip() for part in query.get(name, "").split(","))):
            code = part.upper() if part.upper() in known.names else party(part) or part.upper()
            if code in offered:
                found.append(code)
            elif code in known.names:
                problems.append(f"{known.names[code]} ({code}) has no agreement as {role} in the Atlas.")
            else:
                problems.append(
                    f"The link names an unknown {role}, “{code[:40]}”; a code such as JPN or GHA is needed."
                )
        return tuple(dict.fromkeys(found))

    buyers, hosts = codes("buyer", "buyer", known.buyers), codes("host", "host", known.hosts)
    regions = []
    for region in filter(None, query.get("region", "").split(",")):
        if region in known.regions:
            regions.append(region)
        else:
            problems.append(f"The link names an unknown region, “{region[:40]}”; known are {', '.join(known.regions)}.")
    rule = query.get("rule", DEFAULT_RULE)
    if rule not in COUNTING_RULES:
        problems.append(
            f"The link names an unknown counting rule, “{rule[:40]}”; known are {', '.join(COUNTING_RULES)}."
        )
        rule = DEFAULT_RULE
    as_of, text = known.edition_on, query.get("asof")
    if text is not None:
        try:
            as_of = date.fromisoformat(text)
        except ValueError:
            problems.append(f"The link's date, “{text[:40]}”, is no day such as 2023-09-02.")
    if not FIRST_DAY <= as_of <= known.edition_on:
        problems.append(f"The data run from {FIRST_DAY} to {known.edition_on}; the link asks for {as_of}.")
        as_of = min(max(as_of, FIRST_DAY), known.edition_on)
    filters = Filters(as_of, buyers, hosts, tuple(dict.fromkeys(regions)), rule)
    more: list[tuple[str, ...]] = []
    for name, separator, options in (
        ("sector", ",", known.sectors),
        ("stage", ",", known.stages),
        ("programme", "|", known.programmes),
    ):
        wanted = list(filter(None, query.get(name, "").split(separator)))
        problems += [f"The link names an unknown {name}, “{value[:40]}”." for value in wanted if value not in options]
        more.append(tuple(dict.fromkeys(value for value in wanted if value in options)))
    sectors, stages, programmes = more
    words = query.get("words", "")[:80]
    return replace(filters, sectors=sectors, stages=stages, programmes=programmes, words=words), problems


def to_query(filters: Filters) -> dict[str, str]:
    """Return the parameters of a link to these filters. The date is always there, so that a quoted link stays true."""
    lists = {
        "buyer": ",".join(filters.buyers),
        "host": ",".join(filters.hosts),
        "region": ",".join(filters.regions),
        "sector": ",".join(filters.sectors),
        "stage": ",".join(filters.stages),
        "programme": "|".join(filters.programmes),
        "words": filters.words,
    }
    query = {name: text for name, text in lists.items() if text}
    if filters.rule != DEFAULT_RULE:
        query["rule"] = filters.rule
    return query | {"asof": filters.as_of.isoformat()}


def address(page: str, filters: Filters, **own: str) -> str:
    """Return the address of a page, relative to any other, with its own parameters and the filters.

    A link in a table or a text opens a tab of its own, which knows nothing of this one.
    """
    return f"{page}?{urlencode(own | to_query(filters), safe=',')}"


def followed(filters: Filters, shown: Bar) -> Filters:
    """Return what a page with these groups of filters follows: one that has its own choice of Parties follows rule and
    day alone."""
    return Filters(filters.as_of, rule=filters.rule) if shown == Bar.RULE_AND_DAY else filters


def bar(known: Choices, is_phone: bool, shown: Bar) -> tuple[Filters, list[str]]:
    """Draw the shown groups of filters and keep all filters and the URL in step.

    Returns the chosen filters and what could not be honoured of the link that was followed.
    """
    _adopt_link(known)
    if shown:
        _fill_widgets(st.session_state[_CHOSEN])
        _draw(known, is_phone, shown)
    _write_link(st.session_state[_CHOSEN])
    return st.session_state[_CHOSEN], st.session_state.get(_PROBLEMS, [])


def _draw(known: Choices, is_phone: bool, shown: Bar) -> None:
    has_parties = Bar.PARTIES in shown
    # Without the Parties the row is as long as it has filters: the rest of it stays empty.
    widths = [2.2, 2.2, 1.7, 2.1, 1.4, 0.9] if has_parties else [2.1, 1.4, 0.9, 6.1]
    holder = st.expander("Filters") if is_phone else st.container()
    with holder:
        columns: list[Any] = st.columns(widths, vertical_alignment="bottom")
        if has_parties:
            columns[0].multiselect(
                "Buyer",
                list(known.buyers),
                format_func=known.names.__getitem__,
                key="buyers",
                placeholder="All buyers",
                on_change=_take_widgets,
            )
            columns[1].multiselect(
                "Host",
                list(known.hosts),
                format_func=known.names.__getitem__,
                key="hosts",
                placeholder="All hosts",
                on_change=_take_widgets,
            )
            columns[2].multiselect(
                "Region of the host",
                list(known.regions),
                key="regions",
                placeholder="All regions",
                on_change=_take_widgets,
            )
            columns = columns[3:]
        columns[0].selectbox(
            "Counting rule",
            list(COUNTING_RULES),
            format_func=lambda key: COUNTING_RULES[key][0],
            key="rule",
            help="Agreements are counted by it, projects and tonnes are not: it is kept for the next page."
            if Bar.ACTIVITIES in shown
            else "Each rule counts what it names and everything more binding. The Method page has the definitions.",
            disabled=Bar.ACTIVITIES in shown,
            on_change=_take_widgets,
        )
        columns[1].date_input(
            "As of",
            min_value=FIRST_DAY,
            max_value=known.edition_on,
            key="as_of",
            format="YYYY-MM-DD",
            on_change=_take_widgets,
        )
        columns[2].button("Reset", on_click=choose, args=(Filters(known.edition_on),), width="stretch")
        if Bar.ACTIVITIES in shown:
            _project_row(known)


def choose(filters: Filters) -> None:
    """Make `filters` the visitor's choice; to be called before the row is drawn, as in a callback."""
    st.session_state[_CHOSEN] = filters
    st.session_state[_PROBLEMS] = []


def narrow(filters: Filters, buyer: str | None, host: str | None) -> Filters:
    """Return the filters narrowed to a buyer or host that was picked on the map."""
    return replace(
        filters,
        buyers=(buyer,) if buyer else filters.buyers,
        hosts=(host,) if host else filters.hosts,
        regions=ALL if host else filters.regions,
    )


def _fill_widgets(filters: Filters) -> None:
    # Before every run: a browser that asks for a run before it has seen the widgets would lose their values.
    st.session_state.update(
        buyers=list(filters.buyers),
        hosts=list(filters.hosts),
        regions=list(filters.regions),
        rule=filters.rule,
        as_of=filters.as_of,
        sectors=list(filters.sectors),
        stages=list(filters.stages),
        programmes=list(filters.programmes),
        words=filters.words,
    )


def _take_widgets() -> None:
    state, before = st.session_state, st.session_state[_CHOSEN]
    taken = Filters(
        as_of=state["as_of"] if isinstance(state["as_of"], date) else before.as_of,
        buyers=tuple(state["buyers"]),
        hosts=tuple(state["hosts"]),
        regions=tuple(state["regions"]),
        rule=state["rule"] or before.rule,
        sectors=tuple(state["sectors"]),
        stages=tuple(state["stages"]),
        programmes=tuple(state["programmes"]),
        words=state["words"],
    )
    choose(taken)


def _project_row(known: Choices) -> None:
    columns = st.columns([2.2, 2.2, 2.6, 3.5], vertical_alignment="bottom")
    columns[0].multiselect(
        "Sector",
        list(known.sectors),
        format_func=known.sectors.__getitem__,
        key="sectors",
        placeholder="All sectors",
        on_change=_take_widgets,
    )
    columns[1].multiselect(
        "Stage",
        list(known.stages),
        format_func=known.stages.__getitem__,
        key="stages",
        placeholder="All stages",
        on_change=_take_widgets,
    )
    columns[2].multiselect(
        "Programme", list(known.programmes), key="programmes", placeholder="All programmes", on_change=_take_widgets
    )
    columns[3].text_input(
        "Words in title, technology or organisation",
        key="words",
        placeholder="for example Tuki Wasi",
        on_change=_take_widgets,
    )


def _adopt_link(known: Choices) -> None:
    # Streamlit drops the parameters when another page is chosen: an empty query is no wish to reset. Anything else
    # that we did not write ourselves is a link that the visitor followed, or the Back button.
    query = {key: st.query_params[key] for key in NAMES if key in st.query_params}
    is_first = _WRITTEN not in st.session_state
    if is_first or (query and query != st.session_state[_WRITTEN]):
        filters, problems = from_query(query, known, queries.party_named)
        choose(filters)
        st.session_state[_PROBLEMS] = problems
        st.session_state[_WRITTEN] = to_query(filters)


def _write_link(filters: Filters) -> None:
    query = to_query(filters)
    st.session_state[_WRITTEN] = query
    present = {key: st.query_params[key] for key in st.query_params}
    others = {key: value for key, value in present.items() if key not in NAMES}
    if present != others | query:
        st.query_params.from_dict(others | query)
