"""The open files over HTTP: what is listed and there, what is not listed, and what somebody has removed."""

from __future__ import annotations

import asyncio
import shutil

import pytest
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from dashboard.core import bulk
from dashboard.site.server import bulk_file


def get(name: str) -> Response:
    return asyncio.run(bulk_file(Request({"type": "http", "path_params": {"name": name}, "headers": []})))


@pytest.fixture
def export(cut_root, tmp_path, monkeypatch):
    """A copy of the open files of a few hosts, which a test may damage."""
    folder = tmp_path / "export"
    shutil.copytree((cut_root / "data/warehouse/export").resolve(), folder)
    monkeypatch.setattr(bulk, "FOLDER", folder)
    return folder


def test_a_listed_file_is_answered_under_its_hash(export):
    answer = get("sectors.csv")
    assert isinstance(answer, FileResponse) and answer.status_code == 200
    assert answer.headers["ETag"] == f'"{bulk.files()["sectors.csv"].sha256}"'


@pytest.mark.parametrize("name", ["no-such.csv", "../article6.duckdb", "..%2f..%2fetc%2fpasswd", ""])
def test_what_is_not_listed_is_not_there(export, name):
    assert get(name).status_code == 404


def test_a_file_that_somebody_removed_is_missing_for_now(export):
    (export / "sectors.csv").unlink()
    answer = get("sectors.csv")
    assert answer.status_code == 503 and b"comes back with the next build" in answer.body
    assert get("stages.csv").status_code == 200


@pytest.mark.parametrize("text", ["", "{", "[]", '{"resources": [{}]}'])
def test_a_damaged_list_names_no_file(export, text):
    (export / bulk.DESCRIPTOR).write_text(text)
    bulk._files.cache_clear()
    assert bulk.files() == {} and get("sectors.csv").status_code == 404
