"""The dated steps of one project: one row a step, oldest on top, a bar where only month or year is known."""

from __future__ import annotations

import pandas as pd

from dashboard.core.forms import Steps, bold, told
from dashboard.core.records import as_tuples

_FIRST_DAY = {4: "-01-01", 7: "-01", 10: ""}


def draw(steps: pd.DataFrame, buyer_iso3: str | None, alt: str = "") -> Steps:
    """Return the dated rows of `steps` (table project_steps, with `when` as people read it).

    Steps of the ladder are solid in the colour of the buyer; other milestones are rings.
    """
    rows = []
    for row in as_tuples(steps[steps["step_on"].notna()]):
        is_ladder = isinstance(row.stage_id, str)
        rows.append(
            {
                "from": row.step_on + _FIRST_DAY[len(row.step_on)],
                "until": str(row.step_until_on)[:10],
                "step": told(row.step.replace(" together with other projects", " (shared)")),
                "when": row.when,
                "state": "fact" if is_ladder else "milestone",
                "colour": (buyer_iso3 or "other") if is_ladder else "muted",
                "told": f"{bold(row.step)}\n{row.when}\n{told(row.publisher)}",
            }
        )
    return Steps(tuple(rows), "from", "until", alt, name="step", when="when")
