"""Targets: the ladder from a goal down to what exists, and what moves the model."""

from __future__ import annotations

import pandas as pd

from dashboard.core.forms import Bars, Range, bold
from dashboard.core.numbers import rounded_megatonnes

STATES = {"goal": "goal", "officially_expected": "expected", "own_estimates": "computed"}


def ladder(rows: pd.DataFrame, alt: str = "") -> Bars:
    """Return the ladder of one goal (rows of dashboard.targets.queries.ladders) as bars from one common zero.

    The goal is an outline, expectations are hatched or dotted, facts solid; a rung without a figure says so.
    """
    found = []
    for label, row in rows.iterrows():
        mt = None if pd.isna(row["quantity_mtco2e"]) else float(row["quantity_mtco2e"])
        share = "" if row["rung"] == "goal" or mt is None else f" ({_percent(row['share_of_goal'])} of the goal)"
        found.append(
            {
                "quantity": row["label"],
                "mt": mt,
                "colour": row["rung"],
                "state": STATES.get(row["rung"], "fact"),
                "said": row["quantity_word"] if mt is None else rounded_megatonnes(mt),
                "in_full": share and f"{rounded_megatonnes(mt or 0.0)}{share}",
                "told": "" if mt is None else f"{bold(row['label'])}{share}",
                "id": label,
            }
        )
    return Bars(tuple(found), "quantity", "mt", alt)


def sensitivity(rows: pd.DataFrame, central: float, buyer_iso3: str, alt: str = "") -> Range:
    """Return one bar an input from what its low brings to what its high brings; the line is the central case.

    `rows`: label, low_mtco2e, high_mtco2e, low_text, high_text, the widest first.
    """
    found = tuple(
        {
            "input": row.label,
            "low": float(row.low_mtco2e),
            "high": float(row.high_mtco2e),
            "said_low": f"{row.low_mtco2e:.1f}",
            "said_high": f"{row.high_mtco2e:.1f}",
            "low_in_full": f"{row.low_mtco2e:.1f} Mt at {row.low_text}",
            "high_in_full": f"{row.high_mtco2e:.1f} Mt at {row.high_text}",
            "colour": buyer_iso3,
            "state": "expected",
            "id": row.Index,
        }
        for row in rows.itertuples()
    )
    return Range(found, "input", "low", "high", alt, central, f"central {central:.1f} Mt")


def _percent(share: float) -> str:
    percent = share * 100
    return f"{percent:.0f}%" if percent >= 1 else f"{percent:.2f}%" if percent >= 0.01 else "below 0.01%"
