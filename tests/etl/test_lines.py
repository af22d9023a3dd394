"""Lines that may have a wanted code are told from bytes; none that has one is ever left out."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl import lines

WANTED = ["850760", "010121", "854143"]
CELLS = st.sampled_from(
    [
        *WANTED,
        "850761",
        "10121",
        " 10121",
        "+10121",
        "854143.0",
        "85076",
        "8507600",
        "",
        "NA",
        "85076x",
        "850 60",
        "\r",
        "é",
    ]
)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=60)


def is_wanted(cell: str) -> bool:
    """Tell whether a cell is a code, as a person reads it."""
    plain = cell.strip().removesuffix(".0").lstrip("+0")
    return plain in {code.lstrip("0") for code in WANTED}


@settings(max_examples=300, deadline=None)
@given(rows=ROWS, column=st.integers(0, 2), numbers=st.booleans())
@example(rows=[["850760", "NA", "NA"]] + [["NA", "NA", "NA"]] * 9, column=0, numbers=True)
def test_no_line_with_a_wanted_code_is_left_out(rows, column, numbers):
    block = "".join(",".join(row) + "\n" for row in rows).encode()
    wanted = pa.array([int(code) for code in WANTED] if numbers else WANTED)
    found = lines.likely(block, ",", 3, column, wanted)
    having = [number for number, row in enumerate(rows) if is_wanted(row[column])]
    if found is None:
        return
    assert found.count == len(rows)
    places = found.places.tolist()
    assert set(having) <= set(places) and places == sorted(places)
    assert found.text == b"".join((",".join(rows[place]) + "\n").encode() for place in places)


@pytest.mark.parametrize(
    ("block", "column"),
    [
        (b'1,"850760"\n' * 9, 1),
        (b"1,850760\n1,2,3\n" * 9, 1),
        (b"1,850760\n\n\n" * 9, 1),
        (b"1\n850760,1\n" * 9, 0),
        (b"1,850760\n" * 9 + b"1,850760", 1),
        (b"850760\n" * 9, 0),
        (b"1\n2\n", 1),
    ],
)
def test_what_is_no_plain_table_is_read_in_full(block, column):
    assert lines.likely(block, ",", 2 if b"," in block else 1, column, pa.array(WANTED)) is None


def test_few_lines_of_many_are_chosen():
    block = b"2023,4,8,010121,1.5,NA\n" + b"2023,4,8,010129,1.5,NA\n" * 40 + b"2023,4,8,850760,7,8\n"
    found = lines.likely(block, ",", 6, 3, pa.array([850760, 10121]))
    assert found is not None
    assert (found.count, found.places.tolist()) == (42, [0, 41])
    assert found.text == b"2023,4,8,010121,1.5,NA\n2023,4,8,850760,7,8\n"
