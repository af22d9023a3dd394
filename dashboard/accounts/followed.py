"""One run of units from the letter to its use, as far as a source shows it. Pure."""

from __future__ import annotations

import pandas as pd

from dashboard.accounts.findings import NONE_CONFIRMED
from dashboard.core.numbers import is_missing
from dashboard.core.plain import link, plain
from dashboard.core.records import as_dicts
from dashboard.core.words import known_date, plural
from dashboard.units.trail import SOURCE, STEP, WHAT, WHEN

STEPS = {
    "authorisation": "Authorised",
    "first_transfer": "First transferred",
    "transfer": "Transferred on",
    "acquisition": "Acquired",
    "use": "Used",
    "cancellation": "Cancelled",
    "holding": "Held at the end of the year",
    "other": "Another action",
}
ENDS = {"use", "cancellation"}


def steps(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what Parties report of a run (queries.reported_run) as steps: Step, When, What is shown, Shown by; the use last, reported or not."""
    found = [
        (
            STEPS[row["action"]],
            known_date(row["step_on"]),
            f"{_tonnes(row)}, units {plain(row['units'])}{_of(row)}",
            f"Report of {plain(row['reported_by'])}: {link(row['publisher'], row['source_url'])}",
        )
        for row in as_dicts(rows)
    ]
    if not ENDS & set(rows["action"]):
        found.append(("Used", NONE_CONFIRMED, "No report of a use was read. Here the public trail ends", ""))
    return pd.DataFrame(found, columns=[STEP, WHEN, WHAT, SOURCE])


def heading(rows: pd.DataFrame) -> str:
    """Name the run by its approach and vintage, and say in how many rows of how many reports it is."""
    first, books = rows.iloc[0], rows["reporting_iso3"].nunique()
    of = " ".join(str(part) for part in (first["cooperative_approach_id"],) if not is_missing(part))
    vintage = "" if is_missing(first["vintage_year"]) else f", vintage {int(first['vintage_year'])}"
    return f"Units of {of or 'an unnamed approach'}{vintage}: {plural(len(rows), 'row')} in the reports of {'one Party' if books == 1 else f'{books} Parties'}"


def _tonnes(row: dict[str, object]) -> str:
    return "amount not found" if is_missing(row["quantity_tco2e"]) else f"{row['quantity_tco2e']:,.0f} t"


def _of(row: dict[str, object]) -> str:
    return "" if is_missing(row["used_year"]) else f", towards the goal of {int(str(row['used_year']).split('.')[0])}"
