"""A setting that the Atlas can't be served with ends the start with one sentence: real starts, as an operator makes them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from copies import ROOT
from starlette.requests import Request

from dashboard.core import site
from dashboard.site import documents, settings

RUN = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", "0"]
SERVE = [sys.executable, "-m", "dashboard", "serve", "--port", "0"]
BELOW = "server.baseUrlPath is 'atlas', but the Atlas is served at the root of a host"
CASES = [
    ([*RUN, "--server.baseUrlPath", "atlas"], {}, BELOW),
    (RUN, {"config": "atlas"}, BELOW),
    (SERVE, {"STREAMLIT_SERVER_BASE_URL_PATH": "/atlas/"}, BELOW),
    (RUN, {"ATLAS_API_RATE": "fast"}, "ATLAS_API_RATE is 'fast'; it must be a number from 0"),
]


def test_what_cannot_be_kept_is_refused_at_the_start(tmp_path: Path) -> None:
    """All starts at a time: each is a process that imports the whole server."""
    shutil.copytree(ROOT / "dashboard", tmp_path / "dashboard", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / ".streamlit", tmp_path / ".streamlit")
    config = tmp_path / ".streamlit" / "config.toml"
    config.write_text(config.read_text().replace("[server]\n", '[server]\nbaseUrlPath = "atlas"\n', 1))
    started = []
    for command, more, said in CASES:
        folder = tmp_path if "config" in more else ROOT
        environment = os.environ | {"PYTHONPATH": str(folder)} | more
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append((process, said, command, more))
    for process, said, command, more in started:
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 1, (command, more, output, errors)
        (line,) = [text for text in errors.splitlines() if text.startswith("error: ")]
        assert said in line and "Traceback" not in errors, errors


@pytest.mark.parametrize("path", ["/atlas/data/sources.csv", "/atlas/delivered", "/atlas/"])
def test_below_a_path_nothing_is_found(built: object, path: str) -> None:
    """A proxy that leaves its prefix on gets no page that looks right: row 8 of the fault test was 200 with HTML for a CSV file."""
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "scheme": "http"}
    assert documents.is_ours(path)
    assert documents.respond(Request(scope | {"server": ("localhost", 80)})).status_code == 404


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ATLAS_PUBLIC_URL", "https://example.org/atlas", "served at the root of a host: name one, such as"),
        ("ATLAS_PUBLIC_URL", "https://example.org?a", "served at the root of a host: name one, such as"),
        ("ATLAS_PUBLIC_URL", "atlas.example.org", "must start with https:// or http://"),
        ("ATLAS_REPORTS_TO", "tracker", "must start with https:// or mailto:"),
        ("ATLAS_DOI", "10.1/x", "must be a DOI"),
        ("ATLAS_API_SECONDS", "-1", "must be a number from 0"),
    ],
)
def test_each_setting_is_looked_at(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    settings.check()
    monkeypatch.setenv(name, value)
    with pytest.raises(settings.SettingError, match=f"{name} is .*{said}"):
        settings.check()


@pytest.mark.parametrize("address", ["", "https://atlas.example.org", "http://10.0.0.4:8501/"])
def test_addresses_at_the_root_of_a_host_are_kept(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv(site.SETTING, address)
    settings.check()
    assert site.public() == address.rstrip("/")
