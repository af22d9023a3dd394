"""Fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies import ROOT, copy_data


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
