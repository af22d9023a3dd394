"""What two Parties do together, with whom a Party works, and what a buyer wants: answers to their names for the search of every page. Pure but for the rows that it asks rooms for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from dashboard.agreements import queries as of_agreements
from dashboard.agreements.findings import force, signed_day
from dashboard.core import told
from dashboard.core.answer import NOT_APPLICABLE
from dashboard.core.choices import Filters, offered
from dashboard.core.numbers import tonnes
from dashboard.core.records import Record, as_dicts
from dashboard.core.words import listed, plural
from dashboard.delivered import queries as of_ledger
from dashboard.delivered.figures import ITMO_ISSUED, JCM_ISSUED, TRANSFERRED
from dashboard.overview.by_name import ByName
from dashboard.places.queries import as_buyer, as_host
from dashboard.projects import queries as of_projects
from dashboard.targets import findings as of_goals
from dashboard.targets import queries as of_targets

# The words of a question beside the names: "has Ghana sold credits to Japan", "is Switzerland Thailand in force".
TOGETHER = "agreement agreements deal treaty force signed sign binding status sold sell sells selling buy buys bought buying projects transfer transferred together pair between already"
WITH = "agreement agreements deals partners partner works signed sold sell sells selling seller buy buys bought buying buyer buyers host hosts bilateral"
BROUGHT = "issued issuance issuances transferred transfers first delivered received got came credits itmos tonnes used paid bought sold so far"
GOAL = "goal goals target targets aim wants need needs enough reach"
MOST = 8
# Codes, or names, of a buyer and a host.
Key = tuple[str, str]
CAME = {"issued as JCM credits": JCM_ISSUED, "issued as ITMOs": ITMO_ISSUED, "first transferred": TRANSFERRED}


def answers(filters: Filters) -> Iterator[ByName]:
    """Yield for each pair what is signed and whether it is in force, for each host and buyer with whom it works, and for each buyer what it wants."""
    signed, moved = of_agreements.agreements(filters), of_ledger.ledger(filters)
    texts = _by_pair(as_dicts(signed.sort_values("instrument_order", kind="stable")))
    counted = (row for row in as_dicts(of_projects.listed(filters)) if row["is_counted"] and row["buyer_iso3"])
    projects, ledgers = _by_pair(counted), dict(iter(moved.groupby(["buyer_iso3", "host_iso3"])))
    pairs = sorted(
        {((row["buyer"], row["host"]), key) for rows in (texts, projects) for key, (row, *_) in rows.items()}
    )
    for (buyer, host), key in pairs:
        said = f"{_texts(texts[key])}; {plural(len(projects[key]), 'project')}; {_came(filters, ledgers.get(key))}"
        yield ByName(
            f"{buyer} and {host}: signed, in force, delivered", said, "pair", (("pair", "-".join(key)),),
            (f"{buyer} {host} {' '.join(key)} {TOGETHER}",),
        )  # fmt: skip
    yield from _partners({key for key, rows in texts.items() if any(map(_is_binding, rows))}, pairs)
    yield from _brought(filters, moved)
    yield from _goals()


def _by_pair(rows: Iterable[Record]) -> dict[Key, list[Record]]:
    found: dict[Key, list[Record]] = defaultdict(list)
    for row in rows:
        found[row["buyer_iso3"], row["host_iso3"]].append(row)
    return found


def _is_binding(row: Record) -> bool:
    return bool(row["counting_rule"] == "binding")


def _texts(signed: Sequence[Record]) -> str:
    """What a pair has signed, the most binding first: form, day, and whether it is in force."""
    if not signed:
        return "no signed text known"
    parts = [
        f"{row['instrument_label']}, {signed_day(row['signed_on'])}, {force(row)[:1].lower()}{force(row)[1:]}"
        for row in signed
    ]
    return "; ".join(parts[:2]) + (f"; {len(parts) - 2} more" if len(parts) > 2 else "")


def _came(filters: Filters, ledger: pd.DataFrame | None) -> str:
    """What the events of a pair brought, each kind for itself: what is transferred was issued before."""
    if ledger is None:
        return "no issuance and no transfer traced"
    came = [(kind, figure.answer(filters, ledger).value) for kind, figure in CAME.items()]
    return (
        ", ".join(f"{tonnes(value)} {kind}" for kind, value in came if value) or "no amount issued or transferred found"
    )


def _partners(binding: set[Key], pairs: Iterable[tuple[Key, Key]]) -> Iterator[ByName]:
    for role, asks in ((1, "Who buys from {}"), (0, "From whom {} buys")):
        mine: dict[Key, list[tuple[str, bool]]] = defaultdict(list)
        for names, key in pairs:
            mine[names[role], key[role]].append((names[1 - role], key in binding))
        for (name, code), others in sorted(mine.items(), key=lambda item: item[0][1]):
            bound = sorted(other for other, is_bound in others if is_bound)
            rest = sorted(other for other, is_bound in others if not is_bound)
            parts = [f"binding agreement with {listed(bound, MOST)}"] if bound else []
            parts += [f"{'only ' if bound else ''}other texts or projects with {listed(rest, MOST)}"] if rest else []
            yield ByName(asks.format(name), "; ".join(parts), "country", (("country", code),), (f"{name} {WITH}",))


def _brought(filters: Filters, moved: pd.DataFrame) -> Iterator[ByName]:
    """What came for each buyer and of each host of which any event is known, as their pages say it."""
    for role, asks, of in (
        ("buyer", "What {} has received", as_buyer),
        ("host", "What came of projects in {}", as_host),
    ):
        for (code, name), rows in moved.groupby([f"{role}_iso3", role]):
            found = [figure.answer(of(str(code), filters), rows) for figure in CAME.values()]
            text = told.delivered([answer for answer in found if answer.word != NOT_APPLICABLE], is_short=True)
            yield ByName(
                asks.format(name), told.capital(text), "delivered", ((role, str(code)),), (f"{name} {BROUGHT}",)
            )


def _goals() -> Iterator[ByName]:
    """What each buyer wants, of the goals that stand: with a ladder, what is expected; else the words of the goal."""
    ladders, targets, names = of_targets.ladders(), of_targets.targets(), offered().names
    targets = targets[~targets["is_superseded"].astype(bool) & ~targets["is_lead"].astype(bool)]
    for code, mine in targets.groupby("buyer_iso3"):
        name, years = names.get(str(code), str(mine["buyer"].iloc[0])), mine["target_year"].dropna().astype(int)
        of = ladders[ladders["buyer_iso3"] == code]
        said = (
            "; ".join(of_goals.ladder(as_dicts(rows)) for _, rows in of.groupby("target_id", sort=False))
            if len(of)
            else "no goal in tonnes of ITMOs known; " + listed(list(mine["metric"].drop_duplicates()), 2)
        )
        found_by = " ".join(str(year) for year in sorted(set(years)))
        yield ByName(f"What {name} wants to buy", said, "targets", (), (f"{name} {GOAL} {found_by}", f"goal {name}"))
