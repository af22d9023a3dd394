"""One opened row: what it is, what every source says of it side by side, and which statement the Atlas uses."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from dashboard.agreements import findings, queries
from dashboard.core import columns, words
from dashboard.core.plain import link, plain
from dashboard.core.words import day, known_date, sentence
from dashboard.projects import queries as project_queries
from dashboard.render import components
from dashboard.render.page import Page
from dashboard.trust import queries as trace_queries

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
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_AT_END = re.compile(r"(\d{4}(?:-\d{2}){0,2})$")


def show(page: Page, row_kind: str, row_id: str) -> None:
    """Draw one row of any table with all its sources; `row_kind` and `row_id` as in table evidence."""
    statements = trace_queries.evidence(row_kind, row_id)
    with st.container(border=True, key="opened"):
        if row_kind == "agreement":
            _agreement_head(row_id)
        elif row_kind == "project":
            _project_head(page, row_id)
        elif row_kind == "event":
            _event_head(page, row_id)
        else:
            st.markdown("### What the sources say")
        fields = statements[statements["field"] != STEP]
        if len(fields):
            st.markdown("**What each source says** (✓ marks what the Atlas uses)")
            st.table(side_by_side(fields))
        for _, said in statements.groupby("source_id", sort=False):
            st.markdown(source_line(said))
        for note in dict.fromkeys(note for note in statements["note"] if note):
            if row_kind not in ("agreement", "project"):
                st.markdown(f"**Note.** {plain(note)}")
        if checks := [check_line(check) for _, check in trace_queries.verifications(row_kind, row_id).iterrows()]:
            st.markdown("**Checked against other pages**\n\n" + "\n".join(checks))
        if row_kind == "agreement":
            _agreement_foot(page, row_id)


def side_by_side(statements: pd.DataFrame) -> pd.DataFrame:
    """Return fields down, sources across, each cell the source's word with ✓ where the Atlas uses it."""

    def cell(said: pd.Series) -> str:
        value = said["value"]
        if said["field"].endswith("_on") or said["field"] == "valid_until":
            value = known_date(value)
        elif said["field"] == "status":
            value = words.status(value.replace(" ", "_"))
        elif said["field"] == "unit_kind":
            value = words.credit(value.replace(" ", "_"))
        own = said["as_stated"]
        stated = f" (as stated: {known_date(own) if _DATE.fullmatch(own) else own})" if own else ""
        return plain(f"{value}{stated}") + (" ✓" if said["is_chosen"] else "")

    said = statements.assign(cell=statements.apply(cell, axis=1), what=statements["field"].map(_what))
    said["who"] = said["publisher"].map(plain) + " (" + said["source_kind"].astype(str).str.replace("_", " ") + ")"
    grid = said.pivot_table(index="what", columns="who", values="cell", aggfunc=" / ".join, sort=False, observed=True)
    known = [name for name in map(_what, FIELDS) if name in grid.index]
    return (
        grid.reindex(known + [name for name in grid.index if name not in known])
        .fillna("says nothing")
        .rename_axis(index=None, columns=None)
    )


def check_line(check: pd.Series) -> str:
    """Return one row of table verification_list as a Markdown item: the day, what was checked, the verdict, the page."""
    page = (
        f" {link(check['publisher'] + ', ' + check['source_title'], check['source_url'])}" if check["source_id"] else ""
    )
    note = f". {plain(check['note'])}" if check["note"] else ""
    what = {"row": "the row"}.get(check["what"], f"the {check['what']}")
    return f"- {day(check['checked_on'].date())}, {what}: {VERDICTS[check['verdict']]}{page}{note}"


def source_line(said: pd.DataFrame) -> str:
    """Return one publication as a Markdown item: publisher, title, link, kind, date, confidence, terms, and the rule."""
    source = said.iloc[0]
    linked = link(source["source_title"], source["source_url"])
    dated = f"dated {known_date(source['published_on'])}" if source["published_on"] else "undated"
    rated = f", confidence {words.confidence(source['confidence'])}" if source["confidence"] else ""
    steps = said[said["field"] == STEP]
    fields = said[said["field"] != STEP].drop_duplicates(["field", "choice_rule"])
    rules: dict[str, list[str]] = {}
    for row in fields.itertuples():
        rules.setdefault(row.choice_rule[0].lower() + row.choice_rule[1:], []).append(_what(row.field).lower())
    why = "; ".join(f"{', '.join(names)}: {rule}" for rule, names in rules.items())
    told = "; ".join(plain(_DATE_AT_END.sub(lambda at: known_date(at[1]), step)) for step in steps["value"])
    parts = [why, f"steps: {told}" if told else ""]
    return (
        f"- **{plain(source['publisher'])}**, {linked}. {words.sentence(source['source_kind'].replace('_', ' '))}, {dated}{rated}; "
        f"terms: {plain(source['licence'])}. :small[{'. '.join(filter(None, parts))}.]"
    )


def _what(field: str) -> str:
    return (
        columns.of(field).heading if field in FIELDS else plain(_DATE_AT_END.sub(lambda at: known_date(at[1]), field))
    )


def _agreement_head(agreement_id: str) -> None:
    row = queries.agreement(agreement_id).iloc[0]
    st.markdown(f"### {row['buyer']} – {row['host']}: {row['instrument_label'].lower()}")
    if row["title"]:
        st.markdown(f"“{plain(row['title'])}”")
    dates = f"signed **{findings.signed_day(row['signed_on'])}**"
    if row["concluded_on"]:
        dates = f"concluded **{known_date(row['concluded_on'])}**"
    counted = (
        f"counted from {day(row['counts_from_on'])} ({row['counts_from_basis']})"
        if row["is_counted"]
        else "not counted in any total"
    )
    st.markdown(f"**{sentence(row['in_force_words'])}**; {dates}; {counted}.")
    if row["in_force_source"]:
        shown = f"{plain(row['in_use_shown_by'])}. " if row["in_use_shown_by"] else ""
        st.markdown(
            f"{shown}Source on that: {link(row['in_force_source'], row['in_force_url'])}."
            + (f" {plain(row['in_force_note'])}" if row["in_force_note"] else "")
        )
    if row["is_disputed"]:
        st.markdown(f":material/balance: **Sources disagree** on {_named(row['disagreement'])}.")


def _named(disagreement: str) -> str:
    return re.sub(r"\b(\w+) \(", lambda at: f"{_what(at[1]).lower()} (", disagreement)


def _agreement_foot(page: Page, agreement_id: str) -> None:
    row = queries.agreement(agreement_id).iloc[0]
    if row["note"]:
        st.markdown(f"**Note.** {plain(row['note'])}")
    with st.container(horizontal=True):
        for name, label, key in (
            ("pair", f"{row['buyer']} – {row['host']}", f"{row['buyer_iso3']}-{row['host_iso3']}"),
            ("country", row["buyer"], row["buyer_iso3"]),
            ("country", row["host"], row["host_iso3"]),
        ):
            components.page_link(name, label=label, query_params={**page.query, name: key})
    accepted = queries.eligibility(row["buyer_iso3"], row["host_iso3"])
    if len(accepted) and row["counting_rule"] == "binding":
        rules = accepted.iloc[0]
        named = f"{rules['publisher']}, {rules['source_title']}"
        st.markdown(
            f"**What {row['buyer']} accepts from {row['host']}.** Programmes: "
            f"{plain(rules['eligible_programmes'] or 'not found')}. Activities named: "
            f"{plain(rules['activity_examples'] or 'not found')}. "
            f"{link(named, rules['source_url'])}"
        )


def _project_head(page: Page, project_id: str) -> None:
    row = project_queries.project(project_id).iloc[0]
    st.markdown(f"### {plain(row['title'])}")
    counted = "" if row["is_counted"] else f" Left out of all totals: {plain(row['left_out_because'])}."
    st.markdown(f"{row['buyer']} – {row['host']}, {row['sector']}.{counted}")
    _project_link(page, project_id, "Open its own page")


def _event_head(page: Page, event_id: str) -> None:
    row = trace_queries.event(event_id).iloc[0]
    st.markdown(f"### {words.event(row['event'])}, {known_date(row['event_on'])}")
    what = plain(row["project"]) if row["project"] else "Several projects together"
    st.markdown(f"{what}, {row['buyer'] or 'no buyer Party'} – {row['host']}.")
    if row["project_id"]:
        _project_link(page, row["project_id"], "Open its project")


def _project_link(page: Page, project_id: str, label: str) -> None:
    components.page_link(
        "project",
        label=label,
        icon=":material/arrow_forward:",
        query_params={**page.query, "project": project_id},
    )
