"""Rows to take along as tidy CSV and as a workbook: what the wide file has, in other shapes, counted against the files that the data are made of."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.core.warehouse import ask
from dashboard.site import cite, files, tidy, workbooks
from dashboard.site.shared import NotHonouredError, cited
from dashboard.site.turns import SECONDS, Turns

pytestmark = pytest.mark.usefixtures("built")
SITE = "https://atlas.example.org"


def get(address: str) -> Response:
    """Return the answer to the address of a file, as the routes of the server give it."""
    path, _, query = address.partition("?")
    _, kind, page, name = path.split("/")
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "https",
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "path_params": {"page": page, "name": name},
        "headers": [(b"host", b"atlas.example.org")],
        "server": ("atlas.example.org", 443),
    }
    return {"files": files.made, "cite": cite.answer}[kind](Request(scope))


def rows(address: str) -> list[dict[str, str]]:
    answer = get(address)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv")
    lines = [line for line in bytes(answer.body).decode("utf-8-sig").splitlines(keepends=True) if line[:2] != "# "]
    return list(csv.DictReader(io.StringIO("".join(lines))))


def summed(found: list[dict[str, str]], measure: str, **chosen: str) -> float:
    return sum(
        float(row["value"])
        for row in found
        if row["measure"] == measure
        and row["state"] == "counted"
        and all(row[name] == key for name, key in chosen.items())
    )


@pytest.fixture(scope="module")
def kept_by_hand(project_root):
    """The file of events as it stands in the repository, without what a lead alone says."""
    with (project_root / "data/curated/events.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["confidence"] != "L"]


def test_events_are_observations_whose_sums_are_those_of_the_files(kept_by_hand, edition):
    found = rows("/files/delivered/delivered.tidy.csv")
    assert list(found[0]) == list(tidy.COLUMNS) and len(tidy.COLUMNS) == 12
    first = [
        int(row["quantity_tco2e"])
        for row in kept_by_hand
        if row["event"] == "first_transfer" and row["unit_kind"] == "itmo" and row["quantity_tco2e"]
        and not row["is_alternative_of"] and row["quantity_confidence"] != "L"
    ]  # fmt: skip
    assert summed(found, "first_transfer_itmo") == sum(first) > 0
    of_mongolia = [
        row
        for row in kept_by_hand
        if row["host_iso3"] == "MNG" and row["event"] == "issuance" and row["quantity_tco2e"]
    ]
    for column, end in (
        ("quantity_tco2e", ""),
        ("quantity_buyer_tco2e", "_for_buyer"),
        ("quantity_host_tco2e", "_for_host"),
    ):
        by_hand = sum(int(row[column]) for row in of_mongolia if row[column])
        assert summed(found, f"issuance_jcm_credit{end}", host_iso3="MNG") == by_hand > 0
    assert {row["edition_on"] for row in found} == {edition.isoformat()} and {row["unit"] for row in found} == {"tCO2e"}


def test_a_missing_quantity_keeps_its_row_and_its_word(kept_by_hand):
    found = {(row["key"], row["measure"]): row for row in rows("/files/delivered/delivered.tidy.csv")}
    assert found["JCM-KH005-ISS-2023-12-22", "issuance_jcm_credit"] == {
        "subject": "event", "key": "JCM-KH005-ISS-2023-12-22", "buyer_iso3": "JPN", "host_iso3": "KHM", "sector_id": "forestry_land_use", "date": "2023-12-22",
        "measure": "issuance_jcm_credit", "value": "", "unit": "tCO2e", "state": "amount not found", "source_id": "jcm_decisions_kh",
        "edition_on": found["JCM-KH005-ISS-2023-12-22", "issuance_jcm_credit"]["edition_on"],
    }  # fmt: skip
    # A second figure for one transfer is there, and in no sum.
    assert found["CHE-THA-01-TRF-2023-12-20-ALT1", "first_transfer_itmo"]["state"] == "not counted"
    # The quantity has another source than the event.
    assert found["CHE-THA-01-ISS-2023-12", "issuance_itmo"]["source_id"] == "africaneye_ghana_cookstoves"
    leads = ask("SELECT event_id FROM event_list WHERE is_lead AND quantity_tco2e IS NOT NULL")["event_id"]
    assert {found[key, measure]["state"] for key, measure in found if key in set(leads)} == {"unconfirmed"}


@pytest.mark.parametrize(
    ("view", "page", "host", "measures"),
    [
        (
            "projects",
            "projects",
            "GHA",
            {"expected_per_year": "expected_tco2e_per_year", "expected_in_total": "expected_tco2e_total"},
        ),
        ("authorised_blocks", "units", "MWI", {"authorised_credits": "quantity_tco2e"}),
    ],
)
def test_the_tidy_file_says_what_the_wide_one_says(view, page, host, measures):
    wide, found = rows(f"/files/{page}/{view}.csv?host={host}"), rows(f"/files/{page}/{view}.tidy.csv?host={host}")
    counts = "is_counted" if page == "projects" else "is_summed"
    for measure, column in measures.items():
        in_wide = [row for row in wide if row[column]]
        assert len(in_wide) == sum(row["measure"] == measure for row in found)
        assert summed(found, measure) == sum(float(row[column]) for row in in_wide if row[counts] == "True")
    assert found and {row["host_iso3"] for row in found} == {host} and all(row["source_id"] for row in found)


def test_figures_have_a_tidy_file_and_what_has_no_quantities_says_so():
    assert len(rows("/cite/delivered/figure-transferred.tidy.csv")) == len(
        rows("/cite/delivered/figure-transferred.csv")
    )
    answer = get("/cite/agreements/matrix.tidy.csv")
    assert answer.status_code == 404 and b"take the CSV" in bytes(answer.body)
    assert get("/files/agreements/agreements.tidy.csv").status_code == 404
    assert b"Tidy CSV" in bytes(get("/cite/delivered/figure-transferred").body)
    assert b"Tidy CSV" not in bytes(get("/cite/agreements/matrix").body)
    with pytest.raises(ValueError, match="no observations"):
        tidy.tidy(pd.DataFrame({"year": [2024]}), date(2026, 1, 1))


@pytest.mark.parametrize(
    "address", ["/files/delivered/delivered.xlsx?buyer=CHE", "/cite/delivered/figure-transferred.xlsx?buyer=CHE"]
)
def test_a_workbook_has_the_rows_of_the_csv_and_a_sheet_that_explains_them(address, edition):
    answer = get(address)
    assert answer.status_code == 200 and answer.headers["content-type"] == workbooks.MEDIA_TYPE
    assert answer.headers["content-disposition"].endswith('.xlsx"')
    book = openpyxl.load_workbook(io.BytesIO(bytes(answer.body)))
    assert book.sheetnames == ["Data", "Notes"]
    head, *body = [[cell.value for cell in line] for line in book["Data"].iter_rows()]
    wide = rows(address.replace(".xlsx", ".csv"))
    assert head == list(wide[0]) and len(body) == len(wide)
    for line, row in zip(body, wide, strict=True):
        found = dict(zip(head, line, strict=True))
        assert found["event_id"] == row["event_id"] and (found["project"] or "") == row["project"]
        assert (found["quantity_tco2e"] is None) == (row["quantity_tco2e"] == "")
        assert found["quantity_tco2e"] is None or found["quantity_tco2e"] == float(row["quantity_tco2e"])
        assert str(found["is_summed"]) == row["is_summed"]
    notes = {line[0].value: [cell.value for cell in line[1:]] for line in book["Notes"].iter_rows() if line[0].value}
    assert (
        f"{SITE}/delivered?" in notes["Citation"][0]
        and "edition of" in notes["Data"][0]
        and "Switzerland" in notes["Showing"][0]
    )
    assert (
        notes["Terms"][0].startswith("Terms: facts from the publications") and "never zero" in notes["Empty cells"][0]
    )
    assert set(head) <= set(notes)
    assert notes["quantity_word"][1].startswith("Word for a missing quantity: none confirmed")
    assert str(edition.year) in notes["As of"][0]


def test_no_text_becomes_a_formula_or_a_link_and_the_same_rows_make_the_same_bytes():
    hostile = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("https://evil.example")',
        "{=1}",
        "https://evil.example",
        "mailto:a@b.c",
        "1e5",
        "\x00a",
        "x" * 40_000,
    ]
    frame = pd.DataFrame(
        {
            "=title": hostile,
            "value": [1.5, *[None] * 10],
            "whole": [2**60] * 11,
            "day": pd.to_datetime(["2024-02-29"] * 11),
        }
    )
    made = [
        workbooks.written(frame, {"What": "=1+1", "Terms": "=2+2"}, {"value": "=3+3"}, date(2026, 1, 2))
        for _ in range(2)
    ]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        sheets = "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name)
    assert not re.search(r"<f[ >]|<hyperlink", sheets)
    book = openpyxl.load_workbook(io.BytesIO(made[0]))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"} and not any(cell.hyperlink for cell in cells)
    data = [[cell.value for cell in line] for line in book["Data"].iter_rows()]
    assert [line[0] for line in data[1:10]] == hostile[:9]
    # A spreadsheet has fifteen digits and so many signs a cell.
    assert data[1][1:] == [1.5, str(2**60), datetime(2024, 2, 29)] and len(data[11][0]) == 32_767


def test_a_workbook_that_would_be_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_CELLS", 3)
    with pytest.raises(NotHonouredError, match="too many for a workbook") as refused:
        workbooks.workbook(pd.DataFrame({"a": [1, 2], "b": [1, 2]}), cited("delivered", "", {}), "", SITE)
    assert refused.value.status == 400
    workbooks.kept.clear()
    assert get("/files/delivered/delivered.xlsx").status_code == 400


def test_a_workbook_takes_its_turn(monkeypatch):
    workbooks.kept.clear()
    monkeypatch.setattr("dashboard.site.turns.dear", full := Turns(waiting=0))
    with full.turn():
        answer = get("/cite/delivered/figure-transferred.xlsx")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(SECONDS))
