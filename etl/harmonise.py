"""Publishers' spellings to ours, and corrections of published rows."""

from __future__ import annotations

from difflib import get_close_matches

import pandas as pd

from etl.csvfile import FILE, LINE
from etl.names import Names
from etl.problems import DataError, Problem

ALIAS_FILE = "data/reference/aliases.csv"


class Aliases:
    """Looks spellings up in the alias table; Parties also by all their names (etl/names.py)."""

    def __init__(self, aliases: pd.DataFrame, names: Names, publisher: str) -> None:
        self.publisher = publisher
        self.names = names
        self._values: dict[tuple[str, str], str | None] = {}
        own = aliases[aliases["publisher"] == publisher]
        self._values |= {(k, s): v for k, s, v in zip(own["kind"], own["spelling"], own["value"], strict=True)}

    def map(self, kind: str, frame: pd.DataFrame, column: str) -> pd.Series:
        """Return our values for the spellings in `frame[column]`, in the same order.

        Raises DataError that lists each unknown spelling once, as the row to add to the alias file, and each name of an
        area that is no Party.
        """
        unknown = frame[[not self.knows(kind, spelling) for spelling in frame[column]]]
        problems = [
            Problem(row[FILE], row[LINE], column, row[column], self._advice(kind, row[column]))
            for _, row in unknown.drop_duplicates(column).iterrows()
        ]
        if problems:
            raise DataError(problems)
        return pd.Series([self.value(kind, s) for s in frame[column]], index=frame.index, dtype=object)

    def knows(self, kind: str, spelling: str | None) -> bool:
        """Return True for a spelling of the alias table, and for the name of a Party."""
        if (kind, spelling) in self._values:
            return True
        return kind == "party" and spelling is not None and self.names.party(spelling) is not None

    def value(self, kind: str, spelling: str | None) -> str | None:
        """Return our value for a spelling that is known; None where it says nothing on the matter."""
        key = kind, spelling or ""
        return self._values[key] if key in self._values else self.names.party(key[1])

    def _advice(self, kind: str, spelling: str | None) -> str:
        row = f"add a row {kind},{self.publisher},{spelling},<our value> to {ALIAS_FILE}"
        if kind == "party" and self.names.is_known(spelling):
            return "is the name of an area or group that is no Party to the UNFCCC"
        close = self.names.close_to(spelling) if kind == "party" and spelling else []
        return f"unknown spelling; {row}" + (f"; close to it: {', '.join(close)}" if close else "")


# What the alias of a kind must be: a key of this table.
ALIASED = {
    "party": ("parties", "iso3"),
    "area": ("trade_areas", "area_iso3"),
    "instrument": ("instrument_types", "instrument"),
    "sector": ("sectors", "sector_id"),
    "stage": ("stages", "stage_id"),
}


def foreign_aliases(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return the aliases whose value is no key of the table that it must be in; each would break many rows elsewhere."""
    problems = []
    for kind, (table, column) in ALIASED.items():
        own = frames["aliases"][frames["aliases"]["kind"] == kind]
        known = {*frames[table][column], None}
        problems += [
            Problem(row[FILE], row[LINE], "value", row["value"], f"is no {column} of {frames[table].attrs['file']}")
            for _, row in own[[value not in known for value in own["value"]]].iterrows()
        ]
    return problems


def correct(frames: dict[str, pd.DataFrame], keys: dict[str, list[str]]) -> list[Problem]:
    """Apply the corrections table to `frames` in place and return what could not be applied.

    `keys` names the primary key columns of each table. A correction is refused when its row is gone or its
    old value no longer stands, so that a publisher's own fix is noticed.
    """
    problems = []
    keys_of: dict[str, pd.Series] = {}
    for _, row in frames["corrections"].iterrows():
        table, key, column = row["table_name"], row["key"], row["column_name"]

        def problem(name: str, rule: str, row: pd.Series = row) -> None:
            problems.append(Problem(row[FILE], row[LINE], name, row[name], rule))

        if table not in frames or table == "corrections":
            problem(
                "table_name",
                "no such table; it is named as its CSV file, and claims of publishers' files are in claims",
            )
            continue
        frame = frames[table]
        if column not in frame.columns:
            ours = ", ".join(str(name) for name in frame.columns if name not in (FILE, LINE))
            problem("column_name", f"no such column of table {table}, which has {ours}")
            continue
        if table not in keys_of:
            parts = frame[keys[table]].fillna("")
            joined = ["|".join(row) for row in parts.itertuples(index=False)]
            keys_of[table] = pd.Series(joined, index=frame.index, dtype=object)
        known = keys_of[table]
        hit = known == key
        if not hit.any():
            first = key.split("|")[0]
            close = get_close_matches(key, [k for k in known if k.split("|")[0] == first], cutoff=0)
            rule = f"no such row of table {table}; its key is {'|'.join(keys[table])}"
            problem("key", rule + (f", for example {', '.join(close)}" if close else ""))
        elif not (frame.loc[hit, column].fillna("") == (row["old"] or "")).all():
            problem("old", f"no longer stands; it is now {frame.loc[hit, column].iloc[0]!r}")
        else:
            frame.loc[hit, column] = row["new"]
            if column in keys[table]:
                del keys_of[table]
    return problems
