"""What a buyer saves or spends with ITMOs in place of domestic cuts: plain arithmetic, one currency, one price year.

With volume V (Mt bought), domestic cost D and ITMO price P (currency a tonne) and delivered share s (fraction of one):

    spent on ITMOs   = V * P / 1000             billion; the whole volume is paid for
    avoided          = V * s * D / 1000         billion; only what is delivered replaces a cut at home
    net saving       = avoided - spent          billion; negative: it costs more
    break-even price = D * s                    currency a tonne: the net saving is nil

Million tonnes times currency a tonne are millions; divided by 1,000 they are billions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_VOLUME_MT = 10_000.0
MOST_PRICE = 100_000.0


@dataclass(frozen=True)
class Scenario:
    """Inputs of the calculator; both prices are in `currency`, of `year`."""

    volume_mt: float
    domestic_low: float
    domestic_high: float
    itmo_low: float
    itmo_high: float
    delivered: float
    currency: str
    year: int | None


@dataclass(frozen=True)
class Result:
    """Outputs in billions of the scenario's currency; break-even prices in currency a tonne."""

    avoided_low: float
    avoided_high: float
    spent_low: float
    spent_high: float
    net_low: float
    net_high: float
    break_even_low: float
    break_even_high: float


def problems(scenario: Scenario) -> list[str]:
    """Return one sentence for each input that makes no sense; none means that `work_out` may be asked."""
    found = []
    numbers = {
        "volume": scenario.volume_mt,
        "low cost at home": scenario.domestic_low,
        "high cost at home": scenario.domestic_high,
        "low ITMO price": scenario.itmo_low,
        "high ITMO price": scenario.itmo_high,
        "share delivered": scenario.delivered,
    }
    found += [f"The {name} must be a number." for name, value in numbers.items() if not math.isfinite(value)]
    if found:
        return found
    found += [f"The {name} is negative." for name, value in numbers.items() if value < 0]
    if scenario.volume_mt == 0:
        found.append("Enter a volume above zero: nothing is bought.")
    if scenario.volume_mt > MOST_VOLUME_MT:
        found.append(
            f"The volume is above {MOST_VOLUME_MT:,.0f} Mt, more than any country emits in a year. Is it in Mt?"
        )
    for name in ("domestic", "itmo"):
        low, high = getattr(scenario, f"{name}_low"), getattr(scenario, f"{name}_high")
        label = "cost at home" if name == "domestic" else "ITMO price"
        if low > high:
            found.append(f"The low {label} ({low:g}) is above the high one ({high:g}).")
        if high > MOST_PRICE:
            found.append(f"The high {label} is above {MOST_PRICE:,.0f} a tonne; is it a price for one tonne?")
    if scenario.delivered > 1:
        found.append("No more than 100% of what is paid for can be delivered.")
    return found


def work_out(scenario: Scenario) -> Result:
    """Return what the scenario saves and spends; formulas in the module's docstring.

    The lowest net saving has the low domestic cost and the high price, the highest the other two.
    """
    volume, share = scenario.volume_mt, scenario.delivered
    avoided = [volume * share * cost / 1000 for cost in (scenario.domestic_low, scenario.domestic_high)]
    spent = [volume * price / 1000 for price in (scenario.itmo_low, scenario.itmo_high)]
    return Result(
        avoided_low=avoided[0],
        avoided_high=avoided[1],
        spent_low=spent[0],
        spent_high=spent[1],
        net_low=avoided[0] - spent[1],
        net_high=avoided[1] - spent[0],
        break_even_low=scenario.domestic_low * share,
        break_even_high=scenario.domestic_high * share,
    )


def net_savings(
    volume_mt: float, delivered: float, domestic: NDArray[np.float64], prices: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return net savings in billions: one row a domestic cost, one column a price, both in currency a tonne."""
    grid: NDArray[np.float64] = (volume_mt * (delivered * domestic[:, None] - prices[None, :])) / 1000
    return grid


def cost_for_gross(billion: float, volume_mt: float) -> float:
    """Return the domestic cost (currency a tonne) at which avoiding `volume_mt` saves `billion` before any purchase."""
    return billion * 1000 / volume_mt


def cost_for_net(billion: float, volume_mt: float, price: float) -> float:
    """Return the domestic cost (currency a tonne) at which `billion` is left after buying at `price`, all delivered."""
    return cost_for_gross(billion, volume_mt) + price


def around(low: float, high: float, steps: int = 9) -> NDArray[np.float64]:
    """Return `steps` values from half the low end to one and a half times the high end."""
    return np.linspace(low * 0.5, max(high * 1.5, low * 0.5 + 1), steps)
