"""Questions on trade around signatures. The rules are macros of the warehouse (etl/views/trade_time.sql). US dollars."""

from __future__ import annotations

from dashboard.core.records import Rows
from dashboard.core.warehouse import ask_rows
from dashboard.trade.chosen import TradeFilters
from dashboard.trade.queries import REPORTING, SCOPE, WHOLE_YEARS

_YEARS = (
    SCOPE
    + REPORTING
    + WHOLE_YEARS
    + """
    , sums AS (
        SELECT importer_iso3, year, sum(value_usd)::BIGINT AS value_usd FROM trade_list
        WHERE is_preferred AND exporter_iso3 = $exporter AND hs_code IN (SELECT hs_code FROM goods)
        GROUP BY ALL
    ),
    partner_years AS (
        SELECT p.area_iso3, p.area, p.signed_on, p.agreed_from_on, r.year, r.year - year(p.agreed_from_on) AS from_signature,
            side_of_signature(r.year, p.agreed_from_on, edition_on) AS side,
            CASE WHEN r.has_data THEN coalesce(s.value_usd, 0) END AS value_usd, r.why
        FROM places p JOIN reporting r ON r.importer_iso3 = p.area_iso3 JOIN whole_years USING (year) CROSS JOIN edition
            LEFT JOIN sums s ON s.importer_iso3 = p.area_iso3 AND s.year = r.year
        WHERE p.has_agreement
    )
    """
)


def floor_usd() -> int:
    """Return the value below which a year's trade is too little to say anything of it, US dollars."""
    (row,) = ask_rows("SELECT trade_floor_usd() AS floor_usd")
    return int(row["floor_usd"])


def partner_years(filters: TradeFilters) -> Rows:
    """Return the exports to each partner, a row a year for which all products were obtained: area_iso3, area, signed_on (None
    where the day was not found), agreed_from_on, year, from_signature (years since that of the signature), side (before,
    signature, after, in_progress), value_usd (None where not known), why (it is not known)."""
    return ask_rows(
        _YEARS + "SELECT * REPLACE (value_usd::DOUBLE AS value_usd) FROM partner_years ORDER BY area, year",
        **filters.parameters(),
        **filters.years(),
    )


def partners(filters: TradeFilters) -> Rows:
    """Return what can be said of each partner: area_iso3, area, signed_on, agreed_from_on, answer (compared, no_year_after,
    no_year_before, no_date, too_little, no_report), highest_usd with highest_year, before_usd and after_usd (means a year, of
    before_years and after_years), first_before_usd and last_before_usd (of the first and last of before_years), signature_usd (of the year of the signature),
    change_usd (after less before; None unless compared), is_driver (half or more of all changes is
    its own), silent_years (without a whole report); highest first."""
    return ask_rows(
        _YEARS
        + """
        , measured AS (
            SELECT area_iso3, area, signed_on, agreed_from_on,
                max(value_usd) FILTER (side <> 'in_progress')::DOUBLE AS highest_usd,
                arg_max(year, value_usd) FILTER (side <> 'in_progress') AS highest_year,
                avg(value_usd) FILTER (side = 'before') AS before_usd,
                coalesce(list(year ORDER BY year) FILTER (side = 'before' AND value_usd IS NOT NULL), []) AS before_years,
                arg_min(value_usd, year) FILTER (side = 'before')::DOUBLE AS first_before_usd,
                arg_max(value_usd, year) FILTER (side = 'before')::DOUBLE AS last_before_usd,
                max(value_usd) FILTER (side = 'signature')::DOUBLE AS signature_usd,
                avg(value_usd) FILTER (side = 'after') AS after_usd,
                coalesce(list(year ORDER BY year) FILTER (side = 'after' AND value_usd IS NOT NULL), []) AS after_years,
                coalesce(list(year ORDER BY year) FILTER (why IS NOT NULL), []) AS silent_years
            FROM partner_years GROUP BY ALL
        ),
        answered AS (
            SELECT *, before_and_after(highest_usd, signed_on IS NOT NULL, len(before_years), len(after_years)) AS answer,
                CASE WHEN answer = 'compared' THEN after_usd - before_usd END AS change_usd
            FROM measured
        )
        SELECT *, drives(abs(change_usd), sum(abs(change_usd)) OVER ()) AS is_driver
        FROM answered ORDER BY highest_usd DESC NULLS LAST, area
        """,
        **filters.parameters(),
        **filters.years(),
    )


def largest_partner(filters: TradeFilters) -> Rows:
    """Return the partner that drives the exports of the last year to all that had signed by its end: area, value_usd; no row
    where none does, or where it is the only one."""
    return ask_rows(
        SCOPE
        + """
        , sums AS (
            SELECT area, sum(value_usd)::BIGINT AS value_usd
            FROM places JOIN trade_list ON importer_iso3 = area_iso3
            WHERE is_preferred AND exporter_iso3 = $exporter AND year = $last_year AND hs_code IN (SELECT hs_code FROM goods)
                AND has_signed_by(agreed_from_on, $last_year)
            GROUP BY area
        )
        FROM sums QUALIFY drives(value_usd, sum(value_usd) OVER ()) AND count(*) OVER () > 1 ORDER BY value_usd DESC LIMIT 1
        """,
        **filters.parameters(),
        last_year=filters.last_year,
    )
