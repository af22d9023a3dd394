"""Questions on authorised credits: one function each."""

from __future__ import annotations

import pandas as pd

from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup, conditions, fields_of, narrowed
from dashboard.core.records import Rows
from dashboard.core.warehouse import ask, ask_rows

# A block has no buyer, sector, stage or programme: a choice of one leaves none.
_UNNAMED = [
    told.column
    for told in fields_of(Filters).values()
    if told.column and told.group in FilterGroup.BUYERS | FilterGroup.ACTIVITIES
]
_FROM = f"(SELECT *, {', '.join(f'NULL AS {column}' for column in _UNNAMED)} FROM block_list) p"
_GROUPS = FilterGroup.PARTIES | FilterGroup.ACTIVITIES


def _chosen(filters: Filters | None) -> str:
    """The condition that keeps the blocks of a choice by its day; of none that of any choice, for whoever fills in the parameters."""
    return f"counts_from_on <= $as_of::DATE AND {conditions(Filters, _GROUPS, 'p', filters)}"


def _blocks(filters: Filters | None) -> str:
    return f"""
        SELECT p.* EXCLUDE ({", ".join(_UNNAMED)}, search_text, agreed_from_on)
            REPLACE (coalesce(agreed_from_on <= $as_of::DATE, false) AS has_agreement),
            strftime(counts_from_on, '%Y-%m-%d') AS event_on, counts_from_on AS event_until_on
        FROM {_FROM} WHERE {_chosen(filters)}
    """


BLOCKS = _blocks(None)


def blocks(filters: Filters) -> pd.DataFrame:
    """Return the blocks that were issued and authorised by the as-of day, of the chosen hosts, regions and words; none where buyers, sectors,
    stages or programmes are chosen, which no block names.

    Columns of table block_list, has_agreement by the as-of day, event_on and event_until_on: the day from which each counts, and
    authorised_year: the year in which it was authorised, as accounts date it.
    """
    return ask(
        f"SELECT *, year(authorised_until_on) AS authorised_year FROM ({_blocks(filters)}) ORDER BY host, registry, programme_ref, vintage_year, serial_first, block_id",
        **filters.parameters(),
    )


def block(block_id: str) -> pd.DataFrame:
    """Return one block, or no row for an unknown id. Columns of table block_list."""
    return ask("SELECT * FROM block_list WHERE block_id = $block_id", block_id=block_id)


def letters(filters: Filters) -> pd.DataFrame:
    """Return the letters behind those blocks, largest first, with the blocks, activities and credits of them: columns of table letter_list."""
    return ask(
        f"""
        WITH behind AS (
            SELECT letter_id, count(*) AS block_count, count(DISTINCT programme_ref) AS activity_count,
                sum(quantity_tco2e) FILTER (is_summed) AS quantity_tco2e FROM {_FROM} WHERE {_chosen(filters)} GROUP BY letter_id
        )
        SELECT l.* REPLACE (b.block_count AS block_count, b.activity_count AS activity_count, b.quantity_tco2e AS quantity_tco2e)
        FROM letter_list l JOIN behind b USING (letter_id) ORDER BY quantity_tco2e DESC, letter_id
        """,
        **filters.parameters(),
    )


def flags(filters: Filters) -> pd.DataFrame:
    """Return what does not agree in those blocks: flag, words, blocks and quantity_tco2e, most blocks first."""
    return ask(
        f"""
        SELECT f.flag, f.words, count(*) AS blocks, sum(p.quantity_tco2e) AS quantity_tco2e
        FROM block_flags f JOIN {_FROM} USING (block_id) WHERE {_chosen(filters)} GROUP BY ALL ORDER BY blocks DESC, flag
        """,
        **filters.parameters(),
    )


def totals(filters: Filters) -> Rows:
    """Return what the publishers had stated for exactly the one host of the filters by the as-of day, newest first; no row for any other choice,
    for they give no total of all.

    total_id, value, as_of, as_of_until_on, publisher, source_title, source_url, is_lead, is_approximate, and hole_name and hole_key, always NULL.
    """
    is_one_host = len(filters.hosts) == 1 and narrowed(filters, _GROUPS) == {"hosts"}
    return ask_rows(
        """
        SELECT total_id, value, as_of, as_of_until_on, publisher, source_title, source_url, is_lead, false AS is_approximate,
            NULL AS hole_name, NULL AS hole_key
        FROM reconciliation WHERE measure = 'authorised_tco2e' AND host_iso3 = $host AND as_of_until_on <= $as_of::DATE
        ORDER BY as_of_until_on DESC, total_id
        """,
        as_of=filters.as_of,
        host=filters.hosts[0] if is_one_host else "",
    )


def published(filters: Filters) -> pd.DataFrame:
    """Return the publishers' totals by host by the as-of day beside ours of the same day, largest first: host_iso3, host, as_of, value, ours,
    difference, total_id, source_url."""
    return ask(
        f"""
        SELECT host_iso3, host, as_of, value, ours, difference, total_id, source_url FROM reconciliation
        WHERE measure = 'authorised_tco2e' AND as_of_until_on <= $as_of::DATE
            AND {conditions(Filters, FilterGroup.HOSTS, of=filters)}
        ORDER BY value DESC, host
        """,
        **filters.parameters(),
    )
