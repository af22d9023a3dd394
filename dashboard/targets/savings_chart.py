"""The grid of the calculator: net saving by domestic cost and ITMO price."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard.core.forms import Grid
from dashboard.core.numbers import minus
from dashboard.targets.scenario import Scenario


def heat_map(
    domestic: NDArray[np.float64], prices: NDArray[np.float64], net: NDArray[np.float64], case: Scenario, alt: str = ""
) -> Grid:
    """Return net savings (billions, one row a domestic cost, one column a price) as a grid of numbers with a sign.

    The visitor's own `case` is outlined, and the line is the break-even: price = cost at home x share delivered.
    """
    most = float(np.abs(net).max()) or 1.0
    digits = 0 if most >= 20 else 1 if most >= 2 else 2
    rows = tuple(
        {
            "price": float(price),
            "cost": float(cost),
            "net": round(float(value), 4),
            "said": _signed(value, digits),
            "told": f"at home {cost:,.0f}, ITMO {price:,.0f}: net {_signed(value, digits)} billion",
            "id": line * len(prices) + column,
        }
        for line, (cost, values) in enumerate(zip(domestic, net, strict=True))
        for column, (price, value) in enumerate(zip(prices, values, strict=True))
    )
    return Grid(
        rows, "price", "cost", "net", alt, ("lost", "saved"), f"ITMO price, {case.currency} a tonne",
        f"Cost at home, {case.currency} a tonne", (case.itmo_low, case.itmo_high, case.domestic_low, case.domestic_high),
        1 / case.delivered if case.delivered else None, "break-even",
    )  # fmt: skip


def _signed(value: float, digits: int) -> str:
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else minus(text)
