"""The small rules that importers share: both sides of each, on values made by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from etl.csvfile import FILE, LINE
from etl.problems import DataError, Problem
from etl.reading.tables import Checked, Row
from etl.sources import blocks, goldstandard, lookup, similar
from etl.sources.publisher import Known
from etl.sources.verra import ends


@pytest.mark.parametrize(
    ("serial", "quantity", "found"),
    [
        ("10-VCS-100-199-2023", 100, (100, 199)), ("10_VCS_100_199", 100, (100, 199)), ("100-199", 99, (None, None)), ("100-199", 101, (None, None)),
        ("5-100-199-250", 100, (100, 199)), ("100-100", 1, (100, 100)), ("100-199", None, (None, None)), ("100-99", 0, (None, None)), (None, 5, (None, None)),
        ("999999999999999-999999999999999", 1, (999_999_999_999_999, 999_999_999_999_999)), ("1000000000000000-1000000000000000", 1, (None, None)), ("1.5-100-199", 100, (100, 199)),
    ],
)  # fmt: skip
def test_the_ends_of_a_serial_number_hold_its_quantity(serial, quantity, found):
    assert ends(serial, quantity) == found


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (None, []), ("CORSIA (2021-2023)", []), ("Article 6 authorised", ["Article 6 authorised"]), ("ARTICLE 6.2 Authorization - NDC", ["ARTICLE 6.2 Authorization - NDC"]),
        ("CORSIA; Article 6 authorized, SDG | Article 6.2 authorisation\nother", ["Article 6 authorized", "Article 6.2 authorisation"]),
        ("Article 6 not authorised", []), ("Article 6 authorised: no", []), ("Article 6 authorisation pending", []), ("Article 6 authorization not applicable", []),
        ("Article 6 without authorisation", []), ("Article 6 authorisation awaiting", []), ("Article 6 authorisation requested", []),
        ("Article 6 authorise", []), ("Article 60 authorised", []), ("see Article 6 authorised", []), ("Article 6 authorised by Norway", ["Article 6 authorised by Norway"]),
    ],
)  # fmt: skip
def test_a_label_says_an_authorisation_or_is_none(text, labels):
    assert blocks.label(text) == labels


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (["for NDC"], ("True", None)), (["Nationally determined contributions"], ("True", None)), (["endcap"], (None, None)),
        (["OIMP"], (None, "True")), (["IMP"], (None, "True")), (["OP"], (None, "True")), (["other purposes"], (None, "True")), (["other purpose"], (None, "True")),
        (["Other International Mitigation Purposes"], (None, "True")), (["International mitigation"], (None, "True")), (["int'l mitigation"], (None, "True")), (["int. mitigation"], (None, "True")),
        (["NDC", "OIMP"], ("True", "True")), (["shop", "import"], (None, None)), ([], (None, None)),
    ],
)  # fmt: skip
def test_for_what_a_label_authorises(labels, said):
    assert blocks.purposes(labels) == said


def test_a_block_is_called_by_its_serial_number_else_by_its_place():
    row = Row("export.csv", 7, {})
    named = blocks.block(row, "Verra", serial_text="1-9", programme_ref="VCS 1", quantity_tco2e=9)
    assert (named["block_id"], named["registry"], named["confidence"], named[FILE], named[LINE]) == ("Verra|1-9", "Verra", "A", "export.csv", 7)  # fmt: skip
    assert named["programme_ref"] == "VCS 1"
    assert blocks.block(row, "Verra", serial_text=None, programme_ref="VCS 1", quantity_tco2e=9)["block_id"] == "Verra|VCS 1|9|7"  # fmt: skip


def serial(line: int, first: int | None, last: int | None, **other: object) -> dict[str, Any]:
    """A block of one series, by its line and numbers."""
    text = f"VCS-{first}-{last}-X"
    return {"registry": "Verra", "programme_ref": "VCS 1", "vintage_year": "2023", "serial_text": text, "serial_first": first, "serial_last": last, FILE: "a.csv", LINE: line} | other  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([serial(2, 1, 9), serial(3, 10, 19)], []),
        ([serial(2, 1, 9), serial(3, 9, 19)], [(3, "overlaps VCS-1-9-X on line 2")]),
        ([serial(2, 10, 19), serial(3, 1, 10)], [(2, "overlaps VCS-1-10-X on line 3")]),
        ([serial(2, 1, 9), serial(3, 1, 9)], [(3, "stands also on line 2; bring one of the two, or one export at a time")]),
        ([serial(2, 1, 9), serial(3, 1, 9, **{FILE: "b.csv"})], [(3, "stands also on line 2 of a.csv; bring one of the two, or one export at a time")]),
        ([serial(2, 1, 9), serial(3, 5, 12, vintage_year="2022")], []),
        ([serial(2, 1, 9), serial(3, 5, 12, programme_ref="VCS 2")], []),
        ([serial(2, 1, 9), serial(3, 5, 12, registry="Gold Standard")], []),
        ([serial(2, 1, 9), serial(3, 5, 12, serial_text="VCS-5-12-Y")], []),
        ([serial(2, 1, 9), serial(3, None, 9), serial(4, 1, None)], []),
    ],
)  # fmt: skip
def test_serial_numbers_of_one_series_do_not_overlap(rows, said):
    checked = Checked()
    blocks.repeated(rows, checked)
    assert [(problem.line, problem.rule) for problem in checked.problems] == said
    assert {problem.column for problem in checked.problems} <= {"serial"}


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ("Article 6 authorised", ["Article 6 authorised"]), ("Authorised for NDC", ["Article 6 Authorised for NDC"]), ("Yes", ["Yes"]), ("TRUE", ["TRUE"]), ("NDC", ["NDC"]), ("OIMP", ["OIMP"]),
        (None, []), ("No", []), ("false", []), ("not authorised", []), ("Pending", []), ("unauthorised", []), ("unknown", []), ("under review", []), ("unconfirmed", []), ("requested", []),
    ],
)  # fmt: skip
def test_a_cell_on_article_6_of_the_gold_standard(said, labels):
    checked = Checked()
    assert goldstandard._labels(Row("a.csv", 2, {"label": said}), checked) == labels
    assert checked.problems == []


def test_a_word_that_says_neither_is_no_guess():
    checked = Checked()
    assert goldstandard._labels(Row("a.csv", 2, {"label": "perhaps"}), checked) == []
    assert checked.problems == [Problem("a.csv", 2, "label", "perhaps", "says neither that the credits are authorised nor that they aren't")]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("2024-01-01", "2024-02-15", True), ("2024-01-01", "2024-02-16", False), ("2024-02-15", "2024-01-01", True), ("2024-02-16", "2024-01-01", False),
        # A month and a year may be any of their days.
        ("2024-01", "2024-03-16", True), ("2024-01", "2024-03-17", False), ("2024-02", "2024-04-14", True), ("2024-02", "2024-04-15", False),
        ("2023", "2024-02-14", True), ("2023", "2024-02-15", False), ("2024", "2023-11-17", True), ("2024", "2023-11-16", False),
        (None, "2024-01-01", True), ("2024-01-01", None, True), ("", "2024-01-01", True),
    ],
)  # fmt: skip
def test_two_days_may_be_one_where_they_lie_within_45_days(one, other, is_near):
    assert similar.are_near(one, other) is is_near


@dataclass
class Tables:
    """What stands here by hand, as an importer asks for it."""

    root: Path
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)

    def table(self, name: str) -> pd.DataFrame:
        return self.tables[name]


def known(root: Path, **tables: pd.DataFrame) -> Known:
    return cast(Known, Tables(root, tables))


def test_a_text_is_like_those_of_its_two_parties_by_its_day_or_its_form(tmp_path, monkeypatch):
    """T-1 has the day of a claim, T-2 that of the pipeline's month, T-3 no day; T-4 is of another pair."""
    types = pd.DataFrame(
        {"instrument": ["memo", "treaty", "joint"], "family": ["memorandum", "agreement", "statement"]}
    )
    texts = pd.DataFrame(
        [("JPN-KEN-1", "JPN", "KEN", "treaty"), ("KEN-JPN-2", "KEN", "JPN", "memo"), ("JPN-KEN-3", "JPN", "KEN", "memo"), ("JPN-KEN-5", "JPN", "KEN", "joint"), ("JPN-GHA-4", "JPN", "GHA", "memo")],
        columns=["agreement_id", "buyer_iso3", "host_iso3", "instrument"],
    )  # fmt: skip
    claims = pd.DataFrame(
        [("JPN-KEN-1", "signed_on", "2020-01-01"), ("JPN-KEN-3", "valid_until", "2024-01-01"), ("JPN-KEN-1", "concluded_on", "2018-05")],
        columns=["agreement_id", "field", "value"],
    )  # fmt: skip
    shipped = pd.DataFrame({"agreement_id": ["KEN-JPN-2", "JPN-KEN-3"], "dated_on": ["2022-06-01", None]}, dtype=object)
    monkeypatch.setattr(similar, "read_csv", lambda path, root: shipped)
    ours = similar.Agreements(known(tmp_path, instrument_types=types, agreements=texts, claims=claims))
    assert ours.like("JPN", "KEN", "memo", "2020-02-15") == ["JPN-KEN-1", "JPN-KEN-3", "JPN-KEN-5"]
    assert ours.like("JPN", "KEN", "memo", "2018-07-15") == ["JPN-KEN-1", "JPN-KEN-3", "JPN-KEN-5"]
    # The first of June stands for June: its last day is 45 days before this one.
    assert ours.like("JPN", "KEN", "treaty", "2022-08-14") == ["JPN-KEN-5", "KEN-JPN-2"]
    assert ours.like("JPN", "KEN", "treaty", "2022-08-15") == ["JPN-KEN-5"]
    assert ours.like("KEN", "JPN", "memo", None) == ["KEN-JPN-2", "JPN-KEN-3", "JPN-KEN-5"]
    assert ours.like("JPN", "KEN", "joint", None) == ["JPN-KEN-1", "JPN-KEN-3", "JPN-KEN-5", "KEN-JPN-2"]
    assert ours.like("JPN", "PER", "memo", None) == []


def test_a_project_of_a_buyer_is_known_by_host_and_title(tmp_path):
    listed = pd.DataFrame(
        [("1", "JPN", "KEN", "Solar (I)", None, "issued"), ("2", "CHE", "KEN", "Solar II", None, "issued"), ("3", "JPN", "KEN", "Solar III", "1", "issued"), ("4", "JPN", "KEN", "Solar IV", None, "cancelled")],
        columns=["project_id", "buyer_iso3", "host_iso3", "title", "may_duplicate_project_id", "stage_id"], dtype=object,
    )  # fmt: skip
    assert similar.projects(known(tmp_path, projects=listed), "JPN") == {("KEN", "solar i"): "1"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("pipeline-2026-02-28.xlsx", "2026-02-28"), ("pipeline_2026_2_8.xlsx", "2026-02-08"), ("list20260228.csv", "2026-02-28"), ("as of 28 February 2026", "2026-02-28"),
        ("28Feb2026", "2026-02-28"), ("28-Feb-2026", "2026-02-28"), ("February 28, 2026", "2026-02-28"), ("28.02.2026", "2026-02-28"), ("28/2/2026", "2026-02-28"),
        ("1999-12-31", "1999-12-31"), ("2026-02-30 and 2026-03-01", "2026-03-01"), ("12026-02-28", None), ("2026-02-281", None), ("February 2026", None), ("2026", None), ("1899-12-31", None),
    ],
)  # fmt: skip
def test_a_day_is_found_anywhere_in_a_text(text, day):
    assert lookup.day_in(text) == day


def test_the_number_of_an_approach_is_found_in_a_text():
    texts = ("CA0004", "see CA-0004, CA0005", "CA 0004.", "CA004", "CA00041", "XCA0004", "", None)
    assert [lookup.approach(text) for text in texts] == ["CA0004", "CA0004", "CA0004", None, None, None, None, None]


def test_numbers_and_days_of_rows_are_read_or_told():
    row = Row("a.csv", 5, {"low": "1", "high": "10", "over": "11", "under": "0", "odd": "x", "none": "n/a", "day": "17/05/2024", "link": "see", "own": "https://a.example/x y"})  # fmt: skip
    checked = Checked()
    assert [checked.whole(row, name, 1, 10) for name in ("low", "high", "none", "missing")] == [1, 10, None, None]
    assert [checked.number(row, name, 10) for name in ("under", "high", "none")] == [0.0, 10.0, None]
    assert (checked.day(row, "day"), checked.day(row, "none")) == ("2024-05-17", None)
    assert checked.needed(row, "low", "high") and checked.problems == []
    checked.stop()
    assert [checked.whole(row, name, 1, 10) for name in ("over", "under", "odd")] == [None, None, None]
    assert [checked.number(row, name, 10) for name in ("over", "odd")] == [None, None]
    assert checked.day(row, "odd") is None and not checked.needed(row, "low", "none", "missing")
    assert [(problem.column, problem.line) for problem in checked.problems] == [(name, 5) for name in ("over", "under", "odd", "over", "odd", "odd", "none", "missing")]  # fmt: skip
    with pytest.raises(DataError):
        checked.stop()
    links = {"link": [SimpleNamespace(address="mailto:x"), SimpleNamespace(address="https://b.example")]}
    linked = Row("a.csv", 5, row.values, cast(Any, links))
    assert (linked.link("own"), linked.link("own", "link"), row.link("link")) == (None, "https://b.example", None)
