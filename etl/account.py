"""Whether reports of Parties on the same units agree: two files of the agreed electronic format, or all that a warehouse holds.

The comparison is etl/views/account_units.sql in both cases.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from etl import statements
from etl.csvfile import FILE, LINE
from etl.problems import DataError, Problem
from etl.sources import aef
from etl.sources.publisher import Brought, Known

HEADER = (
    *("kind", "what", "seller_iso3", "buyer_iso3", "host_iso3", "cooperative_approach_id", "vintage_year", "reported_year"),
    *("serial_first", "serial_last", "apart_tco2e", "seller_says", "buyer_says", "seller_row", "buyer_row"),
)  # fmt: skip
# A mismatch in words.
WHAT = {
    "seller_only": "a transfer without an acquisition",
    "buyer_only": "an acquisition without a transfer",
    "quantity": "another quantity",
    "vintage": "another vintage",
    "year": "another year",
    "used_twice": "the same unit used or cancelled twice",
    "transferred_twice": "the same unit first transferred twice",
    "held_twice": "the same unit held twice at the end of a year",
    "not_authorised": "an authorisation that was not reported",
    "before_authorisation": "moved before it was authorised",
    "other_party": "an identifier that names another Party",
    "unknown_approach": "an unknown cooperative approach",
}
COMPARED = ["reported_actions", "cooperative_approaches"]


@dataclass(frozen=True)
class Checked:
    """Mismatches in the columns of HEADER, what was compared, and what could not be for want of the other side's report."""

    rows: list[tuple[object, ...]]
    compared: int
    reports: list[str]
    left: list[str]

    def text(self) -> list[str]:
        """Return the lines that tell it: what was compared, each mismatch, and what is left open."""
        among = "1 report" if len(self.reports) == 1 else f"{len(self.reports)} reports"
        lines = [f"{self.compared:,} rows of {among}: {', '.join(self.reports) or 'none was read'}"]
        for row in self.rows:
            one = dict(zip(HEADER, row, strict=True))
            pair = (
                " and ".join(str(one[side]) for side in ("seller_iso3", "buyer_iso3") if one[side]) or one["host_iso3"]
            )
            units = f" {one['serial_first']}–{one['serial_last']}" if one["serial_first"] is not None else ""
            says = " against ".join(str(one[side]) for side in ("seller_says", "buyer_says") if one[side])
            where = " and ".join(str(one[side]) for side in ("seller_row", "buyer_row") if one[side])
            unit = f"{one['cooperative_approach_id'] or 'no approach'}, vintage {one['vintage_year'] or 'not stated'}"
            lines.append(f"{pair}: {one['what']}: {unit}{',' if units else ''}{units}: {says} ({where})")
        lines += self.left
        count = len(self.rows)
        lines.append(
            "nothing that differs" if not count else f"{count:,} {'row differs' if count == 1 else 'rows differ'}"
        )
        return lines

    def write_csv(self, path: Path) -> None:
        """Write the mismatches as CSV, with a line of headings also where there is none."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(self.rows)


def check_files(paths: Sequence[Path], root: Path) -> Checked:
    """Return where files of the agreed electronic format do not agree. Raises DataError for one that can't be read."""
    known, frames = Known(root), []
    places: dict[str, str] = {}
    for path in paths:
        if not path.is_file():
            raise DataError([Problem(str(path), None, None, None, "there is no such file")], "Nothing was compared")
        frame = aef.tidy(aef.read([Brought(path, path.name)], known), known).tables["reported_actions"]
        twice = set(frame["action_id"]) & set(places)
        if twice:
            rule = f"{str(next(iter(twice))).rsplit('-', 2)[0]} was already given: one report a Party and year"
            raise DataError([Problem(path.name, None, None, None, rule)], "Nothing was compared")
        places |= {
            row["action_id"]: f"{row[FILE]} line {row[LINE]}"
            for row in frame[["action_id", FILE, LINE]].to_dict("records")
        }
        frames.append(frame)
    with duckdb.connect() as connection:
        connection.execute(statements.schema(has_words=False))
        everything = pd.concat(frames, ignore_index=True)
        for table in COMPARED:
            connection.execute(f"CREATE TEMP TABLE {table} AS FROM main.{table} WHERE false")
        columns = [name for name, *_ in connection.execute("DESCRIBE main.reported_actions").fetchall()]
        connection.register("given", everything.reindex(columns=columns))
        connection.execute("INSERT INTO temp.reported_actions BY NAME FROM given")
        for text in statements.views(("account_units",)):
            connection.execute(statements.wordless(text))
        return _checked(connection, places)


def check_warehouse(path: Path) -> Checked:
    """Return where the reports in a warehouse do not agree."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return _checked(connection, {})


def _checked(connection: duckdb.DuckDBPyConnection, places: dict[str, str]) -> Checked:
    listed = ", ".join(name for name in HEADER if name != "what")
    found = connection.execute(f"SELECT {listed} FROM account_mismatches").fetchall()
    rows = []
    for row in found:
        told = [row[0], WHAT[row[0]], *row[1:-2], *(places.get(action, action) for action in row[-2:])]
        rows.append(tuple(told))
    reports = connection.execute(
        "SELECT DISTINCT reporting_iso3 || ' ' || reported_year AS report FROM account_rows ORDER BY report"
    ).fetchall()
    ((compared,),) = connection.execute("SELECT count(*) FROM account_rows").fetchall()
    left = connection.execute(
        """
        SELECT other || '''s report on ' || reported_year || ' is not among them: ' || format('{:,}', sum(quantity_tco2e)::BIGINT)
            || ' t that ' || reporting_iso3 || ' reports are left open'
        FROM (SELECT *, CASE WHEN action = 'acquisition' THEN seller_iso3 ELSE buyer_iso3 END AS other FROM account_rows
            WHERE action IN ('first_transfer', 'transfer', 'acquisition')) moved
        WHERE NOT EXISTS (FROM account_rows o WHERE o.reporting_iso3 = moved.other AND o.reported_year = moved.reported_year)
        GROUP BY other, reported_year, reporting_iso3 ORDER BY ALL
        """
    ).fetchall()
    return Checked(rows, compared, [report for (report,) in reports], [text for (text,) in left if text])
