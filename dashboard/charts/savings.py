"""The heat map of the calculator: net saving by domestic cost and ITMO price."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.charts.cells import over
from dashboard.charts.palette import Theme
from dashboard.targets.scenario import Scenario

# Saved and lost, pale enough in the light theme and deep enough in the dark one for numbers on top.
LIGHT, DARK = ("#7fb9d0", "#f0aa7d"), ("#1d5f7c", "#87481f")


def heat_map(
    domestic: NDArray[np.float64],
    prices: NDArray[np.float64],
    net: NDArray[np.float64],
    case: Scenario,
    theme: Theme,
    is_phone: bool,
) -> dict[str, Any]:
    """Return net savings (billions, one row a domestic cost, one column a price) as a heat map with its numbers.

    Blue saves, orange costs more, and each cell says its number with a sign, so that colour is never the only mark. The
    visitor's own `case` is outlined, and the line is the break-even: price = cost at home x share delivered.
    """
    most = float(np.abs(net).max()) or 1.0
    blue, orange = LIGHT if theme.background == "#ffffff" else DARK
    across, up = ([f"{value:,.0f}" for value in values] for values in (prices, domestic))
    digits = 0 if most >= 20 else 1 if most >= 2 else 2
    wide, high = float(prices[1] - prices[0]) / 2, float(domestic[1] - domestic[0]) / 2
    left, right = float(prices[0]) - wide, float(prices[-1]) + wide
    bottom, top = float(domestic[0]) - high, float(domestic[-1]) + high
    # A case of one number is outlined as its cell.
    box = {
        "x0": case.itmo_low - wide * 0.9,
        "x1": case.itmo_high + wide * 0.9,
        "y0": case.domestic_low - high * 0.9,
        "y1": case.domestic_high + high * 0.9,
    }
    line = [] if case.delivered == 0 else [(left, left / case.delivered), (right, right / case.delivered)]
    return {
        "data": [
            {
                "type": "heatmap",
                "x": prices.tolist(),
                "y": domestic.tolist(),
                "z": net.round(4).tolist(),
                "zmin": -most,
                "zmax": most,
                "colorscale": [[0, orange], [0.5, theme.background], [1, blue]],
                "text": [[_signed(value, digits) for value in row] for row in net],
                "texttemplate": "%{text}",
                "textfont": {"color": theme.text, "size": 10 if is_phone else 13},
                "showscale": False,
                "xgap": 1,
                "ygap": 1,
                "hoverinfo": "skip",
            },
            over(
                np.tile(prices, len(up)).tolist(),
                np.repeat(domestic, len(across)).tolist(),
                range(net.size),
                [
                    f"at home {home}, ITMO {price}: net {_signed(value, digits)} billion"
                    for home, row in zip(up, net, strict=True)
                    for price, value in zip(across, row, strict=True)
                ],
            ),
            {
                "type": "scatter",
                "mode": "lines",
                "name": "break-even",
                "x": [x for x, _ in line],
                "y": [y for _, y in line],
                "line": {"color": theme.text, "width": 2, "dash": "dash"},
                "hoverinfo": "skip",
                "showlegend": False,
            },
        ],
        "layout": {
            "hoverdistance": -1,
            "height": 400,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "shapes": [{"type": "rect", "line": {"color": theme.text, "width": 3}} | box],
            "xaxis": {
                "title": {"text": f"ITMO price, {case.currency} a tonne"},
                "range": [left, right],
                "tickvals": prices.tolist(),
                "ticktext": across,
                "automargin": True,
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
            },
            "yaxis": {
                "title": {"text": "Cost at home" if is_phone else f"Domestic cost, {case.currency} a tonne"},
                "range": [bottom, top],
                "tickvals": domestic.tolist(),
                "ticktext": up,
                "automargin": True,
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
            },
        },
    }


def _signed(value: float, digits: int) -> str:
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text
