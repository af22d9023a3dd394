"""Whatever happens to a data file, the answer is a list of problems and never a traceback."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from fuzz import examples
from hypothesis import given, note
from hypothesis import strategies as st

from etl.build import ROOT, check
from etl.problems import DataError

FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "data").rglob("*.csv")
    if "warehouse" not in path.relative_to(ROOT).parts
)


def truncate(raw: bytes, draw) -> bytes:
    return raw[: draw(st.integers(0, len(raw) - 1))]


def flip_bytes(raw: bytes, draw) -> bytes:
    changed = bytearray(raw)
    for place, byte in draw(
        st.dictionaries(st.integers(0, len(raw) - 1), st.integers(0, 255), min_size=1, max_size=4)
    ).items():
        changed[place] = byte
    return bytes(changed)


def delete_line(raw: bytes, draw) -> bytes:
    lines = raw.splitlines(keepends=True)
    del lines[draw(st.integers(0, len(lines) - 1))]
    return b"".join(lines)


def swap_columns(raw: bytes, draw) -> bytes:
    header, *rows = csv.reader(io.StringIO(raw.decode(), newline=""))
    one, other = draw(st.lists(st.sampled_from(range(len(header))), min_size=2, max_size=2, unique=True))
    for row in rows:
        row[one], row[other] = row[other], row[one]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, cut_root: Path) -> Path:
    """Data that pass: a warehouse was built of them."""
    root = tmp_path_factory.mktemp("corruption")
    shutil.copytree(cut_root / "data", root / "data", ignore=shutil.ignore_patterns("warehouse"))
    return root


@examples(12)
@given(data=st.data())
def test_corrupted_file_passes_or_is_refused(root, data):
    name = data.draw(st.sampled_from(FILES))
    corrupt = data.draw(st.sampled_from([truncate, flip_bytes, delete_line, swap_columns]))
    path = root / name
    whole = path.read_bytes()
    try:
        path.write_bytes(corrupt(whole, data.draw))
        check(root, say=lambda _: None)
    except DataError as error:
        note(str(error)[:2000])
        assert error.problems
        assert all(problem.file.startswith("data/") and problem.rule for problem in error.problems)
    finally:
        path.write_bytes(whole)
