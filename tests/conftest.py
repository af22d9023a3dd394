"""Fixtures that all tests share."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest
from copies import ROOT, copy_data, shorten_trade


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def _excerpt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_data(tmp_path_factory.mktemp("excerpt"))
    shorten_trade(root)
    return root


@pytest.fixture
def data_copy(tmp_path: Path, _excerpt: Path) -> Path:
    """Root with a copy of data/ that a test may break; of the trade rows it has an excerpt."""
    shutil.copytree(_excerpt / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Warehouse built once from the real data, outside the repository; TEST_WAREHOUSE names one that was built before."""
    if built := os.environ.get("TEST_WAREHOUSE"):
        return Path(built).resolve(strict=True)
    from etl.build import build

    return build(copy_data(tmp_path_factory.mktemp("warehouse")), say=lambda _: None).path


@pytest.fixture(scope="session")
def edition(warehouse: Path) -> date:
    """Day of the edition that the tests built, as the warehouse says it."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        ((found,),) = connection.execute("SELECT edition_on FROM edition").fetchall()
    assert isinstance(found, date)
    return found
