"""Questions on the covered products beside all low-carbon technology of an exporter. US dollars."""

from __future__ import annotations

from dashboard.core.records import Rows
from dashboard.core.warehouse import ask_rows


def window(exporter_iso3: str) -> Rows:
    """Return the years of an exporter: year, series (only years of one can be compared), covered_usd, low_carbon_usd and ratio
    (None where the total is not known), publisher, source_title, url. US dollars."""
    return ask_rows(
        """
        SELECT w.* REPLACE (covered_usd::DOUBLE AS covered_usd, low_carbon_usd::DOUBLE AS low_carbon_usd, ratio::DOUBLE AS ratio),
            s.publisher, s.title AS source_title, s.url
        FROM trade_window_list w LEFT JOIN sources s USING (source_id)
        WHERE exporter_iso3 = $exporter ORDER BY year
        """,
        exporter=exporter_iso3,
    )


def breaks() -> Rows:
    """Return the years from which totals can't be compared with those before: from_year, label, reason."""
    return ask_rows("SELECT from_year, label, reason FROM trade_low_carbon_breaks ORDER BY from_year")
