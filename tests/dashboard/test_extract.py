"""Extracts: the same rows, safe to open in a spreadsheet, under a telling name."""

from __future__ import annotations

import io
from datetime import date

import pandas as pd
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.core.choices import Filters
from dashboard.core.extract import file_name, main_first, to_csv
from dashboard.site import server


def test_text_that_a_spreadsheet_would_run_is_neutralised_and_numbers_stay_numbers():
    frame = pd.DataFrame({"title": ["=1+1", "@SUM(A1)", "+49", "-x", "plain", None], "value": [-1.5, 2, 3, 4, 5, None]})
    back = pd.read_csv(io.BytesIO(to_csv(frame)), encoding="utf-8-sig", keep_default_na=False)
    assert back["title"].to_list() == ["'=1+1", "'@SUM(A1)", "'+49", "'-x", "plain", ""]
    assert back["value"].to_list() == ["-1.5", "2.0", "3.0", "4.0", "5.0", ""]


def test_accents_survive_in_a_spreadsheet():
    assert to_csv(pd.DataFrame({"host": ["Türkiye"]})).startswith(b"\xef\xbb\xbf")


def test_the_name_tells_view_filters_and_day():
    filters = Filters(date(2023, 9, 2), ("JPN",), ("GHA", "VNM"), ("Africa",), rule="binding", words="tuki wasi")
    assert (
        file_name("agreements", filters)
        == "article6-atlas_agreements_buyer-JPN_host-GHA_host-VNM_region-Africa_words-tuki-wasi_binding_as-of-2023-09-02.csv"
    )


def test_the_usual_counting_rule_is_not_in_the_name():
    assert file_name("projects", Filters(date(2023, 9, 2))) == "article6-atlas_projects_as-of-2023-09-02.csv"


def test_the_day_stays_in_a_name_that_would_be_too_long():
    name = file_name("map", Filters(date(2023, 9, 2), hosts=tuple(f"H{n:02}" for n in range(60))))
    assert name.endswith("_as-of-2023-09-02.csv")
    assert len(name) < 150


def test_rows_with_a_source_begin_with_what_is_read_first() -> None:
    names = [
        "event_id", "note", "buyer_iso3", "x_km", "stage_order", "quantity_tco2e", "event_on", "source_url", "event", "host", "buyer", "stage",
    ]  # fmt: skip
    rows = pd.DataFrame([range(len(names))], columns=names)
    assert list(main_first(rows)) == [
        "event_id", "event", "buyer", "host", "buyer_iso3", "event_on", "stage", "quantity_tco2e", "source_url", "note",
    ]  # fmt: skip
    counted = rows.drop(columns="source_url")
    assert list(main_first(counted)) == list(counted)


def test_the_file_of_a_pair_begins_with_its_main_columns(built: object) -> None:
    client = TestClient(Starlette(routes=server.ROUTES))
    said = client.get("/files/pair/pair-CHE-GHA-projects.csv?pair=CHE-GHA").content.decode("utf-8-sig")
    head = said.split("\r\n")[0].split(",")
    assert head[:4] == ["project_id", "title", "programme", "sector"]
    assert head.index("buyer") < head.index("registered_on") < head.index("stage") < head.index("issued_tco2e")
    assert head.index("issued_tco2e") < head.index("source_publisher") < head.index("note")
    assert not {"x_km", "y_km", "stage_order", "sector_order", "is_on_ladder"} & set(head)
