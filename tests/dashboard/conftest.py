"""The dashboard on a warehouse that the tests built, run without a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner
from visits import switch_to


@pytest.fixture(scope="session")
def own_copy(warehouse, tmp_path_factory):
    """A copy for the dashboard alone: DuckDB opens one file with one configuration at a time."""
    return Path(shutil.copy(warehouse, tmp_path_factory.mktemp("served")))


@pytest.fixture(scope="session", autouse=True)
def components_are_looked_for_once() -> Iterator[None]:
    """Each AppTest reads what all installed packages say of themselves, as a server does once: that was half its time."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def scripts_are_waited_for() -> Iterator[None]:
    """Each AppTest asks a thousand times a second whether its script has ended, and takes the processor from it every time."""
    ask = local_script_runner.require_widgets_deltas

    def wait(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
        runner._script_thread.join(timeout)
        if runner._script_thread.is_alive():
            ask(runner, 0)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(local_script_runner, "require_widgets_deltas", wait)
        yield


@pytest.fixture
def built(own_copy, monkeypatch):
    """Let the dashboard read the warehouse that the tests built."""
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", own_copy)
    return own_copy


@pytest.fixture
def open_page(project_root, built):
    """Function that opens a page of the app with the parameters of a link; fails when the page raises."""

    def run(page: str = "overview", **query: str) -> AppTest:
        app = AppTest.from_file(str(project_root / "dashboard" / "main.py"), default_timeout=60)
        app.query_params.update(query)
        if page != "overview":
            switch_to(app, page)
        app.run()
        assert not app.exception
        return app

    return run


@pytest.fixture(autouse=True)
def drawn(monkeypatch):
    """Let pages be as they are when the browser has drawn its first screen: here there is none that would say so."""
    monkeypatch.setattr("dashboard.render.viewport.is_wanted", lambda kind: True)


@pytest.fixture(autouse=True)
def sentences_in_one_piece(monkeypatch):
    """Let live pages mark no words, and numbers stand before their units with plain spaces, so that sentences can be read here.

    tests/browser/test_words_explained.py reads the marks, test_looks.py the spaces.
    """
    monkeypatch.setattr("dashboard.render.components.explained", lambda html, used: html)
    monkeypatch.setattr("dashboard.core.forms.together.NO_BREAK", " ")


@pytest.fixture
def unfolded(monkeypatch):
    """Let all folds come open, so that what is drawn only in an open one is there too."""
    monkeypatch.setattr(
        "dashboard.render.components.folded",
        lambda label, key: st.expander(label, expanded=True, key=f"fold_{key}", on_change="rerun"),
    )
