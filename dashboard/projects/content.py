"""Projects: the pipeline from idea to transfer, and what it is expected to bring."""

from __future__ import annotations

import pandas as pd

from dashboard.agreements import queries as agreement_queries
from dashboard.charts import estimates, ladder, sectors, years
from dashboard.core import links, numbers, told_rows
from dashboard.core.answer import Answer
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.content import Block, Chart, Extract, Finding, Page, RowLink, Say, Table, Tiles
from dashboard.core.figure import answers as answers_of
from dashboard.core.records import as_dicts
from dashboard.core.words import day, plural
from dashboard.projects import figures, findings, queries

TOLD = (
    figures.PROJECTS,
    figures.PROJECT_HOSTS,
    figures.EXPECTED_YEARLY,
    figures.EXPECTED_TOTAL,
    figures.WITH_ISSUANCE,
)
SOURCES = "named row by row in the table of projects"
STEPS = {"projects": "", "with_figure": "With a yearly estimate", "expected_tco2e_per_year": ""}
COLUMNS = {
    name: "Project" if name == "page" else ""
    for name in (
        "page", "title", "buyer", "host", "sector", "stage", "expected_tco2e_per_year", "expected_tco2e_total", "issued", "transferred",
        "registered_on", "programme", "source_url",
    )
}  # fmt: skip
LEFT_OUT = ("project_id", "title", "buyer", "host", "left_out_because", "source_url")


def content(choice: Choice) -> Page:
    """Return the projects of the choice: how far they are, where, of which sector and year, and each by itself."""
    answers = answers_of(TOLD, choice.filters)
    count, as_of = int(answers["projects"].value or 0), day(choice.filters.as_of)
    answer = Say(findings.pipeline(answers), "answer")
    if not count:
        nothing = "No project matches these filters. Take away a word, a sector or a stage, choose a later day, or press Reset."
        return Page((answer, Say(nothing, "nothing")))
    notes = (f"single activities, {as_of}", f"of these projects, {as_of}", "", "", f"of {count:,}, {as_of}")
    return Page(
        (
            answer,
            Tiles(tuple(answers.values()), notes=notes),
            _steps(choice, answers),
            _places(choice, answers["expected_yearly"]),
            _sectors(choice),
            *_years(choice),
            *_projects(choice, count),
            *_left_out(choice),
        )
    )


def steps_of(rows: pd.DataFrame, filters: Filters, key: str) -> tuple[Chart, Table]:
    """Return the ladder of some projects (queries.ladder) as chart and table, for any page that shows one."""
    finding = findings.ladder(rows)
    behind = RowLink(
        lambda bar: links.rows(filters, "projects", stage_id=bar["stage_id"]) if bar["projects"] else "",
        publishers=lambda bar: queries.publishers(filters, stage_id=bar["stage_id"]),
    )
    chart = Chart(key, ladder.draw(rows, f"Bars: {finding}"))
    # Where there is no project, there can be no estimate; where there are some, none was found.
    told = [
        told_rows.quantity(row["expected_tco2e_per_year"], "amount not found" if row["projects"] else "not applicable")
        for row in as_dicts(rows)
    ]
    columns = {"label": "Stage", "projects": "", "with_figure": STEPS["with_figure"], "expected": ""}
    return chart, Table(key, rows.assign(expected=told), columns, (behind,), extract=Extract(key, rows))


def _steps(choice: Choice, answers: dict[str, Answer]) -> Finding:
    yearly, total = answers["expected_yearly"], answers["expected_total"]
    count, as_of = int(answers["projects"].value or 0), day(choice.filters.as_of)
    silent = plural(count - len(yearly.made_of) - len(total.made_of), "project")
    apart = (
        f" {numbers.tonnes(total.value)} that {plural(len(total.made_of), 'expects', 'expect')} in total have no bar: their years differ."
        if total.value is not None
        else ""
    )
    known = findings.issuance_known(queries.issuance_known(choice.filters))
    rows = queries.ladder(choice.filters)
    chart, table = steps_of(rows, choice.filters, "stages")
    return Finding(
        findings.ladder(rows),
        f"Furthest step that a source shows, {as_of}: number of projects, and expected tCO2e a year, an estimate "
        f"before the fact, drawn light. For {silent} no estimate was found.{apart} Cancelled projects are left out. {known}",
        (chart,),
        table,
        SOURCES,
    )


def _places(choice: Choice, yearly: Answer) -> Finding:
    hosts = queries.by_host(choice.filters)
    finding = findings.where(hosts, yearly, agreement_queries.jcm_buyers())
    behind = RowLink(
        lambda bar: links.rows(choice.filters, "projects", host_iso3=bar["host_iso3"]),
        publishers=lambda bar: queries.publishers(choice.filters, host_iso3=bar["host_iso3"]),
    )
    drawn, silent = estimates.shown(hosts), int((hosts["with_figure"] == 0).sum())
    more = len(hosts) - len(drawn)
    apart = plural(more, "more host is", "more hosts are")
    without = f"; for {silent} of them no yearly estimate was found" if silent else ""
    without = ", without a yearly estimate" if silent == more else without
    return Finding(
        finding,
        "Expected tCO2e a year by host, estimates made before the fact, and how many of its projects have one."
        + (f" {apart} in the table{without}." if more else ""),
        (Chart("project_hosts", estimates.by_host(hosts, f"Bars: {finding}")),) if len(drawn) else (),
        Table("hosts", hosts, {"host": ""} | STEPS, (behind,), extract=Extract("hosts", hosts)),
        SOURCES,
    )


def _sectors(choice: Choice) -> Finding:
    rows = queries.sectors_by_buyer(choice.filters)
    finding = findings.sectors(rows)
    ids = {label: key for key, label in choice.known.options["sectors"].items()}
    mapped = f"Publishers’ own words are mapped to {len(ids)} sectors."
    behind = RowLink(
        lambda bar: links.rows(choice.filters, "projects", sector_id=ids[bar["sector"]], buyer_iso3=bar["buyer_iso3"]),
        publishers=lambda bar: queries.publishers(choice.filters, sector=bar["sector"], buyer_iso3=bar["buyer_iso3"]),
    )
    return Finding(
        finding,
        f"Number of projects by sector and buyer, {day(choice.filters.as_of)}. Bars: share of a buyer’s own projects. {mapped}",
        (
            Chart(
                "sectors",
                sectors.columns(rows, f"Bars: {finding}"),
                phone=sectors.stacked(rows, "Bars: projects by sector, of the largest buyer and of all others"),
            ),
        ),
        Table("sectors", rows, {"sector": "", "buyer": ""} | STEPS, (behind,), extract=Extract("sectors", rows)),
        SOURCES,
        drawn_on_phone=f"Number of projects by sector and buyer, {day(choice.filters.as_of)}. {mapped}",
    )


def _years(choice: Choice) -> tuple[Block, ...]:
    rows = queries.by_year(choice.filters)
    if rows.empty:
        return ()
    finding = findings.years(rows)
    behind = tuple(
        RowLink(
            lambda bar, kind=kind: (  # type: ignore[misc]
                links.rows(choice.filters, "projects", **{f"{kind}_year": bar["year"]}) if bar[kind] else ""
            ),
            f"Behind {kind}",
            lambda bar, kind=kind: queries.publishers(choice.filters, **{f"{kind}_year": bar["year"]}),  # type: ignore[misc]
        )
        for kind in ("selected", "registered")
    )
    return (
        Finding(
            finding,
            f"Registrations and selections by calendar year, up to {day(choice.filters.as_of)}; a project can be in both. Selections "
            "known only to the Japanese fiscal year have no bar.",
            (Chart("years", years.draw(rows, f"Bars: {finding}")),),
            Table("years", rows, ("year", "selected", "registered"), behind, extract=Extract("years", rows)),
            SOURCES,
        ),
    )


def _projects(choice: Choice, count: int) -> tuple[Block, ...]:
    rows = queries.projects(choice.filters, queries.TABLE_ROWS)
    readable = told_rows.with_words(rows, queries.untraced()).assign(
        page=[choice.address("project", project=key) for key in rows["project_id"]]
    )
    part = f" The first {len(rows):,} rows are shown; the extract has the same rows." if len(rows) < count else ""
    return (
        Finding(
            plural(count, "project") + ", largest expected volume first",
            f"A project opens by its key. A word stands where a quantity is missing.{part}",
        ),
        Table("projects", readable, COLUMNS, extract=Extract("projects", rows)),
    )


def _left_out(choice: Choice) -> tuple[Block, ...]:
    rows = queries.left_out(choice.filters)
    if rows.empty:
        return ()
    behind = RowLink(lambda row: links.rows(choice.filters, "left_out", row=row["project_id"]))
    fold = f"Left out of every count: {plural(len(rows), 'row')} that match"
    return (Table("left_out", rows, LEFT_OUT, (behind,), fold=fold),)
