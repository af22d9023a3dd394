"""Questions on the covered products beside all low-carbon technology of an exporter. US dollars."""

from __future__ import annotations

import pandas as pd

from dashboard.core.warehouse import ask


def window(exporter_iso3: str) -> pd.DataFrame:
    """Return the years of an exporter: year, series (only years of one can be compared), covered_usd, low_carbon_usd and ratio
    (NaN where the total is not known), publisher, source_title, url. US dollars."""
    found = ask(
        """
        SELECT w.*, s.publisher, s.title AS source_title, s.url FROM trade_window_list w LEFT JOIN sources s USING (source_id)
        WHERE exporter_iso3 = $exporter ORDER BY year
        """,
        exporter=exporter_iso3,
    )
    return found.astype({"covered_usd": float, "low_carbon_usd": float, "ratio": float})


def breaks() -> pd.DataFrame:
    """Return the years from which totals can't be compared with those before: from_year, label, reason."""
    return ask("SELECT from_year, label, reason FROM trade_low_carbon_breaks ORDER BY from_year")
