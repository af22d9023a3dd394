"""Questions on what was authorised, issued and transferred: one function each, aggregated by DuckDB."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dashboard.agreements.queries import jcm_buyers, on_day
from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup, conditions, narrowed, unchosen
from dashboard.core.records import Rows
from dashboard.core.warehouse import ask, ask_rows


def _events(projects: str, filters: Filters | None) -> str:
    """The events of a choice, by its day; of none those of any choice, for whoever fills in the parameters. An event passes where a project that it
    covers does, at the stage of the as-of day (`projects`); without a choice of activities, those that name no project pass too."""
    chosen = f"p.event_until_on <= $as_of::DATE AND {conditions(Filters, FilterGroup.PARTIES, 'p', filters)}"
    if filters is None or narrowed(filters, FilterGroup.ACTIVITIES):
        chosen += f"""
            AND ({unchosen(Filters, FilterGroup.ACTIVITIES)}
                OR p.event_id IN (
                    SELECT c.event_id FROM event_coverage c JOIN {projects} p USING (project_id)
                    WHERE {conditions(Filters, FilterGroup.ACTIVITIES, "p", filters)}))"""
    return f"event_list p WHERE {chosen}"


def _of(filters: Filters) -> str:
    return _events(on_day("projects", filters.as_of), filters)


# Every event of the filters with who states its quantity, as a query for whoever pages through it.
LEDGER = f"SELECT * FROM {_events('projects_on($as_of::DATE)', None)}"


def ledger(filters: Filters) -> pd.DataFrame:
    """Return authorisations, issuances and first transfers by the as-of day, newest first. Columns of table event_list;
    `is_summed` is false for what stays out of every sum."""
    return ask(f"FROM {_of(filters)} ORDER BY event_on DESC NULLS LAST, event_id", **filters.parameters())


def delivery_ratios(filters: Filters) -> pd.DataFrame:
    """Return issuances whose period and estimate are both known, with expected_in_period_tco2e, issued_tco2e and
    issued_over_expected. Columns of table delivery_ratios."""
    return ask(
        f"FROM delivery_ratios WHERE event_id IN (SELECT p.event_id FROM {_of(filters)}) ORDER BY issued_over_expected",
        **filters.parameters(),
    )


def totals_of(measure: str, filters: Filters) -> Rows:
    """Return what others had published of a measure (of table reconciliation) by the as-of day for exactly the Parties of the filters,
    newest first; no row where the filters choose more than a buyer and a host, for nobody publishes such a total.

    Columns of `_totals`.
    """
    return _of_scope(measure, filters, filters.buyers)


def totals_of_jcm(measure: str, filters: Filters) -> Rows:
    """Return the same of JCM credits: all buyers that are chosen with the one of the scheme have none."""
    return _of_scope(measure, filters, [code for code in jcm_buyers() if code in filters.buyers or not filters.buyers])


def _of_scope(measure: str, filters: Filters, buyers: Iterable[str]) -> Rows:
    codes = tuple(buyers)
    others = narrowed(filters, FilterGroup.PARTIES | FilterGroup.ACTIVITIES) - {"buyers", "hosts"}
    if len(codes) != 1 or others or filters.hosts[1:]:
        return ()
    scope = (measure, codes[0], filters.hosts[0] if filters.hosts else None)
    found = _totals(filters)
    return tuple(total for total in found if (total["measure"], total["buyer_iso3"], total["host_iso3"]) == scope)


def _totals(filters: Filters) -> Rows:
    """Return what others had published by the as-of day on a whole programme or Party, or on a pair of it, newest first.

    Of table reconciliation what an Answer tells, is_approximate, and of the project whose missing amount is most of the difference to
    ours hole_name and hole_key (NULL where there is none). Asked once for all measures and Parties of a page.
    """
    return ask_rows(
        """
        SELECT t.total_id, t.measure, t.buyer_iso3, t.host_iso3, t.value, t.as_of, t.as_of_until_on, t.publisher, t.source_title,
            t.source_url, t.is_lead, coalesce(contains(lower(t.note), 'approximate'), false) AS is_approximate,
            split_part(e.project, ' - ', 1) AS hole_name, regexp_replace(e.project_id, '^JCM-', '') AS hole_key
        FROM reconciliation t LEFT JOIN event_list e ON e.event_id = t.hole_event_id
        WHERE t.measure IS NOT NULL AND t.value IS NOT NULL AND t.programme IS NULL AND t.as_of_until_on <= $as_of::DATE
        ORDER BY t.as_of_until_on DESC, t.total_id
        """,
        as_of=filters.as_of,
    )


def has_jcm(filters: Filters) -> bool:
    """Return whether a choice of Parties leaves in any agreement, project or event of the JCM: without one, JCM credits
    are not applicable."""
    (named,) = ask_rows(
        f"SELECT count(*) > 0 AS has_jcm FROM pair_list WHERE has_jcm AND {conditions(Filters, FilterGroup.PARTIES, of=filters)}",
        **filters.parameters(),
    )
    return bool(named["has_jcm"])


def published_quantities() -> pd.DataFrame:
    """Return the totals that others publish for the JCM, newest first. Columns of table published_quantities, with
    source_title."""
    return ask("""
        SELECT * FROM published_quantity_list
        WHERE total_id NOT IN (SELECT total_id FROM reconciliation WHERE measure = 'authorised_tco2e')
        ORDER BY last_possible_day(as_of) DESC NULLS LAST, total_id
    """)


def backcast() -> pd.DataFrame:
    """Return what was published as issued in all, oldest first, with what was expected by then. Columns of table
    issuance_backcast."""
    return ask("SELECT * FROM issuance_backcast ORDER BY as_of_until_on, total_id")
