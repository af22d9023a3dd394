"""One round: each address that is due is asked, and ends in one line."""

from __future__ import annotations

import datetime as dt
import fcntl
import html
import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin

from etl.problems import DataError, Problem
from etl.sources.publisher import Known
from etl.watch import places, proposals
from etl.watch.asking import Answer, Asker
from etl.watch.places import Asked, Locked, Place

UNCHANGED, CHANGED, MOVED, UNREADABLE, NOT_DUE = "unchanged", "changed", "moved", "unreadable", "not due"
RUNNING = ".lock"
CONTACT = "ATLAS_CONTACT"
LINK = re.compile(r"""\bhref\s*=\s*["']([^"'<>\s]+)["']""", re.IGNORECASE)


@dataclass(frozen=True)
class Outcome:
    """How an address ended: one of the words above, and what goes with it."""

    watch_id: str
    word: str
    more: str = ""

    def __str__(self) -> str:
        return f"{self.watch_id}: {self.word}{' ' if self.word == UNREADABLE else '; ' if self.more else ''}{self.more}"


def contact(environment: Mapping[str, str]) -> str:
    """Return who asks, for the servers that are asked. Raises DataError where the operator has not said it."""
    found = environment.get(CONTACT, "").strip()
    if not re.fullmatch(r"https?://[!-~]+\.[!-~]+|[!-~]+@[!-~]+\.[!-~]+", found):
        rule = "set it to your mail or web address: whoever is asked must be able to reach who asks"
        raise DataError([Problem("environment", None, CONTACT, found or None, rule)], "nothing was asked")
    return found


def due(place: Place, state: Asked, now: dt.datetime) -> str | None:
    """Return until when an address is not to be asked; None where it is due."""
    if state.wait_until and state.wait_until > now.isoformat(timespec="seconds"):
        return f"its server asked to wait until {state.wait_until}"
    if state.checked_on and not state.unreadable_since:
        next_on = dt.date.fromisoformat(state.checked_on) + dt.timedelta(days=place.every_days)
        if next_on > now.date():
            return f"next on {next_on.isoformat()}"
    return None


def planned(root: Path, only: Collection[str] = (), now: dt.datetime | None = None) -> Iterator[str]:
    """Yield what a round would ask, line by line, and ask nothing."""
    moment, state = now or dt.datetime.now(dt.UTC), places.asked(root)
    for place in _chosen(root, only):
        until = due(place, state.get(place.watch_id, Asked()), moment)
        yield f"{place.watch_id}: {f'not due; {until}' if until else f'would ask {place.address}'}"


def watch(
    root: Path,
    asker: Asker | None = None,
    only: Collection[str] = (),
    now: dt.datetime | None = None,
    is_confined: bool = False,
) -> Iterator[Outcome]:
    """Ask each address that is due, and yield how it ended.

    Bytes that are new are kept and locked; a file of a publisher that the Atlas reads becomes a proposal. `only` names the
    addresses to ask whether they are due or not; `is_confined` as in import_files. Raises DataError for a list of addresses that is none, or where another
    round is running.
    """
    chosen = _chosen(root, only)
    moment = now or dt.datetime.now(dt.UTC)
    asking = asker or Asker({place.host for place in places.watched(root)}, contact(os.environ))
    folder = root / places.RAW
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / RUNNING).open("w") as running:
        try:
            fcntl.flock(running, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DataError(
                [Problem(places.RAW, None, None, None, "another watch is running")], "nothing was asked"
            ) from None
        for place in chosen:
            state = places.asked(root)
            asked = state.setdefault(place.watch_id, Asked())
            until = None if only else due(place, asked, moment)
            if until:
                yield Outcome(place.watch_id, NOT_DUE, until)
                continue
            file, answer = _answer(asking, place, asked)
            outcome = _ended(root, file, asked, answer, moment.date(), is_confined)
            places.note(root, state)
            yield outcome


def _answer(asking: Asker, place: Place, asked: Asked) -> tuple[Place, Answer]:
    """Ask an address, or the file that its page links; return it as a place with the address that was asked."""
    if not place.link_pattern:
        return place, asking.ask(place.address, asked.etag, asked.last_modified)
    page = asking.ask(place.address, None, None)
    if page.content is None:
        return place, page
    text = page.content.decode("utf-8", "replace")
    links = (urljoin(page.address, html.unescape(link)) for link in LINK.findall(text))
    file = next((link for link in links if re.search(place.link_pattern, link, re.IGNORECASE)), None)
    if file is None:
        said = f"its page has no link with {place.link_pattern!r}; its layout may have changed"
        return place, Answer(place.address, failure=said)
    answer = asking.ask(file, asked.etag, asked.last_modified)
    # That a page moved is to be put right in the list; a file has a new name with each edition.
    return replace(place, address=file), replace(answer, moved_to=page.moved_to)


def _chosen(root: Path, only: Collection[str]) -> list[Place]:
    found = places.watched(root)
    unknown = sorted(set(only) - {place.watch_id for place in found})
    if unknown:
        listed = ", ".join(place.watch_id for place in found)
        raise DataError(
            [
                Problem(places.WATCHED, None, "watch_id", name, f"is not watched; there are {listed}")
                for name in unknown
            ],
            "nothing was asked",
        )
    return [place for place in found if not only or place.watch_id in only]


def _ended(root: Path, place: Place, asked: Asked, answer: Answer, today: dt.date, is_confined: bool) -> Outcome:
    asked.wait_until = answer.wait_until
    if answer.failure:
        asked.unreadable_since = asked.unreadable_since or today.isoformat()
        waits = f"; it asks to wait until {answer.wait_until}" if answer.wait_until else ""
        return Outcome(place.watch_id, UNREADABLE, f"since {asked.unreadable_since}: {answer.failure}{waits}")
    lock = places.locked(root)
    before = lock.get(place.watch_id)
    word, more = UNCHANGED, f"since {before.changed_on}" if before else ""
    if answer.content is not None:
        if not answer.content.strip():
            asked.unreadable_since = asked.unreadable_since or today.isoformat()
            return Outcome(place.watch_id, UNREADABLE, f"since {asked.unreadable_since}: its answer is empty")
        digest = places.keep(root, answer.content)
        if before is None or before.sha256 != digest:
            try:
                was, known = before.sha256 if before else None, Known(root, today=today)
                proposal = proposals.propose(root, place, digest, was, known, is_confined)
            except DataError as error:
                # The lock stays with what could be read, so that the next round looks again.
                asked.unreadable_since = asked.unreadable_since or today.isoformat()
                asked.etag = asked.last_modified = None
                return Outcome(place.watch_id, UNREADABLE, f"since {asked.unreadable_since}: {_first(error)}")
            day = today.isoformat()
            lock[place.watch_id] = Locked(
                place.watch_id,
                digest,
                len(answer.content),
                answer.content_type.split(";")[0].strip(),
                before.first_read_on if before else day,
                day,
            )
            places.lock(root, lock)
            word, more = CHANGED, _words(place, proposal)
        asked.etag, asked.last_modified = answer.etag, answer.last_modified
    asked.checked_on, asked.unreadable_since = today.isoformat(), None
    outcome = Outcome(place.watch_id, word, more)
    if answer.moved_to:
        said = f"to {answer.moved_to}: put it into {places.WATCHED}; {word}{', ' + more if more else ''}"
        return replace(outcome, word=MOVED, more=said)
    return outcome


def _words(place: Place, proposal: proposals.Proposal | None) -> str:
    if proposal is None:
        return "no row of ours is in it" if place.publisher else "no module reads it: look at it"
    guarded = f", refused by the guard: {proposal.refused_because}" if proposal.refused_because else ""
    return f"proposal {proposals.FOLDER}/{proposal.name}.txt{guarded}"


def _first(error: DataError) -> str:
    more = f" (and {len(error.problems) - 1} more)" if len(error.problems) > 1 else ""
    return f"{error.problems[0]}{more}"
