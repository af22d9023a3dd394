"""Bulk files over plain HTTP, as a script fetches them, and the examples of the Data page run as they are printed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import live
import pandas as pd
import pytest

from browser.conftest import Ask
from dashboard.core import static
from dashboard.site.headers import HEADERS, ON_DOCUMENTS

EXAMPLES = live.ROOT / "docs" / "examples"


def get(url: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body of an answer, also of a refusal."""
    request = urllib.request.Request(
        url, headers={name.replace("_", "-"): text for name, text in headers.items()}, method=method
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def raw_status(server: live.Server, path: str) -> int:
    """Status of an answer to a path that is sent as it is, dots and all."""
    from http.client import HTTPConnection

    parts = urlsplit(server.url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", parts.netloc)
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("agreements.csv", "text/csv; charset=utf-8"),
        ("agreements.spreadsheet.csv", "text/csv; charset=utf-8"),
        ("agreement_list.parquet", "application/vnd.apache.parquet"),
        ("article6.duckdb", "application/octet-stream"),
        ("datapackage.json", "application/json"),
    ],
)
def test_a_file_comes_whole_under_its_stable_name(server: live.Server, name: str, kind: str) -> None:
    status, headers, body = get(f"{server.url}/data/{name}")
    assert status == 200
    assert headers["Content-Type"] == kind
    assert int(headers["Content-Length"]) == len(body)
    assert headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert headers["ETag"] == f'"{hashlib.sha256(body).hexdigest()}"'
    assert body == (server.folder / "data/warehouse/export" / name).read_bytes()
    assert get(f"{server.url}/data/{name}", If_None_Match=headers["ETag"])[0] == 304
    status, again, nothing = get(f"{server.url}/data/{name}", method="HEAD")
    assert (status, again["Content-Length"], nothing) == (200, str(len(body)), b"")


def test_every_listed_file_can_be_fetched(server: live.Server) -> None:
    package = json.loads(get(f"{server.url}/data/datapackage.json")[2])
    sizes = {
        r["path"]: get(f"{server.url}/data/{r['path']}", method="HEAD")[1]["Content-Length"]
        for r in package["resources"]
    }
    assert sizes == {resource["path"]: str(resource["bytes"]) for resource in package["resources"]}


def test_csv_parquet_and_database_hold_the_same(server: live.Server, ask: Ask) -> None:
    ((rows,),) = ask("SELECT count(*) FROM claim_list")
    for name, read in (("claim_list.csv", pd.read_csv), ("claim_list.parquet", pd.read_parquet)):
        assert len(read(io.BytesIO(get(f"{server.url}/data/{name}")[2]))) == rows


@pytest.mark.parametrize(
    "path",
    [
        "/data/../README.md",
        "/data/..%2f..%2fREADME.md",
        "/data/%2e%2e/%2e%2e/sources.csv",
        "/data/....//sources.csv",
        "/data//etc/passwd",
        "/data/%2fetc%2fpasswd",
        "/data/..%5csources.csv",
        "/data/agreements.csv%00.json",
        "/data/nothing.csv",
        "/data/build_info.csv",
        "/data/export",
        "/data/.csv",
        "/data/AGREEMENTS.CSV",
    ],
)
def test_nothing_else_is_given_away(server: live.Server, path: str) -> None:
    status = raw_status(server, path)
    assert status in (400, 404), status


def test_a_wrong_name_is_told_what_there_is(server: live.Server) -> None:
    status, _, body = get(f"{server.url}/data/nothing.csv")
    assert status == 404
    assert b"/data/datapackage.json lists all there are" in body


def test_a_part_of_a_file_can_be_asked_for(server: live.Server) -> None:
    status, headers, body = get(f"{server.url}/data/article6.duckdb", Range="bytes=0-15")
    assert (status, len(body)) == (206, 16)
    assert headers["Content-Range"].startswith("bytes 0-15/")


def test_a_new_export_is_served_without_a_restart(server: live.Server) -> None:
    link = server.folder / "data/warehouse/export"
    before = os.readlink(link)
    newer = link.with_name("export-newer")
    shutil.copytree(link.resolve(), newer)
    text = b"sector_id\r\nnew\r\n"
    (newer / "sectors.csv").write_bytes(text)
    package = json.loads((newer / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(r for r in package["resources"] if r["path"] == "sectors.csv")
    resource |= {"bytes": len(text), "hash": f"sha256:{hashlib.sha256(text).hexdigest()}"}
    (newer / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    old = get(f"{server.url}/data/sectors.csv")
    try:
        for target in (newer.name, before):
            moved = link.with_name("moved")
            moved.symlink_to(target)
            os.replace(moved, link)
            status, headers, body = get(f"{server.url}/data/sectors.csv", If_None_Match=old[1]["ETag"])
            if target == before:
                assert status == 304
            else:
                assert (status, body) == (200, text)
                assert headers["ETag"] != old[1]["ETag"]
    finally:
        shutil.rmtree(newer)


def test_headers_guard_pages_and_files(server: live.Server) -> None:
    for path in ("/", "/data", "/data/sectors.csv", "/data/nothing.csv", "/app/static/world.json", "/robots.txt"):
        headers = get(server.url + path)[1]
        wanted = HEADERS | (ON_DOCUMENTS if path in ("/", "/data") else {})
        assert {name: headers[name] for name in HEADERS} == wanted, path
    assert get(f"{server.url}/data/sectors.csv")[1]["Access-Control-Allow-Origin"] == "*"
    assert get(f"{server.url}/robots.txt")[2].startswith(b"User-agent: *")


def test_what_an_address_with_its_hash_names_may_be_kept_for_good(server: live.Server) -> None:
    kept = "public, max-age=31536000, immutable"
    for name in ("world.json", "graticule.json", "land-far.svg", "land-near.svg"):
        address = static.address(name)
        assert address.endswith(hashlib.sha256((live.ROOT / "dashboard/static" / name).read_bytes()).hexdigest()[:12])
        assert get(server.url + address)[1]["Cache-Control"] == kept
        for other in (address.partition("?")[0], f"{address}0", f"{address}&x=1"):
            assert get(server.url + other)[1].get("Cache-Control") != kept, other


def test_the_sql_example_runs_as_printed(server: live.Server, ask: Ask, tmp_path: Path) -> None:
    text = (EXAMPLES / "example.sql").read_text(encoding="utf-8").replace("{site}", server.url)
    address = re.search(r"curl -O (\S+)", text)
    assert address
    database = tmp_path / "article6.duckdb"
    database.write_bytes(get(address[1])[2])
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(text).fetchall()
    assert rows == ask(text)
    with (live.ROOT / "data/curated/agreements.csv").open(encoding="utf-8", newline="") as file:
        partners = {row["host_iso3"] for row in csv.DictReader(file) if row["mechanism"] == "JCM"}
    assert {row[0]: row[1] for row in rows}["Japan"] == len(partners)


def test_the_pandas_example_runs_as_printed(server: live.Server, ask: Ask) -> None:
    text = (EXAMPLES / "example.py").read_text(encoding="utf-8").replace("{site}", server.url)
    ran = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    sums = ask("SELECT buyer, sum(quantity_tco2e) FROM event_list WHERE is_summed AND event = 'issuance' GROUP BY 1")
    for buyer, tonnes in sums:
        assert re.search(rf"^{buyer} +{tonnes}(\.0)?$", ran.stdout, re.MULTILINE), ran.stdout
