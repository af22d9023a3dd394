"""The heat map of the calculator: net saving by domestic cost and ITMO price."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.charts.cells import over
from dashboard.charts.palette import Theme

# Saved and lost, pale enough in the light theme and deep enough in the dark one for numbers on top.
LIGHT, DARK = ("#7fb9d0", "#f0aa7d"), ("#1d5f7c", "#87481f")


def heat_map(
    domestic: NDArray[np.float64],
    prices: NDArray[np.float64],
    net: NDArray[np.float64],
    unit: str,
    theme: Theme,
    is_phone: bool,
) -> dict[str, Any]:
    """Return net savings (billions, one row a domestic cost, one column a price) as a heat map with its numbers.

    Blue saves, orange costs more, and each cell says its number with a sign, so that colour is never the only mark.
    `unit` names the currency for the axes.
    """
    most = float(np.abs(net).max()) or 1.0
    blue, orange = LIGHT if theme.background == "#ffffff" else DARK
    across, up = ([f"{value:,.0f}" for value in values] for values in (prices, domestic))
    digits = 0 if most >= 20 else 1 if most >= 2 else 2
    return {
        "data": [
            {
                "type": "heatmap",
                "x": across,
                "y": up,
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
                np.tile(across, len(up)).tolist(),
                np.repeat(up, len(across)).tolist(),
                range(net.size),
                [
                    f"at home {home}, ITMO {price}: net {_signed(value, digits)} billion"
                    for home, line in zip(up, net, strict=True)
                    for price, value in zip(across, line, strict=True)
                ],
            ),
        ],
        "layout": {
            "hoverdistance": -1,
            "height": 400,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "xaxis": {
                "type": "category",
                "title": {"text": f"ITMO price, {unit} a tonne"},
                "automargin": True,
                "fixedrange": True,
                "showgrid": False,
            },
            "yaxis": {
                "type": "category",
                "title": {"text": "Cost at home" if is_phone else f"Domestic cost, {unit} a tonne"},
                "automargin": True,
                "fixedrange": True,
                "showgrid": False,
            },
        },
    }


def _signed(value: float, digits: int) -> str:
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text
