"""The one question of trade between partners: what several exporters sold to their importers in the newest years."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.choices import IS_COUNTED_UNDER, Filters
from dashboard.core.records import Rows
from dashboard.core.warehouse import ask_rows

# The products of the Trade page as it opens (queries_scope): dual-use goods are left out. What the build knows of each year stands in
# exporter_year_list and unknown_year_list.
_PARTNERS = f"""
    WITH asked AS (
        SELECT e.area_iso3 AS exporter_iso3, a.area_iso3 AS importer_iso3, a.area
        FROM (SELECT unnest($exporters::VARCHAR[]) AS exporter_iso3, unnest($importers::VARCHAR[]) AS importer_iso3) p
            JOIN trade_area_list e ON e.area_iso3 = p.exporter_iso3 AND e.is_exporter
            JOIN trade_area_list a ON a.area_iso3 = p.importer_iso3 AND a.is_importer
        WHERE a.area_iso3 <> e.area_iso3
    ),
    agreed AS (
        SELECT buyer_iso3 AS exporter_iso3, host_iso3 AS importer_iso3, min(counts_from_on) AS agreed_from_on,
            nullif(arg_min(coalesce(signed_on, ''), counts_from_on), '') AS signed_on
        FROM agreement_list
        WHERE is_counted AND counts_from_on <= $as_of::DATE AND {IS_COUNTED_UNDER.format(at="")}
            AND list_contains($exporters::VARCHAR[], buyer_iso3)
        GROUP BY ALL
    ),
    flows AS (
        SELECT t.exporter_iso3, t.importer_iso3, t.year, t.hs_code, t.value_usd, t.quantity_t, t.source_id
        FROM trade_list t JOIN asked USING (exporter_iso3, importer_iso3) JOIN product_list p USING (hs_code)
        WHERE t.is_preferred AND NOT p.is_dual_use
    )
    SELECT k.exporter_iso3, k.importer_iso3, k.area, n.year, u.why, g.signed_on, n.is_whole, n.product_count,
        f.hs_code, f.value_usd, f.quantity_t, f.source_id, has_signed_by(g.agreed_from_on, n.year) AS signed_by_then,
        s.attribution, s.url, s.precedence, trade_floor_usd() AS floor_usd
    FROM asked k JOIN exporter_year_list n USING (exporter_iso3)
        LEFT JOIN agreed g ON g.exporter_iso3 = k.exporter_iso3 AND g.importer_iso3 = k.importer_iso3
        LEFT JOIN unknown_year_list u ON u.exporter_iso3 = k.exporter_iso3 AND u.importer_iso3 = k.importer_iso3 AND u.year = n.year
        LEFT JOIN flows f ON f.exporter_iso3 = k.exporter_iso3 AND f.importer_iso3 = k.importer_iso3 AND f.year = n.year
        LEFT JOIN trade_source_list s USING (source_id)
    ORDER BY k.exporter_iso3, k.area, n.year, f.hs_code, f.source_id
"""


def between(pairs: Sequence[tuple[str, str]], chosen: Filters) -> Rows:
    """Return what exporters sold to importers (`pairs` of their codes) in the newest years (newest_years in etl/views/trade_time.sql); agreements
    count by the rule and on the day of the chosen filters. A pair with a code of which no trade is known has no row.

    One row a flow of a product, and one without hs_code where a year has none: exporter_iso3, importer_iso3, area (of the importer),
    year, why (there is no data, None where known), signed_on, is_whole (every product was obtained for that year), product_count, hs_code,
    value_usd, quantity_t, source_id, signed_by_then, attribution, url, precedence, floor_usd (below which nothing is told).
    """
    return ask_rows(
        _PARTNERS,
        exporters=tuple(exporter for exporter, _ in pairs),
        importers=tuple(importer for _, importer in pairs),
        as_of=chosen.as_of,
        rule=chosen.rule,
    )
