"""Blocks of authorised credits: what is refused with its line, what is flagged on the row, what is added up and from which day."""

from __future__ import annotations

import csv
import shutil

import duckdb
import pytest

from etl.build import fill

BLOCKS, LETTERS = "authorised_blocks.csv", "authorisation_letters.csv"
MOROCCAN = "Gold Standard|GS1-1-MA-GS10823-2-"
COLUMNS = [
    "block_id", "registry", "programme_ref", "host_iso3", "cooperative_approach_id", "vintage_year", "authorised_on", "issued_on",
    "is_for_ndc", "is_for_other_purposes", "is_on_platform", "letter_url", "serial_text", "serial_first", "serial_last", "quantity_tco2e",
    "source_id", "confidence",
]  # fmt: skip
# An export that was brought, of one day after the list: its parts of a block that stands, and others.
EXPORT = (
    # The last unit of a block that stands, and two more behind the end of its activity.
    ("within", "VCS 2924", "918487532", "918487534", {}),
    # The first unit that is in no block, and the last before one.
    ("new", "VCS 2924", "900000001", "900000010", {"issued_on": "2026-08-15", "authorised_on": ""}),
    ("beside", "VCS 2924", "900000011", "900000011", {"authorised_on": "2025", "issued_on": "2024-12-31", "is_for_ndc": "True"}),
    ("same_year", "VCS 2924", "900000012", "900000012", {"authorised_on": "2025", "issued_on": "2025-01-01", "is_for_ndc": "True", "is_for_other_purposes": "True"}),
    ("unlisted", "VCS 3204", "900000020", "900000020", {"cooperative_approach_id": "CA0002", "is_on_platform": "True", "is_for_ndc": "False", "is_for_other_purposes": "True"}),
    ("listed", "VCS 3204", "900000030", "900000030", {"cooperative_approach_id": "CA0003", "is_on_platform": "True", "is_for_other_purposes": "True"}),
    ("nameless", "VCS 3204", "", "", {"quantity_tco2e": "9"}),
    ("of_its_own", "VCS 9999", "", "", {"quantity_tco2e": "7"}),
    ("unknown", "VCS 9998", "", "", {}),
)  # fmt: skip


@pytest.fixture(scope="module")
def listed(cut_root, tmp_path_factory):
    """The few hosts with an export of a registry beside them, and a list of the platform with one approach: rows of block_list by key."""
    root = tmp_path_factory.mktemp("units")
    shutil.copytree(cut_root / "data", root / "data", ignore=shutil.ignore_patterns("warehouse"))
    folder = root / "data" / "imported" / "verra-1"
    folder.mkdir(parents=True)
    sources = {"source_id": "verra_export", "publisher": "Verra", "title": "Export", "url": "https://registry.verra.org/", "published_on": "2026-08-16",
        "retrieved_on": "2026-08-20", "kind": "dataset", "licence": "none"}  # fmt: skip
    approach = {"cooperative_approach_id": "CA0003", "name": "A listed one", "document_count": "1", "source_id": "verra_export", "confidence": "A"}  # fmt: skip
    for name, rows in (("sources", [sources]), ("cooperative_approaches", [approach]), ("authorised_blocks", [block(*row) for row in EXPORT])):  # fmt: skip
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    with duckdb.connect() as connection:
        fill(connection, root, lambda _: None, [folder], has_words=False)
        rows = connection.execute("SELECT * FROM block_list").fetch_df().astype(object)
        flags = connection.execute("SELECT block_id, flag FROM block_flags ORDER BY ALL").fetchall()
    return rows.where(rows.notna(), None).set_index("block_id"), flags


def block(key: str, number: str, first: str, last: str, own: dict[str, str]) -> dict[str, str]:
    quantity = str(int(last) - int(first) + 1) if first else ""
    made = dict.fromkeys(COLUMNS, "") | {
        "block_id": key, "registry": "Verra", "programme_ref": number, "host_iso3": "LAO", "vintage_year": "2023", "authorised_on": "2024",
        "issued_on": "2025-12-23", "serial_text": f"77-{first}-{last}-VCS-{key}" if first else "", "serial_first": first, "serial_last": last,
        "quantity_tco2e": quantity, "source_id": "verra_export", "confidence": "A",
    }  # fmt: skip
    return made | own


def test_what_can_be_no_block_is_refused_with_its_line(data):
    lines = [
        (data.set(BLOCKS, "quantity_tco2e", "668", block_id=f"{MOROCCAN}2021-24248-1-667"), "serial_last"),
        (data.set(BLOCKS, "quantity_tco2e", "-341", block_id=f"{MOROCCAN}2021-29412-1-341"), "quantity_tco2e"),
        (data.set(BLOCKS, "cooperative_approach_id", "CA12", block_id=f"{MOROCCAN}2022-29413-1-2057"), "cooperative_"),
        (data.set(BLOCKS, "host_iso3", "XXX", block_id=f"{MOROCCAN}2023-29414-1-2352"), "host_iso3"),
    ]
    found = data.problems()
    assert {(data.place(BLOCKS), line) for line, _ in lines} == {(p.file, p.line) for p in found}
    for line, column in lines:
        assert any(p.line == line and column in f"{p.column} {p.rule}" for p in found), (line, column)


def test_a_letter_without_a_block_is_refused(data):
    line = data.append(
        LETTERS, letter_id="FJI-2026-01", host_iso3="FJI", is_definition_doubted="False", letter_kind="short_link", letter_url="https://a.org/x",
        source_id="gs_verra_a62_tool_2026_08", confidence="B",
    )  # fmt: skip
    (problem,) = data.problems()
    assert (problem.file, problem.line, problem.value) == (data.place(LETTERS), line, "https://a.org/x")
    assert problem.rule.startswith("A letter must stand behind a block")


def test_no_unit_is_added_twice(listed):
    rows, flags = listed
    assert rows.loc["within", "not_summed_because"] == "repeats serial numbers of another block"
    assert ("within", "repeated") in flags
    assert not rows.loc["within", "is_summed"]
    assert rows.loc["nameless", "not_summed_because"].startswith("without serial numbers")
    assert rows.loc["unknown", "not_summed_because"] == "amount not found"
    summed = rows[rows["is_summed"].astype(bool)]
    # By hand: Lao PDR 1,276,305 and Morocco 5,417 in the list; 10, 1, 1, 1, 1 and 7 in the export.
    assert summed["quantity_tco2e"].sum() == 1_276_305 + 5_417 + 21


def test_what_does_not_agree_is_flagged_and_stays(listed):
    rows, flags = listed
    export = {key for key, *_ in EXPORT}
    found = {(key, flag) for key, flag in flags if key in export and flag != "no_letter"}
    assert found == {
        ("within", "repeated"),
        ("beside", "issued_before_authorisation"),
        ("unlisted", "unlisted_approach"),
    }
    of_morocco = {(key.removeprefix(MOROCCAN), flag) for key, flag in flags if key.startswith(MOROCCAN)}
    assert of_morocco == {("2021-24248-1-667", "issued_before_authorisation")}
    assert rows.loc["beside", "flags"] == "issued before the year of its authorisation; no link to a letter"


def test_a_block_counts_from_the_day_by_which_it_was_issued_and_authorised(listed):
    rows, _ = listed
    on = rows["counts_from_on"].map(lambda day: str(day)[:10])
    # Authorised in 2024 and issued earlier: on the last day of 2024. Issued later: on that day.
    assert on[f"{MOROCCAN}2021-24248-1-667"] == "2024-12-31"
    assert on[f"{MOROCCAN}2021-29412-1-341"] == "2025-09-25"
    # No day of authorisation: on the day that the export describes.
    assert on["new"] == "2026-08-16"
    assert on["beside"] == on["same_year"] == "2025-12-31"


def test_what_is_not_said_is_not_taken_for_no(listed):
    rows, _ = listed
    assert rows["authorised_for"][["new", "beside", "same_year", "unlisted", "listed"]].to_list() == [
        "not_stated", "ndc", "ndc_and_other", "other_only", "other",
    ]  # fmt: skip
    assert rows["platform"][["new", "listed"]].to_list() == ["not_stated", "on"]
    assert set(rows.loc[rows["host_iso3"] == "MAR", "platform"]) == {"off"}


def test_a_negative_quantity_in_a_report_is_refused_with_its_line(data):
    line = data.append(
        "reported_actions.csv", action_id="short", reporting_iso3="GHA", reported_year="2025", record="action", action_type="Use",
        quantity_tco2e="-10", source_id="agencia_ip", confidence="A",
    )  # fmt: skip
    found = [problem for problem in data.problems() if problem.file == data.place("reported_actions.csv")]
    assert [(problem.line, problem.column) for problem in found if problem.value == "-10"] == [(line, "quantity_tco2e")]
