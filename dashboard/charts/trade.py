"""Trade by year, one small chart a country on one scale, and shares of imports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.core.forms import Bars, Multiples, bold, told
from dashboard.core.numbers import is_missing
from dashboard.core.palette import meaning
from dashboard.core.records import Rows


def place_in_year(signed_on: str) -> float:
    """Return where a date known to the year, month or day stands on an axis on which a year's value is at its middle."""
    parts = [int(part) for part in signed_on.split("-")]
    if len(parts) == 1:
        return float(parts[0])
    month, day = parts[1], parts[2] if len(parts) > 2 else 15
    return parts[0] + (date(parts[0], month, day).timetuple().tm_yday - 183) / 366


def small_multiples(
    countries: Rows, codes: Sequence[str], exporter_iso3: str, alt: str = "", few: int = 0
) -> Multiples:
    """Return one panel a country of `codes` (rows of dashboard.trade.summaries.by_country), all on one scale, in million US$.

    A year without data is a gap, and the signature a line; an earlier one stands in the heading. `few`: how many are enough
    for a small screen.
    """
    rows = []
    for code in codes:
        one = [(label, row) for label, row in enumerate(countries) if row["area_iso3"] == code]
        one.sort(key=lambda of_year: of_year[1]["year"])
        known = [row for _, row in one if not is_missing(row["value_usd"])]
        last = f"{short(known[-1]['value_usd'])} in {known[-1]['year']}" if known else "no data"
        for label, row in one:
            million = None if is_missing(row["value_usd"]) else row["value_usd"] / 1e6
            signed = row["signed_on"] if isinstance(row["signed_on"], str) else ""
            rows.append(
                {
                    "area": told(row["area"]),
                    "year": int(row["year"]),
                    "million": million,
                    "under": f"{last}\nsigned {signed[:4]}" if signed else last,
                    "signed": place_in_year(signed) if signed else None,
                    "colour": meaning(exporter_iso3, "accent"),
                    "told": "" if million is None else f"{bold(row['area'])}, {row['year']}: US${million:,.1f} m",
                    "id": label,
                }
            )
    return Multiples(tuple(rows), "area", "year", "million", alt, event="signed", few=few)


def short(value: float) -> str:
    """Return US$6.1 m; what is too small to matter has no digits."""
    if not value:
        return "US$0"
    return f"US${value / 1e6:,.1f} m" if value >= 100_000 else "under US$0.1 m"


def _percent(value: float) -> str:
    return "under 0.1%" if 0 < value < 0.05 else f"{value:.1f}%"


def shares(table: Rows, exporter_iso3: str, years: Sequence[int], alt: str = "") -> Bars:
    """Return the shares of `table` (dashboard.trade.summaries.share_table) in the last year, beside those in the first."""
    named = sorted((one for one in enumerate(table) if one[1]["exporter_iso3"]), key=lambda one: -one[1]["share"])
    own = [one for one in named[7:] if one[1]["exporter_iso3"] == exporter_iso3]
    others = [one for one in enumerate(table) if not one[1]["exporter_iso3"]]
    rows = []
    for label, row in (*named[:7], *own, *others):
        code, share = row["exporter_iso3"], row["share"] * 100
        before = None if is_missing(row["first_share"]) or years[0] == years[-1] else row["first_share"] * 100
        is_own = code == exporter_iso3
        rows.append(
            {
                "exporter": bold(row["exporter"]) if is_own else told(row["exporter"]),
                "share": share,
                "before": before,
                "colour": meaning(code, "accent") if is_own else "other" if isinstance(code, str) else "neutral",
                "said": _percent(share) if before is None else f"{_percent(share)} ({_percent(before)})",
                "in_full": "" if before is None else f"{_percent(share)} ({_percent(before)} in {years[0]})",
                "told": f"{told(row['exporter'])}, {years[-1]}: {share:.1f}%",
                "told_before": "" if before is None else f"{told(row['exporter'])}, {years[0]}: {before:.1f}%",
                "id": label,
            }
        )
    return Bars(tuple(rows), "exporter", "share", alt, before="before")
