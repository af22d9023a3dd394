"""Every measure, on days of the data and beside them, for filters that rows of the data have, is what plain Python counts.

tests/oracle.py reads the CSV files and knows neither the warehouse nor the dashboard; tests/answers.py asks the dashboard.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import answers
import oracle
import oracle_agreements
import oracle_units
import pytest
from copies import EDITION
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.usefixtures("built")
RELAXED = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FIRST = date(2013, 1, 1)
WORDS = (
    "solar",
    "vcs 4151",
    "rwanda",
    "gold standard",
    "cook",
    "tuki wasi",
    "THE bus",
    "landfill gas",
    "no such words",
    "efficient plant",
    "E-Bus",
)
MANY = ("buyer", "host", "region", "sector", "stage", "programme")


@cache
def moments() -> list[tuple[date, dict[str, str]]]:
    return [moment for moment in oracle.moments() if FIRST <= moment[0] <= EDITION]


@st.composite
def choices(draw: st.DrawFn) -> oracle.Choice:
    """A day of the data, the one before or the one after, or the edition's, with some of what can be chosen of a row of that day."""
    day, words = draw(st.sampled_from(moments()))
    day = draw(
        st.sampled_from([-1, 0, 1]).map(lambda by: min(max(day + timedelta(by), FIRST), EDITION)) | st.just(EDITION)
    )
    kept = draw(st.sets(st.sampled_from(MANY), max_size=3))
    chosen = {name: {words[name]} for name in MANY if name in kept and name in words}
    # Now and then of a second row as well.
    _, other = draw(st.sampled_from(moments()))
    for name in draw(st.sets(st.sampled_from(MANY), max_size=1)):
        if name in chosen and name in other:
            chosen[name].add(other[name])
    return oracle.Choice(
        day,
        EDITION,
        rule=draw(st.sampled_from(list(oracle.RULES))),
        words=draw(st.just("") | st.sampled_from(WORDS)),
        **{name: tuple(sorted(values)) for name, values in chosen.items()},
    )


def address(chosen: oracle.Choice) -> dict[str, str]:
    """The same choice as the parameters of a link, without what no link can name: a Party that never signed anything."""
    joined = {name: ("|" if name == "programme" else ",").join(getattr(chosen, name)) for name in MANY}
    return {name: text for name, text in (joined | {"rule": chosen.rule, "words": chosen.words}).items() if text}


def offered(chosen: oracle.Choice) -> bool:
    """Whether the row of filters has such Parties at all."""
    buyers, hosts = (set(codes) for codes in zip(*oracle.signers(), strict=True))
    hosts |= oracle_units.hosts()
    return set(chosen.buyer) <= buyers and set(chosen.host) <= hosts and set(chosen.region) <= oracle.regions(hosts)


@RELAXED
@given(choices().filter(offered))
def test_every_measure_is_what_the_files_hold(chosen):
    query = address(chosen)
    wanted = oracle.measures(chosen)
    assert set(wanted) == set(answers.MEASURES)
    for name, answer in answers.measures_of(query, chosen.day).items():
        told = wanted[name]
        found = (answer.word if answer.value is None else answer.value, answer.known)
        assert found == (pytest.approx(told.said) if told.value else told.said, told.known), (name, chosen)
        parts = (
            answer.published.value if answer.published else None,
            answer.traced_then,
            answer.unconfirmed if answer.figure.sums or answer.figure.name == "authorisations" else None,
        )
        assert parts == (told.published, told.traced_then, told.unconfirmed), (name, chosen)


@RELAXED
@given(choices().filter(offered))
def test_agreements_are_counted_apart_and_in_force_as_the_files_say(chosen):
    query = address(chosen)
    wanted = {
        row.agreement_id: (row.counts_from, row.signed_on or None, row.state(chosen.day))
        for row in oracle.counted(chosen)
    }
    assert answers.agreements(query, chosen.day) == wanted
    assert answers.shown_apart(query, chosen.day) == oracle.shown_apart(chosen)


def test_no_state_is_a_day_early_or_late():
    """All days on which an agreement enters into force, ends or is used for the first time, and those beside them."""
    days = {day + timedelta(by) for day in oracle_agreements.turns() for by in (-1, 0, 1)} | {EDITION}
    for day in sorted(day for day in days if FIRST <= day <= EDITION):
        states = {row.agreement_id: row.state(day) for row in oracle.counted(oracle.Choice(day, EDITION))}
        assert {key: state for key, (_, _, state) in answers.agreements({}, day).items()} == states, day
