"""Where an axis has its ticks and what stands at them: even steps of numbers, whole years, months."""

from __future__ import annotations

import math
from datetime import date

from dashboard.core.dates import MONTHS
from dashboard.core.forms import text

Ticks = tuple[tuple[float, str], ...]
# Pixels that a year needs on an axis, with the space to the next.
YEAR_ROOM = 52.0
_STEPS = (1.0, 2.0, 5.0, 10.0)


def step(span: float, most: int, *, is_whole: bool = False) -> float:
    """Return the smallest even step that divides a span into at most `most` parts."""
    if span < 1e-12:
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    found = next(n * power for n in _STEPS if int(span / (n * power) + 1e-9) <= most)
    return max(1.0, float(math.ceil(found))) if is_whole else found


def numbers(
    low: float, high: float, most: int = 5, unit: str = "", *, is_whole: bool = False, has_sign: bool = False
) -> Ticks:
    """Return ticks of even numbers within the range, with the unit behind each."""
    wide = step(high - low, most, is_whole=is_whole)
    first, last = math.ceil(low / wide - 1e-9), math.floor(high / wide + 1e-9)
    return tuple((n * wide, f"{number(n * wide, has_sign=has_sign)}{unit}") for n in range(first, last + 1))


def fitting(
    low: float, high: float, scale: float, size: float, unit: str = "", most: int = 8, *, has_sign: bool = False
) -> Ticks:
    """Return as many ticks of even numbers, up to `most`, as have room side by side; `scale` is the pixels of one."""
    found: Ticks = ()
    for count in range(most, 0, -1):
        found = numbers(low, high, count, unit, has_sign=has_sign)
        room = max((text.width(words, size) for _, words in found), default=0.0) + size
        if len(found) < 2 or (found[1][0] - found[0][0]) * scale >= room:
            return found
    return found


def number(value: float, *, has_sign: bool = False) -> str:
    """Return a number of an axis: no digit more than it needs."""
    rounded = float(f"{value:.6g}") + 0.0
    text = f"{rounded:,.0f}" if rounded.is_integer() else f"{rounded:,.10g}"
    return f"+{text}" if has_sign and rounded > 0 else text.replace("-", "−")


def years(first: int, last: int, pixels: float, room: float = YEAR_ROOM) -> Ticks:
    """Return ticks at whole years, as many as have room; steps of 1, 2, 5 or 10 years."""
    span = max(last - first, 1)
    wide = next((n for n in (1, 2, 5, 10, 20, 50) if span / n * room <= pixels), 100)
    return tuple((float(year), str(year)) for year in range(-(-first // wide) * wide, last + 1, wide))


def days(low: float, high: float, pixels: float) -> Ticks:
    """Return ticks on a calendar (days as their ordinals): Januaries where years have room, else months of a short span."""
    first, last = date.fromordinal(int(low)), date.fromordinal(int(high))
    if high - low > 2.2 * 365:
        found = years(first.year + (first > date(first.year, 1, 1)), last.year, pixels)
        return tuple((float(date(int(year), 1, 1).toordinal()), words) for year, words in found)
    months = [(first.year + (first.month + n) // 12, (first.month + n) % 12 + 1) for n in range(27)]
    wide = next((n for n in (1, 2, 3, 6) if (high - low) / 30.4 / n * 70 <= pixels), 12)
    opened = [
        (date(year, month, 1), f"{MONTHS[month - 1]} {year}") for year, month in months if (month - 1) % wide == 0
    ]
    return tuple((float(day.toordinal()), words) for day, words in opened if low <= day.toordinal() <= high)


def within(found: Ticks, low: float, high: float, pixels: float, size: float, margin: float = 12.0) -> Ticks:
    """Return the ticks whose words don't leave the frame, which reaches `margin` pixels beyond the panel."""
    scale = pixels / (high - low)
    return tuple(
        (value, words)
        for value, words in found
        if min(value - low, high - value) * scale + margin >= text.width(words, size) / 2
    )
