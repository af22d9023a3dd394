"""Fixtures that all tests share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def copy_data(target: Path) -> Path:
    """Copy data/ without the warehouse below `target` and return `target`, a root for build() and check()."""
    shutil.copytree(ROOT / "data", target / "data", ignore=shutil.ignore_patterns("warehouse"))
    return target


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Folder of the repository."""
    return ROOT


@pytest.fixture
def data_copy(tmp_path: Path) -> Path:
    """Root with a copy of data/ that a test may break."""
    return copy_data(tmp_path)


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Warehouse built once from the real data, outside the repository."""
    from etl.build import build

    return build(copy_data(tmp_path_factory.mktemp("warehouse")), say=lambda _: None).path
