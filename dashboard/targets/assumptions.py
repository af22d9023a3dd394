"""The inputs of the Targets page: the goal, and what the trajectory assumes in its low, central and high case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dashboard.core.choices import Filters
from dashboard.core.fields import Offered, Span, one, span
from dashboard.core.panel import Panel
from dashboard.core.plain import link, plain
from dashboard.core.records import Row
from dashboard.targets import queries
from dashboard.targets.trajectory import Cases, Inputs

CASES = ("low", "central", "high")
INPUTS = tuple(Inputs.__dataclass_fields__)


@dataclass(frozen=True)
class Assumptions:
    """What a visitor chooses on the Targets page: each input as low, central and high, named by what they bring, so that a low case has the longer lags."""

    goal: str = one("goal", "Goal year", is_short=True)
    selection_lag: Span = span("selection_lag", is_falling=True)
    registration_lag: Span = span("registration_lag", is_falling=True)
    operation_years: Span = span("operation_years")
    buyer_share: Span = span("buyer_share")
    delivery_rate: Span = span("delivery_rate")

    @property
    def cases(self) -> Cases:
        """The inputs, case by case."""
        low, central, high = (Inputs(*values) for values in zip(*(getattr(self, name) for name in INPUTS), strict=True))
        return Cases(low, central, high)

    @property
    def is_default(self) -> bool:
        """Whether no assumption was moved."""
        return replace(self, goal="") == from_defaults(queries.defaults(), "")


def from_defaults(defaults: Iterable[Row], goal: str) -> Assumptions:
    """Return the assumptions of table trajectory_defaults."""
    rows = {row["input_id"]: row for row in defaults}
    return Assumptions(goal, *(tuple(float(rows[name][case]) for case in CASES) for name in INPUTS))  # type: ignore[arg-type]


def offered() -> Offered:
    """Return the goals, and how far each input can be moved, with the origin of its default."""
    rows = queries.defaults()
    years = [str(goal["target_year"]) for goal in queries.goals()]
    return Offered(
        {"goal": {year: f"FY{year}" for year in years}},
        {row["input_id"]: (row["least"], row["most"]) for row in rows},
        told={
            row["input_id"]: {
                "label": row["label"],
                "step": row["step"],
                "is_share": row["unit"] == "share",
                "note": f"{plain(row['origin'])} {link(row['source_publisher'], row['source_url']) if row['source_url'] else ''}".strip(),
            }
            for row in rows
        },
    )


def at_first(_: Mapping[str, str], __: Filters) -> Assumptions:
    """Return what holds while nobody chose anything: the soonest goal, and the defaults."""
    return from_defaults(queries.defaults(), str(queries.goals()[0]["target_year"]))


PANEL = Panel(
    "targets",
    Assumptions,
    offered,
    at_first,
    rows=(("goal",), *((name,) for name in INPUTS)),
    fold="The assumptions: move them, and everything on this page follows",
    head=("goal",),
    is_folded=True,
    reset="Back to the defaults",
)
