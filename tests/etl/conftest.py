"""A copy of data/ with tools to break it in one place."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from copies import copy_data

from etl.build import check
from etl.problems import DataError, Problem


@dataclass
class Data:
    """A root whose data/ may be edited, file by file."""

    root: Path

    def path(self, name: str) -> Path:
        found = (self.root / "data").rglob(name)
        return next(path for path in found if "warehouse" not in path.relative_to(self.root).parts)

    def place(self, name: str) -> str:
        return self.path(name).relative_to(self.root).as_posix()

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace a text that must stand in the file."""
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {name}"
        self.path(name).write_text(text.replace(old, new), encoding="utf-8")

    def set(self, name: str, column: str, value: str, /, **row: str) -> int:
        """Write `value` into the only row with the cells `row` and return its line."""
        with self.path(name).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = [(reader.line_num, cells) for cells in reader]
        ((line, hit),) = [(line, cells) for line, cells in rows if row.items() <= cells.items()]
        assert hit[column] != value, "nothing would change"
        hit[column] = value
        with self.path(name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(hit), lineterminator="\n")
            writer.writeheader()
            writer.writerows(cells for _, cells in rows)
        return line

    def append(self, name: str, /, **cells: str) -> int:
        """Append a row, empty where no cell is given, and return its line."""
        text = self.path(name).read_text(encoding="utf-8")
        header = next(csv.reader([text.splitlines()[0]]))
        assert set(cells) <= set(header)
        row = io.StringIO()
        csv.DictWriter(row, header, lineterminator="\n").writerow(cells)
        self.path(name).write_text(text + row.getvalue(), encoding="utf-8")
        return text.count("\n") + 1

    def problems(self) -> list[Problem]:
        """What check() finds; empty when it passes."""
        try:
            check(self.root, say=lambda _: None)
        except DataError as error:
            return error.problems
        return []


@pytest.fixture
def data(data_copy: Path) -> Data:
    return Data(data_copy)


@pytest.fixture
def built_data(built_copy: Path) -> Data:
    """The same with its warehouse."""
    return Data(built_copy)


@pytest.fixture
def whole_data(tmp_path: Path) -> Data:
    """All data, for what does not show in a few hosts."""
    return Data(copy_data(tmp_path))


@pytest.fixture
def root(tmp_path: Path, project_root: Path) -> Path:
    """Root with the reference tables alone, enough to import a file."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "reference").symlink_to(project_root / "data" / "reference")
    return tmp_path
