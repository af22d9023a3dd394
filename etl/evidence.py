"""Where the headlines stand, row by row, and a sample of rows to be checked by a person."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.problems import shorten

# A row of these tables is a fact on its own: key, what it claims, date, publication, deep link.
FACTS = {
    "agreements": """SELECT agreement_id, buyer || '–' || host || ': ' || instrument_label || ', ' || status
        || coalesce(', signed ' || signed_on, ''), source_title, source_url FROM agreement_list""",
    "events": """SELECT event_id, coalesce(project, 'Several projects') || ', ' || host || ': ' || event || coalesce(', ' || event_on, '')
        || coalesce(', ' || format('{:,}', quantity_tco2e) || ' tCO2e', ', ' || quantity_word), source_title, source_url FROM event_list""",
    "projects": """SELECT project_id, title || ', ' || host || ': ' || stage || coalesce(', ' || format('{:,.0f}', expected_tco2e_per_year)
        || ' tCO2e a year', ''), source_title, source_url FROM project_list""",
    "published_quantities": """SELECT total_id, metric || coalesce(', as of ' || as_of, '') || ': ' || format('{:,.0f} ', value) || unit,
        title, coalesce(source_url, url) FROM published_quantities JOIN sources USING (source_id)""",
    "published_totals": """SELECT total_id, metric || coalesce(', as of ' || as_of, '') || ': ' || value_as_stated, title, url
        FROM published_totals JOIN sources USING (source_id)""",
    "target_progress": """SELECT progress_id, metric || coalesce(', as of ' || as_of, '') || ': ' || quantity || ' ' || unit, source_title, source_url
        FROM target_progress_list""",
    "targets": """SELECT target_id, buyer || ': ' || metric || coalesce(', ' || quantity || ' ' || unit, ''), source_title, source_url FROM target_list""",
    "prices": """SELECT price_id, subject || ': ' || low || coalesce(' to ' || high, '') || coalesce(' ' || currency, ''), source_title, source_url
        FROM price_list""",
}


class EvidenceError(Exception):
    """A headline leans on a lead; the text names each row."""


@dataclass(frozen=True)
class HeadlineRow:
    """A row behind a headline: share of it (0 to 1), where it stands, its mark where one is needed, and who states it."""

    measure: str
    row_id: str
    label: str
    quantity: float | None
    share: float
    state: str
    mark: str | None
    confidence: str
    stated_by: str

    def problem(self) -> str | None:
        """Return why the headline must not lean on this row, or None."""
        if self.state == "lead":
            return "a lead"
        if self.state == "one page" and self.mark != "one source":
            return "a single page that is not official, without a mark"
        return None


@dataclass(frozen=True)
class SampledRow:
    """A row drawn to be checked: its table and key, what it claims, and the publication where that should stand."""

    table: str
    key: str
    claims: str
    source: str
    url: str


def headline_rows(warehouse: Path) -> list[HeadlineRow]:
    """Return the rows that make up the first nine tenths of each headline of `warehouse`, the largest first.

    What stands in the sum although it rests on a lead is among them however small it is: read from the publications
    themselves, not from the rule that keeps leads out.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute("""
            WITH leads AS (
                SELECT event_id FROM event_list e JOIN sources s ON s.source_id IN (e.source_id, e.quantity_source_id)
                WHERE e.is_summed AND s.kind = 'lead')
            SELECT measure, row_id, label, quantity, share, CASE WHEN row_id IN (FROM leads) THEN 'lead' ELSE evidence_state END,
                evidence_mark, coalesce(confidence, ''), coalesce(stated_by, '')
            FROM headline_rows WHERE is_needed OR evidence_state = 'lead' OR row_id IN (FROM leads)
            ORDER BY measure, share DESC, row_id""").fetchall()
    return [HeadlineRow(*row) for row in rows]


def report(rows: list[HeadlineRow]) -> Iterator[str]:
    """Yield the text of `python -m etl evidence`: each headline with its rows (counts only the marked ones) and what is wrong."""
    for measure in dict.fromkeys(row.measure for row in rows):
        own = [row for row in rows if row.measure == measure]
        states = {state: sum(row.state == state for row in own) for state in dict.fromkeys(row.state for row in own)}
        yield f"{measure}: {len(own)} rows; " + ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        for row in own:
            if row.quantity is None and not row.problem():
                continue
            amount = "" if row.quantity is None else f"{row.quantity:>12,.0f}"
            mark = f" ({row.mark})" if row.mark else ""
            yield f"  {row.share:6.1%} {amount}  {row.row_id}  {row.confidence}  {row.state}{mark}: {shorten(row.stated_by)}"


def refuse_leads(rows: list[HeadlineRow]) -> None:
    """Raise EvidenceError, a line a row, where a headline leans on a lead or on a single unofficial page without a mark."""
    wrong = [f"  {row.measure}: {row.row_id} is {reason}" for row in rows if (reason := row.problem())]
    if wrong:
        raise EvidenceError("\n".join(["A headline leans on what can't carry it", *wrong]))


def sample(warehouse: Path, seed: int, rows: int) -> list[SampledRow]:
    """Draw `rows` different rows over all tables of facts, each equally likely; the same seed and data give the same rows."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        every = [
            SampledRow(table, key, claims or "", source or "", url or "")
            for table, sql in FACTS.items()
            for key, claims, source, url in connection.execute(f"FROM ({sql}) ORDER BY 1").fetchall()
        ]
    return random.Random(seed).sample(every, min(rows, len(every)))
