"""The measures of the Atlas, each declared once: agreements, pairs, projects, and what was expected, issued and transferred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd

from dashboard.agreements import queries
from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup
from dashboard.core.figure import Answer, Figure, Hole, Subject, answer, every
from dashboard.projects import queries as project_queries

REACHED_ISSUANCE = ("issued", "transferred")
PAIR = ("buyer_iso3", "host_iso3")


def _years(dates: pd.Series, as_of: date) -> pd.Series:
    """Years of the dates that surely lie by the as-of day: a month or year counts from its last day."""
    return dates.map(lambda text: text[:4] if text and pd.Period(text).end_time.date() <= as_of else None)


def _projects(filters: Filters) -> pd.DataFrame:
    rows = project_queries.listed(filters)
    return rows.assign(
        registered_year=_years(rows["registered_on"], filters.as_of),
        selected_year=_years(rows["selected_on"], filters.as_of),
    )


def _of_event(event: str, *, is_itmo: bool | None = None) -> partial[pd.Series[bool]]:
    return partial(_is_event, event=event, is_itmo=is_itmo)


def _is_event(rows: pd.DataFrame, event: str, is_itmo: bool | None) -> pd.Series[bool]:
    kept = rows["event"] == event
    if is_itmo is None:
        return kept
    # What was issued for aviation and the like is neither.
    return kept & ((rows["unit_kind"] == "itmo") == is_itmo) & (rows["unit_kind"] != "credit_for_other_purposes")


def _is_counted(rows: pd.DataFrame) -> pd.Series[bool]:
    return rows["is_counted"].astype(bool)


def _is_no_lead(rows: pd.DataFrame) -> pd.Series[bool]:
    return ~rows["is_lead"].astype(bool)


AGREEMENT = Subject("agreement", "agreement_id", queries.agreements, FilterGroup.AGREEMENTS)
PROJECT = Subject("project", "project_id", _projects, FilterGroup.PROJECTS)
EVENT = Subject("event", "event_id", project_queries.ledger, FilterGroup.PROJECTS)
TONNES = "quantity_tco2e"

MEASURES = {
    figure.name: figure
    for figure in (
        Figure(
            "agreements", "Agreements", "How many agreements have been signed?", AGREEMENT, every,
            "agreement", "agreements", "Each signed instrument counts once.", "signed", "agreement",
            leaves_out="Unsigned, announced and unclear texts.", within=every, unit="",
        ),
        Figure(
            "pairs", "Pairs of countries", "How many buyers and hosts have signed something with each other?", AGREEMENT, every,
            "pair of countries", "pairs of countries", "Each buyer and host counts once, however many agreements they have.",
            "with a signed text", "agreement", within=every, distinct=PAIR, unit="",
        ),
        Figure(
            "binding_pairs", "Pairs with a binding instrument", "How many buyers and hosts have a binding instrument?", AGREEMENT,
            lambda rows: rows["counting_rule"] == "binding", "pair of countries", "pairs of countries",
            "Each buyer and host with a binding instrument counts once.", "with a binding instrument", "agreement",
            within=every, distinct=PAIR, unit="",
        ),
        Figure(
            "projects", "Projects", "How many projects are known?", PROJECT, lambda rows: _is_counted(rows) | rows["is_lead"].astype(bool),
            "project", "projects", "Each single activity counts once.", "known", "project",
            leaves_out="Programmes without a single activity, probable repeats, cancelled projects and leads.",
            within=_is_counted, unit="",
        ),
        Figure(
            "project_hosts", "Host countries of projects", "In how many countries are these projects?", PROJECT, _is_counted,
            "host country", "host countries", "Each host counts once.", "with a project", "project",
            within=_is_counted, distinct=("host_iso3",), unit="",
        ),
        Figure(
            "with_issuance", "Projects with credits issued", "How many projects have had credits issued?", PROJECT,
            lambda rows: _is_counted(rows) & (rows["stage_id"].isin(REACHED_ISSUANCE) | (rows["issuance_count"] > 0)),
            "project", "projects", "Projects that a source shows at issued or transferred, or in at least one issuance, by the as-of day.",
            "with credits issued", "issuance", leaves_out="Projects whose issuance a lead alone states.", within=_is_counted, unit="",
        ),
        Figure(
            "expected_yearly", "Expected a year", "How much do these projects expect to bring a year?", PROJECT,
            _is_counted, "project", "projects",
            "The yearly estimates of the projects that publish one. They were made before the fact.", "expected a year", "project",
            leaves_out="Projects that publish a total over several years, or no estimate that we found.",
            sums="expected_tco2e_per_year", within=lambda rows: _is_counted(rows) & rows["expected_tco2e_per_year"].notna(), unit="tCO2e a year", is_estimate=True,
        ),
        Figure(
            "expected_total", "Expected in total", "How much do the projects expect that publish a total alone?", PROJECT,
            lambda rows: _is_counted(rows) & rows["expected_tco2e_per_year"].isna(),
            "project", "projects", "Estimates over several years, of the projects that publish no yearly one. They were made before the fact.",
            "expected in total", "project", leaves_out="Projects that publish a yearly estimate: the two are never added.",
            sums="expected_tco2e_total", within=lambda rows: _is_counted(rows) & rows["expected_tco2e_total"].notna(), is_estimate=True,
        ),
        Figure(
            "authorisations", "Authorisations", "How many authorisations are known?", EVENT, _of_event("authorisation"),
            "authorisation", "authorisations", "Each authorisation counts once. It delivers nothing yet; quantities that one allows are "
            "estimates and stand apart.", "known", "authorisation", leaves_out="Authorisations that a lead alone states.",
            within=_is_no_lead, unit="", implied_by=_of_event("first_transfer"),
        ),
        Figure(
            "jcm_issued", "Issued as JCM credits", "How many JCM credits have been issued?", EVENT, _of_event("issuance", is_itmo=False),
            "issuance", "issuances", "Issuances with a known quantity of JCM credits whose use under Article 6 no source shows.",
            "issued as JCM credits", "issuance",
            leaves_out="Issuances without a known quantity, second figures for one issuance, leads, and ITMOs.",
            sums=TONNES, published="issued_tco2e", of_buyer="JPN",
        ),
        Figure(
            "itmo_issued", "Issued as ITMOs", "How many ITMOs have been issued?", EVENT, _of_event("issuance", is_itmo=True),
            "issuance", "issuances", "Issuances with a known quantity whose units a source shows to be ITMOs.", "issued as ITMOs", "issuance",
            leaves_out="Issuances without a known quantity, second figures for one issuance, and leads.",
            sums=TONNES, published="itmo_issued_tco2e", implied_by=_of_event("first_transfer"),
        ),
        Figure(
            "transferred", "First transferred", "How much has a host transferred for the first time?", EVENT, _of_event("first_transfer"),
            "first transfer", "first transfers", "First transfers with a known quantity. These tonnes were issued before and are never "
            "added to the issued ones.", "first transferred", "first_transfer",
            leaves_out="Transfers without a known quantity, second figures for one transfer, and leads.",
            sums=TONNES, published="transferred_tco2e",
        ),
        Figure(
            "used", "Used towards a goal", "How much has a buyer counted towards its goal?", EVENT, _of_event("use"),
            "use", "uses", "Uses that a Party's own report states.", "used towards a goal", "first_transfer", sums=TONNES,
            implied_by=_of_event("first_transfer"),
        ),
    )
}  # fmt: skip
DELIVERED = ("jcm_issued", "itmo_issued", "transferred", "authorisations")


def ask(name: str, filters: Filters) -> Answer:
    """Return the answer of one measure. Raises KeyError for an unknown name."""
    return ask_all((name,), filters)[name]


def ask_all(names: Iterable[str], filters: Filters) -> dict[str, Answer]:
    """Return the answers of several measures, each subject asked once. Raises KeyError for an unknown name."""
    figures = [MEASURES[name] for name in names]
    members = {figure.subject: None for figure in figures}
    rows = {subject: subject.ask(filters) for subject in members}
    return {figure.name: of_rows(figure.name, filters, rows[figure.subject]) for figure in figures}


def of_rows(name: str, filters: Filters, members: pd.DataFrame) -> Answer:
    """Return the answer of a measure for rows that were already asked for with these filters."""
    figure = MEASURES[name]
    days = project_queries.known_up_to().set_index("kind")["known_up_to_on"]
    until = days.get(figure.known)
    totals = _totals(figure, filters)
    is_applicable = name != "jcm_issued" or project_queries.has_jcm(filters)
    return answer(
        figure,
        filters,
        members,
        word=partial(project_queries.missing_word, is_applicable),
        totals=totals,
        hole=_hole(totals),
        known_up_to=None if until is None or pd.isna(until) else min(pd.Timestamp(until).date(), filters.as_of),
    )


def of_parties(filters: Filters) -> Filters:
    """Return the filters without a choice of activities, for a page that has none in its row."""
    return replace(filters, sectors=(), stages=(), programmes=(), words="")


def _totals(figure: Figure, filters: Filters) -> pd.DataFrame | None:
    """Published totals of the measure and the scope by the day of the filters, newest first; None where nobody can publish any."""
    if not figure.published or any(
        (filters.regions, filters.sectors, filters.stages, filters.programmes, filters.words, filters.hosts[1:])
    ):
        return None
    # Where one buyer alone can have such units, all buyers that are chosen with it have none.
    if figure.of_buyer:
        of_buyer = figure.of_buyer if figure.of_buyer in (filters.buyers or (figure.of_buyer,)) else ""
    else:
        of_buyer = filters.buyers[0] if len(filters.buyers) == 1 else ""
    found = project_queries.totals(filters)
    found = found[(found["measure"] == figure.published) & (found["buyer_iso3"] == of_buyer)]
    return found[found["host_iso3"] == filters.hosts[0]] if filters.hosts else found[found["host_iso3"].isna()]


def _hole(totals: pd.DataFrame | None) -> Hole | None:
    """The project whose missing amount is most of what a published total has more than the traced rows."""
    if totals is None or "hole_event_id" not in totals:
        return None
    told = totals.loc[~totals["is_lead"].astype(bool), "hole_event_id"]
    if told.empty or not told.iloc[0]:
        return None
    project = project_queries.event_project(told.iloc[0])
    if project.empty or not project["project_id"].iloc[0]:
        return None
    return Hole(project["project"].iloc[0].partition(" - ")[0], project["project_id"].iloc[0].removeprefix("JCM-"))
