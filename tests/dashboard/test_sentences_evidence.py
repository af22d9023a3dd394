"""What is said of the rows behind a figure and of what each source says of one row, and of one project, on rows made up here."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from made import MOVED, NOBODY, YEARLY

from dashboard.core.fields import FilterGroup
from dashboard.core.figure import COMPUTED, MODELLED, Figure, Subject
from dashboard.evidence import findings, statements
from dashboard.projects import one_project

NAN = float("nan")
NAMES = SimpleNamespace(
    names={"JPN": "Japan", "KEN": "Kenya"}, options={"sectors": {"s": "Solar"}, "stages": {"issued": "Issued"}}
)
PROJECTS = Figure("projects", "Projects", NOBODY, "project", "projects", "Each counts once.")
BUYERS = Figure("buyers", "Buyers", NOBODY, "buyer", "buyers", "Each once.", distinct=("buyer_iso3",))
MEMBERS = Figure(
    "m", "M", Subject("member", "row_id", lambda _: pd.DataFrame(), FilterGroup.NONE), "row", "rows", "As theirs."
)


def rows(count: int, **columns: object) -> pd.DataFrame:
    """So many different rows of a kind, the first of which stands twice."""
    keys = ["r0", *[f"r{number}" for number in range(count)]] if count else []
    return pd.DataFrame({"row_kind": "event", "row_id": keys} | columns)


@pytest.mark.parametrize(
    ("figure", "value", "found", "chosen", "said"),
    [
        (PROJECTS, 2.0, rows(2), {}, f"**2 projects**: each counted on a row of its own. {PROJECTS.rule}"),
        (PROJECTS, 1.0, rows(1), {"buyer_iso3": "JPN"}, f"**1 project** (buyer Japan): each counted on a row of its own. {PROJECTS.rule}"),
        (PROJECTS, None, rows(0), {"host_iso3": "KEN", "stage_id": "issued"}, "No project (host Kenya, stage Issued)."),
        (PROJECTS, None, rows(3), {}, f"**3 projects**. {PROJECTS.rule}"),
        (MOVED, 1234.0, rows(1), {}, f"**1,234 tCO2e**: summed over this 1 first transfer. {MOVED.rule}"),
        (YEARLY, 9.0, rows(2), {}, f"**9 tCO2e a year**: summed over these 2 projects. {YEARLY.rule}"),
        (BUYERS, 2.0, rows(3), {}, f"**2 buyers**: counted from these 3 events. {BUYERS.rule}"),
        (BUYERS, 1.0, rows(1), {}, f"**1 buyer**: counted from this 1 event. {BUYERS.rule}"),
        (MEMBERS, 5.0, rows(2, quantity=[NAN, 2, 3]), {}, f"**5 tCO2e**: summed over these 2 rows. {MEMBERS.rule}"),
        (MEMBERS, 2.0, rows(2, quantity=NAN), {}, f"**2**: counted from these 2 rows. {MEMBERS.rule}"),
    ],
)  # fmt: skip
def test_how_a_figure_comes_from_its_rows(figure, value, found, chosen, said):
    assert findings.behind(figure, value, found, chosen, NAMES) == said


@pytest.mark.parametrize("derivation", [MODELLED, COMPUTED])
def test_what_is_no_sum_says_so(derivation):
    figure = Figure("f", "F", NOBODY, "input", "inputs", "A model.", derivation=derivation)
    assert findings.behind(figure, 3.0, rows(2), {}, NAMES) == (
        f"**{derivation.capitalize()}** from these 2 inputs; it is no sum of them. {figure.rule}"
    )


def test_a_bar_is_named_by_what_narrows_it():
    found = pd.DataFrame({"metric": ["Goal [1]"], "exporter": ["China"]})
    chosen = {
        "sector_id": "s",
        "is_ldc": "True",
        "target_id": "T1",
        "buyer_iso3": "none",
        "event": "first_transfer",
        "exporter_iso3": "CHN",
    }
    said = findings.narrowed(chosen, found, NAMES)
    assert (
        said
        == "sector Solar, least developed yes, goal Goal \\[1\\], buyer not named, kind of event first transfer, exporter China"
    )
    assert (
        findings.narrowed({"target_id": "T1", "is_sids": "False"}, found.head(0), NAMES) == "goal T1, small island no"
    )
    assert findings.narrowed({"need_id": "n_x"}, found, NAMES) == "need n\\_x"


def statement(**parts: object) -> dict[str, object]:
    """One statement of a source on a row, as table evidence has it."""
    return {
        "field": "signed_on", "value": "2024-05", "as_stated": None, "is_chosen": True, "publisher": "Ministry", "source_kind": "official_page",
        "source_title": "Page", "source_url": "https://a.org", "published_on": "2024-06-01", "confidence": "A", "licence": "free",
        "choice_rule": "Ranks first: official page",
    } | parts  # fmt: skip


def test_sources_stand_side_by_side():
    said = pd.DataFrame(
        [
            statement(field="known by on 2024", value="x", is_chosen=False), statement(), statement(value="2024-06", as_stated="2024-06-02", is_chosen=False),
            statement(field="status", value="in force"), statement(field="status", value="signed", is_chosen=False, publisher="Register", source_kind="compilation"),
            statement(field="unit_kind", value="jcm credit", as_stated="own word"), statement(field="valid_until", value="2030", publisher="Register", source_kind="compilation"),
        ],
        dtype=object,
    )  # fmt: skip
    said["is_chosen"] = said["is_chosen"].astype(bool)
    grid = statements.side_by_side(said).set_index("what")
    assert list(grid.columns) == ["Ministry (official page)", "Register (compilation)"]
    assert grid.to_numpy().tolist() == [
        ["In force ✓", "Signed"], ["May 2024 ✓ / Jun 2024 (as stated: 2 Jun 2024)", "says nothing"], ["says nothing", "2030 ✓"],
        ["JCM credit (as stated: own word) ✓", "says nothing"], ["x", "says nothing"],
    ]  # fmt: skip
    assert grid.index[-1] == "known by on 2024"


def test_a_check_is_one_line():
    check = pd.Series(
        {"publisher": "Daily", "source_title": "News", "source_url": "https://d.org", "source_id": "d", "note": "Only [one]", "what": "row", "verdict": "confirmed", "checked_on": pd.Timestamp("2026-06-01")}
    )  # fmt: skip
    assert (
        statements.check_line(check)
        == "- 1 Jun 2026, the row: confirmed by [Daily, News](<https://d.org>). Only \\[one\\]"
    )
    none = check.copy()
    none["source_id"], none["note"], none["what"], none["verdict"] = None, None, "quantity", "not_found"
    assert (
        statements.check_line(none)
        == "- 1 Jun 2026, the quantity: no other page was found, which says nothing against it"
    )


def test_a_publication_is_one_item_with_its_rules_and_steps_aside():
    said = pd.DataFrame(
        [statement(), statement(field="status", value="signed"), statement(field="title", choice_rule="Only source for this field"), statement(field="step", value="Registered, 2024-05", choice_rule="A step"), statement(field="step", value="Issued, 2024-05-06", choice_rule="A step")],
        dtype=object,
    )  # fmt: skip
    line = statements.source_line(said)
    assert line.text == (
        "- **Ministry**, [Page](<https://a.org>). Official page, dated 1 Jun 2024, confidence A: official page; terms: free."
    )
    assert line.aside == (
        "signed, status: ranks first: official page; title: only source for this field. steps: Registered, May 2024; Issued, 6 May 2024."
    )
    bare = pd.DataFrame([statement(published_on=None, confidence=None)], dtype=object)
    assert (
        statements.source_line(bare).text
        == "- **Ministry**, [Page](<https://a.org>). Official page, undated; terms: free."
    )
    assert statements.source_line(bare).aside == "signed: ranks first: official page."


def test_a_disagreement_names_its_fields():
    assert (
        statements.named("signed_on (A: 2024; B: 2025). status (A: signed)")
        == "signed (A: 2024; B: 2025). status (A: signed)"
    )


def project(**parts: object) -> pd.Series:
    """A project as table project_list has it."""
    return pd.Series(
        {
            "buyer": "Japan", "buyer_iso3": "JPN", "host": "Kenya", "title": "Solar", "project_id": "JCM-KE001", "stage_id": "issued", "stage": "Issued",
            "sector": "Renewable energy", "expected_tco2e_per_year": 1000.0, "expected_tco2e_total": NAN, "expected_period": None, "issued_tco2e": 730.0,
            "issued_buyer_tco2e": 500.0, "issued_host_tco2e": NAN, "issued_word": None, "transferred_tco2e": NAN, "transferred_word": "none yet",
            "left_out_because": None, "witness_expected_tco2e_per_year": NAN, "registered_on": None, "witness_registered_on": None, "witness_status": None,
        } | parts,
        dtype=object,
    )  # fmt: skip


def events(*known: tuple[str, str | None, float, bool, str | None]) -> pd.DataFrame:
    """Events: kind, project, tonnes, whether a lead, unit."""
    frame = pd.DataFrame(known, columns=["event", "project_id", "quantity_tco2e", "is_lead", "unit_kind"], dtype=object)
    return frame.astype({"quantity_tco2e": float})


OWN = events(("issuance", "JCM-KE001", 730.0, False, "jcm_credit"))
SHARED = events(("issuance", None, 5000.0, False, "jcm_credit"), ("first_transfer", None, 7.0, True, "itmo"))


@pytest.mark.parametrize(
    ("row", "of_it", "said"),
    [
        (project(), OWN, "**Issued**: a Japan–Kenya project in renewable energy. Expected: **1,000 tCO2e** a year; issued: **730 tCO2e**; first transferred: **none yet**."),
        (project(buyer_iso3=None, stage_id="unknown"), SHARED, "**Step unknown**: a project in Kenya that names no single buyer in renewable energy. Expected: **1,000 tCO2e** a year; issued: **730 tCO2e, and more together with other projects**; first transferred: **none yet**."),
        (project(issued_tco2e=NAN, expected_tco2e_per_year=NAN), SHARED, "**Issued**: a Japan–Kenya project in renewable energy. Expected: **amount not found**; issued: **known only together with other projects**; first transferred: **none yet**."),
        (project(issued_tco2e=NAN, issued_word="not published", expected_tco2e_total=9000.0, expected_period="until 2030"), OWN, "**Issued**: a Japan–Kenya project in renewable energy. Expected: **1,000 tCO2e** a year and **9,000 tCO2e** in total, until 2030; issued: **not published**; first transferred: **none yet**."),
        (project(transferred_tco2e=12.0), events(("first_transfer", "JCM-KE001", 12.0, False, "itmo")), "**Issued**: a Japan–Kenya project in renewable energy. Expected: **1,000 tCO2e** a year; issued: **730 tCO2e**; first transferred: **12 tCO2e**."),
    ],
)  # fmt: skip
def test_one_project_in_one_sentence(row, of_it, said):
    assert one_project.one_project(row, of_it) == said


def test_of_a_project_whose_countries_have_more_tonnes_than_can_be_traced_none_are_known():
    total = {"value": 4415.0, "publisher": "Kenya and Japan", "as_of": "2021-10-14"}
    silent = project(issued_tco2e=NAN, issued_word="none yet")
    said = one_project.one_project(silent, OWN.head(0), total)
    assert (
        "issued: **none known**, though 4,415 t were issued in all to Japan and Kenya by 14 Oct 2021 (Kenya and Japan);"
        in said
    )
    assert one_project.quantities(silent, OWN.head(0), total)["Tonnes"].to_list()[2] == "none known"
    assert one_project.one_project(project(), OWN, total) == one_project.one_project(project(), OWN)
    assert "issued: **none yet**;" in one_project.one_project(silent, OWN.head(0))


def test_a_project_and_its_parties_are_named():
    assert (
        one_project.pair(project()) == "Japan–Kenya"
        and one_project.pair(project(buyer_iso3=None)) == "Kenya, no single buyer"
    )
    assert one_project.label(project()) == "Solar, Kenya (JCM-KE001)"


def test_quantities_are_of_different_kinds():
    table = one_project.quantities(project(expected_period="2021-2030"), OWN)
    assert table.to_numpy().tolist() == [
        ["Expected a year", "1,000 tCO2e", "estimate made beforehand"], ["Expected in total, 2021–2030", "amount not found", "estimate made beforehand"],
        ["Issued", "730 tCO2e", "issued, as JCM credits"], ["– share of the buyer", "500 tCO2e", "issued, part of the line above"],
        ["– share of the host", "amount not found", "issued, part of the line above"], ["First transferred", "none yet", "transferred; no first transfer is known"],
    ]  # fmt: skip
    bare = one_project.quantities(project(issued_tco2e=NAN, issued_word="none yet"), OWN.head(0))
    assert bare["Quantity"].to_list() == ["Expected a year", "Expected in total", "Issued", "First transferred"]
    assert bare["Kind"].to_list()[2] == "issued; no issuance is known"


def steps(*known: tuple[str, str | None, str | None, int]) -> pd.DataFrame:
    """Steps: what, date as known, last possible day, order of the stage."""
    frame = pd.DataFrame(known, columns=["step", "step_on", "step_until_on", "stage_order"], dtype=object)
    return frame.assign(step_until_on=pd.to_datetime(frame["step_until_on"]))


def test_steps_stand_in_time_and_a_year_counts_from_its_middle():
    some = steps(
        ("Undated", None, None, 1), ("Issued: 5", "2024-07-03", "2024-07-03", 8), ("Year", "2024", "2024-12-31", 5), ("Month", "2024-06", "2024-06-30", 4),
        ("Same, later", "2024-07-03", "2024-07-03", 9), ("Early", "2024-06-14", "2024-06-14", 3),
    )  # fmt: skip
    ordered = one_project.in_order(some)
    assert ordered["step"].to_list() == ["Early", "Month", "Year", "Issued: 5", "Same, later", "Undated"]
    assert one_project.steps_taken(ordered) == "5 dated steps, from early (14 Jun 2024) to same, later (3 Jul 2024)"
    assert one_project.steps_taken(ordered[ordered["step"] == "Issued: 5"]) == "One dated step: issued, 3 Jul 2024"
    assert one_project.steps_taken(ordered.tail(1)) == "No dates published; 1 step is known without a date"
    assert one_project.steps_taken(ordered.head(0)) == "No dates published"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (project(left_out_because="may repeat X"), "may repeat X"), (project(stage_id="cancelled"), "cancelled"),
        (project(left_out_because="twice", stage_id="cancelled"), "twice; cancelled"), (project(), "its confidence is too low"),
    ],
)  # fmt: skip
def test_why_a_row_is_in_no_total(row, said):
    assert one_project.left_out(row) == said


@pytest.mark.parametrize(
    ("parts", "sentence", "verdicts"),
    [
        ({}, "UNEP CCC lists this project too, without a figure, a date or a status.", ["nothing to compare"] * 3),
        ({"witness_expected_tco2e_per_year": 1000.0}, "UNEP CCC lists this project too; there is no field on which both give a value.", ["taken from it", "nothing to compare", "nothing to compare"]),
        ({"witness_expected_tco2e_per_year": 1000.0, "project_id": "CHE-1"}, "UNEP CCC says the same on: expected a year.", ["the same", "nothing to compare", "nothing to compare"]),
        ({"witness_expected_tco2e_per_year": 999.0, "registered_on": "2024", "witness_registered_on": "2024"}, "UNEP CCC differs on: expected a year.", ["differs", "the same", "nothing to compare"]),
        ({"witness_registered_on": "2024", "witness_status": "At Work"}, "UNEP CCC lists this project too; there is no field on which both give a value.", ["nothing to compare", "only UNEP CCC", "their own word"]),
    ],
)  # fmt: skip
def test_the_second_witness_is_held_against_the_atlas(parts, sentence, verdicts):
    said, table = one_project.second_witness(project(**parts))
    assert said == sentence and table["Verdict"].to_list() == verdicts


def test_two_figures_for_one_event_are_both_said():
    both = pd.DataFrame(
        [("a", None, 400.0, "Ministry", "https://m.org"), ("b", "a", 410.0, "Daily", None), ("c", "gone", 1.0, "Daily", None)],
        columns=["event_id", "is_alternative_of", "quantity_tco2e", "source_publisher", "source_url"], dtype=object,
    ).assign(event="issuance", event_on="2019-04")  # fmt: skip
    assert one_project.disputed(both) == [
        "Issued, Apr 2019: **400 tCO2e** according to [Ministry](<https://m.org>) (used in totals), **410 tCO2e** according to Daily."
    ]


def test_events_say_their_share_their_details_and_whether_they_are_summed():
    row = {
        "event": "issuance", "event_on": "2019-04", "quantity_tco2e": 400.0, "quantity_word": None, "quantity_buyer_tco2e": 200.0, "quantity_host_tco2e": NAN,
        "unit_kind": "jcm_credit", "vintage": "2018", "monitoring_period": "2018", "quantity_kind": "cumulative", "project_id": None, "is_summed": True,
        "not_summed_because": None, "source_publisher": "Ministry", "source_url": None,
    }  # fmt: skip
    bare = row | {
        "quantity_tco2e": NAN,
        "quantity_word": "not published",
        "quantity_buyer_tco2e": NAN,
        "unit_kind": None,
        "vintage": None,
    }
    bare |= {
        "monitoring_period": None,
        "quantity_kind": "batch",
        "project_id": "X",
        "is_summed": False,
        "not_summed_because": "not published",
    }
    table = one_project.event_table(pd.DataFrame([row, bare], dtype=object))
    assert table.to_numpy().tolist() == [
        ["Issued", "Apr 2019", "400 tCO2e", "200 tCO2e / amount not found", "JCM credits; vintage 2018; period 2018; sum up to then; for several projects together", "yes", "Ministry"],
        ["Issued", "Apr 2019", "not published", "not found", "", "no: not published", "Ministry"],
    ]  # fmt: skip


def test_what_is_known_beside_tonnes():
    row = project(
        title_original=None, programme="JCM", sector_raw="Solar [PV]", stage_raw=None, technology=None, organisations="Plant Ltd", location_text="Nairobi",
        selected_on="2015-06", selected_fiscal_year="2015", authorised_on=None, registered_on="2016-04-01", start_on=None, covers_note=None,
        is_counted=True, confidence="A", note=None,
    )  # fmt: skip
    known = dict(one_project.facts(row).to_numpy().tolist())
    assert known["**Sector**"] == "Renewable energy (recorded as: “Solar \\[PV\\]”)" and known["**Stage**"] == "Issued"
    assert (known["**Technology**"], known["**Organisations**"]) == ("not found", "Plant Ltd")
    assert known["**Place**"] == "Nairobi. Maps of the Atlas show the label point of Kenya, not the site."
    assert (
        known["**Dates**"]
        == "selected for support Jun 2015; selected in the Japanese fiscal year 2015; registered 1 Apr 2016"
    )
    assert (known["**Buyer**"], known["**Host**"]) == ("Japan", "Kenya")
    assert not {"**Left out of all totals**", "**Note**", "**Original title**"} & set(known)
    apart = dict(
        one_project.facts(
            row.replace({"Nairobi": None, "2015-06": None, "2015": None, "2016-04-01": None}).where(
                row.index != "is_counted", False
            )
        )
        .to_numpy()
        .tolist()
    )
    assert (
        apart["**Left out of all totals**"] == "its confidence is too low"
        and apart["**Dates**"] == "No dates published"
    )
    assert apart["**Place**"].startswith("Not published. Maps")


@pytest.mark.parametrize(
    ("row", "of_it", "said"),
    [
        (project(expected_tco2e_total=9000.0), OWN, "Expected: **1,000 tCO2e** a year and **9,000 tCO2e** in total; issued: **730 tCO2e**;"),
        (project(issued_tco2e=NAN, issued_word="amount not found"), events(("issuance", None, NAN, False, "jcm_credit")), "issued: **amount not found**;"),
        (project(issued_tco2e=NAN, issued_word="none confirmed"), events(("issuance", None, 5.0, True, "jcm_credit")), "issued: **none confirmed**;"),
    ],
)  # fmt: skip
def test_what_is_known_of_the_tonnes_of_a_project(row, of_it, said):
    assert said in one_project.one_project(row, of_it)


def test_the_units_of_a_project_are_those_that_are_known():
    of_it = events(("issuance", "JCM-KE001", 5.0, False, None), ("issuance", "JCM-KE001", 6.0, False, "itmo"))
    assert one_project.quantities(project(), of_it)["Kind"].to_list()[2] == "issued, as ITMOs"


def test_steps_are_read_with_their_notes_and_pages():
    rows = pd.DataFrame(
        [("Issued [1]", "2024-05", "As the page says", "Office", "https://o.org"), ("Idea", None, None, "Daily", None)],
        columns=["step", "step_on", "note", "publisher", "source_url"], dtype=object,
    )  # fmt: skip
    assert one_project.step_table(rows).to_numpy().tolist() == [
        ["Issued \\[1\\]", "May 2024", "As the page says", "[Office](<https://o.org>)"], ["Idea", "not found", "", "Daily"],
    ]  # fmt: skip
    some = steps(("Issued", "2024-05", "2024-05-31", 2), ("Idea", "2023", "2023-12-31", 1))
    assert list(one_project.in_order(some).columns) == list(some.columns) and list(
        one_project.in_order(some).index
    ) == [0, 1]


def test_a_step_of_the_second_witness_is_in_its_own_words():
    _, table = one_project.second_witness(project(witness_status="Reg [x]"))
    assert table.to_numpy().tolist()[2] == ["Step", "Issued", "Reg \\[x\\]", "their own word"]
    _, silent = one_project.second_witness(project())
    assert silent.to_numpy().tolist()[2] == ["Step", "Issued", "not found", "nothing to compare"]


def test_a_day_until_which_something_holds_is_said_as_a_date():
    said = pd.DataFrame(
        [
            statement(field="valid_until", value="2030-12-31"),
            statement(field="title", value="2030-12-31", as_stated="2030-12"),
        ],
        dtype=object,
    )
    said["is_chosen"] = said["is_chosen"].astype(bool)
    grid = statements.side_by_side(said).set_index("what")["Ministry (official page)"]
    assert grid.to_list() == ["31 Dec 2030 ✓", "2030-12-31 (as stated: 2030-12) ✓"]


def test_a_field_is_named_once_for_each_rule():
    twice = pd.DataFrame([statement(), statement(value="2024-06"), statement(choice_rule="Second")], dtype=object)
    assert statements.source_line(twice).aside == "signed: ranks first: official page; signed: second."
