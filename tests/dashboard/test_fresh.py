"""Each page says how fresh its facts are: to what day each kind is known, and when its publications were last read."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Say
from dashboard.pages import ENTRIES
from dashboard.trust import fresh, queries_fresh

# They show publications, releases or what was asked for, each with its own day, and no facts of a kind.
OF_THEIR_OWN = {"data", "changes", "method", "search", "selection", "rows"}
KNOWN = [
    {"kind": kind, "known_on": day}
    for kind, day in {"agreement": "2026-04-30", "rule": "2026-08", "trade": "2024", "use": None}.items()
]


def publications(*rows):
    columns = ("kind", "source_id", "publisher", "published_on", "read_on", "checked_on", "has_news")
    return [
        dict(zip(columns, row, strict=True))
        | {"read_on": date.fromisoformat(row[4]), "checked_on": date.fromisoformat(row[5]) if row[5] else None}
        for row in rows
    ]


READ = publications(
    ("agreement", "unepccc_pipeline_2025", "UNEP", "2025-11-30", "2026-01-05", None, False),
    ("agreement", "unepccc_pipeline_2026", "UNEP", "2026-02-28", "2026-11-22", None, False),
    ("agreement", "press", "Press", "2026-04", "2026-11-24", "2026-11-26", True),
    ("rule", "press", "Press", "2026-04", "2026-11-24", "2026-11-26", True),
    ("rule", "law", "A ministry", None, "2026-11-20", None, False),
    ("trade", "b", "CEPII", "2026-01", "2026-11-22", None, False),
    ("trade", "u", "UN", "2026-07", "2026-11-23", None, False),
    ("use", "one", "One", None, "2026-11-02", None, False),
)


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (
            ("agreement", "rule"),
            "agreements known to 30 Apr 2026, rules to Aug 2026; UNEP CCC last read on 22 Nov 2026, edition of 28 Feb 2026; "
            "read in 4 publications, the last on 24 Nov 2026; asked for news on 26 Nov 2026; 1 changed since, which the Atlas "
            "doesn’t show yet.",
        ),
        (
            ("trade",),
            "trade known to 2024; CEPII and UN last read on 23 Nov 2026; read in 2 publications, the last on 23 Nov 2026.",
        ),
        (("use",), "read on 2 Nov 2026."),
        (("price",), ""),
    ],
)
def test_what_is_said(kinds, said):
    assert fresh.sentence(kinds, KNOWN, READ) == said


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_every_page_ends_with_it(built, name):
    known = offered()
    filters = Filters(known.edition_on)
    own = {"country": "GHA", "pair": "CHE-GHA", "party": "GHA", "project": "CHE-GHA-01"}
    page = ENTRIES[name].content(Choice(filters, filters, known, tuple(own.items())))
    told = [block for block in page.blocks if isinstance(block, Say) and block.lead == fresh.LEAD]
    if name in OF_THEIR_OWN:
        assert told == []
    else:
        assert told == [page.blocks[-1]] and "read " in told[0].text


def test_the_days_are_those_of_the_rows(built, project_root):
    def rows(path):
        with (project_root / "data" / path).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    sources = {row["source_id"]: row for row in rows("sources.csv")}
    of_rules = {row["source_id"] for row in rows("curated/rules.csv") if row["status"] != "unconfirmed"}
    newest = max(sources[key]["published_on"] for key in of_rules)
    known = {row["kind"]: row["known_on"] for row in queries_fresh.known_until()}
    assert known["rule"] == newest
    assert known["trade"] == "2024"
    named = queries_fresh.publications((*fresh.WORDS, "programme"))
    assert {row["source_id"] for row in named if row["kind"] == "rule"} == of_rules
    assert not {sources[row["source_id"]]["kind"] for row in named} & {"lead"}
