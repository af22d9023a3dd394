"""How it works: the steps from an idea to a transferred tonne, with the projects that stand on each."""

from __future__ import annotations

import pandas as pd

from dashboard.core import links
from dashboard.core.choice import Choice
from dashboard.core.content import Block, Extract, Finding, Group, Heading, Page, RowLink, Say, Share, Table
from dashboard.core.glossary import TERMS, Term
from dashboard.core.plain import link, plain
from dashboard.core.records import as_dicts
from dashboard.core.words import day, plural
from dashboard.projects import findings, queries

FAQ = "https://unfccc.int/ru/node/637979"
ARTICLE_62 = "https://unfccc.int/process-and-meetings/the-paris-agreement/article-6/article-62"
BOOK = "guide book of Japan’s environment ministry"
GUIDE_BOOK = "https://de.slideshare.net/wyakab/ipcc-paris-agreement-glasgow-accord-article-6-rule-book"
JCM = "https://www.jcm.go.jp/"
IN_SHORT = (
    "An **ITMO** is one tonne of CO2 equivalent, saved or removed in one country (the host) and authorised to be counted "
    "elsewhere, as a rule by another country (the buyer). Two countries must sign, because the tonne leaves one national account "
    "and enters another: neither can book it alone. For each tonne that is transferred the host adds one to its own emissions "
    "account, and the buyer may subtract one from its own, so that no tonne is counted twice: this is the **corresponding adjustment**."
)
SOURCES = (
    "steps in the words of the Atlas, resting on the decisions of the Parties to the Paris Agreement 2/CMA.3 (annex: guidance on "
    "Article 6.2), 6/CMA.4 (FCCC/PA/CMA/2022/10/Add.2) and 4/CMA.6 (reporting tables), read through the UNFCCC’s "
    f"{link('questions and answers on Article 6.2', FAQ)} and {link('page on Article 6.2', ARTICLE_62)}, and through the "
    f"{link(BOOK, GUIDE_BOOK)}, which cites FCCC/PA/CMA/2021/L.18; the JCM’s steps on "
    f"{link('its own site', JCM)}. Which step a publisher’s word stands for is in {link('the open file aliases', 'data?table=aliases')}."
)
COLUMNS = {
    "label": "Step",
    "projects": "Projects now",
    "description": "What happens",
    "actor": "Who acts",
    "document": "What comes out",
}


def content(choice: Choice) -> Page:
    """Return the steps of the ladder, each with what happens there and how many projects of the choice stand on it."""
    ladder = queries.ladder(choice.filters)
    left_out = queries.left_out(choice.filters)
    stages = queries.stages().merge(ladder[["stage_id", "projects"]], on="stage_id", how="left")
    stages.loc[stages["stage_id"] == "cancelled", "projects"] = int((left_out["stage_id"] == "cancelled").sum())
    total = int(ladder["projects"].sum())
    known = findings.issuance_known(queries.issuance_known(choice.filters))
    steps = as_dicts(stages[stages["is_on_ladder"]])
    apart = as_dicts(stages[~stages["is_on_ladder"]])
    half = len(TERMS) // 2
    return Page(
        (
            Say(IN_SHORT),
            Say(f"{findings.ladder_ends(ladder)} {known}"),
            _table(choice, stages.drop(columns="sort_order"), total),
            *(_step(choice, number, dict(step), total) for number, step in enumerate(steps, start=1)),
            Heading("Outside these steps"),
            Group(tuple(_apart(choice, dict(state)) for state in apart), is_side_by_side=True),
            Heading("Words"),
            Group((_words(TERMS[:half]), _words(TERMS[half:])), is_side_by_side=True),
            Say(
                "Own words, for orientation. What binds is the text of the decisions; the Atlas read them in summaries, not in full.",
                "small",
            ),
        )
    )


def _step(choice: Choice, number: int, step: dict[str, object], total: int) -> Group:
    count = int(float(str(step["projects"])))
    share = f"{count / total:.0%} of {plural(total, 'project')}" if total else "no project shown"
    return Group(
        (
            Group((Heading(f"{number} · {step['label']}", 3), Say(plain(step["description"])))),
            Say(f"**Who acts**  \n{plain(step['actor'])}\n\n**What comes out**  \n{plain(step['document'])}"),
            Group((Share(count / total if total else 0.0, share), _projects_at(choice, str(step["stage_id"]), count))),
        ),
        is_side_by_side=True,
        is_boxed=True,
        widths=(2.5, 2.3, 1.5),
    )


def _projects_at(choice: Choice, stage_id: str, count: int) -> Block:
    if not count:
        return Say("No source shows a project at this step.", "small")
    return choice.link(f"{plural(count, 'project')} at this step", "projects", stage=stage_id)


def _apart(choice: Choice, state: dict[str, object]) -> Group:
    count = int(float(str(state["projects"])))
    is_unknown = state["stage_id"] == "unknown"
    where = _projects_at(choice, "unknown", count) if is_unknown else Say("They are in no total.", "small")
    return Group(
        (Say(f"**{state['label']}: {plural(count, 'project')}**"), Say(plain(state["description"])), where),
        is_boxed=True,
    )


def _words(terms: tuple[Term, ...]) -> Say:
    return Say("\n\n".join(f"**{term.word}.** {term.meaning}" for term in terms))


def _table(choice: Choice, stages: pd.DataFrame, total: int) -> Finding:
    def behind(step: dict[str, object]) -> str:
        name = "left_out" if step["stage_id"] == "cancelled" else "projects"
        return links.rows(choice.filters, name, stage_id=step["stage_id"]) if step["projects"] else ""

    table = Table("steps", stages, COLUMNS, (RowLink(behind),), extract=Extract("steps", stages))
    return Finding(
        f"{plural(int(stages['is_on_ladder'].sum()), 'step')} from an idea to a transferred tonne",
        f"Each project is counted at one step, the furthest that a source shows by {day(choice.filters.as_of)}. A full bar is all "
        f"{plural(total, 'project')}. Schemes differ in the order of some steps, and an agreement of two countries can come "
        "before or after the first of them.",
        table=table,
        sources=SOURCES,
    )
