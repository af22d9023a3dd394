"""After an import a dashboard that runs shows the new facts, without a restart, to those who are on it."""

from __future__ import annotations

import csv

import pytest
from streamlit.testing.v1 import AppTest
from visits import switch_to

from dashboard.core import warehouse
from etl.build import POINTER
from etl.importing import import_files, undo

LIST = """Reference number,Project title,Status,Registration date
KE998,A stove that nobody has heard of,Project registered,17 May 2019
"""


def quiet(_: str) -> None:
    pass


@pytest.fixture
def root(built_copy, monkeypatch):
    """Data of its own with a warehouse, which the dashboard is pointed at."""
    monkeypatch.setattr(warehouse, "POINTER", built_copy / "data" / "warehouse" / POINTER)
    return built_copy


def words(app: AppTest) -> str:
    return " ".join(
        element.value for element in [*app.markdown, *app.title, *app.header] if isinstance(element.value, str)
    )


def test_a_project_of_an_import_is_there(root, tmp_path, project_root, no_open_files):
    with (root / "data/curated/projects.csv").open(encoding="utf-8", newline="") as file:
        assert "JCM-KE998" not in {row["project_id"] for row in csv.DictReader(file)}
    app = AppTest.from_file(str(project_root / "dashboard" / "main.py"), default_timeout=60)
    app.query_params["project"] = "JCM-KE998"
    switch_to(app, "project").run()
    assert not app.exception and "A stove that nobody has heard of" not in words(app)
    (tmp_path / "jcm-2026-06-01.csv").write_text(LIST, encoding="utf-8")
    import_files("jcm", [str(tmp_path / "jcm-2026-06-01.csv")], root=root, say=quiet)
    app.query_params["project"] = "JCM-KE998"
    app.run()
    assert not app.exception and "A stove that nobody has heard of" in words(app)
    # The warehouse is then the one that the dashboard opened first.
    undo("jcm-1", root, quiet)
    app.query_params["project"] = "JCM-KE998"
    app.run()
    assert not app.exception and "A stove that nobody has heard of" not in words(app)
