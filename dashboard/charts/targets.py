"""Targets: goals and what exists of them, and what moves the model."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.forms import Range, Strips, bold, told
from dashboard.core.forms.fills import State
from dashboard.core.numbers import known_number, rounded_megatonnes
from dashboard.core.records import Row

STATES: dict[str, State] = {"officially_expected": "estimate", "own_estimates": "computed"}
MEASURES = {
    "officially_expected": "Expected by officials or press",
    "own_estimates": "Projects’ own estimates",
    "issued": "Issued",
    "transferred": "First transferred",
}
NAMES: tuple[tuple[State, str], ...] = (("whole", "the goal"),)


def ladders(rows: Sequence[tuple[int, Row]], alt: str = "") -> Strips:
    """Return ladders (dashboard.targets.queries.ladders, each rung with its place among all): a line a goal, and in it what is expected and
    what came as shares of the goal.

    The goal is an outline, expectations are light or dotted, facts solid; a rung without a figure says so.
    """
    goals = {row["target_id"]: row["quantity_mtco2e"] for _, row in rows if row["rung"] == "goal"}
    found = []
    for label, row in rows:
        if row["rung"] == "goal":
            continue
        mt = known_number(row["quantity_mtco2e"])
        share = "" if mt is None else _percent(row["share_of_goal"])
        said = "" if mt is None else f"{rounded_megatonnes(mt)} · {share}"
        goal = f"{row['buyer']}: {rounded_megatonnes(goals[row['target_id']])} to {row['due']}"
        found.append(
            {
                "goal": told(goal),
                "rung": MEASURES[row["rung"]],
                "share": None if mt is None else row["share_of_goal"],
                "colour": row["rung"],
                "state": STATES.get(row["rung"], "fact"),
                "said": share or row["quantity_word"],
                "in_full": said,
                "told": ""
                if mt is None
                else f"{bold(told(goal))}\n{told(row['label'])}: {said} of the goal\n{told(row['source_publisher'])}",
                "id": label,
            }
        )
    return Strips(tuple(found), "goal", "rung", "share", alt, NAMES, whole=1.0)


def sensitivity(rows: Sequence[Row], central: float, buyer_iso3: str, alt: str = "") -> Range:
    """Return one bar an input from what its low brings to what its high brings; the line is the central case.

    `rows`: label, low_mtco2e, high_mtco2e, low_text, high_text, the widest first.
    """
    found = tuple(
        {
            "input": row["label"],
            "low": row["low_mtco2e"],
            "high": row["high_mtco2e"],
            "said_low": f"{row['low_mtco2e']:.1f}",
            "said_high": f"{row['high_mtco2e']:.1f}",
            "low_in_full": f"{row['low_mtco2e']:.1f} Mt at {row['low_text']}",
            "high_in_full": f"{row['high_mtco2e']:.1f} Mt at {row['high_text']}",
            "colour": buyer_iso3,
            # Ours and modelled; a hatch would say that others told us so.
            "state": "estimate",
            "id": label,
        }
        for label, row in enumerate(rows)
    )
    return Range(found, "input", "low", "high", alt, central, f"central {central:.1f} Mt")


def _percent(share: float) -> str:
    percent = share * 100
    return f"{percent:.0f}%" if percent >= 1 else f"{percent:.2f}%" if percent >= 0.01 else "below 0.01%"
