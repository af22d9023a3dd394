"""Asks an address politely: by its robots.txt, one request at a time, only what changed, only hosts that are named.

A host is looked up first, and only its public addresses are connected to, so that no name leads to a machine of this network.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import ipaddress
import re
import socket
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import urllib3
from protego import Protego

AGENT = "Article6Atlas/1.0"
MOST_BYTES = 20 << 20
MOST_ROBOTS = 512 << 10
MOST_HOPS = 5
PIECE = 64 << 10
MOVED_FOR_GOOD = (301, 308)
REDIRECTS = (*MOVED_FOR_GOOD, 302, 303, 307)
# What a server may ask us to wait at most; one that asks for more is asked again on the next day.
LONGEST_WAIT = dt.timedelta(days=7)

Resolve = Callable[[str], list[str]]


@dataclass(frozen=True)
class Limits:
    """How long to wait: for a connection or the next piece, for a whole answer, and between requests to a host; seconds."""

    piece: float = 20
    whole: float = 120
    between: float = 1


@dataclass(frozen=True)
class Answer:
    """What came of asking: `content` is None where nothing is new, or where `failure` says why there is none."""

    address: str
    content: bytes | None = None
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    failure: str | None = None
    wait_until: str | None = None


class _FailureError(Exception):
    """Why an address can't be read; `wait` is how long its server asks us to wait."""

    def __init__(self, why: str, wait: dt.timedelta | None = None) -> None:
        super().__init__(why)
        self.wait = wait


@dataclass
class Asker:
    """Asks addresses of `hosts` and no others.

    `resolve` and `is_open` (may this network address be connected to?) are there for tests, which ask a server of their
    own on this machine; nothing else sets them.
    """

    hosts: Collection[str]
    contact: str
    limits: Limits = Limits()
    resolve: Resolve = field(default=lambda host: _addresses(host))
    is_open: Callable[[str], bool] = field(default=lambda address: ipaddress.ip_address(address).is_global)
    _robots: dict[str, Protego | str] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def ask(self, address: str, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """Return what stands at an address now, if it is not what it was. Never raises for what a server does."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        moved = None
        here = address
        try:
            for _ in range(MOST_HOPS):
                self._permitted(here)
                status, headers, content = self._get(here, {n: v for n, v in conditions.items() if v}, MOST_BYTES)
                if status in REDIRECTS and "location" in headers:
                    here = urljoin(here, headers["location"])
                    moved = here if status in MOVED_FOR_GOOD else moved
                    continue
                if status == 304:
                    return Answer(address, etag=etag, last_modified=last_modified, moved_to=moved)
                if status != 200:
                    raise _FailureError(f"answers {status}", _wait(headers))
                return Answer(
                    address,
                    content,
                    headers.get("content-type", ""),
                    headers.get("etag"),
                    headers.get("last-modified"),
                    moved,
                )
            raise _FailureError(f"leads on more than {MOST_HOPS} times")
        except _FailureError as failure:
            until = dt.datetime.now(dt.UTC) + failure.wait if failure.wait else None
            return Answer(
                address, failure=str(failure), wait_until=until.isoformat(timespec="seconds") if until else None
            )

    def _permitted(self, address: str) -> None:
        """Raise _FailureError for an address that is not ours to ask, or that its robots.txt keeps from us."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or parts.username or parts.password:
            raise _FailureError(f"leads to {address}, which is no plain web address")
        if host not in self.hosts:
            raise _FailureError(f"leads to another host, {host}, which data/watch.csv does not name")
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        rules = self._robots[site]
        if isinstance(rules, str):
            raise _FailureError(rules)
        if not rules.can_fetch(address, AGENT):
            raise _FailureError("its robots.txt asks not to read it")

    def _read_robots(self, site: str) -> Protego | str:
        here = f"{site}/robots.txt"
        try:
            for _ in range(MOST_HOPS):
                status, headers, content = self._get(here, {}, MOST_ROBOTS)
                if status in REDIRECTS and "location" in headers:
                    here = urljoin(here, headers["location"])
                    if urlsplit(here).hostname not in self.hosts:
                        return "its robots.txt lies on another host"
                    continue
                # None means that nothing is forbidden; a server in trouble has not said so.
                if status >= 500 or status == 429:
                    return f"its robots.txt answers {status}"
                return Protego.parse(content.decode("utf-8", "replace") if status == 200 else "")
        except _FailureError as failure:
            return f"its robots.txt can't be read: {failure}"
        return "its robots.txt leads in a circle"

    def _get(self, address: str, conditions: dict[str, str], most: int) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(address)
        host = parts.hostname or ""
        self._take_turn(parts.scheme, parts.netloc)
        headers = {
            "Host": parts.netloc,
            "User-Agent": f"{AGENT} (+{self.contact})",
            "Accept-Encoding": "identity",
            **conditions,
        }
        limits = urllib3.Timeout(connect=self.limits.piece, read=self.limits.piece)
        until = time.monotonic() + self.limits.whole
        with self._pool(parts.scheme, host, parts.port, limits) as pool:
            try:
                target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                answer = pool.urlopen(
                    "GET",
                    target,
                    headers=headers,
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    assert_same_host=False,
                )
                found = {name.lower(): value for name, value in answer.headers.items()}
                content = self._body(answer, most, until) if answer.status == 200 else b""
                return answer.status, found, content
            except urllib3.exceptions.IncompleteRead:
                raise _FailureError("breaks off in the middle") from None
            except urllib3.exceptions.ProtocolError as error:
                cause = "breaks off in the middle" if "IncompleteRead" in repr(error) else "closes the connection"
                raise _FailureError(cause) from None
            except (urllib3.exceptions.TimeoutError, TimeoutError):
                raise _FailureError("does not answer in time") from None
            except urllib3.exceptions.SSLError:
                raise _FailureError("has no certificate that holds") from None
            except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                raise _FailureError(f"can't be reached ({type(error).__name__})") from None

    def _pool(self, scheme: str, host: str, port: int | None, limits: urllib3.Timeout) -> urllib3.HTTPConnectionPool:
        try:
            found = self.resolve(host)
        except OSError:
            raise _FailureError("has a name that is not known") from None
        reached = [address for address in found if self.is_open(address)]
        if not reached or len(reached) < len(found):
            raise _FailureError("is a machine of this network and no public one")
        if scheme == "http":
            return urllib3.HTTPConnectionPool(reached[0], port or 80, timeout=limits, maxsize=1)
        return urllib3.HTTPSConnectionPool(
            reached[0], port or 443, timeout=limits, maxsize=1, server_hostname=host, assert_hostname=host
        )

    def _body(self, answer: urllib3.BaseHTTPResponse, most: int, until: float) -> bytes:
        if int(re.sub("[^0-9]", "", answer.headers.get("content-length") or "0") or 0) > most:
            raise _FailureError(f"has more than {most >> 20} MB")
        pieces, size = [], 0
        for piece in answer.stream(PIECE, decode_content=True):
            size += len(piece)
            if size > most:
                raise _FailureError(f"has more than {most >> 20} MB")
            if time.monotonic() > until:
                raise _FailureError("does not answer in time")
            pieces.append(piece)
        return b"".join(pieces)

    def _take_turn(self, scheme: str, netloc: str) -> None:
        rules = self._robots.get(f"{scheme}://{netloc}")
        delay = (rules.crawl_delay(AGENT) or 0) if isinstance(rules, Protego) else 0
        wait = self._asked.get(netloc, 0) + max(self.limits.between, min(delay, 30)) - time.monotonic()
        if netloc in self._asked and wait > 0:
            time.sleep(wait)
        self._asked[netloc] = time.monotonic()


def _addresses(host: str) -> list[str]:
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)))


def _wait(headers: dict[str, str]) -> dt.timedelta | None:
    """Return how long Retry-After asks to wait: seconds, or until a day."""
    asked = headers.get("retry-after", "").strip()
    if re.fullmatch("[0-9]{1,9}", asked):
        return min(dt.timedelta(seconds=int(asked)), LONGEST_WAIT)
    try:
        until = email.utils.parsedate_to_datetime(asked)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return min(max(until - dt.datetime.now(dt.UTC), dt.timedelta()), LONGEST_WAIT)
