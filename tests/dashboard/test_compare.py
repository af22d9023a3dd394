"""Side by side: figures counted by hand, one role, no sum, words for what is missing, one scale, an extract, suggestions."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from copies import EDITION

from dashboard.compare import figures, findings
from dashboard.compare.content import content
from dashboard.compare.figures import One, one
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Brief, Extract, Finding, Link, Links, Page, Say, Table, Tiles
from dashboard.delivered.figures import JCM_ISSUED, TRANSFERRED
from dashboard.pages import ENTRIES
from dashboard.render import document, tiles
from dashboard.targets import queries as targets

pytestmark = pytest.mark.usefixtures("built")

NEWEST = Filters(EDITION)
THEN, A_DAY_BEFORE = Filters(date(2023, 12, 31)), Filters(date(2023, 12, 19))


def page_of(filters: Filters = NEWEST, **query: str) -> Page:
    return content(Choice(filters, filters, offered(), tuple((name.rstrip("_"), text) for name, text in query.items())))


def extract_of(page: Page) -> pd.DataFrame:
    found = next(block.extract for block in page.walk() if isinstance(block, Table) and block.key == "compared")
    assert isinstance(found, Extract)
    return found.frame()


def said(page: Page, kind: str) -> list[str]:
    return [block.text for block in page.walk() if isinstance(block, Say) and block.kind == kind]


def values(page: Page) -> dict[str, dict[str, Any]]:
    """Name: figure: what leads in the extract, a number or a word."""
    rows = extract_of(page)
    rows["shown"] = rows["value"].astype(object).where(rows["value"].notna(), rows["word"])
    return {str(name): dict(zip(of["figure"], of["shown"], strict=True)) for name, of in rows.groupby("name")}


# Counted by hand from agreements.csv, claims.csv and events.csv: hosts Ghana and Thailand by the end of 2023, and twelve days before.
# Agreements of Ghana: Switzerland's agreement and declaration (2020), Sweden's MoU (2021), Singapore's letter (named by Aug 2023); of Thailand:
# Japan's memorandum (2015), Switzerland's statement (2021) and agreement (2022). CHE-THA-01 was issued in December 2023, known to the month, and
# transferred on the 20th; CHE-GHA-04 was authorised in December.
COUNTED = [
    (THEN, "Ghana", {"binding_pairs": 1, "agreements": 4, "authorisations": 2, "transferred": "none yet", "itmo_issued": "none yet", "jcm_issued": "not applicable"}),
    (THEN, "Thailand", {"binding_pairs": 2, "agreements": 3, "authorisations": 1, "transferred": 1916, "itmo_issued": 1916, "jcm_issued": 300}),
    (A_DAY_BEFORE, "Ghana", {"authorisations": 1, "transferred": "none yet"}),
    (A_DAY_BEFORE, "Thailand", {"authorisations": 1, "transferred": "none yet", "itmo_issued": "none yet", "jcm_issued": 300}),
]  # fmt: skip


@pytest.mark.parametrize(("filters", "name", "counted"), COUNTED)
def test_figures_are_those_counted_by_hand(filters, name, counted):
    shown = values(page_of(filters, parties="GHA,THA"))[name]
    assert {figure: shown[figure] for figure in counted} == counted


def test_what_differs_is_told_highest_first_and_what_does_not_apart():
    lines = said(page_of(THEN, parties="GHA,THA"), "text")[0]
    assert "**Agreements:** Ghana 4, Thailand 3." in lines
    assert "Expected" not in lines, "sums of some of the projects are no difference between Parties"
    assert "**First transferred:** Thailand 1,916 t traced, Ghana none yet." in lines
    assert "**Issued as JCM credits:** Thailand 300 t traced, Ghana not applicable." in lines
    assert "**The same for both:** authorised credits: none confirmed." in lines
    assert "**Used towards a goal:** Ghana none yet, Thailand none confirmed." in lines
    (answer,) = said(page_of(THEN, parties="GHA,THA"), "answer")
    assert answer.startswith("Thailand has more partners with a binding agreement: **2** (Ghana 1).")
    assert answer.endswith("Amounts issued and first transferred are known for Thailand.")


def test_each_is_told_in_one_role_alone():
    bought, sold = (values(page_of(parties="CHE,SWE", as_=role)) for role in ("buyer", "host"))
    rows = extract_of(page_of(parties="CHE,SWE", as_="host"))
    assert set(rows["role"]) == {"host"}
    assert bought["Switzerland"]["binding_pairs"] > (
        sold["Switzerland"]["binding_pairs"] if isinstance(sold["Switzerland"]["binding_pairs"], float) else 0
    )
    assert "authorised_credits" in sold["Sweden"] and "authorised_credits" not in bought["Sweden"], (
        "no block names a buyer"
    )


@pytest.mark.parametrize(
    ("parties", "role"), [("JPN,CHE", "buyer"), ("GHA,THA", "host"), ("JPN,GHA", "host"), ("TUV,VUT", "host")]
)
def test_parties_that_all_buy_are_compared_as_buyers_and_others_as_hosts(parties, role):
    assert set(extract_of(page_of(parties=parties))["role"]) == {role}


def test_who_has_nothing_in_the_role_is_told_with_the_way_to_the_other():
    page = page_of(parties="JPN,GHA")
    assert said(page, "caveat") == [
        "No agreement, project, issuance or transfer of Japan as host is known; a comparison keeps to one role."
    ]
    turned = next(block for block in page.walk() if isinstance(block, Link))
    assert dict(turned.query)["as"] == "buyer" and dict(turned.query)["parties"] == "JPN,GHA"


def test_pairs_stand_side_by_side():
    page = page_of(THEN, pairs="CHE-GHA,CHE-THA")
    shown = values(page)
    assert (
        shown["Switzerland–Thailand"]["transferred"] == 1916 and shown["Switzerland–Ghana"]["transferred"] == "none yet"
    )
    assert "binding_pairs" not in shown["Switzerland–Ghana"]
    assert page.heading == page.description == "Switzerland–Ghana and Switzerland–Thailand"


def test_each_figure_has_its_parts_and_a_word_where_it_is_missing():
    """Japan's credits: a published total leads, what is traced and what a lead says stand beside it, and none is added."""
    answers = {answer.figure.name: answer for answer in one("JPN", "Japan", "buyer", NEWEST).answers.values()}
    issued, cell = answers[JCM_ISSUED.name], findings.cell(answers[JCM_ISSUED.name])
    assert issued.leading is not None and issued.value is not None
    for part in (
        f"{issued.value:,.0f} t traced to",
        f"published by {issued.leading.publisher}",
        "unconfirmed, in no total",
        "amount not found",
    ):
        assert part in cell.replace("\\", ""), part
    nothing = findings.cell(one("SGP", "Singapore", "buyer", THEN).answers[TRANSFERRED.name])
    assert nothing.startswith("none yet")


def test_no_row_of_the_table_mixes_two_quantities():
    page = page_of(parties="JPN,CHE,SGP")
    rows = extract_of(page)
    labels = rows.groupby("figure")["label"].nunique()
    assert (labels == 1).all() and not rows.duplicated(["key", "figure"]).any()
    assert {"expected_yearly", "expected_total", "jcm_issued", "itmo_issued", "transferred", "used"} <= set(
        rows["figure"]
    )
    for block in page.walk():
        if isinstance(block, Tiles):
            assert len({answer.figure.name for answer in block.answers}) == 1 and block.is_one_scale


def test_bars_of_one_quantity_have_one_scale():
    ones = [one(code, code, "host", THEN) for code in ("THA", "MNG")]
    answers = [each.answers["jcm_issued"] for each in ones]
    drawn = tiles.bare(answers, lambda *_: "", is_one_scale=True)
    widths = [float(width) for width in re.findall(r'class="traced" style="width:([\d.]+)%', drawn)]
    traced = [float(answer.value or 0) for answer in answers]
    longest = max(answer.published.value if answer.published else 0 for answer in answers)
    leads = [answer.unconfirmed or (answer.lead_total.value if answer.lead_total else 0) for answer in answers]
    longest = max(longest, *traced, *leads)
    assert widths == [pytest.approx(100 * value / longest, abs=0.06) for value in traced]
    assert widths[0] < 100


def test_goals_are_those_of_the_page_targets_without_leads():
    rows = targets.targets()
    said_of = {
        code: findings.goal(
            rows[(rows["buyer_iso3"] == code) & rows["ladder_quantity_mtco2e"].notna() & ~rows["is_lead"].astype(bool)]
        )
        for code in ("JPN", "NOR")
    }
    table = next(
        block.frame()
        for block in page_of(parties="JPN,NOR").walk()
        if isinstance(block, Table) and block.key == "compared"
    )
    row = table[table["What"].str.startswith("**Goal")].iloc[0]
    assert row["Japan"] == said_of["JPN"] and "**100.0 Mt**" in row["Japan"].replace("100 Mt", "100.0 Mt")
    assert row["Norway"] == findings.NO_GOAL, "a lead is no goal"


def test_rules_stand_beside_each_other_in_words():
    page = page_of(parties="GHA,THA")
    table = next(block.frame() for block in page.walk() if isinstance(block, Table) and block.key == "compared-rules")
    assert list(table.columns) == ["Kind of rule", "Ghana", "Thailand"]
    kinds = table.set_index("Kind of rule")
    assert "only" in kinds.loc["**Shares**", "Ghana"], "a term of one agreement names its counterpart"
    assert not table.map(lambda cell: any(sign in cell for sign in "●○✕▨◌")).any().any()
    then = next(
        block.frame()
        for block in page_of(Filters(date(2023, 9, 2)), parties="GHA,THA").walk()
        if isinstance(block, Table) and block.key == "compared-rules"
    )
    assert "not yet on this day" in then.set_index("Kind of rule").loc["**Shares**", "Ghana"]


@pytest.mark.parametrize(("query", "way"), [({"parties": "GHA"}, "parties"), ({"pairs": "CHE-GHA"}, "pairs"), ({}, "")])
def test_what_is_too_few_leads_on(query, way):
    page = page_of(**query)
    links = [link for block in page.walk() if isinstance(block, Links) for link in block.links]
    assert len(links) >= 3 and not page.problems
    for link in links:
        assert dict(link.query).get(way, next(iter(query.values()), "")).startswith(next(iter(query.values()), ""))
        opened = page_of(**{name: dict(link.query)[name] for name in ("parties", "pairs") if name in dict(link.query)})
        assert any(isinstance(block, Brief) for block in opened.walk()), link
    assert not any(isinstance(block, Brief) for block in page.walk())


def test_a_document_has_all_four_columns_and_every_quantity():
    page = page_of(parties="GHA,THA,PER,KEN")
    html = document.html(page, ENTRIES["compare"].heading)
    for name in ("Ghana", "Thailand", "Peru", "Kenya"):
        assert html.count(f'<th scope="col">{name}</th>') >= 2
    titles = [block.title for block in page.walk() if isinstance(block, Finding)]
    assert any(title.startswith("First transferred: Ghana") for title in titles)
    assert "files/brief-compare.host.GHA.THA.PER.KEN.pdf" in html


def test_growth_counts_partners_once():
    """By hand: Thailand's second memorandum with Japan (2024) adds an agreement and no partner."""
    years = findings.first_years(one("THA", "Thailand", "host", Filters(date(2024, 12, 31))))
    assert sorted(years) == [2015, 2022]


def test_figures_of_a_role_are_declared_once():
    for role in ("buyer", "host", "pair"):
        names = [figure.name for figure in figures.measures(role)]
        assert len(names) == len(set(names))


def side_of(role: str, *agreed: tuple[str, str, str, str]) -> One:
    """One with no more than agreements: buyer, host, rule and the day from which each counts."""
    rows = pd.DataFrame(list(agreed), columns=["buyer_iso3", "host_iso3", "counting_rule", "counts_from_on"])
    name = "Japan" if role == "buyer" else "Ghana"
    return One(name[:3].upper(), name, SimpleNamespace(role=role, agreements=rows), {})  # type: ignore[arg-type]


def test_each_partner_has_the_year_of_its_first_binding_text():
    texts = (("binding", "2015-05-01"), ("binding", "2013-01-31"), ("memoranda", "2011-01-01"))
    buyer = side_of("buyer", *(("JPN", "THA", *text) for text in texts), ("JPN", "KEN", "binding", "2020-12-31"))
    assert findings.first_years(buyer).to_dict() == {"THA": 2013, "KEN": 2020}
    host = side_of("host", *(("JPN", "GHA", *text) for text in texts), ("CHE", "GHA", "binding", "2021-01-01"))
    assert findings.first_years(host).to_dict() == {"JPN": 2013, "CHE": 2021}
    none = side_of("host", ("SWE", "GHA", "memoranda", "2021-01-01"))
    late = replace(none, name="Benin", side=replace_rows(host, "counts_from_on", "2024-02-01"))
    assert findings.growth([late, buyer]) == "First binding agreement that counts: Japan in 2013, Benin in 2024"
    assert findings.growth([late, none]) == "First binding agreement that counts: Benin in 2024; none for Ghana"
    assert findings.growth([none, none]) == "No binding agreement counts for any of them"


@pytest.mark.parametrize(
    ("agreed", "said"),
    [
        ([], "none yet"),
        ([("memoranda", "2011-01-01")], "none yet"),
        ([("binding", None)], "none with a day that was found"),
        ([("binding", None), ("memoranda", "2011-01-01"), ("binding", "2013-01-31"), ("binding", "2013-01-30")], "30 Jan 2013, with Japan"),
    ],
)  # fmt: skip
def test_the_first_binding_text_is_the_oldest_with_a_day(agreed, said):
    columns = ["counting_rule", "signed_on", "signed_from_on", "signed_until_on", "buyer", "host"]
    rows = pd.DataFrame([(rule, on, on, on, "Japan", "Ghana") for rule, on in agreed], columns=columns)
    one = One("GHA", "Ghana", SimpleNamespace(role="host", agreements=rows), {})  # type: ignore[arg-type]
    assert findings._first_text(one) == said


def replace_rows(one: One, column: str, value: str) -> SimpleNamespace:
    """The side of one with another value in all its rows."""
    return SimpleNamespace(role=one.side.role, agreements=one.side.agreements.assign(**{column: value}))
