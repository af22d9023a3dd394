"""Trade by year, one small chart a country on one scale, and shares of imports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard.core.forms import Bars, Multiples, bold, told
from dashboard.core.palette import meaning
from dashboard.core.records import with_labels


def place_in_year(signed_on: str) -> float:
    """Return where a date known to the year, month or day stands on an axis on which a year's value is at its middle."""
    parts = [int(part) for part in signed_on.split("-")]
    if len(parts) == 1:
        return float(parts[0])
    month, day = parts[1], parts[2] if len(parts) > 2 else 15
    return parts[0] + (date(parts[0], month, day).timetuple().tm_yday - 183) / 366


def small_multiples(
    countries: pd.DataFrame, codes: Sequence[str], exporter_iso3: str, alt: str = "", few: int = 0
) -> Multiples:
    """Return one panel a country of `codes` (rows of dashboard.trade.summaries.by_country), all on one scale, in million US$.

    A year without data is a gap, and the signature a line; an earlier one stands in the heading. `few`: how many are enough
    for a small screen.
    """
    rows = []
    for code in codes:
        one = countries[countries["area_iso3"] == code].sort_values("year")
        known = one[one["value_usd"].notna()]
        last = f"{short(known.iloc[-1]['value_usd'])} in {known.iloc[-1]['year']}" if len(known) else "no data"
        for label, row in with_labels(one):
            million = None if pd.isna(row["value_usd"]) else float(row["value_usd"]) / 1e6
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


def shares(table: pd.DataFrame, exporter_iso3: str, years: Sequence[int], alt: str = "") -> Bars:
    """Return the shares of `table` (dashboard.trade.summaries.share_table) in the last year, beside those in the first."""
    named = table[table["exporter_iso3"].notna()].sort_values("share", ascending=False)
    shown = [named.head(7), named.iloc[7:].loc[lambda rows: rows["exporter_iso3"] == exporter_iso3]]
    rows = []
    for label, row in with_labels(pd.concat([*shown, table[table["exporter_iso3"].isna()]])):
        code, share = row["exporter_iso3"], float(row["share"]) * 100
        before = None if pd.isna(row["first_share"]) or years[0] == years[-1] else float(row["first_share"]) * 100
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
