"""Files that are not what they claim to be are refused with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.csvfile import LINE, read_csv
from etl.problems import DataError


def read(folder: Path, raw: bytes):
    (folder / "some.csv").write_bytes(raw)
    return read_csv(folder / "some.csv", folder)


REFUSED = {
    "empty": (b"", None, "file is empty"),
    "only blank lines": (b" \n\r\n", None, "file is empty"),
    "latin-1": ("a,b\n1,2\nCôte,3\n".encode("latin-1"), 3, "not UTF-8"),
    "UTF-16": ("a,b\n1,2\n".encode("utf-16"), 1, "not UTF-8"),
    "UTF-16 without a mark": ("a,b\n1,2\n".encode("utf-16-le"), 1, "NUL"),
    "NUL": (b"a,b\n1,2\n\x003,4\n", 3, "NUL"),
    "unclosed quote": (b'a,b\n1,2\n3,"4\n5,6\n', 3, "not valid CSV"),
    "text after a quote": (b'a,b\n1,"2"x\n', 2, "not valid CSV"),
    "half-written last line": (b"a,b\n1,2\n3,", 3, "half written"),
    "no last line break": (b"a,b\n1,2", 2, "ends in mid-line"),
    "text after a quote in the header": (b'"a"x,b\n1,2\n', 1, "not valid CSV"),
    "doubled header": (b"a,b,a\n1,2,3\n", 1, "stands twice"),
}


@pytest.mark.parametrize(("raw", "line", "rule"), REFUSED.values(), ids=REFUSED)
def test_refused_with_its_line(tmp_path, raw, line, rule):
    with pytest.raises(DataError) as caught:
        read(tmp_path, raw)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("some.csv", line)
    assert rule in problem.rule


def test_missing_file(tmp_path):
    with pytest.raises(DataError, match=r"some\.csv: file is missing"):
        read_csv(tmp_path / "some.csv", tmp_path)


def test_wrong_cell_counts_are_reported_together(tmp_path):
    with pytest.raises(DataError) as caught:
        read(tmp_path, b'a,b\n1\n2,3\n4,5,6\n"7\n8"\n')
    assert [(p.line, p.rule) for p in caught.value.problems] == [
        (2, "1 cells where the header has 2: a,b"),
        (4, "3 cells where the header has 2: a,b; a text with a comma stands in double quotes"),
        (5, "1 cells where the header has 2: a,b"),
    ]


def test_doubled_header_names_the_column(tmp_path):
    with pytest.raises(DataError) as caught:
        read(tmp_path, b"a,b,a,b\n1,2,3,4\n")
    assert [p.column for p in caught.value.problems] == ["a", "b"]


@pytest.mark.parametrize(
    "raw",
    [b"\xef\xbb\xbfa,b\n1,x\n2,y\n", b"a,b\r\n1,x\r\n2,y\r\n", b"a,b\r1,x\r2,y\r", b"a,b\n1, x \n2,y\n"],
    ids=["byte order mark", "CRLF", "CR", "spaces around a cell"],
)
def test_accepted(tmp_path, raw):
    frame = read(tmp_path, raw)
    assert list(frame.columns[:2]) == ["a", "b"]
    assert frame[["a", "b"]].to_numpy().tolist() == [["1", "x"], ["2", "y"]]
    assert frame[LINE].tolist() == [2, 3]


def test_empty_cells_are_none_and_na_is_a_text(tmp_path):
    frame = read(tmp_path, b"a,b\nNA,\n")
    assert frame[["a", "b"]].to_numpy().tolist() == [["NA", None]]


def test_line_breaks_in_quotes_keep_the_line_numbers(tmp_path):
    frame = read(tmp_path, b'a,b\n1,"x\ny\r\nz"\n\n2,w\n')
    assert frame["b"].tolist() == ["x\ny\r\nz", "w"]
    assert frame[LINE].tolist() == [2, 6]


@pytest.mark.parametrize("separator", ["\u2028", "\x85", "\x0c", "\x1d"])
def test_only_line_breaks_of_csv_break_lines(tmp_path, separator):
    frame = read(tmp_path, f"a,b\nx{separator}y,1\nz,2\n".encode())
    assert frame["a"].tolist() == [f"x{separator}y", "z"]
    assert frame[LINE].tolist() == [2, 3]
