"""Questions on trade: one function each. Values are current US dollars; only preferred rows are ever read."""

from __future__ import annotations

import pandas as pd

from dashboard.core.records import Rows
from dashboard.core.warehouse import ask, ask_rows
from dashboard.trade.chosen import TradeFilters
from dashboard.trade.queries_scope import OBTAINED, OF_SCOPE, PLACES, scope


def choices() -> Rows:
    """Return what can be chosen: kind (exporter, importer, region, chain, product), key, label, in their order.

    Products without any row are left out. Exporters that signed or seek Article 6 agreements come first.
    """
    return ask_rows("""
        WITH traded AS (SELECT DISTINCT hs_code FROM trade_code_years)
        SELECT 'exporter' AS kind, area_iso3 AS key, area AS label,
            (area_iso3 NOT IN (SELECT buyer_iso3 FROM agreement_list))::INT AS place
        FROM trade_area_list WHERE is_exporter
        UNION ALL SELECT 'importer', area_iso3, area, 0 FROM trade_area_list WHERE is_importer
        UNION ALL SELECT DISTINCT 'region', region, region, 0 FROM trade_area_list WHERE region IS NOT NULL
        UNION ALL SELECT DISTINCT 'chain', value_chain, chain, chain_order FROM product_list JOIN traded USING (hs_code)
        UNION ALL SELECT 'product', hs_code, label || ' (' || hs_code || ')', chain_order
            FROM product_list JOIN traded USING (hs_code)
        ORDER BY kind, place, label
    """)


def parties() -> dict[str, str]:
    """Return the names of all Parties by code."""
    found = ask_rows("SELECT iso3, short_name FROM party_list ORDER BY short_name")
    return {row["iso3"]: row["short_name"] for row in found}


def first_exporter() -> str:
    """Return the exporter that is shown while nobody chose one: the buyer that has agreements with the most hosts."""
    (row,) = ask_rows("""
        SELECT area_iso3 FROM trade_area_list LEFT JOIN agreement_list ON buyer_iso3 = area_iso3 AND is_counted
        WHERE is_exporter GROUP BY area_iso3 ORDER BY count(DISTINCT host_iso3) DESC, area_iso3 LIMIT 1
    """)
    return str(row["area_iso3"])


def years() -> tuple[int, int]:
    """Return the first and the last year that has rows."""
    (row,) = ask_rows("SELECT min(year) AS first, max(year) AS last FROM trade_code_years")
    return row["first"], row["last"]


FLOWS = f"""{PLACES}
    SELECT t.exporter_iso3, t.importer_iso3, t.year, t.hs_code, t.value_usd, t.quantity_t, t.source_id,
        has_signed_by(p.agreed_from_on, t.year) AS signed_by_then, p.area AS importer, p.region, p.income_group, p.has_agreement,
        p.signed_on, p.agreed_from_on, g.label AS product, g.value_chain, g.chain, g.stage,
        s.publisher, s.title AS source_title, s.valuation, s.attribution, s.url AS source_url, s.licence
    FROM trade_list t JOIN places p ON p.area_iso3 = t.importer_iso3 JOIN product_list g USING (hs_code)
        JOIN trade_source_list s ON s.source_id = t.source_id
    WHERE t.is_preferred AND t.exporter_iso3 = $exporter AND t.year BETWEEN $first_year AND $last_year AND {OF_SCOPE}
    ORDER BY t.year DESC, t.value_usd DESC, t.importer_iso3, t.hs_code
"""


def flow_rows(filters: TradeFilters) -> Rows:
    """Return the exports of the scope, newest and largest first: exporter_iso3, importer_iso3, year, hs_code, value_usd, quantity_t (tonnes),
    source_id, signed_by_then (the importer had an agreement by the end of that year), and of importer, product and source their names and groups.

    Every figure, chart, table and extract of the page is made of these rows.
    """
    return ask_rows(FLOWS, **scope(filters))


def flows(filters: TradeFilters) -> pd.DataFrame:
    """Return the same as a frame, for those who take it along or narrow it to a bar."""
    return ask(FLOWS, **scope(filters))


REPORTING = f"""
    needed AS (
        SELECT r.year, count(o.hs_code) AS codes, bool_or(o.viewpoint = 'importer_reported') AS needs_report
        FROM (SELECT unnest(range($first_year, $last_year + 1)) AS year) r
            LEFT JOIN (FROM trade_code_years WHERE {OBTAINED} AND {OF_SCOPE}) o USING (year)
        GROUP BY r.year
    ),
    missing AS (
        SELECT importer_iso3, year, sum(missing_usd) AS missing_usd FROM trade_gap_list
        WHERE {OF_SCOPE} AND importer_iso3 IN (SELECT unnest($areas::VARCHAR[])) AND year BETWEEN $first_year AND $last_year
        GROUP BY ALL
    ),
    seen AS (
        SELECT importer_iso3, year, sum(value_usd) AS value_usd FROM importer_cells
        WHERE {OF_SCOPE} AND importer_iso3 IN (SELECT importer_iso3 FROM missing) AND year BETWEEN $first_year AND $last_year
        GROUP BY ALL
    ),
    reporting AS (
        SELECT p.importer_iso3, n.year,
            why_unknown(n.codes, n.needs_report, y.has_reported, m.missing_usd, s.value_usd) AS why,
            why IS NULL AS has_data
        FROM (SELECT unnest($areas::VARCHAR[]) AS importer_iso3) p CROSS JOIN needed n
            LEFT JOIN importer_years y ON y.importer_iso3 = p.importer_iso3 AND y.year = n.year
            LEFT JOIN missing m ON m.importer_iso3 = p.importer_iso3 AND m.year = n.year
            LEFT JOIN seen s ON s.importer_iso3 = p.importer_iso3 AND s.year = n.year
    )
"""


def reporting(filters: TradeFilters) -> Rows:
    """Return which years of which importers are known: importer_iso3, year, has_data, why (None where known).

    A year is no data when the products of the scope come from the importers' own reports and the importer made none,
    or when the codes that it probably left out are worth more than most_missing() of its imports in the scope (etl/views/trade_time.sql).
    """
    return ask_rows(f"WITH {REPORTING} FROM reporting ORDER BY ALL", **scope(filters))


def without_data(filters: TradeFilters) -> pd.DataFrame:
    """Return the importers' years that are not known (`reporting`): importer_iso3, importer, year, why, and the publication that
    holds the importers' own reports of that year, else another one of the scope: source_id, source_url."""
    return ask(
        f"""
        WITH {REPORTING},
        read_in AS (
            SELECT o.year, arg_min(source_id, (viewpoint <> 'importer_reported')::INT) AS source_id,
                arg_min(s.url, (viewpoint <> 'importer_reported')::INT) AS source_url
            FROM (FROM trade_code_years WHERE {OBTAINED}) o JOIN sources s USING (source_id) WHERE {OF_SCOPE} GROUP BY o.year
        )
        SELECT r.importer_iso3, r.year, r.why, p.area AS importer, i.source_id, i.source_url
        FROM reporting r JOIN trade_area_list p ON p.area_iso3 = r.importer_iso3 LEFT JOIN read_in i USING (year)
        WHERE NOT r.has_data ORDER BY r.importer_iso3, r.year
        """,
        **scope(filters),
    )


def comparable_years(filters: TradeFilters) -> tuple[int, ...]:
    """Return the years shown for which every product of the scope was obtained; only these may stand in one line.

    Codes that follow each other in the nomenclature are one product. Products not obtained in any of these years don't count.
    """
    found = ask_rows(
        f"""
        WITH had AS (
            SELECT DISTINCT year, family_code FROM trade_code_years
            WHERE {OBTAINED} AND {OF_SCOPE} AND year BETWEEN $first_year AND $last_year
        )
        SELECT year FROM had GROUP BY year HAVING count(*) = (SELECT count(DISTINCT family_code) FROM had) ORDER BY year
        """,
        **scope(filters),
    )
    return tuple(row["year"] for row in found)


def shares(filters: TradeFilters, year: int, importers: tuple[str, ...]) -> Rows:
    """Return who supplied `importers` in `year`: exporter_iso3, exporter, value_usd, total_usd, importer_count,
    attribution.

    Only cells (importer, code) whose imports from the whole world are known from the same source. `total_usd` is their
    sum and the same in each row; the exporters that the Atlas knows need not fill it.
    """
    return ask_rows(
        f"""
        WITH whole AS (
            SELECT i.* FROM import_totals i
            WHERE i.year = $year AND i.{OF_SCOPE}
                AND list_contains($compared::VARCHAR[], i.importer_iso3)
        )
        SELECT t.exporter_iso3, a.area AS exporter, sum(t.value_usd)::BIGINT AS value_usd,
            (SELECT sum(value_usd) FROM whole)::BIGINT AS total_usd,
            (SELECT count(DISTINCT importer_iso3) FROM whole) AS importer_count,
            (SELECT string_agg(DISTINCT attribution, '; ') FROM whole JOIN trade_sources USING (source_id)) AS attribution
        FROM trade_list t JOIN whole w USING (importer_iso3, year, hs_code, source_id)
            JOIN trade_area_list a ON a.area_iso3 = t.exporter_iso3
        WHERE t.is_preferred AND t.year = $year
        GROUP BY ALL ORDER BY value_usd DESC, exporter
        """,
        **scope(filters),
        year=year,
        compared=importers,
    )


def supplied(filters: TradeFilters) -> pd.DataFrame:
    """Return the flows that shares are made of: what each exporter supplied to the importers of the scope, in the cells of
    `shares`, and `total_usd`, the imports of the cell from the whole world.

    Columns: exporter_iso3, exporter, importer_iso3, importer, year, hs_code, product, value_usd, total_usd, source_id, attribution.
    """
    return ask(
        f"""
        SELECT t.exporter_iso3, e.area AS exporter, t.importer_iso3, p.area AS importer, t.year, t.hs_code, g.label AS product,
            t.value_usd, i.value_usd AS total_usd, t.source_id, s.attribution
        FROM trade_list t JOIN import_totals i USING (importer_iso3, year, hs_code, source_id) JOIN product_list g USING (hs_code)
            JOIN trade_area_list p ON p.area_iso3 = t.importer_iso3 JOIN trade_area_list e ON e.area_iso3 = t.exporter_iso3
            JOIN trade_sources s ON s.source_id = t.source_id
        WHERE t.is_preferred AND t.year BETWEEN $first_year AND $last_year AND {OF_SCOPE} AND t.importer_iso3 IN (SELECT unnest($areas::VARCHAR[]))
        ORDER BY t.value_usd DESC, exporter, importer, t.hs_code
        """,
        **scope(filters),
    )


def other_values(filters: TradeFilters) -> pd.DataFrame:
    """Return what other publications give for flows of an exporter: importer_iso3, year, hs_code, other_values (their
    credits with what they say; the flows that the Atlas uses are those of `flows`)."""
    return ask(
        """
        SELECT t.importer_iso3, t.year, t.hs_code,
            string_agg(s.attribution || format(': US${:,}', t.value_usd), '; ' ORDER BY t.source_id) AS other_values
        FROM trade_list t JOIN trade_sources s USING (source_id)
        WHERE NOT t.is_preferred AND t.exporter_iso3 = $exporter AND t.year BETWEEN $first_year AND $last_year
        GROUP BY ALL
        """,
        exporter=filters.exporter,
        **filters.years(),
    )


def sources(source_ids: tuple[str, ...]) -> Rows:
    """Return the publications behind some rows. Columns of table trade_source_list."""
    return ask_rows(
        "SELECT * FROM trade_source_list WHERE list_contains($ids::VARCHAR[], source_id) ORDER BY precedence, source_id",
        ids=source_ids,
    )
