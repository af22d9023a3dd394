"""Numbers in words, the same on every page: tonnes, dollars, shares, bytes, and what is said where a number is missing. Pure."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from dashboard.core.dates import NOT_KNOWN

MEGATONNE = 1_000_000
AMOUNT_NOT_FOUND = "amount not found"
# Digits behind the point of megatonnes, by size.
_ORDERS = ((1000, 0), (10, 1), (0.1, 2), (0, 3))


def is_missing(value: Any) -> bool:
    """Return whether a value of a frame stands for none: None, NaN, NaT or NA; a list never does."""
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def known_number(value: float | None) -> float | None:
    """The value; None for each kind of none, as a type checker understands it."""
    return None if is_missing(value) else value


def split(value: float, *, is_approximate: bool = False) -> tuple[str, str]:
    """Return tonnes as a number and its unit: ("156,319", "t"), ("2.2", "Mt"); approximate ones are rounded as told."""
    if not is_approximate and abs(round(value)) < MEGATONNE:
        return f"{value:,.0f}", "t"
    millions = value / MEGATONNE
    if is_approximate and millions < 1:
        return (f"{millions:.2g}", "Mt") if millions >= 0.1 else (f"{value:,.0f}", "t")
    digits = 2 if abs(millions) < 2 else 1 if abs(millions) < 100 else 0
    text = f"{millions:,.{digits}f}"
    return (text.rstrip("0").rstrip(".") if is_approximate else text), "Mt"


def tonnes(value: float, *, is_approximate: bool = False) -> str:
    """Return tonnes as "156,319 t", "2.2 Mt" or "about 0.7 Mt"."""
    number, unit = split(value, is_approximate=is_approximate)
    return f"{'about ' if is_approximate else ''}{number} {unit}"


def tonnes_co2e(value: float | None) -> str:
    """Return tonnes as "2.2 MtCO2e" or "353,084 tCO2e"; "amount not found" where there is no figure."""
    known = known_number(value)
    return AMOUNT_NOT_FOUND if known is None else f"{tonnes(known)}CO2e"


def megatonnes(value: float | None) -> str:
    """Return million tonnes as "1,240 Mt", "21.0 Mt" or "0.35 Mt"; "not found" where there is no figure."""
    if (known := known_number(value)) is None:
        return NOT_KNOWN
    digits = next(digits for limit, digits in _ORDERS if abs(known) >= limit)
    return f"{known:,.{digits}f} Mt"


def rounded_megatonnes(value: float) -> str:
    """Return million tonnes in few digits: "12 Mt", "0.7 Mt", and below a tenth of one "11,786 t"."""
    if value < 0.1:
        return f"{value * MEGATONNE:,.0f} t"
    return f"{value:.0f} Mt" if value >= 10 and float(value).is_integer() else f"{value:.1f} Mt"


def dollars(value: float | None) -> str:
    """Return US dollars in short: US$718 m, US$12.4 bn, US$3,400; "no data" for none."""
    if (known := known_number(value)) is None:
        return "no data"
    for size, unit in ((1e9, "bn"), (1e6, "m")):
        if abs(known) >= size * 0.9995:
            return f"US${three_figures(known / size)} {unit}"
    return f"US${known:,.0f}"


def money(value: float) -> str:
    """Return an amount of any currency, with its hundredths where it has some: "1,200", "37.5", "−0.03"."""
    return minus(f"{value:,.2f}".rstrip("0").rstrip("."))


def percent(share: float) -> str:
    """Return a share with one decimal, never a rounded zero for something."""
    return "under 0.1%" if 0 < share < 0.0005 else f"{share:.1%}"


def number(value: float | None, form: str = "{:,.0f}", unit: str = "") -> str:
    """Return a number with its unit, or "not found"."""
    known = known_number(value)
    return NOT_KNOWN if known is None else form.format(known) + unit


def amount(value: float | None, unit: str = "") -> str:
    """Return a number in full with its unit: "2,203,456 tCO2e", "0.4 MtCO2e" or "amount not found"."""
    if (known := known_number(value)) is None:
        return AMOUNT_NOT_FOUND
    text = f"{known:,.0f}" if abs(known) >= 1000 else f"{known:,.3f}".rstrip("0").rstrip(".")
    return f"{text} {unit}".strip()


def three_figures(value: float) -> str:
    """Return a number with three figures that count: "1,230", "21", "0.0114"."""
    return f"{value:,.0f}" if abs(value) >= 999.5 else f"{value:.3g}"


def in_a_cell(value: float) -> str:
    """Return a number as a cell of a table shows it: "1,234,567", "37.5", "0.0123", "−4"."""
    return minus(f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}")


def minus(text: str) -> str:
    """Return a number that is written out with the sign for minus in place of a hyphen."""
    return text.replace("-", "−")


def size(count: int) -> str:
    """Return a number of bytes as 27 kB or 2.9 MB."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000)):,} kB"
    return f"{count / 1_000_000:.1f} MB"
