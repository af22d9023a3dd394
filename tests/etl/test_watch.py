"""The watch asks politely, only named hosts, and what moved becomes a proposal, never an answer by itself.

A server on this machine stands for the publishers; the hook that lets it be asked is in these tests alone.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import ipaddress
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from books import pipeline

from etl import cli_watch, confined, staging
from etl.problems import DataError
from etl.watch import asking, places, proposals, watching
from etl.watch.asking import Asker, Limits

HEADER = "watch_id,address,link_pattern,publisher,every_days,licence,good_for,source_id\n"
ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 7, 1, 6, tzinfo=dt.UTC)
QUICK = Limits(piece=1, whole=2, between=0)
PAGE = """<html><body><h1>UNFCCC Centralized Accounting</h1><table>
<tr><th>Cooperative approach ID</th><th>Cooperative approach name</th><th>Participating Parties</th><th>Reports</th></tr>
{}</table></body></html>"""
ROW = "<tr><td>CA{0:04}</td><td>Approach {0}</td><td>Ghana and Switzerland</td><td><a href='https://a.example/{0}.pdf'>R</a></td></tr>"


def page(*numbers):
    return PAGE.format("".join(ROW.format(number) for number in numbers)).encode()


class Server:
    """Answers each path as a test says, and keeps what it was asked."""

    def __init__(self):
        self.says, self.asked = {}, []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.append((self.headers["Host"].split(":")[0], self.path, dict(self.headers)))
                say = outer.says.get(self.path, (404, {}, b""))
                status, headers, body = say(self) if callable(say) else say
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.http.server_port
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def paths(self):
        return [path for _, path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def server():
    found = Server()
    yield found
    found.http.shutdown()
    found.http.server_close()


@pytest.fixture
def asker(server):
    return asker_of(server)


def asker_of(server, hosts=("a.test", "b.test"), limits=QUICK):
    return Asker(hosts, "ops@example.org", limits, resolve=lambda _: ["127.0.0.1"], is_open=lambda _: True)


@pytest.fixture
def watched(root, server):
    """Write data/watch.csv: one address that the platform's module reads, and one that no module does."""
    base = f"http://a.test:{server.port}"
    rows = f"one,{base}/cooperative-approaches,,carp,7,facts,approaches,\nother,{base}/other,,,7,facts,other things,\n"
    (root / "data" / "watch.csv").write_text(HEADER + rows, encoding="utf-8")
    copied = root / "data" / "sources.csv"
    copied.write_text("source_id,publisher,title,url,published_on,retrieved_on,kind,licence\n", encoding="utf-8")
    server.says["/other"] = (200, {}, b"a page")
    return root


def round_of(root, asker, only=(), now=NOW):
    return {outcome.watch_id: outcome for outcome in watching.watch(root, asker, only, now)}


def test_new_bytes_become_a_proposal_and_a_lock_and_no_answer(watched, server, asker):
    server.says["/cooperative-approaches"] = (
        200,
        {"ETag": '"x"', "Content-Type": "text/html; charset=utf-8"},
        page(1, 2),
    )
    found = round_of(watched, asker)
    assert str(found["other"]) == "other: changed; no module reads it: look at it"
    assert found["one"].word == "changed" and "proposal data/proposals/one-" in found["one"].more
    (text,) = (watched / "data/proposals").glob("*.txt")
    assert "cooperative_approaches: 2 new" in text.read_text(encoding="utf-8")
    assert "python -m etl accept one-" in text.read_text(encoding="utf-8")
    with text.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert {
        "table": "cooperative_approaches",
        "key": "CA0001",
        "change": "new",
        "column": "party_iso3s",
        "before": "",
        "after": "GHA CHE",
    } in cells
    locked = places.locked(watched)["one"]
    assert (locked.bytes, locked.content_type, locked.changed_on) == (len(page(1, 2)), "text/html", "2026-07-01")
    assert (watched / places.RAW / locked.sha256).read_bytes() == page(1, 2)
    assert not (watched / "data/imported").exists()


def test_the_lock_changes_only_when_bytes_do(watched, server, asker):
    server.says["/cooperative-approaches"] = (200, {"ETag": '"x"'}, page(1))
    round_of(watched, asker)
    lock = (watched / places.LOCK).read_bytes()
    server.says["/cooperative-approaches"] = lambda request: (
        (304, {}, b"") if request.headers["If-None-Match"] == '"x"' else (500, {}, b"")
    )
    later = NOW + dt.timedelta(days=7)
    assert str(round_of(watched, asker, now=later)["one"]) == "one: unchanged; since 2026-07-01"
    assert places.asked(watched)["one"].checked_on == "2026-07-08"
    server.says["/cooperative-approaches"] = (200, {}, page(1))
    assert round_of(watched, asker, ["one"], later)["one"].word == "unchanged", "the same bytes without an ETag"
    assert (watched / places.LOCK).read_bytes() == lock
    server.says["/cooperative-approaches"] = (200, {}, page(1, 2))
    assert round_of(watched, asker, ["one"], later)["one"].word == "changed"
    assert (places.locked(watched)["one"].first_read_on, places.locked(watched)["one"].changed_on) == (
        "2026-07-01",
        "2026-07-08",
    )


def test_it_is_asked_only_when_due(watched, server, asker):
    server.says["/cooperative-approaches"] = (200, {}, page(1))
    round_of(watched, asker)
    count = len(server.paths())
    assert str(round_of(watched, asker, now=NOW + dt.timedelta(days=6))["one"]) == "one: not due; next on 2026-07-08"
    assert len(server.paths()) == count
    lines = list(watching.planned(watched, now=NOW + dt.timedelta(days=7)))
    assert lines[0].startswith("one: would ask http://a.test") and len(server.paths()) == count, (
        "a dry run asks nothing"
    )


def slowly(request):
    request.send_response(200)
    request.send_header("Content-Length", "100")
    request.end_headers()
    for _ in range(40):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.2)
    return 200, {}, b""


def hanging(_):
    time.sleep(2.5)
    return 200, {}, b"late"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((500, {}, b""), "answers 500"),
        ((404, {}, b""), "answers 404"),
        ((429, {"Retry-After": "3600"}, b""), "answers 429; it asks to wait until 20"),
        ((200, {"Content-Length": "5000"}, b"<html>"), "breaks off in the middle"),
        ((200, {"Content-Length": str(asking.MOST_BYTES + 1)}, b""), "has more than 20 MB"),
        ((200, {}, b"x" * (asking.MOST_BYTES + 1)), "has more than 20 MB"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * (asking.MOST_BYTES + 1))), "has more than 20 MB"),
        ((200, {}, b"   "), "its answer is empty"),
        (hanging, "does not answer in time"),
        (slowly, "does not answer in time"),
        ((302, {"Location": "http://evil.test/x"}, b""), "leads to another host, evil.test"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "no plain web address"),
        ((302, {"Location": "http://user:secret@a.test/"}, b""), "no plain web address"),
        ((302, {"Location": "/cooperative-approaches"}, b""), "leads on more than 5 times"),
        ((200, {}, b"<html><body>Another page altogether</body></html>"), "is no longer a file of carp"),
        ((200, {}, b"%PDF-1.7 no page any more"), "is no longer a file of carp"),
        ((200, {}, page(1).replace(b"Participating Parties", b"Who")), "no column for parties"),
    ],
)  # fmt: skip
def test_every_trouble_ends_in_one_line_and_keeps_the_lock(watched, server, asker, answer, said):
    server.says["/cooperative-approaches"] = (200, {}, page(1))
    round_of(watched, asker)
    lock = (watched / places.LOCK).read_bytes()
    server.says["/cooperative-approaches"] = answer
    outcome = round_of(watched, asker, ["one"], NOW + dt.timedelta(days=1))["one"]
    assert outcome.word == "unreadable" and said in outcome.more and "\n" not in str(outcome)
    assert outcome.more.startswith("since 2026-07-02: ")
    again = round_of(watched, asker, ["one"], NOW + dt.timedelta(days=3))["one"]
    assert again.more.startswith("since 2026-07-02: "), "since when it can't be read stays"
    assert (watched / places.LOCK).read_bytes() == lock
    server.says["/cooperative-approaches"] = (200, {}, page(1))
    assert round_of(watched, asker, ["one"], NOW + dt.timedelta(days=4))["one"].word == "unchanged"


def test_a_server_that_asks_to_wait_is_left_alone(watched, server, asker):
    server.says["/cooperative-approaches"] = (503, {"Retry-After": "7200"}, b"")
    round_of(watched, asker)
    count = len(server.paths())
    found = round_of(watched, asker, now=dt.datetime.now(dt.UTC))
    assert "asked to wait until" in str(found["one"]) and found["one"].word == "not due"
    assert len([path for path in server.paths()[count:] if path != "/other"]) == 0


@pytest.mark.parametrize(
    ("robots", "said"),
    [
        ((200, {}, b"User-agent: *\nDisallow: /coop"), "its robots.txt asks not to read it"),
        ((503, {}, b""), "its robots.txt answers 503"),
        ((302, {"Location": "http://evil.test/robots.txt"}, b""), "its robots.txt lies on another host"),
    ],
)
def test_robots_are_obeyed(watched, server, asker, robots, said):
    server.says["/robots.txt"] = robots
    server.says["/cooperative-approaches"] = (200, {}, page(1))
    assert said in round_of(watched, asker, ["one"])["one"].more
    assert server.paths() == []


def test_robots_are_asked_once_and_who_asks_is_said(watched, server, asker):
    server.says["/cooperative-approaches"] = (200, {}, page(1))
    round_of(watched, asker)
    assert [path for _, path, _ in server.asked].count("/robots.txt") == 1
    assert all(headers["User-Agent"] == "Article6Atlas/1.0 (+ops@example.org)" for _, _, headers in server.asked)


def test_requests_to_a_host_keep_their_distance(server):
    asker = asker_of(server, limits=Limits(piece=1, whole=2, between=0.2))
    started = time.monotonic()
    for _ in range(2):
        asker.ask(f"http://a.test:{server.port}/x")
    assert time.monotonic() - started > 0.4, "robots.txt and two pages"


LINKS = """<a href="/cdm-pipeline.pdf">CDM</a> <A class="x" HREF='/files/2026/article-6-pipeline-2026-05-31.xlsx?a=1&amp;b=2'>Workbook</A>"""


def test_the_file_that_a_page_links_is_watched_and_not_the_page(root, server, asker, tmp_path):
    base = f"http://a.test:{server.port}"
    row = f"pipeline,{base}/page/,pipeline[^/]*\\.xlsx,unepccc,7,facts,editions,\n"
    (root / "data" / "watch.csv").write_text(HEADER + row, encoding="utf-8")
    (root / "data" / "curated").symlink_to(ROOT / "data" / "curated")
    (root / "data" / "publishers").symlink_to(ROOT / "data" / "publishers")
    (root / "data" / "sources.csv").symlink_to(ROOT / "data" / "sources.csv")
    server.says["/page/"] = (200, {"ETag": '"page"'}, LINKS.encode())
    workbook = pipeline(tmp_path / "w.xlsx").read_bytes()
    address = "/files/2026/article-6-pipeline-2026-05-31.xlsx?a=1&b=2"
    server.says[address] = (200, {"ETag": '"file"'}, workbook)
    first = round_of(root, asker)["pipeline"]
    assert first.word == "changed", first.more
    assert "proposal data/proposals/pipeline-" in first.more
    (text,) = (root / "data" / "proposals").glob("*.txt")
    assert "edition of 2026-05-31" in text.read_text() and f"{base}{address}" in text.read_text()
    assert server.paths() == ["/page/", address]

    # The page changes and the file doesn't: nothing is new. The file is asked for by its own mark.
    server.says["/page/"] = (200, {}, LINKS.encode() + b"<p>News</p>")
    server.says[address] = lambda request: (
        (304, {}, b"") if request.headers["If-None-Match"] == '"file"' else (500, {}, b"")
    )
    assert round_of(root, asker, ["pipeline"])["pipeline"].word == "unchanged"

    for content, said in (
        (b"<p>Gone</p>", "its page has no link with"),
        (LINKS.replace("/files", "http://c.test/f").encode(), "leads to another host, c.test"),
    ):
        server.says["/page/"] = (200, {}, content)
        ended = round_of(root, asker, ["pipeline"])["pipeline"]
        assert ended.word == "unreadable" and said in ended.more
    server.says["/page/"] = (500, {}, b"")
    assert "answers 500" in round_of(root, asker, ["pipeline"])["pipeline"].more


def test_a_page_that_moved_for_good_is_told(watched, server, asker):
    server.says["/cooperative-approaches"] = (301, {"Location": f"http://b.test:{server.port}/new"}, b"")
    server.says["/new"] = (200, {}, page(1))
    outcome = round_of(watched, asker, ["one"])["one"]
    assert outcome.word == "moved" and "/new: put it into data/watch.csv; changed" in outcome.more


def test_nothing_but_named_hosts_is_ever_asked(watched, server, monkeypatch):
    """Whatever a server answers, no other name is looked up and no other address connected to."""
    looked, connected = [], []
    real = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda self, to: connected.append(to) or real(self, to))
    asker = Asker(
        ("a.test",),
        "ops@example.org",
        Limits(1, 2, 0),
        lambda host: looked.append(host) or ["127.0.0.1"],
        lambda _: True,
    )
    server.says["/other"] = (307, {"Location": "http://169.254.169.254/latest"}, b"")
    server.says["/cooperative-approaches"] = (301, {"Location": "//evil.test/"}, b"")
    round_of(watched, asker)
    assert set(looked) == {"a.test"}
    assert {to for to in connected if isinstance(to, tuple)} == {("127.0.0.1", server.port)}


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fd00::1", "192.168.1.1", "0.0.0.0"]
)
def test_no_private_address_is_asked(server, address):
    asker = Asker(("a.test",), "ops@example.org", Limits(1, 2, 0), resolve=lambda _: [address])
    assert "machine of this network" in asker.ask(f"http://a.test:{server.port}/").failure
    assert server.asked == [] and not ipaddress.ip_address(address).is_global


def test_a_file_that_lost_rows_is_refused_by_the_guard(watched, server, asker):
    server.says["/cooperative-approaches"] = (200, {}, page(*range(1, 21)))
    round_of(watched, asker)
    server.says["/cooperative-approaches"] = (200, {}, page(*range(1, 19)))
    assert "refused" not in round_of(watched, asker, ["one"])["one"].more, "a tenth may go"
    server.says["/cooperative-approaches"] = (200, {}, page(*range(10, 19)))
    outcome = round_of(watched, asker, ["one"])["one"]
    assert "refused by the guard: 9 of 18 rows of cooperative_approaches are gone, more than 10%" in outcome.more
    name = outcome.more.split("/")[2].split(".")[0]
    with pytest.raises(DataError, match="--despite-guard"):
        proposals.accept(watched, name, False, lambda _: None)
    assert (watched / proposals.FOLDER / f"{name}.txt").exists()


@pytest.mark.usefixtures("no_open_files")
def test_an_accepted_proposal_stands_in_the_warehouse(built_copy, server, asker):
    rows = f"one,http://a.test:{server.port}/cooperative-approaches,,carp,7,facts,approaches,\n"
    (built_copy / "data" / "watch.csv").write_text(HEADER + rows, encoding="utf-8")
    server.says["/cooperative-approaches"] = (200, {}, page(1, 2))
    round_of(built_copy, asker, now=dt.datetime.now(dt.UTC))
    (made,) = (built_copy / proposals.FOLDER).glob("*.json")
    found, changed = proposals.accept(built_copy, f"{proposals.FOLDER}/{made.stem}.csv", False, lambda _: None)
    assert found.publisher == "carp" and changed.rows == {"cooperative_approaches": 2, "sources": 1}
    assert list((built_copy / proposals.FOLDER).iterdir()) == []
    with pytest.raises(DataError, match="no such proposal; there are: none"):
        proposals.accept(built_copy, made.stem, False, lambda _: None)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("One,https://a.test/,,,7,facts,x,", "must be small letters"),
        ("one,ftp://a.test/,,,7,facts,x,", "must be a plain address"),
        ("one,https://user@a.test/,,,7,facts,x,", "must be a plain address"),
        ("one,https://a.test/,(,,7,facts,x,", "must be a regular expression"),
        ("one,https://a.test/,,,0,facts,x,", "must be a whole number of days"),
        ("one,https://a.test/,,,7,,x,", "a value is needed here"),
    ],
)
def test_a_wrong_row_of_the_list_is_named(root, row, said):
    (root / "data" / "watch.csv").write_text(f"{HEADER}{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=f"watch.csv, line 2.*{said}"):
        places.watched(root)


def test_the_list_that_ships_is_sound(project_root):
    from etl.importing import PUBLISHERS

    found = places.watched(project_root)
    assert len(found) >= 15
    assert {place.publisher for place in found if place.publisher} <= set(PUBLISHERS)
    with (project_root / "data/sources.csv").open(encoding="utf-8", newline="") as file:
        sources = {row["source_id"]: row["url"] for row in csv.DictReader(file)}
    for place in found:
        if place.source_id:
            assert sources[place.source_id] == place.address


def test_who_asks_must_be_known():
    assert watching.contact({"ATLAS_CONTACT": "ops@example.org"}) == "ops@example.org"
    for wrong in ({}, {"ATLAS_CONTACT": "me"}, {"ATLAS_CONTACT": "a@b.c\r\nX: y"}):
        with pytest.raises(DataError, match="must be able to reach who asks"):
            watching.contact(wrong)


def test_files_are_read_within_the_limits_of_an_import(watched, server, asker, monkeypatch):
    server.says["/cooperative-approaches"] = (200, {}, page(1, 2))
    assert round_of(watched, asker, ["one"])["one"].word == "changed"
    (text,) = (watched / proposals.FOLDER).glob("*.txt")
    plain = {path.name: path.read_bytes() for path in (watched / proposals.FOLDER).iterdir()}
    places.lock(watched, {})
    for path in (watched / proposals.FOLDER).iterdir():
        path.unlink()
    (again,) = watching.watch(watched, asker, ["one"], NOW, is_confined=True)
    assert again.word == "changed" and text.name in again.more
    assert {path.name: path.read_bytes() for path in (watched / proposals.FOLDER).iterdir()} == plain

    locked = places.locked(watched)
    monkeypatch.setattr(staging, "USUAL", confined.Limits(4 << 30, 0))
    server.says["/cooperative-approaches"] = (200, {}, page(1, 2, 3))
    (ended,) = watching.watch(watched, asker, ["one"], NOW, is_confined=True)
    assert ended.word == "unreadable" and "took more than 0 seconds of processor" in ended.more
    assert places.locked(watched) == locked
    with pytest.raises(DataError, match="took more than 0 seconds of processor"):
        proposals.accept(watched, text.stem, False, lambda _: None, is_confined=True)
    assert text.exists() and not list((watched / "data" / "imported").glob("[!.]*"))


def test_the_commands_keep_to_these_limits(monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(watching, "watch", lambda *_, **how: asked.append(how["is_confined"]) or [])
    found = SimpleNamespace(name="x")
    monkeypatch.setattr(proposals, "accept", lambda *_, **how: asked.append(how["is_confined"]) or (found, None))
    parser = argparse.ArgumentParser()
    cli_watch.add(parser.add_subparsers(dest="command"))
    for words in (["watch"], ["accept", "x"]):
        cli_watch.run(parser.parse_args(words))
    assert asked == [True, True] and "x is accepted" in capsys.readouterr().out


def test_a_file_without_a_row_of_ours_is_no_proposal(watched, server, asker):
    server.says["/cooperative-approaches"] = (200, {}, page())
    assert "no row of ours is in it" in round_of(watched, asker, ["one"])["one"].more
    assert not (watched / proposals.FOLDER).exists()
