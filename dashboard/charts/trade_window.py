"""The covered products beside all low-carbon technology that a country exports: two columns a year, parted where years can't be compared."""

from __future__ import annotations

from dashboard.core.forms import Columns, bold
from dashboard.core.numbers import is_missing
from dashboard.core.palette import meaning
from dashboard.core.records import Rows

KINDS = (("covered_usd", "products covered here", "fact"), ("low_carbon_usd", "all low-carbon technology", "whole"))


def bars(window: Rows, exporter_iso3: str, alt: str = "") -> Columns:
    """Return the columns of `window` (dashboard.trade.window.rows): the covered products, and all low-carbon technology.

    Both stand on one scale beside each other, for the ratio of the two is no share.
    """
    rows = []
    for column, name, state in KINDS:
        for label, year in enumerate(window):
            value = None if is_missing(year[column]) else year[column] / 1e9
            rows.append(
                {
                    "year": int(year["year"]),
                    "part": int(year["series"]),
                    "kind": name,
                    "billions": value,
                    "colour": meaning(exporter_iso3, "accent"),
                    "state": state,
                    "said": "" if value is None else _billions(value),
                    "told": "" if value is None else f"{bold(name)}, {year['year']}: US${value:,.3g} bn",
                    "id": label,
                }
            )
    return Columns(tuple(rows), "year", "billions", alt, series="kind", part="part", is_read_off=False)


def _billions(value: float) -> str:
    return f"{value:,.1f}" if value >= 0.95 else f"{value:.2g}"
