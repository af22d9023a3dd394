"""How it works: the steps from an idea to a transferred tonne, with the projects that stand on each."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.core.plain import link, plain
from dashboard.core.words import day, plural
from dashboard.evidence import registry as figures
from dashboard.projects import findings as project_findings
from dashboard.projects import queries as project_queries
from dashboard.render import components
from dashboard.render.page import Page, current

FAQ = "https://unfccc.int/ru/node/637979"
ARTICLE_62 = "https://unfccc.int/process-and-meetings/the-paris-agreement/article-6/article-62"
BOOK = "guide book of Japan's environment ministry"
GUIDE_BOOK = "https://de.slideshare.net/wyakab/ipcc-paris-agreement-glasgow-accord-article-6-rule-book"
JCM = "https://www.jcm.go.jp/"

GLOSSARY = {
    "ITMO": "Internationally transferred mitigation outcome: a reduction or removal of emissions, from 2021 on, that its "
    "host country has authorised for use elsewhere. In the Atlas one ITMO is one tonne of CO2 equivalent; Parties may "
    "also agree on another unit.",
    "Article 6.2": "The paragraph of the Paris Agreement under which countries work together directly, by agreements of "
    "their own, and count the results towards their climate targets.",
    "Cooperative approach": "The official name of such a cooperation once it is reported to the UNFCCC, whose platform "
    "gives it a number (CA and four digits).",
    "Authorisation": "The statement of a country that tonnes of an activity may be transferred and what they may be used "
    "for: a climate target (NDC), or another international purpose such as aviation (CORSIA). It allows; it delivers nothing yet.",
    "First transfer": "The moment at which the host's books change. For use towards a target it is the first international "
    "transfer of the authorised tonnes. For other purposes the host chooses whether authorisation, issuance, or use or "
    "cancellation counts as it.",
    "Corresponding adjustment": "The entry in both countries' emission accounts that keeps a tonne from being counted twice: "
    "the host adds it, the buyer may subtract what it uses. How the entry is spread over the years depends on the kind of target.",
    "JCM": "Joint Crediting Mechanism: Japan's scheme with its partner countries, each pair with a joint committee that "
    "registers projects and decides on issuance. Its credits are shared between both sides, and a JCM credit is not by itself an ITMO.",
    "LoA": "Letter of authorisation: the document that holds an authorisation. A letter of approval or of no objection "
    "shows support for a project and is not the same.",
    "Initial report": "The first report of a country that takes part, on its target, its way of accounting and each cooperation. "
    "It is tied to the authorisation of the first tonnes; yearly information follows, due on 15 April for the year before.",
}


def show_step(page: Page, number: int, step: pd.Series, total: int) -> None:
    """Draw one step: what happens, who acts, what comes out, and who stands there now."""
    count = int(step["projects"])
    with st.container(border=True, key=f"step_{step['stage_id']}"):
        what, who, where = st.columns([2.5, 2.3, 1.5], gap="medium", vertical_alignment="center")
        with what:
            st.subheader(f"{number} · {step['label']}", anchor=False)
            st.markdown(plain(step["description"]))
        who.markdown(f"**Who acts**  \n{plain(step['actor'])}\n\n**What comes out**  \n{plain(step['document'])}")
        with where:
            share = f"{count / total:.0%} of {plural(total, 'project')}" if total else "no project shown"
            st.progress(count / total if total else 0.0, text=share)
            link_to_table(page, step["stage_id"], count)


def link_to_table(page: Page, stage_id: str, count: int) -> None:
    """Draw the link to the projects of a stage in the table, or say that there is none."""
    if count:
        components.page_link(
            "projects",
            label=f"{plural(count, 'project stands', 'projects stand')} here",
            icon=":material/arrow_forward:",
            icon_position="right",
            query_params={**page.query, "stage": stage_id},
        )
    else:
        st.markdown(":small[No source shows a project of these filters at this step now.]")


page = current()
ladder = project_queries.ladder(page.filters)
left_out = project_queries.left_out(page.filters)
stages = project_queries.stages().merge(ladder[["stage_id", "projects"]], on="stage_id", how="left")
cancelled = int((left_out["stage_id"] == "cancelled").sum())
stages.loc[stages["stage_id"] == "cancelled", "projects"] = cancelled
steps = stages[stages["is_on_ladder"]]
total = int(ladder["projects"].sum())

st.markdown(
    "An **ITMO** is one tonne of CO2 equivalent, saved or removed in one country (the host) and authorised to be counted "
    "elsewhere, as a rule by another country (the buyer). Two countries must sign, because the tonne leaves one national account "
    "and enters another: neither can book it alone. For each tonne that is transferred the host adds one to its own emissions "
    "account, and the buyer may subtract one from its own, so that no tonne is counted twice: this is the **corresponding adjustment**."
)
st.markdown(
    f"{project_findings.ladder_ends(ladder)} {project_findings.issuance_known(project_queries.issuance_known(page.filters))}"
)
components.chart_head(
    "Nine steps from an idea to a transferred tonne",
    f"Each project stands on one step, the furthest that a source shows by {day(page.filters.as_of)}. A full bar is all {plural(total, 'project')}. "
    "Schemes differ in the order of some steps, and an agreement of two countries can come before or after the first of them.",
)
for number, (_, step) in enumerate(steps.iterrows(), start=1):
    show_step(page, number, step, total)

st.header("Apart from the ladder", anchor=False)
apart = stages[~stages["is_on_ladder"]]
for column, (_, state) in zip(st.columns(2, gap="medium"), apart.iterrows(), strict=True):
    with column, st.container(border=True, height="stretch", key=f"step_{state['stage_id']}"):
        count = int(state["projects"])
        st.markdown(f"**{state['label']}: {plural(count, 'project')}**")
        st.markdown(plain(state["description"]))
        if state["stage_id"] == "unknown":
            link_to_table(page, "unknown", count)
        else:
            st.markdown(":small[They are in no total of the Atlas.]")

st.header("Words", anchor=False)
halves = st.columns(2, gap="large")
words = list(GLOSSARY.items())
for column, part in zip(halves, (words[: len(words) // 2 + 1], words[len(words) // 2 + 1 :]), strict=True):
    column.markdown("\n\n".join(f"**{word}.** {meaning}" for word, meaning in part))
st.markdown(
    ":small[Own words, for orientation. What binds is the text of the decisions; the Atlas read them in summaries, not in full.]"
)
components.behind(
    page,
    "steps",
    stages.drop(columns="sort_order"),
    "steps in the words of the Atlas, resting on the decisions of the Parties to the Paris Agreement 2/CMA.3 (annex: guidance on "
    "Article 6.2), 6/CMA.4 (FCCC/PA/CMA/2022/10/Add.2) and 4/CMA.6 (reporting tables), read through the UNFCCC's "
    f"{link('questions and answers on Article 6.2', FAQ)} and {link('page on Article 6.2', ARTICLE_62)}, and through the "
    f"{link(BOOK, GUIDE_BOOK)}, which cites FCCC/PA/CMA/2021/L.18; the JCM's steps on "
    f"{link('its own site', JCM)}. Which step a publisher's word stands for is written in data/reference/aliases.csv.",
    {
        "label": "Step",
        "projects": "Projects now",
        "description": "What happens",
        "actor": "Who acts",
        "document": "What comes out",
    },
    behind_row=lambda step: (
        figures.url(
            page.filters, "left_out" if step["stage_id"] == "cancelled" else "projects", stage_id=step["stage_id"]
        )
        if step["projects"]
        else ""
    ),
)
