"""Where reports of Parties on the same units do not agree, on rows of a test's own: for each rule the rows beside it that keep it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import duckdb
import pytest
from own_rows import Row, told

from etl import statements
from etl.account import COMPARED

Found = Callable[..., list[Row]]
APART = "kind seller_iso3 buyer_iso3 serial_first serial_last apart_tco2e seller_says buyer_says seller_row buyer_row"


@pytest.fixture(scope="module")
def made() -> Iterator[Callable[..., list[Row]]]:
    """Makes one of the two read models of rows of reports, and of the approaches that are listed."""
    with duckdb.connect() as connection:
        connection.execute(statements.schema(has_words=False))
        # Without their rules: the other tables are empty.
        for table in COMPARED:
            connection.execute(f"CREATE TEMP TABLE {table} AS FROM main.{table} WHERE false")

        def make(table: str, rows: list[Row], approaches: tuple[str, ...] = ()) -> list[Row]:
            connection.execute("BEGIN")
            try:
                for row in rows:
                    marks = ", ".join("?" for _ in row)
                    connection.execute(
                        f"INSERT INTO temp.reported_actions ({', '.join(row)}) VALUES ({marks})", list(row.values())
                    )
                for approach in approaches:
                    connection.execute(
                        "INSERT INTO temp.cooperative_approaches (cooperative_approach_id) VALUES (?)", [approach]
                    )
                for text in statements.views(("account_units",)):
                    connection.execute(statements.wordless(text))
                found = connection.execute(f"FROM {table}")
                names = [column[0] for column in found.description or ()]
                return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
            finally:
                connection.execute("ROLLBACK")

        yield make


@pytest.fixture(scope="module")
def apart(made: Found) -> Found:
    """Returns where reports do not agree."""
    return partial(made, "account_mismatches")


def row(key: str, iso3: str, action: str, first: object, last: object, **other: object) -> Row:
    """A row of a report on 2025: units of Ghana of 2023, as many as there are serial numbers, on 17 May."""
    count = int(last) - int(first) + 1 if isinstance(first, int) and isinstance(last, int) else 0
    columns: Row = {
        "action_id": key, "reporting_iso3": iso3, "reported_year": 2025, "record": "action", "action_type": action, "action_on": "2025-05-17",
        "cooperative_approach_id": "CA0009", "first_transferring_iso3": "GHA", "first_unit": str(first), "last_unit": str(last),
        "quantity_tco2e": count, "vintage_year": 2023, "source_id": f"report_{iso3}", "confidence": "A",
    }  # fmt: skip
    return columns | other


def sold(key: str, first: object, last: object, **other: object) -> Row:
    """A row in which Ghana tells of a sale to Switzerland."""
    return row(key, "GHA", "First transfer", first, last, **({"acquiring_iso3": "CHE"} | other))


def bought(key: str, first: object, last: object, **other: object) -> Row:
    """A row in which Switzerland tells of a purchase from Ghana."""
    return row(key, "CHE", "Acquisition", first, last, **({"transferring_iso3": "GHA"} | other))


def test_rows_are_told_in_one_form(made: Found) -> None:
    """What kind of row it is, in which Party the mitigation occurred, who gave and who took, and which units."""
    nobody = {"first_transferring_iso3": None}
    sides = {"transferring_iso3": "KEN", "acquiring_iso3": "PER"}
    found = made(
        "account_rows",
        [
            row("09", "GHA", "first TRANSFER of units", "CA0009-GHA01-KEN-1,001-2023", "CA0009-GHA01-KEN-2,000-2023", **nobody, **sides),
            row("08", "CHE", "Transfer", 5, 5, **sides),
            row("07", "CHE", "Acquisition", 5, 4, **sides),
            row("06", "CHE", "Acquisition", "A-1", "A-9", **(nobody | sides)),
            row("05", "CHE", "Acquisition", 1, "x", transferring_iso3=None, acquiring_iso3="PER"),
            row("04", "CHE", "Use towards an NDC", "x", 9, **nobody, **sides),
            row("03", "CHE", "Voluntary cancellation", "1,000", "1,001", **nobody, **sides),
            row("02", "CHE", "Expiry", 1, 2, **nobody, **sides),
            row("01", "CHE", "", 1, 2, record="holding", **nobody, **sides),
            row("00", "CHE", "Authorization", 1, 2, **nobody, **sides),
            row("10", "CHE", "Use", 1, 2, record="authorisation", **nobody, **sides),
        ],
    )  # fmt: skip
    assert told(found, "action_id action host_iso3 seller_iso3 buyer_iso3 serial_first serial_last named_iso3") == [
        ("00", "authorisation", "CHE", None, None, 1, 2, None),
        ("01", "holding", "KEN", None, None, 1, 2, None),
        ("02", "other", "CHE", None, None, 1, 2, None),
        ("03", "cancellation", "CHE", None, None, 1000, 1001, None),
        ("04", "use", "KEN", None, None, None, None, None),
        ("05", "acquisition", "GHA", "GHA", "CHE", None, None, None),
        ("06", "acquisition", "KEN", "KEN", "CHE", None, None, None),
        ("07", "acquisition", "GHA", "KEN", "CHE", None, None, None),
        ("08", "transfer", "GHA", "CHE", "PER", 5, 5, None),
        ("09", "first_transfer", "GHA", "GHA", "PER", 1001, 2000, "KEN"),
        ("10", "authorisation", "CHE", None, None, 1, 2, None),
    ]


def test_units_that_one_side_alone_reports_are_told_run_by_run(apart: Found) -> None:
    """Of 1 to 100 Switzerland has 1 to 40 and 61 to 110; 201 to 210 it has as they are, and 301 to 305 and 401 to 404 are in one report alone."""
    rows = [
        sold("G-1", 1, 100), sold("G-2", 201, 210), sold("G-3", 301, 305),
        bought("C-1", 1, 40), bought("C-2", 61, 110), bought("C-3", 201, 210), bought("C-4", 401, 404),
    ]  # fmt: skip
    found = apart(rows)
    assert told(found, APART) == [
        ("buyer_only", "GHA", "CHE", 101, 110, 10, "no transfer", "10 t", None, "C-2"),
        ("buyer_only", "GHA", "CHE", 401, 404, 4, "no transfer", "4 t", None, "C-4"),
        ("seller_only", "GHA", "CHE", 41, 60, 20, "20 t", "no acquisition", "G-1", None),
        ("seller_only", "GHA", "CHE", 301, 305, 5, "5 t", "no acquisition", "G-3", None),
    ]
    assert told(found, "host_iso3 cooperative_approach_id vintage_year reported_year") == [("GHA", "CA0009", 2023, 2025)] * 4  # fmt: skip
    sources = "seller_source_id buyer_source_id first_reporting_iso3 second_reporting_iso3"
    assert told(found[:3:2], sources) == [(None, "report_CHE", None, "CHE"), ("report_GHA", None, "GHA", None)]


def test_runs_are_those_of_one_buyer_and_named_by_the_last_row_that_begins_there(apart: Found) -> None:
    """Ghana sold 1 to 9 to Switzerland, and 5 to 7 and 5 to 6 to Peru; neither has them. Switzerland has 21 to 29 and 21 to 25, which Ghana didn't sell."""
    to_peru = {"acquiring_iso3": "PER"}
    sales = [sold("G-1", 1, 9), sold("G-3", 5, 7, **to_peru), sold("G-2", 5, 6, **to_peru)]
    rows = [*sales, bought("C-2", 21, 29), bought("C-1", 21, 25), row("P-1", "PER", "Use", 901, 902)]
    found = [one for one in apart(rows) if one["kind"] != "transferred_twice"]
    assert told(found, "kind buyer_iso3 serial_first serial_last seller_row buyer_row") == [
        ("buyer_only", "CHE", 21, 25, None, "C-2"),
        ("buyer_only", "CHE", 26, 29, None, "C-2"),
        ("seller_only", "CHE", 1, 9, "G-1", None),
        ("seller_only", "PER", 5, 6, "G-3", None),
        ("seller_only", "PER", 7, 7, "G-3", None),
    ]


def test_two_books_are_of_the_same_parties_approach_and_host(apart: Found) -> None:
    """Ghana sold to Switzerland; what Switzerland has of others, or under another approach, is another thing."""
    cases = (
        ({"transferring_iso3": "KEN"}, ("KEN", "GHA", "CA0009")),
        ({"first_transferring_iso3": "KEN"}, ("GHA", "KEN", "CA0009")),
        ({"cooperative_approach_id": "CA0010"}, ("GHA", "GHA", "CA0010")),
        ({"cooperative_approach_id": None}, ("GHA", "GHA", None)),
        # Another vintage and another approach are two differences, and no difference of the vintage alone.
        ({"cooperative_approach_id": "CA0010", "vintage_year": 2022}, ("GHA", "GHA", "CA0010")),
        ({"first_transferring_iso3": "KEN", "vintage_year": 2022}, ("GHA", "KEN", "CA0009")),
        ({"transferring_iso3": "KEN", "vintage_year": 2022}, ("KEN", "GHA", "CA0009")),
    )
    kenya = row("K-1", "KEN", "Use", 901, 902)
    to_peru = sold("G-1", 1, 9, vintage_year=2022, acquiring_iso3="PER")
    found = apart([to_peru, bought("C-1", 1, 9), row("P-1", "PER", "Use", 901, 902)])
    assert told(found, "kind buyer_iso3") == [("buyer_only", "CHE"), ("seller_only", "PER")]
    for other, (seller, host, approach) in cases:
        found = apart([sold("G-1", 1, 9), bought("C-1", 1, 9, **other), kenya])
        own = [one for one in found if one["kind"] != "used_twice"]
        assert told(own, "kind seller_iso3 host_iso3 cooperative_approach_id") == sorted(
            [("buyer_only", seller, host, approach), ("seller_only", "GHA", "GHA", "CA0009")]
        ), other


def test_a_side_whose_report_of_the_year_was_not_read_says_nothing(apart: Found) -> None:
    """Peru reports on 2024 alone, and Kenya not at all: what Ghana sold to them, or Switzerland bought of them, is left open."""
    peru = row("P-1", "PER", "Use", 901, 902, reported_year=2024)
    to_peru, to_kenya = sold("G-1", 1, 9, acquiring_iso3="PER"), sold("G-2", 1, 9, acquiring_iso3="KEN", vintage_year=2022)  # fmt: skip
    of_peru, of_kenya = bought("C-1", 11, 19, transferring_iso3="PER"), bought("C-2", 11, 19, transferring_iso3="KEN", vintage_year=2022)  # fmt: skip
    assert apart([peru, to_peru, to_kenya, of_peru, of_kenya]) == []
    earlier = {"reported_year": 2024}
    found = apart([peru, to_peru | earlier, of_peru | earlier, to_kenya, of_kenya])
    assert told(found, "kind seller_iso3 buyer_iso3") == [("buyer_only", "PER", "CHE"), ("seller_only", "GHA", "PER")]


def test_the_same_units_under_another_vintage_are_one_difference(apart: Found) -> None:
    """Ghana tells of 2023 and Switzerland of 2022; without a year on one side too. Other units of another vintage are two differences."""
    other = [bought("C-1", 1, 9, vintage_year=2022)]
    found = apart([sold("G-1", 1, 9), *other])
    assert told(found, APART) == [("vintage", "GHA", "CHE", 1, 9, 9, "vintage 2023", "vintage 2022", "G-1", "C-1")]
    assert told(found, "host_iso3 cooperative_approach_id vintage_year reported_year seller_source_id buyer_source_id") == [
        ("GHA", "CA0009", None, 2025, "report_GHA", "report_CHE")
    ]  # fmt: skip
    found = apart([sold("G-1", 1, 9), *other, sold("G-2", 21, 29), bought("C-2", 31, 39)])
    assert told(found, "kind seller_row buyer_row") == [("buyer_only", None, "C-2"), ("seller_only", "G-2", None), ("vintage", "G-1", "C-1")]  # fmt: skip
    none = {"vintage_year": None}
    for one, two in ((none, {}), ({}, none)):
        (found_one,) = apart([sold("G-1", 1, 9, **one), bought("C-1", 1, 9, **two)])
        said = tuple("no vintage" if side else "vintage 2023" for side in (one, two))
        assert (found_one["kind"], found_one["seller_says"], found_one["buyer_says"]) == ("vintage", *said)
    # Without an approach on both sides they are of one.
    lacking = {"cooperative_approach_id": None}
    (found_one,) = apart([sold("G-1", 1, 9, **lacking), bought("C-1", 1, 9, vintage_year=2022, **lacking)])
    assert found_one["kind"] == "vintage"
    # Two sales of other vintages, or two purchases, are no two books of one transfer.
    for two in ([sold("G-1", 1, 9), sold("G-2", 1, 9, vintage_year=2022), row("C-9", "CHE", "Use", 901, 902)], [*other, bought("C-2", 1, 9), row("G-9", "GHA", "Use", 901, 902)]):  # fmt: skip
        assert {one["kind"] for one in apart(two)} in ({"seller_only"}, {"buyer_only"})
    for first, last in ((2, 9), (1, 8)):
        found = apart([sold("G-1", 1, 9), bought("C-1", first, last, vintage_year=2022)])
        assert told(found, "kind serial_first serial_last") == [("buyer_only", first, last), ("seller_only", 1, 9)]


def test_the_same_units_in_another_quantity_or_year(apart: Found) -> None:
    """9 t against 6 t and 11 t, and May against the January after; another day of the year is none."""
    found = apart([sold("G-1", 1, 9), bought("C-1", 1, 9, quantity_tco2e=6)])
    assert told(found, APART) == [("quantity", "GHA", "CHE", 1, 9, 3, "9 t", "6 t", "G-1", "C-1")]
    found = apart([sold("G-1", 1, 9), bought("C-1", 1, 9, quantity_tco2e=11, action_on="2026-01-03")])
    assert told(found, APART) == [
        ("quantity", "GHA", "CHE", 1, 9, 2, "9 t", "11 t", "G-1", "C-1"),
        ("year", "GHA", "CHE", 1, 9, 9, "moved in 2025", "moved in 2026", "G-1", "C-1"),
    ]
    assert told(found, "host_iso3 cooperative_approach_id vintage_year reported_year") == [("GHA", "CA0009", 2023, 2025)] * 2  # fmt: skip
    assert apart([sold("G-1", 1, 9), bought("C-1", 1, 9, action_on="2025-12-31")]) == []
    # A second sale of the buyer is compared with what the third Party bought.
    again = row("C-1", "CHE", "Transfer", 1, 9, acquiring_iso3="PER")
    found = apart([again, row("P-1", "PER", "Acquisition", 1, 9, transferring_iso3="CHE", quantity_tco2e=8)])
    assert told(found, APART) == [("quantity", "CHE", "PER", 1, 9, 1, "9 t", "8 t", "C-1", "P-1")]
    # Both without a vintage or an approach are of one; a sale is compared with purchases alone, and of the same units.
    for lacking in ({"vintage_year": None}, {"cooperative_approach_id": None}):
        (found_one,) = apart([sold("G-1", 1, 9, **lacking), bought("C-1", 1, 9, quantity_tco2e=6, **lacking)])
        assert found_one["kind"] == "quantity"
    # Two sales, or two purchases, of the same units are no two books.
    use = [row("C-9", "CHE", "Use", 901, 902), row("G-9", "GHA", "Use", 901, 902)]
    for two in ([sold("G-1", 1, 9), sold("G-2", 1, 9, quantity_tco2e=8, action_on="2026-01-03")], [bought("C-1", 1, 9), bought("C-2", 1, 9, quantity_tco2e=8, action_on="2026-01-03")]):  # fmt: skip
        assert not {one["kind"] for one in apart([*two, *use])} & {"quantity", "year"}
    rest = [bought("C-1", 1, 9), bought("C-2", 1, 5, quantity_tco2e=4), bought("C-3", 6, 9, quantity_tco2e=5)]
    assert apart([sold("G-1", 1, 9), *rest]) == []


@pytest.mark.parametrize(
    "other",
    [
        {"transferring_iso3": "KEN"}, {"first_transferring_iso3": "KEN"}, {"cooperative_approach_id": "CA0010"}, {"cooperative_approach_id": None},
        {"vintage_year": 2022}, {"vintage_year": None}, {"reporting_iso3": "PER"},
    ],
)  # fmt: skip
def test_units_with_the_same_numbers_that_are_others_are_not_compared_in_quantity(apart: Found, other: Row) -> None:
    found = apart([sold("G-1", 1, 9), bought("C-1", 1, 9, quantity_tco2e=6, action_on="2026-01-03", **other)])
    assert not {one["kind"] for one in found} & {"quantity", "year"}


def test_rows_without_serial_numbers_are_compared_by_their_sum(apart: Found) -> None:
    """Ghana tells of 1,200 t in two rows and Switzerland of 700 t; what only one of them tells has nothing beside it."""
    lots = [sold("G-2", "x", "y", quantity_tco2e=200), sold("G-1", "x", "y", quantity_tco2e=1000)]
    got = [bought("C-3", "x", "y", quantity_tco2e=300), bought("C-2", "x", "y", quantity_tco2e=400)]
    # Switzerland's use of what it has is no purchase, and rows with numbers are compared by these.
    rest = [row("C-9", "CHE", "Use", "x", "y", quantity_tco2e=5, used_year=2025), sold("G-8", 1, 2), bought("C-8", 1, 2)]  # fmt: skip
    found = apart([*lots, *got, *rest])
    assert told(found, APART) == [("quantity", "GHA", "CHE", None, None, 500, "1,200 t", "700 t", "G-1", "C-2")]
    assert told(found, "host_iso3 cooperative_approach_id vintage_year reported_year") == [("GHA", "CA0009", 2023, 2025)]  # fmt: skip
    assert told(apart([*lots, *rest]), APART) == [("quantity", "GHA", "CHE", None, None, 1200, "1,200 t", "no acquisition", "G-1", None)]  # fmt: skip
    assert told(apart([*got, *rest]), APART) == [("quantity", "GHA", "CHE", None, None, 700, "no transfer", "700 t", None, "C-2")]  # fmt: skip
    assert apart([*lots, bought("C-2", "x", "y", quantity_tco2e=1200)]) == []
    # Only one of the two reported on that year.
    assert apart(lots) == [] and apart(got) == []
    of_2024 = row("C-1", "CHE", "Use", 1, 2, reported_year=2024), row("G-9", "GHA", "Use", 5, 6, reported_year=2024)
    assert apart([*lots, of_2024[0]]) == [] and apart([*got, of_2024[1]]) == []
    # For other purposes nobody acquires, and of an unknown seller nobody has the other book.
    assert apart([sold("G-1", "x", "y", acquiring_iso3=None, quantity_tco2e=9), row("C-1", "CHE", "Use", 1, 2)]) == []
    unknown = bought("C-1", "x", "y", transferring_iso3=None, first_transferring_iso3=None, quantity_tco2e=9)
    assert apart([unknown, row("G-1", "GHA", "Use", 1, 2)]) == []


def test_a_unit_is_used_first_transferred_and_held_once(apart: Found) -> None:
    """4 to 9 used and cancelled; 5 first transferred to two; 8 and 9 held by both at the end of a year, and by one at those of two."""
    use, cancel = row("C-1", "CHE", "Use", 1, 9), row("C-2", "CHE", "Cancellation", 4, 12)
    found = apart([use, cancel])
    assert told(found, APART) == [("used_twice", None, None, 4, 9, 6, "in 2 rows", None, "C-2", None)]
    assert told(found, "host_iso3 cooperative_approach_id vintage_year reported_year") == [("GHA", "CA0009", 2023, 2025)]  # fmt: skip
    assert apart([use, row("C-2", "CHE", "Cancellation", 10, 12)]) == []
    for other in ({"cooperative_approach_id": "CA0010"}, {"vintage_year": 2022}, {"first_transferring_iso3": "KEN"}):
        assert apart([use, cancel | other]) == []
    found = apart([sold("G-1", 1, 5, acquiring_iso3="PER"), sold("G-2", 5, 9, acquiring_iso3="KEN")])
    assert told(found, APART) == [("transferred_twice", None, None, 5, 5, 1, "in 2 rows", None, "G-2", None)]
    # A unit may be transferred on, and is held by whoever has it at the end of each year.
    on = row("C-3", "CHE", "Transfer", 1, 5, acquiring_iso3="PER")
    assert apart([sold("G-1", 1, 5), bought("C-1", 1, 5), on, on | {"action_id": "C-4", "acquiring_iso3": "KEN"}]) == []
    held = {"record": "holding", "action_type": None, "action_on": None}
    one, two = row("C-1", "CHE", "", 1, 9, **held), row("G-1", "GHA", "", 8, 12, **held)
    found = apart([one, two])
    assert told(found, APART) == [("held_twice", None, None, 8, 9, 2, "in 2 rows", None, "G-1", None)]
    assert told(found, "host_iso3 cooperative_approach_id vintage_year reported_year") == [("GHA", "CA0009", 2023, 2025)]  # fmt: skip
    assert apart([one, two | {"reported_year": 2024}]) == []
    # What is held may have been used, and sold.
    assert apart([row("C-1", "CHE", "", 1, 9, **held), row("C-2", "CHE", "Use", 1, 9), sold("G-1", 1, 9), bought("C-3", 1, 9)]) == []  # fmt: skip
