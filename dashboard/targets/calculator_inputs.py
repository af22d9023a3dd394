"""The inputs of the calculator: they start from a preset, and are never converted between currencies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.core.choices import Filters
from dashboard.core.fields import Offered, number, one
from dashboard.core.likeness import meant
from dashboard.core.panel import Panel
from dashboard.core.records import as_dicts
from dashboard.targets import queries
from dashboard.targets.scenario import Scenario

NOT_STATED = "not stated"
CURRENCIES = (NOT_STATED, "AUD", "CAD", "CHF", "EUR", "GBP", "JPY", "KRW", "NOK", "NZD", "SEK", "SGD", "USD")
# No limits to these: a senseless number is told in words beside the answer, not swallowed.
NUMBERS = ("volume", "home_low", "home_high", "itmo_low", "itmo_high", "delivered")
ENTER = "enter a number"


@dataclass(frozen=True)
class Entries:
    """What a visitor enters; None where a number is missing. Volume in Mt, costs and prices a tonne, the share delivered in per cent."""

    preset: str = one("preset", "Start from", called="preset", width=3)
    volume: float | None = number("volume", "Volume bought, Mt", step=0.5, nothing=ENTER, width=2)
    currency: str = one("currency", "Currency", help="A label: nothing is converted.", width=2)
    year: int | None = number(
        "year",
        "Year of costs and prices",
        is_whole=True,
        help="A label: enter both prices for the same year.",
        nothing="not stated",
        width=2,
    )
    home_low: float | None = number("home_low", "Cost at home, low", step=5, nothing=ENTER)
    home_high: float | None = number("home_high", "Cost at home, high", step=5, nothing=ENTER)
    itmo_low: float | None = number("itmo_low", "ITMO price, low", step=5, nothing=ENTER)
    itmo_high: float | None = number("itmo_high", "ITMO price, high", step=5, nothing=ENTER)
    delivered: float | None = number("delivered", "Share delivered, %", step=5, nothing=ENTER)


def from_preset(row: pd.Series) -> Entries:
    """Return the entries of a preset; None where no source was found. Everything counts as delivered."""

    def known(value: Any) -> float | None:
        return None if pd.isna(value) else float(value)

    return Entries(
        preset=row["preset_id"],
        volume=float(row["volume_mt"]),
        currency=row["currency"] or NOT_STATED,
        year=None if pd.isna(row["price_year"]) else int(row["price_year"]),
        home_low=known(row["domestic_low"]),
        home_high=known(row["domestic_high"]),
        itmo_low=known(row["itmo_low"]),
        itmo_high=known(row["itmo_high"]),
        delivered=100.0,
    )


def incomplete(preset: pd.Series) -> list[str]:
    """Return the numbers that a starting point lacks, since no source was found."""
    usual = from_preset(preset)
    return [name for name in NUMBERS if getattr(usual, name) is None]


def label(preset: pd.Series) -> str:
    """Return the label of a starting point in the list, with what it lacks."""
    gaps = incomplete(preset)
    if gaps:
        return f"{preset['label']} (no {'cost at home' if gaps[0].startswith('home') else 'ITMO price'} found)"
    return f"{preset['label']} (currency not stated)" if not preset["currency"] else str(preset["label"])


def offered() -> Offered:
    """Return the starting points, the currencies, and the years of prices."""
    labels = {str(row["preset_id"]): label(row) for row in as_dicts(queries.presets())}
    return Offered(
        {"preset": labels, "currency": dict(zip(CURRENCIES, CURRENCIES, strict=True))}, {"year": (1990, 2100)}
    )


def at_first(query: Mapping[str, str], _: Filters) -> Entries:
    """Return the entries of the preset that an address names, or of the first one."""
    presets = queries.presets()
    names = dict(zip(presets["preset_id"], presets["label"], strict=True))
    chosen = meant(query.get("preset", ""), names) or next(iter(names))
    return from_preset(presets.set_index("preset_id", drop=False).loc[chosen])


PANEL = Panel(
    "calculator",
    Entries,
    offered,
    at_first,
    rows=(
        ("preset", "volume", "currency", "year"),
        ("home_low", "home_high", "itmo_low", "itmo_high", "delivered"),
    ),
    fold="Change volume, costs and prices",
    head=("preset",),
    restarts="preset",
)


def to_scenario(entries: Entries) -> Scenario | None:
    """Return the scenario, or None while a number is missing."""
    amounts: list[float] = [getattr(entries, name) for name in NUMBERS]
    if None in amounts:
        return None
    volume, home_low, home_high, itmo_low, itmo_high, delivered = amounts
    currency = "(currency not stated)" if entries.currency == NOT_STATED else entries.currency
    return Scenario(volume, home_low, home_high, itmo_low, itmo_high, delivered / 100, currency, entries.year)
