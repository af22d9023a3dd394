"""Questions on trade around signatures. The rules are macros of the warehouse (etl/views/trade_time.sql). US dollars."""

from __future__ import annotations

from dashboard.core.records import Rows
from dashboard.core.warehouse import ask_rows
from dashboard.trade.chosen import TradeFilters
from dashboard.trade.queries import comparable_years, reporting
from dashboard.trade.queries_scope import OF_SCOPE, PLACES, scope

# What is known of each year was asked already (_known): to find it out once more took half of the time of this question.
_YEARS = f"""{PLACES},
    reporting AS (
        SELECT unnest($reporters::VARCHAR[]) AS importer_iso3, unnest($years::VARCHAR[])::INT AS year, unnest($whys::VARCHAR[]) AS why
    ),
    sums AS (
        SELECT importer_iso3, year, sum(value_usd)::BIGINT AS value_usd FROM trade_list
        WHERE is_preferred AND exporter_iso3 = $exporter AND {OF_SCOPE}
        GROUP BY ALL
    ),
    partner_years AS (
        SELECT p.area_iso3, p.area, p.signed_on, p.agreed_from_on, r.year, r.year - year(p.agreed_from_on) AS from_signature,
            side_of_signature(r.year, p.agreed_from_on, edition_on) AS side,
            CASE WHEN r.why = '' THEN coalesce(s.value_usd, 0) END AS value_usd, nullif(r.why, '') AS why
        FROM places p JOIN reporting r ON r.importer_iso3 = p.area_iso3 CROSS JOIN edition
            LEFT JOIN sums s ON s.importer_iso3 = p.area_iso3 AND s.year = r.year
        WHERE p.has_agreement
    )
"""


def floor_usd() -> int:
    """Return the value below which a year's trade is too little to say anything of it, US dollars."""
    (row,) = ask_rows("SELECT trade_floor_usd() AS floor_usd")
    return int(row["floor_usd"])


_OF_YEAR = ("area_iso3", "area", "signed_on", "agreed_from_on", "year", "from_signature", "side", "value_usd", "why")
_OF_PARTNER = (
    "area_iso3", "area", "signed_on", "agreed_from_on", "highest_usd", "highest_year", "before_usd", "before_years", "first_before_usd",
    "last_before_usd", "signature_usd", "after_usd", "after_years", "silent_years", "answer", "change_usd", "is_driver",
)  # fmt: skip


def _around_signatures(filters: TradeFilters) -> Rows:
    # A row a partner and year, with all that is said of the partner beside each: to ask for both apart planned the same question twice.
    return ask_rows(
        _YEARS
        + """,
        measured AS (
            SELECT area_iso3,
                max(value_usd) FILTER (side <> 'in_progress')::DOUBLE AS highest_usd,
                arg_max(year, (value_usd, -year)) FILTER (side <> 'in_progress' AND value_usd IS NOT NULL) AS highest_year,
                avg(value_usd) FILTER (side = 'before') AS before_usd,
                coalesce(list(year ORDER BY year) FILTER (side = 'before' AND value_usd IS NOT NULL), []) AS before_years,
                arg_min(value_usd, year) FILTER (side = 'before')::DOUBLE AS first_before_usd,
                arg_max(value_usd, year) FILTER (side = 'before')::DOUBLE AS last_before_usd,
                max(value_usd) FILTER (side = 'signature')::DOUBLE AS signature_usd,
                avg(value_usd) FILTER (side = 'after') AS after_usd,
                coalesce(list(year ORDER BY year) FILTER (side = 'after' AND value_usd IS NOT NULL), []) AS after_years,
                coalesce(list(year ORDER BY year) FILTER (why IS NOT NULL), []) AS silent_years,
                before_and_after(highest_usd, bool_or(signed_on IS NOT NULL), len(before_years), len(after_years)) AS answer,
                CASE WHEN answer = 'compared' THEN after_usd - before_usd END AS change_usd
            FROM partner_years GROUP BY area_iso3
        ),
        answered AS (SELECT *, drives(abs(change_usd), sum(abs(change_usd)) OVER ()) AS is_driver FROM measured)
        SELECT y.* REPLACE (value_usd::DOUBLE AS value_usd), a.* EXCLUDE (area_iso3)
        FROM partner_years y JOIN answered a USING (area_iso3) ORDER BY area, year
        """,
        **scope(filters),
        **_known(filters),
    )


def _known(filters: TradeFilters) -> dict[str, tuple[str, ...]]:
    """The years for which all products were obtained, of each importer: why one is not known, "" where it is."""
    whole = set(comparable_years(filters))
    asked = [row for row in reporting(filters) if row["year"] in whole]
    return {
        "reporters": tuple(row["importer_iso3"] for row in asked),
        "years": tuple(str(row["year"]) for row in asked),
        "whys": tuple(row["why"] or "" for row in asked),
    }


def partner_years(filters: TradeFilters) -> Rows:
    """Return the exports to each partner, a row a year for which all products were obtained: area_iso3, area, signed_on (None
    where the day was not found), agreed_from_on, year, from_signature (years since that of the signature), side (before,
    signature, after, in_progress), value_usd (None where not known), why (it is not known)."""
    return tuple({name: row[name] for name in _OF_YEAR} for row in _around_signatures(filters))


def partners(filters: TradeFilters) -> Rows:
    """Return what can be said of each partner: area_iso3, area, signed_on, agreed_from_on, answer (compared, no_year_after,
    no_year_before, no_date, too_little, no_report), highest_usd with highest_year (of several the first), before_usd and after_usd (means a year, of
    before_years and after_years), first_before_usd and last_before_usd (of the first and last of before_years), signature_usd (of the year of the signature),
    change_usd (after less before; None unless compared), is_driver (half or more of all changes is
    its own), silent_years (without a whole report); highest first."""
    told = {row["area_iso3"]: {name: row[name] for name in _OF_PARTNER} for row in _around_signatures(filters)}
    return tuple(sorted(told.values(), key=lambda row: (row["highest_usd"] is None, -(row["highest_usd"] or 0))))


def largest_partner(filters: TradeFilters) -> Rows:
    """Return the partner that drives the exports of the last year to all that had signed by its end: area, value_usd; no row
    where none does, or where it is the only one."""
    return ask_rows(
        f"""{PLACES},
        sums AS (
            SELECT area, sum(value_usd)::BIGINT AS value_usd
            FROM places JOIN trade_list ON importer_iso3 = area_iso3
            WHERE is_preferred AND exporter_iso3 = $exporter AND year = $last_year AND {OF_SCOPE}
                AND has_signed_by(agreed_from_on, $last_year)
            GROUP BY area
        )
        FROM sums QUALIFY drives(value_usd, sum(value_usd) OVER ()) AND count(*) OVER () > 1 ORDER BY value_usd DESC LIMIT 1
        """,
        **scope(filters),
    )
