"""Unknown spellings and stale corrections are refused; good ones are applied."""

from __future__ import annotations

import duckdb
import pytest

from etl.build import build

PIPELINE = "agreements_2026-02-28.csv"
BECAUSE = {"reason": "a test", "source_id": "unfccc_parties"}
A_CLAIM = "AUS-FJI-MOU|signed_on|unepccc_pipeline_2026_02|2021-11"
CORRECTION = ("table_name", "key", "column_name", "old", "new")


def test_unknown_spelling_lists_the_row_to_add_once(data):
    text = data.path(PIPELINE).read_text(encoding="utf-8")
    assert text.count(",Ghana,") > 1
    data.replace(PIPELINE, ",Ghana,", ",Gold Coast,")
    (problem,) = data.problems()
    assert (problem.file, problem.column, problem.value) == (data.place(PIPELINE), "host", "Gold Coast")
    assert problem.line == text[: text.index(",Ghana,")].count("\n") + 1
    assert "add a row party,unepccc,Gold Coast,<our value> to data/reference/aliases.csv" in problem.rule

    data.append("aliases.csv", kind="party", publisher="unepccc", spelling="Gold Coast", value="GHA")
    assert data.problems() == []


def test_parties_of_a_pipeline_row_must_be_those_of_its_agreement(data):
    line = data.set(PIPELINE, "host", "Papua New Guinea", agreement_id="AUS-FJI-MOU")
    (problem,) = data.problems()
    assert (problem.line, problem.value) == (line, "AUS-FJI-MOU")
    assert problem.rule == "is no agreement of these two Parties"


def test_corrections_are_applied(data, no_open_files):
    for row in (
        ("published_totals", "total_001", "value", "61", "62"),
        ("agreements", "AUS-FJI-MOU", "mechanism", "", "JCM"),
        ("claims", A_CLAIM, "as_stated", "2021-11-01", "November 2021"),
    ):
        data.append("corrections.csv", **dict(zip(CORRECTION, row, strict=True)), **BECAUSE)
    with duckdb.connect(str(build(data.root, say=lambda _: None).path), read_only=True) as connection:

        def value(column: str, table: str, key: str) -> object:
            return connection.execute(f"SELECT {column} FROM {table} WHERE {key}").fetchall()

        assert value("value", "published_totals", "total_id = 'total_001'") == [(62,)]
        assert value("mechanism", "agreements", "agreement_id = 'AUS-FJI-MOU'") == [("JCM",)]
        key = f"concat_ws('|', agreement_id, field, source_id, value) = '{A_CLAIM}'"
        assert value("as_stated", "claims", key) == [("November 2021",)]


def test_stale_corrections_are_refused(data):
    refused = [
        (("published_totals", "total_001", "value", "60"), "old", "60", "no longer stands; it is now '61'"),
        (
            ("published_totals", "total_999", "value", ""),
            "key",
            "total_999",
            "no such row of table published_totals; its key is total_id",
        ),
        (
            ("parties", "FRA", "regio", "Europe"),
            "column_name",
            "regio",
            "no such column of table parties, which has iso3, ",
        ),
        (("countries", "FRA", "region", "Europe"), "table_name", "countries", "no such table; "),
        (("corrections", "a|b|c", "new", ""), "table_name", "corrections", "no such table; "),
        (("claims", A_CLAIM.removesuffix("|2021-11"), "value", ""), "key", None, f"for example {A_CLAIM}"),
        (("published_totals", "total_00", "value", ""), "key", "total_00", "its key is total_id"),
    ]
    expected = [
        (
            data.append("corrections.csv", **dict(zip(CORRECTION, (*row, "new"), strict=True)), **BECAUSE),
            column,
            value,
            rule,
        )
        for row, column, value, rule in refused
    ]
    problems = data.problems()
    assert len(problems) == len(expected)
    for found, (line, column, value, rule) in zip(problems, expected, strict=True):
        assert (found.line, found.column) == (line, column) and rule in found.rule
        assert value in (None, found.value)
    assert {p.file for p in problems} == {"data/corrections.csv"}


def test_correction_of_an_empty_table_is_refused(data):
    path = data.path("published_totals.csv")
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    row = ("published_totals", "total_001", "value", "61", "62")
    data.append("corrections.csv", **dict(zip(CORRECTION, row, strict=True)), **BECAUSE)
    assert "no such row of table published_totals; its key is total_id" in [p.rule for p in data.problems()]


@pytest.mark.parametrize("kind", ["instrument", "sector", "stage", "area", "party"])
def test_an_alias_to_what_does_not_exist_is_one_problem(data, kind):
    """Not one for each row that has the spelling."""
    if kind == "party":
        line = data.append("aliases.csv", kind="party", publisher="unepccc", spelling="Viet Nam", value="VIE")
    else:
        spelling = {"instrument": "MoU", "sector": "Solar PV", "stage": "Validation", "area": "S19"}[kind]
        publisher = "baci" if kind == "area" else "unepccc"
        line = data.set("aliases.csv", "value", "nothing", kind=kind, publisher=publisher, spelling=spelling)
    (problem,) = data.problems()
    assert (problem.file, problem.line, problem.column) == ("data/reference/aliases.csv", line, "value")
    assert problem.rule.startswith("is no ")


@pytest.mark.parametrize(
    ("file", "column", "row"),
    [("country_names.csv", "name", {"name": "Burma"}), ("parties.csv", "un_name", {"iso3": "GHA"})],
)
def test_a_row_without_its_name_is_a_problem_and_no_traceback(data, file, column, row):
    line = data.set(file, column, "", **row)
    problem = data.problems()[0]
    assert (problem.file, problem.line, problem.column) == (data.place(file), line, column)
