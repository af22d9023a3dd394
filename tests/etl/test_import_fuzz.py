"""Whatever the file: no traceback, no part of it, and no import of which no warehouse can be built."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_trade import broken, broken_archive, check
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imported import baci
from test_comtrade_forms import FORMS, workbook

SEEDS = st.integers(0, 1 << 32)
SETTINGS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def content(name: str) -> bytes:
    found = FORMS[name]
    return found if isinstance(found, bytes) else found.encode()


@pytest.mark.parametrize("name", ["plus.csv", "utf16.csv", "api.json", "bulk.txt.gz", "older.csv"])
@SETTINGS
@given(seed=SEEDS)
def test_any_broken_file_of_comtrade(root: Path, tmp_path: Path, name: str, seed: int) -> None:
    (tmp_path / name).write_bytes(broken(seed, content(name)))
    check("comtrade", tmp_path / name, root)


@SETTINGS
@given(seed=SEEDS)
def test_any_broken_workbook_of_comtrade(root: Path, tmp_path: Path, seed: int) -> None:
    lines = [line.split(",") for line in content("comtradr.csv").decode().replace('"', "").splitlines()]
    whole, path = tmp_path / "whole.xlsx", tmp_path / "c.xlsx"
    whole.write_bytes(workbook(lines))
    broken_archive(seed, whole, path)
    check("comtrade", path, root)


@SETTINGS
@given(seed=SEEDS)
def test_any_broken_archive_of_baci(root: Path, tmp_path: Path, seed: int) -> None:
    broken_archive(seed, baci(tmp_path / "whole.zip"), tmp_path / "b.zip")
    check("baci", tmp_path / "b.zip", root)
