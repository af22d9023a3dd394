"""The scope of the Trade page: the importers and products that are chosen, each asked for once. Who asks on has their codes as parameters."""

from __future__ import annotations

from dashboard.core.choices import IS_COUNTED_UNDER
from dashboard.core.records import Rows
from dashboard.core.warehouse import Value, ask_rows
from dashboard.trade.chosen import TradeFilters

AGREED = f"""
    WITH agreed AS (
        SELECT host_iso3, min(counts_from_on) AS agreed_from_on,
            nullif(arg_min(coalesce(signed_on, ''), counts_from_on), '') AS signed_on
        FROM agreement_list
        WHERE is_counted AND buyer_iso3 = $exporter AND counts_from_on <= $as_of::DATE
            AND {IS_COUNTED_UNDER.format(at="")}
        GROUP BY host_iso3
    )
"""
# The importers of a scope by their codes: a query that had to find them again took most of its time for it.
PLACES = f"""{AGREED},
    places AS (
        SELECT a.area_iso3, a.area, a.region, a.income_group, g.host_iso3 IS NOT NULL AS has_agreement, g.agreed_from_on, g.signed_on
        FROM trade_area_list a LEFT JOIN agreed g ON g.host_iso3 = a.area_iso3
        WHERE a.area_iso3 IN (SELECT unnest($areas::VARCHAR[]))
    )
"""
OF_SCOPE = "hs_code IN (SELECT unnest($codes::VARCHAR[]))"
# What was obtained: for every exporter, or for the chosen one alone.
OBTAINED = "(exporter_iso3 IS NULL OR exporter_iso3 = $exporter)"


def places(filters: TradeFilters) -> Rows:
    """Return the importers of the scope: area_iso3, area, region, income_group, has_agreement, agreed_from_on (the day from
    which the first agreement counts), signed_on (as precisely as known, None where its day was not found), signed_by_then
    (it counted by the end of the last year), by name."""
    return ask_rows(
        f"""
        {AGREED}
        SELECT a.*, g.host_iso3 IS NOT NULL AS has_agreement, g.agreed_from_on, g.signed_on,
            has_signed_by(agreed_from_on, $last_year) AS signed_by_then
        FROM trade_area_list a LEFT JOIN agreed g ON g.host_iso3 = a.area_iso3
        WHERE a.area_iso3 <> $exporter
            AND CASE $countries WHEN 'hosts' THEN is_host AND NOT is_annex1
                WHEN 'parties' THEN is_party AND NOT is_annex1 ELSE is_importer END
            AND CASE $agreement WHEN 'with' THEN g.host_iso3 IS NOT NULL WHEN 'without' THEN g.host_iso3 IS NULL ELSE true END
            AND (len($importers::VARCHAR[]) = 0 OR list_contains($importers::VARCHAR[], area_iso3))
            AND (len($regions::VARCHAR[]) = 0 OR list_contains($regions::VARCHAR[], region))
        ORDER BY area
        """,
        **filters.parameters(),
        last_year=filters.last_year,
    )


def _products(filters: TradeFilters) -> Rows:
    # Whether it has rows in the years shown beside it, so that one question is enough.
    return ask_rows(
        f"""
        SELECT p.*, o.is_shown
        FROM product_list p JOIN (
            SELECT hs_code, bool_or(year BETWEEN $first_year AND $last_year) AS is_shown FROM trade_code_years WHERE {OBTAINED} GROUP BY hs_code
        ) o USING (hs_code)
        WHERE ($with_dual_use OR NOT is_dual_use)
            AND (len($chains::VARCHAR[]) = 0 OR list_contains($chains::VARCHAR[], value_chain))
            AND (len($stages::VARCHAR[]) = 0 OR list_contains($stages::VARCHAR[], stage))
            AND (len($products::VARCHAR[]) = 0 OR list_contains($products::VARCHAR[], hs_code))
        ORDER BY chain_order, hs_code
        """,
        **filters.parameters(),
        **filters.years(),
    )


def goods(filters: TradeFilters) -> Rows:
    """Return the products of the scope that have rows in the years shown. Columns of table product_list, and is_shown, which is true."""
    return tuple(row for row in _products(filters) if row["is_shown"])


def scope(filters: TradeFilters) -> dict[str, Value]:
    """Return the parameters of queries on a scope: those of the choice, the codes of its importers (`areas`) and of its products in any year
    (`codes`), the first and the last year."""
    return {
        **filters.parameters(),
        **filters.years(),
        "areas": tuple(row["area_iso3"] for row in places(filters)),
        "codes": tuple(row["hs_code"] for row in _products(filters)),
    }
