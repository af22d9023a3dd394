"""The loader's rules, spellings and corrections on tables of a few made-up cells: each rule with both its sides."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl import harmonise, rules
from etl.csvfile import FILE, LINE, read_csv
from etl.names import Names, fold
from etl.problems import DataError
from etl.reading.grid import Grid
from etl.sources import lookup
from etl.sources.publisher import Brought, Known

PARTIES = pd.DataFrame(
    [("Viet Nam", "Viet Nam", "VNM", "VN"), ("St. Lucia", "Saint Lucia", "LCA", "LC"), (None, "Chad", "TCD", "TD")],
    columns=["short_name", "un_name", "iso3", "iso2"],
    dtype=object,
)
NAMES = Names(
    PARTIES,
    pd.DataFrame([("Vietnam", "VNM"), ("Hong Kong", None), (None, "VNM")], columns=["name", "iso3"], dtype=object),
)


def table(file: str, **columns: list[object]) -> pd.DataFrame:
    """A file's cells, with the line of each row."""
    frame = pd.DataFrame(columns, dtype=object)
    frame[FILE], frame[LINE] = file, range(2, len(frame) + 2)
    frame.attrs["file"] = file
    return frame


@pytest.mark.parametrize(
    ("name", "folded"),
    [("The Côte d’Ivoire", "cote d ivoire"), ("Trinidad & Tobago", "trinidad and tobago"), ("ST. LUCIA", "saint lucia"), ("A_B-C", "a b c"), ("Other", "other")],
)  # fmt: skip
def test_spellings_of_one_name_fold_alike(name, folded):
    assert fold(name) == folded


def test_a_name_is_of_one_party_or_of_none():
    assert [NAMES.party(name) for name in ("vietnam", "VN", "saint lucia", "chad", "Hong Kong", "Atlantis")] == [
        "VNM", "VNM", "LCA", "TCD", None, None,
    ]  # fmt: skip
    assert [NAMES.is_known(name) for name in ("Hong Kong", "Atlantis", None)] == [True, False, False]
    assert NAMES.close_to("Viet Namm") == ["VNM"] and NAMES.close_to("Hong Kongg") == []
    assert NAMES.close_to("Vietnum") == ["VNM"], "at four of five letters"
    assert NAMES.close_to("Xyz") == []


ALIASES = harmonise.Aliases(
    table("aliases.csv", kind=["party", "stage", "party"], publisher=["Us", "Us", "Others"], spelling=["Nam", "", "Nom"], value=["VNM", None, "VNM"]),
    NAMES,
    "Us",
)  # fmt: skip


def test_spellings_lead_to_our_values():
    rows = table("p.csv", Host=["Nam", "Chad", "Nam"])
    assert ALIASES.map("party", rows, "Host").to_list() == ["VNM", "TCD", "VNM"]
    assert ALIASES.knows("stage", "") and ALIASES.value("stage", None) is None
    assert not ALIASES.knows("stage", "Chad") and not ALIASES.knows("party", None) and not ALIASES.knows("party", "Nom")


def test_unknown_spellings_are_told_once_with_what_to_do():
    rows = table("p.csv", Host=["Chad", "Hong Kong", "Viet Namm", "Viet Namm", "Xyz", None])
    with pytest.raises(DataError) as refused:
        ALIASES.map("party", rows, "Host")
    assert [(problem.line, problem.value, problem.rule) for problem in refused.value.problems] == [
        (3, "Hong Kong", "is the name of an area or group that is no Party to the UNFCCC"),
        (4, "Viet Namm", "unknown spelling; add a row party,Us,Viet Namm,<our value> to data/reference/aliases.csv; close to it: VNM"),
        (6, "Xyz", "unknown spelling; add a row party,Us,Xyz,<our value> to data/reference/aliases.csv"),
        (7, None, "unknown spelling; add a row party,Us,None,<our value> to data/reference/aliases.csv"),
    ]  # fmt: skip
    with pytest.raises(DataError) as refused:
        ALIASES.map("stage", table("p.csv", Stage=["Viet Namm"]), "Stage")
    assert refused.value.problems[0].rule.endswith(" to data/reference/aliases.csv"), "no Party is close to a stage"


def corrected(**row: object) -> tuple[pd.DataFrame, list[str]]:
    """A table of two rows after one correction, and the rules that it broke."""
    sound = {"table_name": "facts", "key": "b|2", "column_name": "value", "old": None, "new": "9"} | row
    frames = {
        "corrections": table("corrections.csv", **{name: [value] for name, value in sound.items()}),
        "facts": table("facts.csv", kind=["a", "b", "b"], number=["1", "2", None], value=["x", None, "z"]),
    }
    problems = harmonise.correct(frames, {"facts": ["kind", "number"]})
    return frames["facts"], [f"{problem.column}: {problem.rule}" for problem in problems]


@pytest.mark.parametrize(
    ("row", "values"),
    [({}, ["x", "9", "z"]), ({"key": "a|1", "old": "x"}, ["9", None, "z"]), ({"key": "b|", "old": "z", "new": None}, ["x", None, None])],
)  # fmt: skip
def test_a_correction_changes_its_row_alone(row, values):
    frame, problems = corrected(**row)
    assert (frame["value"].astype(object).where(frame["value"].notna(), None).to_list(), problems) == (values, [])


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"table_name": "nothing"}, "table_name: no such table; it is named as its CSV file, and claims of publishers' files are in claims"),
        ({"table_name": "corrections"}, "table_name: no such table; it is named as its CSV file, and claims of publishers' files are in claims"),
        ({"column_name": "worth"}, "column_name: no such column of table facts, which has kind, number, value"),
        ({"key": "b|7"}, "key: no such row of table facts; its key is kind|number, for example b|, b|2"),
        ({"key": "c|7"}, "key: no such row of table facts; its key is kind|number"),
        ({"old": "y"}, "old: no longer stands; it is now None"),
        ({"key": "a|1", "old": "y"}, "old: no longer stands; it is now 'x'"),
    ],
)  # fmt: skip
def test_a_correction_that_does_not_fit_is_refused(row, problem):
    frame, problems = corrected(**row)
    assert problems == [problem] and frame["value"].isna().to_list() == [False, True, False]


def broken(declared: str, rows: pd.DataFrame, parents: pd.DataFrame | None = None) -> list[tuple[object, ...]]:
    """What a table with these columns finds wrong with some cells: line, column, value, rule."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE parents (code VARCHAR PRIMARY KEY)")
        connection.execute(f"CREATE TABLE facts ({declared})")
        frames = {"parents": table("parents.csv", code=["aa", "bb"]) if parents is None else parents, "facts": rows}
        found = rules.find_problems(connection, frames)
    return sorted((problem.line, problem.column, problem.value, problem.rule) for problem in found)


def cells(*values: object, column: str = "value") -> pd.DataFrame:
    """One column of cells."""
    return table("facts.csv", **{column: list(values)})


@pytest.mark.parametrize(
    ("kind", "sound", "wrong", "rule"),
    [
        ("DATE", ["2024-02-29", None], ["2023-02-29", "epoch", "2024-2-9"], "must be a date such as 2024-05-17"),
        ("BOOLEAN", ["True", "False"], ["true", "1"], "must be True or False"),
        ("INTEGER", ["-3", "0"], ["3.7", "1e3", "99999999999"], "must be a whole number"),
        ("BIGINT", ["99999999999"], ["1.0"], "must be a whole number"),
        ("DOUBLE", ["3.7", "-1", "1e-3"], ["1,5", "inf", "."], "must be a number"),
        ("ENUM('a', 'b')", ["a", "b"], ["c", "A"], "must be one of a, b"),
    ],
)  # fmt: skip
def test_cells_are_of_their_type(kind, sound, wrong, rule):
    found = broken(f"value {kind}", cells(*sound, *wrong))
    assert found == [(len(sound) + 2 + at, "value", value, rule) for at, value in enumerate(wrong)]


def test_cells_that_are_needed_are_filled():
    assert broken("value VARCHAR NOT NULL", cells("x", None)) == [
        (3, "value", None, "a value is needed here and the cell is empty")
    ]
    assert broken("value VARCHAR", cells("x", None)) == []


def test_keys_stand_once_by_their_value():
    assert broken("value INTEGER UNIQUE", cells("1", "2", None, None)) == []
    twice = "must be unique, and stands on more than one line"
    assert broken("value INTEGER UNIQUE", cells("1", "01", "2")) == [
        (2, "value", "1", twice),
        (3, "value", "01", twice),
    ]
    pair = table("facts.csv", kind=["a", "a", "b", "a"], number=["1", "2", "1", "2"])
    assert broken("kind VARCHAR, number INTEGER, PRIMARY KEY (kind, number)", pair) == [
        (3, "kind|number", "a|2", twice), (5, "kind|number", "a|2", twice),
    ]  # fmt: skip


def test_what_is_named_is_there_and_a_few_are_listed():
    declared = "value VARCHAR REFERENCES parents (code)"
    assert broken(declared, cells("aa", None, "bb")) == []
    assert broken(declared, cells("ab")) == [(2, "value", "ab", "is no code of parents.csv; it has aa, bb")]
    twelve = table("parents.csv", code=[f"code{at:02}" for at in range(12)])
    assert broken(declared, cells("x"), twelve)[0][3].endswith("; it has " + ", ".join(twelve["code"]))
    many = table("parents.csv", code=[f"code{at:02}" for at in range(13)])
    assert broken(declared, cells("code1"), many)[0][3].startswith("is no code of parents.csv; close to it: code1")
    assert broken(declared, cells("zzz"), many)[0][3] == "is no code of parents.csv"
    assert broken(declared, cells("zzz"), many.head(0))[0][3] == "is no code of parents.csv"


def test_rules_on_cells_are_told():
    found = broken("value INTEGER CHECK (value > 0)", cells("1", "0", None, "x"))
    assert found[0][:3] == (3, "value", "0") and "breaks the rule" in found[0][3] and "0" in found[0][3]
    assert found[1:] == [(5, "value", "x", "must be a whole number")]
    ordered = broken(
        "low INTEGER, high INTEGER, CHECK (low <= high)", table("facts.csv", low=["1", "3", "2"], high=["2", "2", "2"])
    )
    assert [row[:3] for row in ordered] == [(3, "low|high", "3|2")]


def test_headers_are_those_that_are_declared():
    rows = table("facts.csv", value=["1"], other=["2"])
    assert broken("value INTEGER, more INTEGER", rows) == [
        (1, "more", None, "column is missing from the header"), (1, "other", None, "unknown column; facts has value, more"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("pipeline-2026-02-28.xlsx", "2026-02-28"), ("pipeline_2026-2-8", "2026-02-08"), ("list 20260228.csv", "2026-02-28"), ("as of 3 March 2026", "2026-03-03"),
        ("3Mar2026", "2026-03-03"), ("March 3, 2026", "2026-03-03"), ("of 2026-13-01, then 2026-01-02", "2026-01-02"), ("March 2026", None), ("v12026-01-02x", None),
        ("no day", None), ("2026-01-023", None),
    ],
)  # fmt: skip
def test_a_day_in_a_text(text, day):
    assert lookup.day_in(text) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [("under CA0004.", "CA0004"), ("CA-0012", "CA0012"), ("CA 0012", "CA0012"), ("CA00123", None), ("XCA0004", None), (None, None)],
)  # fmt: skip
def test_the_number_of_a_cooperative_approach(text, number):
    assert lookup.approach(text) == number


def known(tmp_path: Path) -> Known:
    """What a module may ask on 1 March 2026; one source stands."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/sources.csv").write_text("source_id,publisher,licence\nold,Office,free\n")
    return Known(tmp_path, today=dt.date(2026, 3, 1))


def test_the_row_of_a_source_that_stands_is_kept(tmp_path):
    asked = known(tmp_path)
    assert lookup.source_row("old", asked, licence="other") == {
        "source_id": "old",
        "publisher": "Office",
        "licence": "free",
    }
    assert lookup.source_row("new", asked, title="T") == {
        "source_id": "new", "retrieved_on": "2026-03-01", "licence": "not stated", "title": "T",
    }  # fmt: skip
    assert lookup.source_row("new", asked, licence="CC0")["licence"] == "CC0"


def grid(*rows: list[object], formulas: frozenset[tuple[int, int]] = frozenset()) -> Grid:
    """A sheet."""
    return Grid("list.xlsx", "Sheet", [list(row) for row in rows], formulas=formulas)


HEAD = ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("name", "grids", "day"),
    [
        ("list-2026-02-28.xlsx", [grid(["1 January 2026"])], "2026-02-28"),
        ("list.xlsx", [grid(["", "Of 1 January 2026"]), grid(["2 January 2026"])], "2026-01-01"),
        ("list.xlsx", [grid(["x", "x", "y", "z", "1"], ["2026-01-01"]), grid(["a", "b", "2026-01-02"])], "2026-01-02"),
        ("list.xlsx", [grid(*[["t"]] * 7, ["2026-01-01"])], "2026-01-01"),
        ("list.xlsx", [grid(["2026-01-01"], formulas=frozenset({(0, 0)})), grid(["2026-01-02"])], "2026-01-02"),
        ("list.xlsx", [grid(["t"]), grid(["t"]), grid(["2026-03-01"])], "2026-03-01"),
    ],
)  # fmt: skip
def test_the_day_of_an_edition(tmp_path, name, grids, day):
    assert lookup.edition(Brought(tmp_path / name, name), grids, known(tmp_path)) == day


@pytest.mark.parametrize(
    ("name", "grids", "rule"),
    [
        ("list.xlsx", [grid(*[["t"]] * 8, ["2026-01-01"])], "says no day of its edition"),
        ("list.xlsx", [grid(["t"]), grid(["t"]), grid(["t"]), grid(["2026-01-01"])], "says no day of its edition"),
        ("list.xlsx", [grid(HEAD, ["2026-01-01"])], "says no day of its edition"),
        ("list-2026-03-02.xlsx", [], "is an edition of the future"),
    ],
)  # fmt: skip
def test_no_day_and_a_day_to_come_are_refused(tmp_path, name, grids, rule):
    with pytest.raises(DataError, match=rule):
        lookup.edition(Brought(tmp_path / name, name), grids, known(tmp_path))


def test_rows_become_text_with_their_place():
    rows = [{"a": 1, FILE: "f", LINE: 3}, {"a": None, FILE: None, LINE: None}]
    found = lookup.frame(rows, ["a", "b"])
    assert found.astype(object).where(found.notna(), None).to_numpy().tolist() == [
        ["1", None, "f", 3],
        [None, None, None, None],
    ]
    assert list(lookup.frame([{"a": 1}], ["a"]).columns) == ["a"]


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        (b"", [(None, None, "file is empty; a header row is needed")]), (b"a,b\n1,2", [(2, None, "file ends in mid-line; it may be half written (end it with a line break)")]),
        (b"a,b\n1,2\n\xff\n", [(3, "byte 0xff", "text is not UTF-8; save the file as UTF-8")]), (b"a\nx\n\0\n", [(3, None, "NUL character; the file is no CSV text")]),
        (b"a,b\n1\n\n1,2,3\n", [(2, None, "1 cells where the header has 2: a,b"), (4, None, "3 cells where the header has 2: a,b; a text with a comma stands in double quotes")]),
        (b"a,b,a\n", [(1, None, "column stands twice in the header")]),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_it_claims_is_refused(tmp_path, raw, problems):
    (tmp_path / "f.csv").write_bytes(raw)
    with pytest.raises(DataError) as refused:
        read_csv(tmp_path / "f.csv", tmp_path)
    assert [(problem.line, problem.value, problem.rule) for problem in refused.value.problems] == problems


def test_a_file_is_read_with_the_line_of_each_record(tmp_path):
    (tmp_path / "f.csv").write_bytes(b'\xef\xbb\xbfa,b\n1, x \n\n"two\nlines",\r\n3,4\r')
    rows = read_csv(tmp_path / "f.csv", tmp_path)
    assert rows.astype(object).where(rows.notna(), None).to_numpy().tolist() == [
        ["1", "x", "f.csv", 2], ["two\nlines", None, "f.csv", 4], ["3", "4", "f.csv", 6],
    ]  # fmt: skip
