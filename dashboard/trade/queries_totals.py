"""Questions on totals of others, and on exports known without a pair or without codes. US dollars."""

from __future__ import annotations

import pandas as pd

from dashboard.core.records import Row, Rows
from dashboard.core.warehouse import ask, ask_rows


def beside_published(exporter: str, year: int) -> Rows:
    """Return an exporter's preferred rows of a year to Parties not in Annex I: importer_iso3, importer, product, hs_code, value_usd,
    source_id, attribution; most first.

    All products that the Atlas has, dual use included, because the published figure names materials as well.
    """
    return ask_rows(
        """
        SELECT t.importer_iso3, a.area AS importer, p.label AS product, hs_code, sum(t.value_usd)::BIGINT AS value_usd,
            t.source_id, s.attribution
        FROM trade_list t JOIN trade_area_list a ON a.area_iso3 = t.importer_iso3 JOIN product_list p USING (hs_code)
            JOIN trade_sources s ON s.source_id = t.source_id
        WHERE t.is_preferred AND t.exporter_iso3 = $exporter AND t.year = $year AND a.is_party AND NOT a.is_annex1
        GROUP BY ALL ORDER BY value_usd DESC
        """,
        exporter=exporter,
        year=year,
    )


def of_the_south() -> Row:
    """Return the total that others publish of one exporter's sales to the Global South. Columns of table trade_published_list."""
    (row,) = ask_rows("FROM trade_published_list WHERE importer_group = 'Global South' ORDER BY total_id LIMIT 1")
    return row


def reconciliation() -> pd.DataFrame:
    """Return every comparison of our rows with other figures. Columns of table trade_reconciliation_list; and hs_codes, the
    codes that make our side, where it is one exporter's exports to the world and no user loaded rows that change them."""
    return ask("""
        SELECT *, CASE WHEN exporter_iso3 IS NOT NULL AND importer_group = 'World' AND NOT EXISTS (FROM trade_sources WHERE is_imported
            AND source_id IN (SELECT source_id FROM trade_list)) THEN regexp_extract_all(scope, '\\b\\d{6}\\b') ELSE [] END AS hs_codes
        FROM trade_reconciliation_list ORDER BY check_id
    """)


def published() -> pd.DataFrame:
    """Return the headline figures that others publish. Columns of table trade_published_list."""
    return ask("SELECT * FROM trade_published_list ORDER BY total_id")


def world_totals() -> pd.DataFrame:
    """Return exports to the whole world by product and year, where only these are known: total_id, exporter_iso3 (NULL: all
    exporters), exporter, products, hs_codes, year, value_usd, is_computed, source_id, publisher, source_url."""
    return ask("FROM trade_exporter_total_list")


def without_partners(exporter: str) -> Rows:
    """Return the `world_totals` of one exporter, and world_usd, those of all exporters for the same year and codes."""
    return ask_rows(
        """
        SELECT o.*, e.value_usd AS world_usd
        FROM trade_exporter_total_list o LEFT JOIN trade_exporter_total_list e ON e.exporter_iso3 IS NULL AND e.year = o.year AND e.hs_codes = o.hs_codes
        WHERE o.exporter_iso3 = $exporter ORDER BY o.products, o.year DESC
        """,
        exporter=exporter,
    )


def technology_flows() -> pd.DataFrame:
    """Return exports by technology group without codes: flow_id, exporter_iso3, exporter, importer_iso3, importer, product_group,
    year, value_usd, source_id, publisher, source_url; largest first."""
    return ask("FROM trade_group_flow_list")


def by_technology(exporter: str) -> Rows:
    """Return the `technology_flows` of one exporter."""
    return ask_rows("FROM trade_group_flow_list WHERE exporter_iso3 = $exporter", exporter=exporter)
