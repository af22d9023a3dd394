"""The inputs of the calculator: filled from a preset, kept in the URL, never converted between currencies."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.targets.scenario import Scenario

NOT_STATED = "not stated"
CURRENCIES = (NOT_STATED, "AUD", "CAD", "CHF", "EUR", "GBP", "JPY", "KRW", "NOK", "NZD", "SEK", "SGD", "USD")
NUMBERS = {
    "volume": "Volume bought, Mt",
    "home_low": "Cost at home, low",
    "home_high": "Cost at home, high",
    "itmo_low": "ITMO price, low",
    "itmo_high": "ITMO price, high",
    "delivered": "Share delivered, %",
}
NAMES = ("preset", *NUMBERS, "currency", "year")
Entries = dict[str, Any]


def from_preset(row: pd.Series) -> Entries:
    """Return the entries of a preset; None where no source was found. Everything counts as delivered."""

    def known(value: Any) -> float | None:
        return None if pd.isna(value) else float(value)

    return {
        "preset": row["preset_id"],
        "volume": float(row["volume_mt"]),
        "home_low": known(row["domestic_low"]),
        "home_high": known(row["domestic_high"]),
        "itmo_low": known(row["itmo_low"]),
        "itmo_high": known(row["itmo_high"]),
        "delivered": 100.0,
        "currency": row["currency"] or NOT_STATED,
        "year": None if pd.isna(row["price_year"]) else int(row["price_year"]),
    }


def from_query(query: Mapping[str, str], presets: pd.DataFrame) -> tuple[Entries, list[str]]:
    """Return the entries that a link asks for, and one sentence for each part that can't be honoured."""
    problems = []
    rows = presets.set_index("preset_id", drop=False)
    name = query.get("preset", presets["preset_id"].iloc[0])
    if name not in rows.index:
        problems.append(f"The link names an unknown preset, “{name[:40]}”.")
        name = presets["preset_id"].iloc[0]
    entries = from_preset(rows.loc[name])
    for key, label in NUMBERS.items():
        if key in query:
            value = _number(query[key])
            if value is None and query[key]:
                problems.append(f"The link's “{label}”, {query[key][:20]}, is no number.")
            else:
                entries[key] = value
    if "currency" in query:
        if query["currency"] in CURRENCIES:
            entries["currency"] = query["currency"]
        else:
            problems.append(f"The link names an unknown currency, “{query['currency'][:20]}”.")
    if "year" in query:
        year = _number(query["year"])
        entries["year"] = int(year) if year is not None and 1990 <= year <= 2100 else None
        if query["year"] and entries["year"] is None:
            problems.append(f"The link's year, {query['year'][:20]}, is none between 1990 and 2100.")
    return entries, problems


def to_query(entries: Entries, presets: pd.DataFrame) -> dict[str, str]:
    """Return the parameters of a link: the preset, and whatever differs from it."""
    usual = from_preset(presets.set_index("preset_id", drop=False).loc[entries["preset"]])
    changed = {key: value for key, value in entries.items() if key != "preset" and value != usual[key]}
    texts = {k: "" if v is None else f"{v:.10g}" if isinstance(v, float) else str(v) for k, v in changed.items()}
    return {"preset": entries["preset"]} | texts


def to_scenario(entries: Entries) -> Scenario | None:
    """Return the scenario, or None while a number is missing."""
    if any(entries[key] is None for key in NUMBERS):
        return None
    return Scenario(
        volume_mt=entries["volume"],
        domestic_low=entries["home_low"],
        domestic_high=entries["home_high"],
        itmo_low=entries["itmo_low"],
        itmo_high=entries["itmo_high"],
        delivered=entries["delivered"] / 100,
        currency="(currency not stated)" if entries["currency"] == NOT_STATED else entries["currency"],
        year=entries["year"],
    )


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def in_fields(entries: Entries) -> tuple[tuple[str, str, str], ...]:
    """Return the inputs as the name in the address, the label and the value of now, for a plain form."""
    labels = {"preset": "Start from", **NUMBERS, "currency": "Currency", "year": "Year of costs and prices"}
    return tuple(
        (
            name,
            label,
            ""
            if entries[name] is None
            else f"{entries[name]:g}"
            if isinstance(entries[name], float)
            else str(entries[name]),
        )
        for name, label in labels.items()
    )
