"""The brief on a country or a pair as a file to save."""

from __future__ import annotations

from dashboard.brief import content, html, pdf
from dashboard.core.choices import Filters


def save(key: str, suffix: str, chosen: Filters) -> bytes:
    """Return the brief on a country (GHA) or a pair (JPN-VNM) by these filters as a file: pdf, or html."""
    buyer_iso3, _, host_iso3 = key.partition("-")
    brief = content.pair(buyer_iso3, host_iso3, chosen) if host_iso3 else content.country(key, chosen)
    sheet, document = pdf.fit(brief)
    return document if suffix == "pdf" else html.render(sheet)
