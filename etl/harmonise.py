"""Publishers' spellings to ours, and corrections of published rows."""

from __future__ import annotations

from difflib import get_close_matches

import pandas as pd

from etl.csvfile import FILE, LINE
from etl.problems import DataError, Problem

ALIAS_FILE = "data/reference/aliases.csv"


class Aliases:
    """Looks spellings up in the alias table; Parties also by their UN and short names."""

    def __init__(self, aliases: pd.DataFrame, parties: pd.DataFrame, publisher: str) -> None:
        self.publisher = publisher
        self._values: dict[tuple[str, str], str | None] = {}
        for names in ("short_name", "un_name", "iso3"):
            self._values |= {("party", n): i for n, i in zip(parties[names], parties["iso3"], strict=True)}
        own = aliases[aliases["publisher"] == publisher]
        self._values |= {(k, s): v for k, s, v in zip(own["kind"], own["spelling"], own["value"], strict=True)}

    def map(self, kind: str, frame: pd.DataFrame, column: str) -> pd.Series:
        """Return our values for the spellings in `frame[column]`, in the same order.

        Raises DataError that lists each unknown spelling once, as the row to add to the alias file.
        """
        unknown = frame[[(kind, s) not in self._values for s in frame[column]]]
        problems = [
            Problem(
                row[FILE],
                row[LINE],
                column,
                row[column],
                f"unknown spelling; add a row {kind},{self.publisher},{row[column]},<our value> to {ALIAS_FILE}",
            )
            for _, row in unknown.drop_duplicates(column).iterrows()
        ]
        if problems:
            raise DataError(problems)
        return pd.Series([self._values[kind, s] for s in frame[column]], index=frame.index, dtype=object)


def correct(frames: dict[str, pd.DataFrame], keys: dict[str, list[str]]) -> list[Problem]:
    """Apply the corrections table to `frames` in place and return what could not be applied.

    `keys` names the primary key columns of each table. A correction is refused when its row is gone or its
    old value no longer stands, so that a publisher's own fix is noticed.
    """
    problems = []
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
        parts = frame[keys[table]].fillna("")
        known = pd.Series(["|".join(row) for row in parts.itertuples(index=False)], index=frame.index, dtype=object)
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
    return problems
