"""Whether two reports on the same units agree: pairs of files made by hand, each with one thing that doesn't."""

from __future__ import annotations

import csv

import duckdb
import pytest

from etl.__main__ import main
from etl.account import WHAT, check_files
from etl.build import build
from etl.cli_account import DIFFERS
from etl.importing import import_file
from etl.problems import DataError

ACTIONS = (
    "Action date,Action type,Cooperative approach ID,Authorization ID,First transferring participating Party ID,First ID,Last ID,Metric,"
    "Quantity (t CO2 eq),Vintage,Transferring participating Party ID,Acquiring participating Party ID"
)
SOLD = "17/05/2025,First transfer,CA0009,A 1,GHA,1,100,GHG,100,2023,NA,CHE"
BOUGHT = "17/05/2025,Acquisition,CA0009,,GHA,1,100,GHG,100,2023,GHA,NA"
USED = "20/11/2025,Use,CA0009,,GHA,1,100,GHG,100,2023,NA,NA"


@pytest.fixture
def report(tmp_path):
    """Function that writes the report of a Party with some actions, and returns its file."""

    def write(party, *actions, authorised="01/02/2025", others=(), holdings=(), year=2025):
        lines = ["Table 1: Submission", "Party,Version,Reported year,Date of submission", f"{party},1.0,{year},15/04/2026", ""]  # fmt: skip
        if party == "GHA":
            lines += [
                "Table 2: Authorizations",
                "Authorization ID,Date of authorization,Cooperative approach ID,Authorized quantity,Metric,Purposes for authorization,Authorized Party(ies) ID",
                f"A 1,{authorised},CA0009,1000,GHG,NDC,CHE",
                *others,
                "",
            ]
        lines += ["Table 3: Actions", ACTIONS, *actions, ""]
        lines += ["Table 4: Holdings", "Cooperative approach ID,First ID,Last ID,Quantity (t CO2 eq),Vintage,First transferring participating Party ID", *holdings]  # fmt: skip
        path = tmp_path / f"{party}-{year}.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def kinds(found):
    return [row[0] for row in found.rows]


def test_reports_that_agree(report, project_root):
    found = check_files([report("GHA", SOLD), report("CHE", BOUGHT, USED)], project_root)
    assert (found.rows, found.left) == ([], [])
    assert found.text() == ["4 rows of 2 reports: CHE 2025, GHA 2025", "nothing that differs"]


def test_a_block_that_was_split_agrees(report, project_root):
    parts = (BOUGHT.replace("1,100,GHG,100", "1,40,GHG,40"), BOUGHT.replace("1,100,GHG,100", "41,100,GHG,60"))
    assert kinds(check_files([report("GHA", SOLD), report("CHE", *parts)], project_root)) == []


@pytest.mark.parametrize(
    ("sold", "bought", "kind", "says", "tonnes"),
    [
        ([SOLD], [BOUGHT.replace("1,100,GHG,100", "1,90,GHG,90")], "seller_only", ("10 t", "no acquisition"), 10),
        ([SOLD.replace("1,100,GHG,100", "1,90,GHG,90")], [BOUGHT], "buyer_only", ("no transfer", "10 t"), 10),
        ([SOLD], [BOUGHT.replace(",100,2023", ",100,2022")], "vintage", ("vintage 2023", "vintage 2022"), 100),
        ([SOLD], [BOUGHT.replace("GHG,100", "GHG,99")], "quantity", ("100 t", "99 t"), 1),
        ([SOLD.replace("1,100,GHG", "X,Y,GHG")], [BOUGHT.replace("1,100,GHG,100", "X,Y,GHG,70")], "quantity", ("100 t", "70 t"), 30),
        ([SOLD], [BOUGHT.replace("17/05/2025", "03/01/2026")], "year", ("moved in 2025", "moved in 2026"), 100),
        ([SOLD], [BOUGHT, USED, USED.replace("1,100,GHG,100", "91,100,GHG,10")], "used_twice", ("in 2 rows", None), 10),
        ([SOLD.replace("A 1", "A 7")], [BOUGHT], "not_authorised", ("authorisation A 7", "no such authorisation"), 100),
        (
            [SOLD.replace(",1,100,", ",CA0009-TON01-TON-1-2023,CA0009-TON01-TON-100-2023,")],
            [BOUGHT], "other_party", ("first transferred by GHA", "its identifier names TON"), 100,
        ),
    ],
)  # fmt: skip
def test_what_differs_is_named(report, project_root, sold, bought, kind, says, tonnes):
    found = check_files([report("GHA", *sold), report("CHE", *bought)], project_root)
    assert kinds(found) == [kind]
    (row,) = found.rows
    assert row[1] == WHAT[kind]
    assert (row[11], row[12]) == says
    assert row[10] == tonnes
    assert any("line " in str(place) for place in row[-2:]), "file and line of the row"


def test_units_first_transferred_twice(report, project_root):
    found = check_files([report("GHA", SOLD, SOLD.replace("NA,CHE", "NA,SWE")), report("CHE", BOUGHT)], project_root)
    assert kinds(found) == ["transferred_twice"]
    assert found.left == ["SWE's report on 2025 is not among them: 100 t that GHA reports are left open"]


def test_units_moved_before_they_were_authorised(report, project_root):
    late = report("GHA", SOLD, authorised="18/05/2025")
    found = check_files([late, report("CHE", BOUGHT)], project_root)
    assert kinds(found) == ["before_authorisation"]
    same_day = check_files([report("GHA", SOLD, authorised="17/05/2025"), report("CHE", BOUGHT)], project_root)
    assert kinds(same_day) == []


def test_the_first_of_two_letters_of_one_number_authorises(report, project_root):
    again = ("A 1,18/05/2025,CA0009,1000,GHG,NDC,CHE",)
    assert kinds(check_files([report("GHA", SOLD, others=again), report("CHE", BOUGHT)], project_root)) == []
    both_late = report("GHA", SOLD, authorised="19/05/2025", others=again)
    (row,) = check_files([both_late, report("CHE", BOUGHT)], project_root).rows
    assert (row[0], row[12]) == ("before_authorisation", "authorised on 2025-05-18")


def test_an_authorisation_is_that_of_its_number_and_approach(report, project_root):
    """A 1 of another approach came after the transfer, and A 2 of this one too: neither allows nor forbids what A 1 of this one does."""
    others = ("A 1,18/05/2025,CA0010,1000,GHG,NDC,CHE", "A 2,18/05/2025,CA0009,1000,GHG,NDC,CHE")
    found = check_files([report("GHA", SOLD, others=others), report("CHE", BOUGHT)], project_root)
    assert kinds(found) == []
    of_other = [line.replace("CA0009", "CA0010") for line in (SOLD, BOUGHT)]
    found = check_files([report("GHA", of_other[0], others=others), report("CHE", of_other[1])], project_root)
    assert kinds(found) == ["before_authorisation"]
    (row,) = found.rows
    assert (row[11], row[12]) == ("first transfer on 2025-05-17", "authorised on 2025-05-18")
    unknown = report("GHA", SOLD.replace("CA0009,A 1", "CA0011,A 1"), others=others)
    found = check_files([unknown, report("CHE", BOUGHT.replace("CA0009", "CA0011"))], project_root)
    assert kinds(found) == ["not_authorised"]


def test_what_moves_and_uses_no_unit_needs_no_authorisation(report, project_root):
    other = SOLD.replace("First transfer", "Expiry").replace("A 1", "A 7")
    assert kinds(check_files([report("GHA", other), report("CHE", USED)], project_root)) == []
    used = other.replace("Expiry", "Voluntary cancellation")
    assert kinds(check_files([report("GHA", used)], project_root)) == ["not_authorised"]


def test_units_that_two_parties_hold(report, project_root):
    held = "CA0009,51,60,10,2023,GHA"
    both = [report("GHA", SOLD, holdings=(held,)), report("CHE", BOUGHT, holdings=(held,))]
    assert kinds(check_files(both, project_root)) == ["held_twice"]


def test_without_the_other_report_nothing_is_said(report, project_root):
    found = check_files([report("GHA", SOLD), report("CHE", USED, year=2024)], project_root)
    assert found.rows == []
    assert found.left == ["CHE's report on 2025 is not among them: 100 t that GHA reports are left open"]


def test_units_for_other_purposes_have_no_other_report(report, project_root):
    found = check_files([report("GHA", SOLD.replace("NA,CHE", "NA,NA"))], project_root)
    assert (found.rows, found.left) == ([], [])
    assert found.text()[0] == "2 rows of 1 report: GHA 2025"


def test_order_of_files_changes_nothing(report, project_root):
    one, other = report("GHA", SOLD), report("CHE", BOUGHT.replace("GHG,100", "GHG,99"), USED, USED)
    assert check_files([one, other], project_root).rows == check_files([other, one], project_root).rows


def test_command_line_tells_and_writes_it(report, tmp_path, capsys):
    files = [str(report("GHA", SOLD)), str(report("CHE", BOUGHT.replace("GHG,100", "GHG,99")))]
    assert main(["account", "check", *files, "--to", str(tmp_path / "out.csv")]) == DIFFERS
    told = capsys.readouterr().out
    assert "GHA and CHE: another quantity: CA0009, vintage 2023, 1–100: 100 t against 99 t" in told
    assert "(GHA-2025.csv line 11 and CHE-2025.csv line 7)" in told
    assert told.endswith("1 row differs\n")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["kind"], row["apart_tco2e"]) == ("quantity", "1")


def test_command_line_ends_with_zero_where_nothing_differs(report):
    assert main(["account", "check", str(report("GHA", SOLD)), str(report("CHE", BOUGHT))]) == 0


def test_a_file_that_is_missing_or_given_twice_is_refused(report, tmp_path, capsys, project_root):
    assert main(["account", "check", str(tmp_path / "none.csv")]) == 1
    assert "there is no such file" in capsys.readouterr().err
    path = report("GHA", SOLD)
    with pytest.raises(DataError, match="GHA-2025 was already given"):
        check_files([path, path], project_root)


def test_what_parties_report_stands_in_their_own_book_and_in_that_of_the_other(report, data_copy, no_open_files):
    for file in (report("GHA", SOLD), report("CHE", BOUGHT, USED)):
        import_file("aef", file, root=data_copy, say=lambda _: None)
    build(data_copy, say=lambda _: None)
    with duckdb.connect(str(data_copy / "data/warehouse/article6.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT iso3, book, measure, year, quantity_tco2e, unconfirmed_tco2e, row_count FROM account_years"
            " WHERE book <> 'traced' ORDER BY ALL"
        ).fetchall()
    assert found == [
        ("CHE", "counterpart", "acquisition", 2025, 100.0, None, 1),
        ("CHE", "own", "acquisition", 2025, 100.0, None, 1),
        ("CHE", "own", "use", 2025, 100.0, None, 1),
        ("GHA", "counterpart", "first_transfer", 2025, 100.0, None, 1),
        ("GHA", "own", "authorisation", 2025, 1000.0, None, 1),
        ("GHA", "own", "first_transfer", 2025, 100.0, None, 1),
    ]
