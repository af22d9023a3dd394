"""The dated steps of one project: one row a step, oldest on top, a bar where only month or year is known."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.palette import Theme

ROW, PHONE_ROW = 34, 46
LONGEST, PHONE_LONGEST = 60, 48
_FIRST_DAY = {4: "-01-01", 7: "-01", 10: ""}


def draw(steps: pd.DataFrame, colour: str, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return a Plotly figure of the dated rows of `steps` (table project_steps, with `when` as people read it).

    Steps of the ladder are solid in `colour`; other milestones are empty rings. Each is named beside its mark, or
    above it on a phone.
    """
    dated = steps[steps["step_on"].notna()].reset_index(drop=True)
    start = pd.to_datetime(dated["step_on"].map(lambda known: known + _FIRST_DAY[len(known)]))
    end = pd.to_datetime(dated["step_until_on"])
    middle = start + (end - start) / 2
    span = max(end.max() - start.min(), pd.Timedelta(days=365))
    left, right = start.min() - span * 0.03, end.max() + span * 0.03
    is_late = middle > left + (right - left) / 2
    is_ladder = dated["stage_id"].notna()
    names = [_name(row.step, row.when, PHONE_LONGEST if is_phone else LONGEST) for row in dated.itertuples()]
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [day for a, b in zip(start, end, strict=True) for day in (_iso(a), _iso(b), None)],
            "y": [value for place in range(len(dated)) for value in (place, place, None)],
            "line": {"color": theme.muted, "width": 3},
            "hoverinfo": "skip",
            "showlegend": False,
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [_iso(day) for day in middle],
            "y": list(range(len(dated))),
            "marker": {
                "size": 13,
                "color": [colour if solid else theme.background for solid in is_ladder],
                "line": {"color": [colour if solid else theme.muted for solid in is_ladder], "width": 2},
            },
            "text": [f"<b>{row.step}</b><br>{row.when}<br>{row.publisher}" for row in dated.itertuples()],
            "hovertemplate": "%{text}<extra></extra>",
            "showlegend": False,
        },
    ]
    notes = [
        {
            "x": 0 if is_phone else _iso((start if late else end)[place]),
            "xref": "paper" if is_phone else "x",
            "y": place,
            "text": name,
            "showarrow": False,
            "xanchor": "left" if is_phone or not late else "right",
            "xshift": 0 if is_phone else -12 if late else 12,
            "yshift": 17 if is_phone else 0,
            "align": "left",
            "font": {"size": 13, "color": theme.text},
        }
        for place, (name, late) in enumerate(zip(names, is_late, strict=True))
    ]
    years = right.year - left.year
    return {
        "data": traces,
        "layout": {
            "height": (PHONE_ROW if is_phone else ROW) * len(dated) + 50,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 32},
            "hovermode": "closest",
            "annotations": notes,
            "xaxis": {
                "type": "date",
                "range": [_iso(left), _iso(right)],
                "gridcolor": theme.line,
                "tickformat": "%Y" if years > 2 else "%b %Y",
                "dtick": ("M24" if is_phone and years > 6 else "M12") if years > 2 else "M6",
                "tickfont": {"color": theme.muted},
                "fixedrange": True,
            },
            "yaxis": {
                "range": [len(dated) - 0.5, -0.8 if is_phone else -0.5],
                "visible": False,
                "fixedrange": True,
            },
        },
    }


def _name(step: str, when: str, longest: int) -> str:
    text = step.replace(" together with other projects", " (shared)")
    room = longest - len(when)
    return f"<b>{text if len(text) <= room else text[: room - 1] + '…'}</b>  {when}"


def _iso(day: pd.Timestamp) -> str:
    return str(day.date())
