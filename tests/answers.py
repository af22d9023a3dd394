"""The one door from tests of numbers to the dashboard: a figure's name and an address in, what the dashboard says out.

Nothing of the product is imported beside it by tests/dashboard/test_known_answers.py and test_oracle.py, so that a module that
moves costs a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import parse_qsl

import pandas as pd

from dashboard.agreements import queries, summaries
from dashboard.core import told
from dashboard.core.answer import Answer
from dashboard.core.choices import NAMES as FILTER_NAMES
from dashboard.core.choices import Filters, from_query, offered
from dashboard.core.figure import COMPUTED, LISTED, MODELLED, answers
from dashboard.core.figure_rows import narrow
from dashboard.core.named import party_named
from dashboard.delivered import delivery_rate
from dashboard.delivered import queries as ledger_queries
from dashboard.evidence import registry
from dashboard.targets import queries as target_queries

__all__ = ["FILTER_NAMES", "MEASURES", "counted_figures", "filters_of", "measure", "say"]

MEASURES = tuple(figure.name for figure in registry.FIGURES.values() if figure.question)
Said = float | str | None


def counted_figures() -> set[str]:
    """Return the names of the registry's figures that are a number of their rows, and no measure."""
    listed = {MODELLED, COMPUTED, LISTED}
    return {name for name, figure in registry.FIGURES.items() if figure.derivation not in listed} - set(MEASURES)


def filters_of(query: Mapping[str, str], day: date) -> Filters:
    """Return the filters of an address, as a visitor's browser would send it; fails where a part can't be honoured."""
    chosen = {name: value for name, value in query.items() if name in FILTER_NAMES}
    found, problems = from_query(chosen | {"asof": day.isoformat()}, offered(), party_named)
    assert not problems, problems
    return found


def measure(name: str, query: Mapping[str, str], day: date) -> Answer:
    """Return the answer of a measure to an address."""
    return registry.FIGURES[name].answer(filters_of(query, day))


def measures_of(query: Mapping[str, str], day: date) -> dict[str, Answer]:
    """Return the answers of all measures to an address."""
    return answers([registry.FIGURES[name] for name in MEASURES], filters_of(query, day))


def agreements(query: Mapping[str, str], day: date) -> dict[str, tuple[date, str | None, str]]:
    """Return the counted agreements of an address: from when each counts, when it was signed, and whether it is in force."""
    rows = queries.agreements(filters_of(query, day))
    columns = (rows[name] for name in ("agreement_id", "counts_from_on", "signed_on", "in_force_state"))
    return {key: (pd.Timestamp(on).date(), signed, state) for key, on, signed, state in zip(*columns, strict=True)}


def shown_apart(query: Mapping[str, str], day: date) -> set[str]:
    """Return the agreements of an address that no total has."""
    return set(queries.not_counted(filters_of(query, day))["agreement_id"])


def say(figure: str, address: str, day: date) -> Said:
    """Return what the dashboard says: a number, a word where there is none.

    `figure` is a measure ("transferred"), a part of its answer ("transferred.unconfirmed"), a figure of the registry
    ("rows.buyers"; "count.issued" for how many rows are listed), or one of PLACES. `address` has filters as in a link, and
    `key` as in a link to the rows of a bar or cell.
    """
    query = dict(parse_qsl(address, strict_parsing=True)) if address else {}
    head, _, rest = figure.partition(".")
    if head in MEASURES:
        return PARTS[rest or "value"](measure(head, query, day))
    return PLACES[head](rest, query, day)


def _value(answer: Answer) -> Said:
    behind = registry.FIGURES[answer.figure.name]
    rows, _ = behind.read(answer.filters, {})
    # The page behind a figure makes the same number of its rows.
    assert (behind.value(rows) or 0) == (answer.value or 0), answer.figure.name
    return answer.word if answer.value is None else answer.value


PARTS: dict[str, Callable[[Answer], Said]] = {
    "value": _value,
    "published": lambda answer: answer.published.value if answer.published else None,
    "traced_then": lambda answer: answer.traced_then,
    "unconfirmed": lambda answer: answer.unconfirmed,
    "lead_total": lambda answer: answer.lead_total.value if answer.lead_total else None,
    "known": lambda answer: answer.known,
    "known_up_to": lambda answer: str(answer.known_up_to),
    "last_on": lambda answer: answer.last_on,
    "leads": lambda answer: len(answer.leads),
    "without_amount": lambda answer: sum(answer.unknown.values()),
    "hole": lambda answer: answer.hole.key if answer.hole else None,
    "shown": told.shown,
}


def _rows(name: str, query: Mapping[str, str], day: date) -> tuple[pd.DataFrame, dict[str, str]]:
    rows, problems = registry.FIGURES[name].read(filters_of(query, day), query)
    rows, chosen, more = narrow(rows, query.get("key", ""))
    assert not [*problems, *more], (problems, more)
    return rows, chosen


def _number(name: str, query: Mapping[str, str], day: date) -> Said:
    return registry.FIGURES[name].number(*_rows(name, query, day))


def _count(name: str, query: Mapping[str, str], day: date) -> Said:
    return len(_rows(name, query, day)[0])


def _in_state(state: str, query: Mapping[str, str], day: date) -> Said:
    return int((queries.agreements(filters_of(query, day))["in_force_state"] == state).sum())


def _first_on(_: str, query: Mapping[str, str], day: date) -> Said:
    return str(queries.agreements(filters_of(query, day))["counts_from_on"].min())[:10]


def _signed_on(_: str, query: Mapping[str, str], day: date) -> Said:
    return ", ".join(queries.agreements(filters_of(query, day))["signed_on"].fillna("not found"))


def _growth(year: str, query: Mapping[str, str], day: date) -> Said:
    agreements = queries.agreements(filters_of(query, day))
    return float(summaries.growth(agreements, list(agreements["buyer"].unique())).loc[int(year)].sum())


def _rung(rung: str, query: Mapping[str, str], day: date) -> Said:
    rows = target_queries.ladders()
    (row,) = rows[(rows["target_id"] == query["target"]) & (rows["rung"] == rung)].to_dict("records")
    return str(row["quantity_word"]) if pd.isna(row["quantity_mtco2e"]) else float(row["quantity_mtco2e"])


def _estimate(project_id: str, query: Mapping[str, str], day: date) -> Said:
    rows = target_queries.own_estimates()
    (row,) = rows[(rows["target_id"] == query["target"]) & (rows["project_id"] == project_id)].to_dict("records")
    return None if pd.isna(row["estimate_tco2e"]) else float(row["estimate_tco2e"])


def _default(case: str, query: Mapping[str, str], day: date) -> Said:
    return float(next(row[case] for row in target_queries.defaults() if row["input_id"] == query["input"]))


def _backcast(column: str, query: Mapping[str, str], day: date) -> Said:
    return float(ledger_queries.backcast().set_index("total_id").loc[query["total"], column])


def _rate(name: str, query: Mapping[str, str], day: date) -> Said:
    return float(getattr(delivery_rate.of(ledger_queries.delivery_ratios(filters_of(query, day))), name))


def _ratio(column: str, query: Mapping[str, str], day: date) -> Said:
    rows = ledger_queries.delivery_ratios(filters_of(query, day)).set_index("event_id")
    return float(rows.loc[query["event"], column])


# What stands in other places than figures: a column of a table, a point of a line, an input of a model.
PLACES: dict[str, Callable[[str, Mapping[str, str], date], Said]] = {
    "rows": _number,
    "count": _count,
    "in_state": _in_state,
    "first_on": _first_on,
    "signed_on": _signed_on,
    "growth": _growth,
    "rung": _rung,
    "estimate": _estimate,
    "default": _default,
    "backcast": _backcast,
    "rate": _rate,
    "ratio": _ratio,
}
