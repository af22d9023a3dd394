"""The one question of trade between partners: what several exporters sold to their importers in the newest years."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.choices import IS_COUNTED_UNDER, Filters
from dashboard.core.records import Rows
from dashboard.core.warehouse import ask_rows
from dashboard.trade.queries import WHY

# The scope of the Trade page (queries_scope; queries.REPORTING, WHOLE_YEARS), for several exporters at once: dual-use goods are left out, and
# what was obtained for one exporter alone counts for it alone.
_PARTNERS = f"""
    WITH span AS (
        SELECT greatest(min(year), max(year) - $years::INT + 1) AS first_year, max(year) AS last_year FROM trade_code_years
    ),
    asked AS (
        SELECT e.area_iso3 AS exporter_iso3, a.area_iso3 AS importer_iso3, a.area
        FROM (SELECT unnest($exporters::VARCHAR[]) AS exporter_iso3, unnest($importers::VARCHAR[]) AS importer_iso3) p
            JOIN trade_area_list e ON e.area_iso3 = p.exporter_iso3 AND e.is_exporter
            JOIN trade_area_list a ON a.area_iso3 = p.importer_iso3 AND a.is_importer
        WHERE a.area_iso3 <> e.area_iso3
    ),
    exporters AS (SELECT DISTINCT exporter_iso3 FROM asked),
    agreed AS (
        SELECT buyer_iso3 AS exporter_iso3, host_iso3 AS importer_iso3, min(counts_from_on) AS agreed_from_on,
            nullif(arg_min(coalesce(signed_on, ''), counts_from_on), '') AS signed_on
        FROM agreement_list
        WHERE is_counted AND counts_from_on <= $as_of::DATE AND {IS_COUNTED_UNDER.format(at="")}
            AND list_contains($exporters::VARCHAR[], buyer_iso3)
        GROUP BY ALL
    ),
    obtained AS (
        SELECT x.exporter_iso3, y.year, y.hs_code, y.family_code, y.viewpoint
        FROM exporters x JOIN trade_code_years y ON y.exporter_iso3 IS NULL OR y.exporter_iso3 = x.exporter_iso3
        WHERE y.hs_code IN (SELECT hs_code FROM product_list WHERE NOT is_dual_use)
    ),
    goods AS (SELECT DISTINCT exporter_iso3, hs_code FROM obtained),
    shown AS (SELECT o.* FROM obtained o, span WHERE year BETWEEN first_year AND last_year),
    counted AS (
        SELECT exporter_iso3, count(DISTINCT hs_code) AS product_count, count(DISTINCT family_code) AS families FROM shown GROUP BY ALL
    ),
    whole_years AS (
        SELECT exporter_iso3, year FROM shown JOIN counted USING (exporter_iso3)
        GROUP BY exporter_iso3, year, families HAVING count(DISTINCT family_code) = families
    ),
    needed AS (
        SELECT x.exporter_iso3, r.year, count(o.hs_code) AS codes, bool_or(o.viewpoint = 'importer_reported') AS needs_report
        FROM exporters x CROSS JOIN (SELECT unnest(range(first_year, last_year + 1)) AS year FROM span) r
            LEFT JOIN shown o ON o.exporter_iso3 = x.exporter_iso3 AND o.year = r.year
        GROUP BY ALL
    ),
    missing AS (
        SELECT a.exporter_iso3, a.importer_iso3, m.year, sum(m.missing_usd) AS missing_usd
        FROM asked a JOIN trade_gap_list m USING (importer_iso3) JOIN goods USING (exporter_iso3, hs_code) GROUP BY ALL
    ),
    seen AS (
        SELECT m.exporter_iso3, m.importer_iso3, m.year, sum(c.value_usd) AS value_usd
        FROM missing m JOIN importer_cells c USING (importer_iso3, year) JOIN goods USING (exporter_iso3, hs_code) GROUP BY ALL
    ),
    known AS (
        SELECT a.exporter_iso3, a.importer_iso3, a.area, n.year, {WHY} AS why, g.signed_on, g.agreed_from_on,
            w.year IS NOT NULL AS is_whole
        FROM asked a JOIN needed n USING (exporter_iso3)
            LEFT JOIN agreed g USING (exporter_iso3, importer_iso3)
            LEFT JOIN whole_years w ON w.exporter_iso3 = a.exporter_iso3 AND w.year = n.year
            LEFT JOIN importer_years y ON y.importer_iso3 = a.importer_iso3 AND y.year = n.year
            LEFT JOIN missing m ON m.exporter_iso3 = a.exporter_iso3 AND m.importer_iso3 = a.importer_iso3 AND m.year = n.year
            LEFT JOIN seen s ON s.exporter_iso3 = a.exporter_iso3 AND s.importer_iso3 = a.importer_iso3 AND s.year = n.year
    ),
    flows AS (
        SELECT t.exporter_iso3, t.importer_iso3, t.year, t.hs_code, t.value_usd, t.quantity_t, t.source_id
        FROM trade_list t JOIN asked USING (exporter_iso3, importer_iso3) JOIN goods USING (exporter_iso3, hs_code), span
        WHERE t.is_preferred AND t.year BETWEEN first_year AND last_year
    )
    SELECT k.exporter_iso3, k.importer_iso3, k.area, k.year, k.why, k.signed_on, k.is_whole, c.product_count,
        f.hs_code, f.value_usd, f.quantity_t, f.source_id, has_signed_by(k.agreed_from_on, k.year) AS signed_by_then,
        s.attribution, s.url, s.precedence, trade_floor_usd() AS floor_usd
    FROM known k JOIN counted c USING (exporter_iso3) LEFT JOIN flows f USING (exporter_iso3, importer_iso3, year)
        LEFT JOIN trade_source_list s USING (source_id)
    ORDER BY k.exporter_iso3, k.area, k.year, f.hs_code, f.source_id
"""


def between(pairs: Sequence[tuple[str, str]], chosen: Filters, years: int) -> Rows:
    """Return what exporters sold to importers (`pairs` of their codes) in the newest `years`; agreements count by the rule and on the day of
    the chosen filters. A pair with a code of which no trade is known has no row.

    One row a flow of a product, and one without hs_code where a year has none: exporter_iso3, importer_iso3, area (of the importer),
    year, why (there is no data, None where known), signed_on, is_whole (every product was obtained for that year), product_count, hs_code,
    value_usd, quantity_t, source_id, signed_by_then, attribution, url, precedence, floor_usd (below which nothing is told).
    """
    return ask_rows(
        _PARTNERS,
        exporters=tuple(exporter for exporter, _ in pairs),
        importers=tuple(importer for _, importer in pairs),
        years=years,
        as_of=chosen.as_of,
        rule=chosen.rule,
    )
