"""Files of any kind are read as they are, or refused by their true cause before they cost memory."""

from __future__ import annotations

import datetime as dt
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from etl.problems import DataError
from etl.reading import cells, kinds, opening, page, tables, text
from etl.reading.grid import Grid
from etl.sources.publisher import Brought

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def brought(path, content=None):
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Brought(path, path.name)


def book(path, fill=lambda sheet: None):
    made = Workbook()
    fill(made.active)
    made.save(path)
    return brought(path)


def altered(path, name, change):
    """Write the workbook anew with one part changed (or added, from nothing)."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return brought(path)


def refused(file, accepted=(kinds.WORKBOOK, kinds.PAGE, kinds.TEXT)):
    with pytest.raises(DataError) as caught:
        for grid in opening.grids(file, accepted):
            assert grid.rows
    assert len(caught.value.problems) == 1
    return caught.value.problems[0].rule


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "file is empty"),
        ("a.xlsx", b"<html><table><tr><td>1</table>", "is named as an Excel workbook (.xlsx) and holds an HTML page"),
        ("a.csv", b"<!DOCTYPE html><html></html>", "is named as a text such as CSV and holds an HTML page"),
        ("a.xlsx", b"a,b\n1,2\n", "holds a text such as CSV"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "old workbook (.xls) or one with a password"),
        ("a.pdf", b"%PDF-1.7", "is a PDF"),
        ("a.csv.gz", b"\x1f\x8b\x08\x00", "is packed (gzip)"),
        ("a.csv", b"a,b\n1\0,2\n", "NUL character"),
        ("a.csv", b'a,b\n1,"2\n', "not valid CSV"),
        ("a.csv", b"a,b\n" + b"x" * 40_000 + b",1\n", "a cell has more than 32,767 characters"),
        ("a.html", b"<html>" + b"<div>" * 3000 + b"<table><tr><td>1</table>", "is nested too deeply"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "is damaged or cut short"),
    ],
)
def test_what_a_file_is_decides_and_not_its_name(tmp_path, name, content, said):
    assert said in refused(brought(tmp_path / name, content))


def test_an_archive_that_is_no_workbook_is_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "no xl/workbook.xml" in refused(brought(tmp_path / "a.xlsx"))


def test_cells_come_as_they_are_and_merged_ones_repeat(tmp_path):
    def fill(sheet):
        sheet.append(["Title", None])
        sheet.append([dt.datetime(2024, 5, 17), 7, 1.5, True, "x"])
        sheet.append([None, 8])
        sheet.merge_cells("A2:A3")

    (grid,) = opening.grids(book(tmp_path / "a.xlsx", fill))
    assert [cells.as_text(cell) for cell in grid.rows[1]] == ["2024-05-17", "7", "1.5", "TRUE", "x"]
    assert cells.as_text(grid.rows[2][0]) == "2024-05-17"
    assert grid.line(2) == 3


@pytest.mark.parametrize("part", ["xl/bomb.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, part):
    file = altered(book(tmp_path / "a.xlsx").path, part, lambda _: b"")
    with zipfile.ZipFile(file.path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != part}
    with zipfile.ZipFile(file.path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        with archive.open(part, "w") as bomb:
            for _ in range(120):
                bomb.write(b" " * (1 << 20))
    tracemalloc.start()
    assert "unpack" in refused(file)
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("xl/externalLinks/externalLink1.xml", lambda _: b"<x/>", "external links"),
        ("xl/workbook.xml", lambda old: b'<!DOCTYPE x [<!ENTITY a "b">]>' + old, "declares entities"),
        ("xl/worksheets/sheet1.xml", lambda _: SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>').encode(), "reaches to row 1,048,576"),
        ("xl/worksheets/sheet1.xml", lambda _: SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="Z1048576"><v>1</v></c></row>').encode(), "delete the empty rows"),
        ("xl/worksheets/sheet1.xml", lambda old: old.replace(b"<sheetData", b"\0<sheetData"), "NUL characters"),
        ("xl/worksheets/sheet1.xml", lambda _: SHEET.format('<row r="1"><c><f>1+1</f><v>2</v></c></row>').encode(), "formulas in cells without a name"),
        ("xl/worksheets/sheet1.xml", lambda _: b"<worksheet", "can't be read"),
    ],
)  # fmt: skip
def test_a_hostile_workbook_is_refused_by_its_cause(tmp_path, part, change, said):
    book(tmp_path / "a.xlsx")
    assert said in refused(altered(tmp_path / "a.xlsx", part, change))


def test_spans_of_a_page_are_repeated_with_their_links(tmp_path):
    html = """<html><h2>Authorizations</h2><table><tr><th>Party<th colspan=2>Documents</tr>
    <tr><td rowspan="2">Ghana<td><a href="https://a.example/1">Letter</a><td>x<script>no</script></tr><tr><td>Second</tr></table>"""
    (grid,) = opening.grids(brought(tmp_path / "a.html", html))
    assert grid.name == "Authorizations"
    assert grid.rows == [["Party", "Documents", "Documents"], ["Ghana", "Letter", "x"], ["Ghana", "Second"]]
    assert grid.links == {(1, 1): [("https://a.example/1", "Letter")]}


def test_a_span_of_a_million_is_bounded(tmp_path):
    html = "<html><table><tr><td colspan=999999999 rowspan=999999999>x</table>"
    assert page.tables(brought(tmp_path / "a.html", html))[0].rows == [["x"] * 200]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_japanese_encodings(tmp_path, encoding):
    content = "番号,プロジェクト名\nTH001,太陽光発電\n".encode(encoding)
    assert text.grid(brought(tmp_path / "a.csv", content)).rows[1] == ["TH001", "太陽光発電"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_western_encodings_and_delimiters(tmp_path, encoding):
    content = "Pays;Été\nCôte d’Ivoire;1,5\nPérou;2,5\n".encode(encoding)
    assert text.grid(brought(tmp_path / "a.csv", content)).rows[1] == ["Côte d’Ivoire", "1,5"]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (dt.datetime(2024, 5, 17), "2024-05-17"),
        (45429.0, "2024-05-17"),
        (2024, "2024"),
        ("17/05/2024", "2024-05-17"),
        ("2024-05-17T10:00:00Z", "2024-05-17"),
        ("17 May 24", "2024-05-17"),
        ("May 17, 2024", "2024-05-17"),
        ("May 2024", "2024-05"),
        ("20240517", "2024-05-17"),
        ("2024年5月17日", "2024-05-17"),
        ("31/02/2024", None),
        ("soon", None),
        (True, None),
        ("１７/05/2024", None),
    ],
)
def test_days(cell, day):
    assert cells.as_day(cell) == day


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,234", 1234),
        ("1234.0", 1234),
        (7.0, 7),
        (7.5, None),
        ("1e3", None),
        ("１２", None),
        ("1,23", None),
        (1e300, None),
    ],
)
def test_whole_numbers_are_never_rounded(cell, number):
    assert cells.as_whole(cell) == number


def test_a_table_is_found_below_titles_and_in_heads_of_two_rows():
    form = tables.Form(
        "Holdings", {"first": "first id", "quantity": r"quantity t co2 eq"}, frozenset({"first", "quantity"})
    )
    rows = [["Title"], ["ITMO", "ITMO"], ["First ID", "Metric"], ["", "Quantity (t\u00a0CO₂ eq)"], ["1", "5"], ["", ""]]
    (row,) = tables.find(Grid("f", "s", rows), form)
    assert (row.values, row.line) == ({"first": "1", "quantity": "5"}, 5)
    with pytest.raises(DataError, match="no column for quantity"):
        raise tables.missing([Grid("f", "s", rows[:3])], form)


@pytest.mark.parametrize("cell", ["=1+1", "x" * 40_000])
def test_texts_that_are_no_values_are_refused_by_row(cell):
    form = tables.Form("x", {"a": "a"}, frozenset({"a"}))
    with pytest.raises(DataError, match="line 2, column a"):
        tables.find(Grid("f", "s", [["A"], [cell]]), form)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.html", "a.xlsx", "a", "a.json"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content, name):
    file = brought(tmp_path_factory.mktemp("f") / name, content)
    try:
        opening.grids(file)
    except DataError as error:
        assert error.problems
