"""What each source says of one row, put into words: side by side, source by source, check by check. Pure."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from dashboard.core import columns, dates, words
from dashboard.core.content import Say
from dashboard.core.plain import link, plain
from dashboard.core.records import as_tuples
from dashboard.core.words import day, known_date

# The fields of a row in the order in which they are read; what a source says beside them follows.
FIELDS = (
    "instrument", "status", "signed_on", "concluded_on", "in_force_on", "valid_until", "known_by_on", "title", "stage", "stage_raw", "registered_on",
    "expected_tco2e_per_year", "expected_tco2e_total", "quantity_tco2e", "event_on", "quantity_kind", "unit_kind", "monitoring_period",
)  # fmt: skip
VERDICTS = {
    "confirmed": "confirmed by",
    "partly": "confirmed in part by",
    "contradicted": "contradicted by",
    "not_found": "no other page was found, which says nothing against it",
}
STEP = "step"
_COLUMN = re.compile(r"[a-z]+(_[a-z0-9]+)+|" + "|".join(FIELDS))
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_AT_END = re.compile(r"(\d{4}(?:-\d{2}){0,2})$")


def side_by_side(statements: pd.DataFrame) -> pd.DataFrame:
    """Return a row a field (named by `what`), a column a source, each cell the source's word with ✓ where the Atlas uses it."""
    # By hand: a pivot of pandas takes as long for these few cells as all the rest of their page.
    said: dict[str, dict[str, list[str]]] = {}
    sources: dict[str, None] = {}
    for row in as_tuples(statements):
        who = f"{plain(row.publisher)} ({str(row.source_kind).replace('_', ' ')})"
        sources.setdefault(who)
        said.setdefault(_what(row.field), {}).setdefault(who, []).append(_cell(row))
    known = [name for name in dict.fromkeys(map(_what, FIELDS)) if name in said]
    lines = [
        {"what": what} | {who: " / ".join(said[what].get(who, ["says nothing"])) for who in sources}
        for what in dict.fromkeys([*known, *said])
    ]
    return pd.DataFrame(lines, columns=pd.Index(["what", *sources]))


def _cell(said: Any) -> str:
    value = said.value
    if said.field.endswith("_on") or said.field == "valid_until":
        value = known_date(value)
    elif said.field == "status":
        value = words.status(value.replace(" ", "_"))
    elif said.field == "unit_kind":
        value = words.credit(value.replace(" ", "_"))
    elif not _DATE.fullmatch(value):
        value = dates.said(value)
    own = said.as_stated
    stated = f" (as stated: {known_date(own) if _DATE.fullmatch(own) else own})" if own else ""
    return plain(f"{value}{stated}") + (" ✓" if said.is_chosen else "")


def check_line(check: pd.Series) -> str:
    """Return one row of table verification_list as a Markdown item: the day, what was checked, the verdict, the page."""
    page = (
        f" {link(check['publisher'] + ', ' + check['source_title'], check['source_url'])}" if check["source_id"] else ""
    )
    note = f". {plain(check['note'])}" if check["note"] else ""
    what = {"row": "the row"}.get(check["what"], f"the {check['what']}")
    return f"- {day(check['checked_on'].date())}, {what}: {VERDICTS[check['verdict']]}{page}{note}"


def source_line(said: pd.DataFrame) -> Say:
    """Return one publication as an item: publisher, title, link, kind, date, confidence, terms; and aside the rule, and its steps."""
    rows = list(as_tuples(said))
    source = rows[0]
    linked = link(source.source_title, source.source_url)
    dated = f"dated {known_date(source.published_on)}" if source.published_on else "undated"
    rated = f", confidence {words.confidence(source.confidence)}" if source.confidence else ""
    steps = [row.value for row in rows if row.field == STEP]
    rules: dict[str, list[str]] = {}
    for field, rule in dict.fromkeys((row.field, row.choice_rule) for row in rows if row.field != STEP):
        rules.setdefault(rule[0].lower() + rule[1:], []).append(words.within(_what(field)))
    why = "; ".join(f"{', '.join(names)}: {rule}" for rule, names in rules.items())
    told = "; ".join(plain(_DATE_AT_END.sub(lambda at: known_date(at[1]), step)) for step in steps)
    parts = [why, f"steps: {told}" if told else ""]
    return Say(
        f"- **{plain(source.publisher)}**, {linked}. {words.sentence(source.source_kind.replace('_', ' '))}, {dated}{rated}; "
        f"terms: {plain(source.licence)}.",
        aside=f"{'. '.join(filter(None, parts))}.",
    )


def _what(field: str) -> str:
    # What is no column is said in words already.
    return (
        columns.of(field).heading
        if _COLUMN.fullmatch(field)
        else plain(_DATE_AT_END.sub(lambda at: known_date(at[1]), field))
    )


def named(disagreement: str) -> str:
    """Return a list of fields on which sources disagree, each with its words, by their headings."""
    return re.sub(r"\b(\w+) \(", lambda at: f"{words.within(_what(at[1]))} (", dates.said(disagreement))
