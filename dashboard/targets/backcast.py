"""The model held against what was published for past days: rows and sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.core.dates import known_date
from dashboard.core.numbers import rounded_megatonnes
from dashboard.core.plain import plain
from dashboard.core.records import Record, Row
from dashboard.core.words import listed
from dashboard.targets import trajectory
from dashboard.targets.trajectory import Cases, Pipeline

# A model within this part of the published total is told as close.
CLOSE = 0.02


def held(published: Iterable[Row], pipeline: Pipeline, cases: Cases) -> list[Record]:
    """Return the published totals (dashboard.delivered.queries.backcast) with what the model gives for the end of their day.

    Added, MtCO2e of both sides together: published_mtco2e, low_mtco2e, central_mtco2e, high_mtco2e; and central_over_published.
    """
    rows = []
    for total in published:
        of_total: Record = {"published_mtco2e": total["published_tco2e"] / 1e6}
        for name in ("low", "central", "high"):
            of_total[f"{name}_mtco2e"] = trajectory.issued_by(pipeline, getattr(cases, name), total["as_of_until_on"])
        of_total["central_over_published"] = of_total["central_mtco2e"] / of_total["published_mtco2e"]
        rows.append(dict(total) | of_total)
    return rows


def calibrating(rows: Iterable[Record]) -> Record:
    """Return the published total that the central case is calibrated to."""
    return next(row for row in rows if row["is_calibration"])


def check(rows: Sequence[Record], is_default: bool) -> str:
    """Hold the model against the newest published total, and the older ones as a check. `rows` from `held`."""
    newest = calibrating(rows)
    older = [row for row in reversed(rows) if not row["is_calibration"] and not row["is_lead"]]
    leads = [row for row in rows if row["is_lead"]]
    text = (
        f"For {known_date(newest['as_of'])} the model gives {rounded_megatonnes(newest['low_mtco2e'])} to {rounded_megatonnes(newest['high_mtco2e'])}, "
        f"**{rounded_megatonnes(newest['central_mtco2e'])} in the central case**, against about **{rounded_megatonnes(newest['published_mtco2e'])} published** "
        f"({plain(newest['publisher'])})"
    )
    text += (
        ": the central issuance rate is set so that the two meet, which proves nothing."
        if is_default
        else f": {_times(newest['central_over_published'])}."
    )
    if older:
        text += f" The earlier totals took no part in that and are a check: {_beside(older)}."
    if leads:
        text += f" Unconfirmed, and not used: {_beside(leads)}."
    return text


def _beside(rows: Sequence[Record]) -> str:
    parts = [
        f"{rounded_megatonnes(row['central_mtco2e'])} against {rounded_megatonnes(row['published_mtco2e'])} for {known_date(row['as_of'])} ({plain(row['publisher'])})"
        for row in rows
    ]
    return listed(parts, len(parts))


def traced(newest: Row) -> str:
    """Say how much of a published total stands on issuances known here, and which known issuance is the largest hole."""
    text = (
        f"Of the {rounded_megatonnes(newest['published_mtco2e'])}, {newest['traced_tco2e']:,.0f} t "
        f"({newest['traced_tco2e'] / newest['published_tco2e']:.0%}) can be traced to issuances here."
    )
    if newest["largest_hole"]:
        text += (
            f" The largest known gap: {plain(newest['largest_hole'])} ({newest['largest_hole_project_id']}), estimated at "
            f"{newest['largest_hole_tco2e_per_year']:,.0f} t a year, had credits issued by then; the amount was not found. If one project "
            "made most of the total, the rate of the others is lower than the central case."
        )
    return text


def _times(ratio: float) -> str:
    if abs(ratio - 1) <= CLOSE:
        return "the two meet"
    return f"{ratio:.1f} times as much" if ratio >= 1.05 else f"{ratio:.0%} of it"
