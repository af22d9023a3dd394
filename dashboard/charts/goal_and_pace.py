"""A goal and the way there: what the known projects may bring of it, and tonnes a year now beside tonnes a year needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.palette import Theme, rgba

HEIGHT, ROW = 0.5, 58


@dataclass(frozen=True)
class Reach:
    """The upper panel, in Mt: the goal, the modelled low, central and high, and what was issued, with words for each.

    `row`: the row of the page's table that the modelled bar stands for.
    """

    goal: float
    low: float
    central: float
    high: float
    issued: float
    head: str
    goal_words: str
    modelled_words: str
    issued_words: str
    row: int


@dataclass(frozen=True)
class Pace:
    """A bar of the lower panel: words, Mt a year, its kind (happened, modelled or needed), and the range of a modelled one."""

    words: str
    mt: float
    mt_words: str
    kind: str
    low: float | None = None
    high: float | None = None


def goal_and_pace(reach: Reach, paces: Sequence[Pace], buyer: str, theme: Theme, is_phone: bool) -> dict[str, Any]:
    """Return two panels of bars, each from its own zero: cumulative Mt against the goal above, Mt a year below.

    Solid: happened; light: modelled; outline: goal and need. Words stand above each bar, so that they fit a phone.
    """
    tone = theme.buyer(buyer)
    red, green, blue, _ = rgba(tone)
    light = f"rgba({red},{green},{blue},0.25)"
    styles: dict[str, dict[str, Any]] = {
        "happened": {"color": tone, "line": {"color": tone, "width": 1}},
        "modelled": {"color": light, "line": {"color": tone, "width": 1}},
        "needed": {"color": "rgba(0,0,0,0)", "line": {"color": theme.muted, "width": 1.5}},
    }

    def bar(
        panel: str, y: float, base: float, length: float, kind: str, hover: str, row: int | None = None
    ) -> dict[str, Any]:
        return {
            "type": "bar",
            "orientation": "h",
            "xaxis": f"x{panel}",
            "yaxis": f"y{panel}",
            "y": [y],
            "base": [base],
            "x": [length],
            "width": HEIGHT,
            "marker": styles[kind],
            "hovertemplate": f"{hover}<extra></extra>",
        } | ({} if row is None else {"ids": [row]})

    size = 12 if is_phone else 13

    def words(panel: str, x: float, height: float, text: str, **more: Any) -> dict[str, Any]:
        return {
            "xref": f"x{panel}",
            "yref": f"y{panel}",
            "x": x,
            "y": height - HEIGHT / 2,
            "xanchor": "left",
            "yanchor": "bottom",
            "text": text,
            "showarrow": False,
            "font": {"color": theme.text, "size": size},
        } | more

    # Pixels of the panels: as many a unit of height in both.
    upper, lower = 2.1 * ROW, (len(paces) + 0.65) * ROW
    most = max(pace.high or pace.mt for pace in paces)
    data = [
        bar("", 0, 0, reach.goal, "needed", reach.goal_words),
        bar("", 0, reach.low, reach.high - reach.low, "modelled", reach.modelled_words, reach.row),
        bar("", 0, 0, reach.issued, "happened", reach.issued_words),
        *(
            bar("2", place, 0, pace.mt, pace.kind, f"{pace.words}: {pace.mt_words} Mt")
            for place, pace in enumerate(paces)
        ),
    ]
    notes = [
        words("", 0, -0.5, f"<b>{reach.head}</b>"),
        words("2", 0, -0.5, "<b>Mt a year</b>"),
        words("", 0, 0, reach.modelled_words, font={"color": tone, "size": size}),
        words("", reach.goal, 0, reach.goal_words, xanchor="right"),
        words("", 0, 0, reach.issued_words, y=HEIGHT / 2, yanchor="top"),
    ]
    shapes = [_mark("", reach.central, 0, tone)]
    for place, pace in enumerate(paces):
        notes.append(words("2", 0, place, pace.words))
        end = max(pace.mt, pace.high or 0)
        notes.append(words("2", end, place, f"<b>{pace.mt_words}</b>", y=place, yanchor="middle", xshift=6))
        if pace.low is not None and pace.high is not None:
            # The range is a thin line, as an estimate of an estimate.
            shapes.append(
                {"type": "line", "xref": "x2", "yref": "y2", "x0": pace.low, "x1": pace.high, "y0": place, "y1": place}
                | {"line": {"color": tone, "width": 2, "dash": "dot"}}
            )
    none = {"visible": False, "fixedrange": True}
    return {
        "data": data,
        "layout": {
            "height": round(upper + lower) + 12,
            "margin": {"l": 4, "r": 44, "t": 6, "b": 6},
            "showlegend": False,
            "barmode": "overlay",
            "hovermode": "closest",
            "annotations": notes,
            "shapes": shapes,
            "xaxis": none | {"range": [0, max(reach.goal, reach.high)], "anchor": "y"},
            "yaxis": none | {"range": [0.85, -1.25], "domain": [lower / (upper + lower), 1]},
            "xaxis2": none | {"range": [0, most * 1.02], "anchor": "y2"},
            "yaxis2": none | {"range": [len(paces) - 0.6, -1.25], "domain": [0, lower / (upper + lower)]},
        },
    }


def _mark(panel: str, x: float, y: float, colour: str) -> dict[str, Any]:
    return {"type": "line", "xref": f"x{panel}", "yref": f"y{panel}", "x0": x, "x1": x, "y0": y - HEIGHT / 2} | {
        "y1": y + HEIGHT / 2,
        "line": {"color": colour, "width": 2.5},
    }
