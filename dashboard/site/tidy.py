"""Rows with many columns as tidy ones: one observation a row, always in the same twelve columns. Pure.

Of projects, events and authorised blocks, whose rows have quantities of their own and a source for each. What a source does not give keeps
its row with the word that the data have for it; quantities of different kinds are different measures, and are never added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

# What stands in each column. docs/clients.md has the same words.
COLUMNS: Mapping[str, str] = {
    "subject": "What the observation is of: event, project or block",
    "key": "Key of that row, as in the wide file",
    "buyer_iso3": "Buyer; empty where none is named",
    "host_iso3": "Host",
    "sector_id": "Sector of the project; empty where it has none",
    "date": "Day of what was observed, as precisely as it is known; empty for an estimate",
    "measure": "What was measured; measures are never added to each other",
    "value": "The quantity; empty where state says why",
    "unit": "Unit of the value",
    "state": "counted (in the Atlas’s sums), not counted, unconfirmed (a lead alone says it), or the word for a missing quantity",
    "source_id": "Publication that gives the quantity, or that was read for it",
    "edition_on": "Day of the edition",
}
COUNTED, NOT_COUNTED, UNCONFIRMED = "counted", "not counted", "unconfirmed"
Cells: TypeAlias = "pd.Series[Any]"


@dataclass(frozen=True)
class _Measure:
    # `called` gives the name of the measure in each row; `word` is the column with the word for a missing quantity ("" none).
    column: str
    called: Callable[[pd.DataFrame], Cells]
    unit: str = "tCO2e"
    word: str = ""


@dataclass(frozen=True)
class _Kind:
    subject: str
    key: str
    on: str
    counted: str
    sources: tuple[str, ...]
    measures: tuple[_Measure, ...]


def _named(name: str) -> Callable[[pd.DataFrame], Cells]:
    return lambda rows: pd.Series(name, index=rows.index)


def _event(end: str = "") -> Callable[[pd.DataFrame], Cells]:
    return lambda rows: (
        rows["event"].astype(str) + "_" + rows["unit_kind"].astype(object).fillna("unit_not_stated").astype(str) + end
    )


# The first that fits: rows of events name their project too.
_KINDS = (
    _Kind("event", "event_id", "event_on", "is_summed", ("quantity_source_id", "source_id"), (
        _Measure("quantity_tco2e", _event(), word="quantity_word"),
        _Measure("quantity_buyer_tco2e", _event("_for_buyer")),
        _Measure("quantity_host_tco2e", _event("_for_host")),
    )),
    _Kind("block", "block_id", "authorised_on", "is_summed", ("source_id",), (_Measure("quantity_tco2e", _named("authorised_credits")),)),
    _Kind("project", "project_id", "", "is_counted", ("source_id",), (
        _Measure("expected_tco2e_per_year", _named("expected_per_year"), "tCO2e a year"),
        _Measure("expected_tco2e_total", _named("expected_in_total")),
    )),
)  # fmt: skip


def has_tidy(rows: pd.DataFrame) -> bool:
    """Return whether rows can be told as observations."""
    return _kind(rows) is not None


def tidy(rows: pd.DataFrame, edition_on: date) -> pd.DataFrame:
    """Return rows as observations in COLUMNS, in the order of the rows; values in the unit beside them.

    Raises ValueError for rows that have no quantity with a source of its own (`has_tidy`).
    """
    kind = _kind(rows)
    if kind is None:
        raise ValueError(f"no observations in the columns {', '.join(map(str, rows.columns))}")
    rows = rows.reset_index(drop=True)
    parts = [_observed(rows, kind, measure, edition_on) for measure in kind.measures if measure.column in rows]
    found = pd.concat(parts).sort_index(kind="stable")
    is_said = found["value"].notna() | found["state"].ne("")
    return found.loc[is_said, list(COLUMNS)].reset_index(drop=True)


def _kind(rows: pd.DataFrame) -> _Kind | None:
    return next(
        (one for one in _KINDS if {one.key, one.counted, *(m.column for m in one.measures)} <= set(rows.columns)), None
    )


def _observed(rows: pd.DataFrame, kind: _Kind, measure: _Measure, edition_on: date) -> pd.DataFrame:
    value = pd.to_numeric(rows[measure.column])
    is_lead = _yes(rows, "is_lead") | _yes(rows, "is_unconfirmed")
    state = pd.Series(NOT_COUNTED, index=rows.index, dtype=object)
    state = state.mask(_yes(rows, kind.counted), COUNTED).mask(is_lead, UNCONFIRMED)
    return pd.DataFrame(
        {
            "subject": kind.subject,
            "key": rows[kind.key],
            "buyer_iso3": _cells(rows, "buyer_iso3"),
            "host_iso3": _cells(rows, "host_iso3"),
            "sector_id": _cells(rows, "sector_id"),
            "date": _cells(rows, kind.on),
            "measure": measure.called(rows),
            "value": value,
            "unit": measure.unit,
            "state": state.where(value.notna(), _cells(rows, measure.word).fillna("")),
            "source_id": _first(rows, kind.sources),
            "edition_on": edition_on.isoformat(),
        }
    )


def _yes(rows: pd.DataFrame, name: str) -> Cells:
    return rows[name].fillna(False).astype(bool) if name in rows else pd.Series(False, index=rows.index)


def _cells(rows: pd.DataFrame, name: str) -> Cells:
    return rows[name].astype(object) if name in rows else pd.Series(None, index=rows.index, dtype=object)


def _first(rows: pd.DataFrame, names: tuple[str, ...]) -> Cells:
    found = _cells(rows, names[0])
    for name in names[1:]:
        found = found.where(found.notna(), _cells(rows, name))
    return found
