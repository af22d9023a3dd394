"""A sheet is read piece by piece: the same cells as whole, in bounded memory, however its XML is written."""

from __future__ import annotations

import datetime as dt
import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from etl.problems import DataError
from etl.reading import cells, grid, opening, parts, reach, tables, workbook
from etl.sources import comtrade_forms, lookup
from etl.sources.publisher import Brought, Known

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{{}}</sheetData></worksheet>'
ROOT = Path(__file__).parents[2]


def with_sheet(path, xml: str, texts: list[str] | None = None) -> Brought:
    """A workbook whose one sheet is this XML, and its shared texts."""
    Workbook().save(path)
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content["xl/worksheets/sheet1.xml"] = xml.encode()
    if texts is not None:
        told = "".join(f"<si><t>{text}</t></si>" for text in texts)
        content["xl/sharedStrings.xml"] = f'<sst xmlns="{NAMESPACE}">{told}</sst>'.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return Brought(path, path.name)


def trimmed(rows) -> list[list[str]]:
    """The rows without empty cells at their ends and empty rows at the end, for these depend on the width of a piece."""
    found = []
    for row in rows:
        texts = [cells.as_text(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        found.append(texts)
    while found and not found[-1]:
        found.pop()
    return found


def filled(path, seed: int):
    """A workbook with gaps, texts, numbers, days and merged cells, and what stands in it."""
    chance = random.Random(seed)
    book = Workbook()
    sheet = book.active
    for row in range(1, 120):
        if chance.random() < 0.1:
            continue
        for column in range(1 + chance.randint(0, 2), chance.choice([3, 8, 31])):
            value = chance.choice(["a text", "x" * 40, 7, 1.5, True, dt.datetime(2024, 5, 17), "=", None, "é & <b>"])
            if value != "=":
                sheet.cell(row, column, value)
    book.save(path)
    return [list(row) for row in load_workbook(path).active.iter_rows(values_only=True)]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [300, 4000, 1 << 20])
def test_pieces_have_the_cells_of_the_whole_sheet(tmp_path, monkeypatch, seed, size):
    wanted = filled(tmp_path / "a.xlsx", seed)
    monkeypatch.setattr(parts, "PIECE", size)
    monkeypatch.setattr(parts, "STEP", 128)
    (found,) = opening.grids(Brought(tmp_path / "a.xlsx", "a.xlsx"))
    assert trimmed(found.rows) == trimmed(wanted)
    assert len(list(workbook.sheets(Brought(tmp_path / "a.xlsx", "a.xlsx")).pieces("Sheet"))) > (size < 5000)


def test_columns_that_are_not_wanted_may_be_empty_and_the_others_are_as_they_are(tmp_path, monkeypatch):
    wanted = filled(tmp_path / "a.xlsx", 3)
    monkeypatch.setattr(parts, "PIECE", 3000)
    book = workbook.sheets(Brought(tmp_path / "a.xlsx", "a.xlsx"))
    kept = frozenset({1, 4, 27})
    rows: list[list[object]] = []
    for piece in book.pieces("Sheet", kept):
        rows += [[] for _ in range(piece.start - len(rows))]
        rows += piece.rows
    for row, expected in zip(rows, wanted, strict=False):
        for column, cell in enumerate(expected):
            found = row[column] if column < len(row) else ""
            assert cells.as_text(found) == (cells.as_text(cell) if column in kept else "")


def test_merged_cells_repeat_over_the_edge_of_a_piece(tmp_path, monkeypatch):
    book = Workbook()
    for number in range(60):
        book.active.append([f"row {number}", "merged" if number == 0 else None, number])
    book.active.merge_cells("B1:B60")
    book.save(tmp_path / "a.xlsx")
    monkeypatch.setattr(parts, "PIECE", 500)
    (found,) = opening.grids(Brought(tmp_path / "a.xlsx", "a.xlsx"))
    assert {row[1] for row in found.rows} == {"merged"} and len(found.rows) == 60


ROWS = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="C{n}"><v>{n * 2}</v></c></row>' for n in range(1, 41))


@pytest.mark.parametrize(
    "rows",
    [
        ROWS,
        ROWS.replace('"', "'"),
        ROWS.replace("<c r=", "<c s='0' r="),
        "".join(f"<row r='{n}'><c><v>{n}</v></c><c/><c><v>{n * 2}</v></c></row>" for n in range(1, 41)),
        "".join(f"<row><c><v>{n}</v></c><c/><c><v>{n * 2}</v></c></row>" for n in range(1, 41)),
        ROWS.replace("</row>", "</row><!-- <c r=\"Z9\"> -->"),
    ],
    ids=["usual", "single quotes", "another attribute first", "cells without names", "rows without numbers", "comments"],
)  # fmt: skip
@pytest.mark.parametrize("size", [200, 1 << 20])
def test_xml_may_be_written_in_any_way(tmp_path, monkeypatch, rows, size):
    monkeypatch.setattr(parts, "PIECE", size)
    monkeypatch.setattr(parts, "STEP", 64)
    (found,) = opening.grids(with_sheet(tmp_path / "a.xlsx", SHEET.format(rows)))
    assert [[row[0], row[2]] for row in found.rows] == [[n, n * 2] for n in range(1, 41)]


def test_names_may_have_a_prefix(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "PIECE", 200)
    monkeypatch.setattr(parts, "STEP", 64)
    xml = SHEET.format(ROWS).replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    (found,) = opening.grids(with_sheet(tmp_path / "a.xlsx", xml))
    assert [[row[0], row[2]] for row in found.rows] == [[n, n * 2] for n in range(1, 41)]


FAR = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (FAR + '<row r="900000"><c r="Z900000"><v>1</v></c></row>', "delete the empty rows and columns"),
        (FAR + "<row r='900000'><c r='ZZ900000'><v>1</v></c></row>", "delete the empty rows and columns"),
        (FAR + '<row r="2"><c r="ZZZ2"><v>1</v></c></row>', "at most 1,000 columns"),
        (FAR + '<row r="2"><c s="1" r="ZZZ2"><v>1</v></c></row>', "at most 1,000 columns"),
        ("<row>" + "<c><v>1</v></c>" * 1001 + "</row>", "at most 1,000 columns"),
        ("<row>" + "<c><v>1</v></c>" * 900 + "</row>" + "<row/>" * 3000, "delete the empty rows and columns"),
        (FAR + '<x:row><x:c r="ZZZ2"><v>1</v></x:c></x:row>', "at most 1,000 columns"),
        (FAR + "<row>" + "<c><v>1</v></c>" * 900 + "</row>" + "<row><c/></row>" * 3000, "delete the empty rows and columns"),
        (FAR.replace("<v>1</v>", '<v>1</v></c><c r="B9999999"><v>1</v>'), "reaches to row 9,999,999"),
    ],
)  # fmt: skip
def test_cells_that_reach_far_are_refused_before_they_are_made(tmp_path, rows, said):
    with pytest.raises(DataError) as caught:
        opening.grids(with_sheet(tmp_path / "a.xlsx", SHEET.format(rows)))
    assert said in caught.value.problems[0].rule


def test_a_long_text_that_many_cells_point_to_is_refused(tmp_path):
    told = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(1, 5001))
    file = with_sheet(tmp_path / "a.xlsx", SHEET.format(told), ["short", "x" * 32_000])
    with pytest.raises(DataError, match="MB of text close together"):
        opening.grids(file)
    few = with_sheet(tmp_path / "b.xlsx", SHEET.format(told.replace("<v>1<", "<v>0<", 4990)), ["short", "x" * 32_000])
    (found,) = opening.grids(few)
    assert sum(len(str(row[0])) > 1000 for row in found.rows) == 10


def test_what_is_kept_of_all_sheets_together_is_bounded(tmp_path, monkeypatch):
    filled(tmp_path / "a.xlsx", 1)
    monkeypatch.setattr(grid, "MOST_KEPT", 20_000)
    with pytest.raises(DataError, match="its cells take more than"):
        opening.grids(Brought(tmp_path / "a.xlsx", "a.xlsx"))


def test_a_sheet_that_never_ends_a_row_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "PIECE", 1000)
    monkeypatch.setattr(parts, "STEP", 512)
    monkeypatch.setattr(parts, "LONGEST_ROW", 5000)
    file = with_sheet(tmp_path / "a.xlsx", SHEET.format("<row>" + '<c r="A1"><v>1</v></c>' * 1000))
    with pytest.raises(DataError, match="has a row of more than 5,000 bytes"):
        opening.grids(file)


@pytest.mark.parametrize("xml", ["<worksheet/>", "<worksheet><sheetData/></worksheet>", SHEET.format("")])
def test_a_sheet_without_rows_is_empty(tmp_path, xml):
    xml = xml.replace("<worksheet", f'<worksheet xmlns="{NAMESPACE}"', 1) if "xmlns" not in xml else xml
    (found,) = opening.grids(with_sheet(tmp_path / "a.xlsx", xml))
    assert found.rows == []


def test_rows_as_usual_are_measured_exactly():
    rows = b'<row r="3"><c r="B3" t="inlineStr"><is><t>a</t></is></c><c r="AA3"><f>1</f><v>1</v></c></row><row r="9"></row>'
    found = reach.reach_of(rows)
    assert (found.first, found.last, found.width, found.cells, found.formulas) == (3, 3, 27, 2, 1)
    assert reach.without_others(rows, found, frozenset({27})) == (
        b'<row r="3"><c r="AA3"><f>1</f><v>1</v></c></row><row r="9"></row>'
    )


FORM = tables.Form("x", {"a": "a", "b": "b"}, frozenset({"a"}))
WITH_FORMULA = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>A</t></is></c><c r="B1" t="inlineStr"><is><t>{}</t></is></c></row>'
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2+1</f>{}</c></row>'
)


@pytest.mark.parametrize("value", ["<v>2</v>", "<v></v>", ""])
def test_a_formula_is_refused_where_its_cell_is_needed(tmp_path, value):
    (found,) = opening.grids(with_sheet(tmp_path / "a.xlsx", SHEET.format(WITH_FORMULA.format("B", value))))
    with pytest.raises(DataError) as caught:
        tables.find(found, FORM)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.rule) == (2, "b", tables.FORMULA)


def test_a_formula_in_a_cell_that_nobody_needs_is_let_be(tmp_path):
    (found,) = opening.grids(with_sheet(tmp_path / "a.xlsx", SHEET.format(WITH_FORMULA.format("C", "<v>2</v>"))))
    rows = tables.find(found, FORM)
    assert rows is not None and [row.text("a") for row in rows] == ["1"]


def test_a_formula_above_a_table_says_no_day_of_the_edition(tmp_path):
    row = '<row r="1"><c r="A1" t="str"><f>TODAY()</f><v>31 May 2026</v></c></row>'
    file = with_sheet(tmp_path / "a.xlsx", SHEET.format(row))
    known = Known(ROOT, today=dt.date(2026, 7, 1))
    with pytest.raises(DataError, match="says no day of its edition"):
        lookup.edition(file, opening.grids(file), known)
    plain = with_sheet(tmp_path / "b.xlsx", SHEET.format(row.replace("<f>TODAY()</f>", "")))
    assert lookup.edition(plain, opening.grids(plain), known) == "2026-05-31"


def test_a_formula_in_a_column_of_trade_is_refused(tmp_path):
    heads = "".join(
        f'<c r="{at}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for at, name in zip("ABC", ("cmdCode", "primaryValue", "other"), strict=True)
    )
    row = '<row r="2"><c r="A2"><v>850760</v></c><c r="B2">{}<v>5</v></c><c r="C2">{}<v>1</v></c></row>'
    wanted = frozenset({"cmdcode", "primaryvalue"})
    for needed, other in (("", "<f>1</f>"), ("<f>2+3</f>", "")):
        xml = SHEET.format(f'<row r="1">{heads}</row>{row.format(needed, other)}')
        (text,) = comtrade_forms.texts([with_sheet(tmp_path / "a.xlsx", xml)], str.lower, wanted)
        with text.open() as stream:
            if not needed:
                assert stream.read() == b"cmdcode,primaryvalue\n850760,5\n"
                continue
            with pytest.raises(DataError, match=r"line 2, column primaryvalue: is a formula"):
                stream.read()
