"""What the files in data/ hold, counted in plain Python: no SQL, nothing of the dashboard, nothing of the build.

`measures` counts each measure anew for any choice of filters and any day, by the rules of docs/method.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import oracle_agreements
import oracle_units
from oracle_agreements import Agreement
from oracle_files import LEADS, Row, covered_by, last_day, table

RULES = {"binding": 1, "memoranda": 2, "statements": 3}
LATE = ("issued", "transferred")
JCM = "JPN"
ACTIVITIES = {"sector": "sector_id", "stage": "stage_id", "programme": "programme"}


@dataclass(frozen=True)
class Choice:
    """A day and the filters of a visitor; () for all of them."""

    day: date
    edition: date
    buyer: tuple[str, ...] = ()
    host: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    rule: str = "statements"
    sector: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    words: str = ""

    @property
    def has_activities(self) -> bool:
        """Whether anything is chosen that only projects have."""
        return bool(self.sector or self.stage or self.programme or self.words)

    def has_place(self, buyer: str, host: str) -> bool:
        """Whether a row of these Parties passes."""
        return (
            (not self.buyer or buyer in self.buyer)
            and (not self.host or host in self.host)
            and (not self.region or _region(host) in self.region)
        )


@dataclass(frozen=True)
class Told:
    """A measure: its number, or the word for it, and the parts that are never merged with it."""

    value: float | None
    word: str
    known: int
    unconfirmed: float | None = None
    published: float | None = None
    traced_then: float | None = None

    @property
    def said(self) -> float | str:
        """The number, or the word where there is none."""
        return self.word if self.value is None else self.value


def days() -> list[date]:
    """Return the days on which something happens: events, steps of projects, agreements, published totals."""
    found = {last_day(row["event_on"]) for row in table("events")}
    found |= {last_day(row[name]) for row in table("projects") for name in ("selected_on", "registered_on", "start_on")}
    found |= {last_day(row["milestone_on"]) for row in table("milestones")}
    found |= {last_day(as_of) for _, as_of, _, _ in _totals()}
    found |= set(oracle_agreements.days())
    return sorted(day for day in found if day and day.year >= 2013)


def moments() -> list[tuple[date, Row]]:
    """Return what the days of events, projects, agreements and totals have to filter by: a day, and words of an address."""
    projects = {row["project_id"]: row for row in table("projects")}
    found = []
    for row in table("events"):
        of = [projects[key] for key in sorted(covered_by(row["event_id"]))]
        found += [(last_day(row["event_on"]), _address(row) | _address(project)) for project in of or [row]]
    for key, steps in _steps().items():
        found += [(step, _address(projects[key]) | {"stage": stage}) for step, stage in steps]
    for agreement in oracle_agreements.agreements():
        of_pair = {"buyer_iso3": agreement.buyer_iso3, "host_iso3": agreement.host_iso3}
        edges = [agreement.counts_from, last_day(agreement.in_force_on), last_day(agreement.valid_until)]
        found += [(edge, _address(of_pair)) for edge in {*edges, *agreement.uses}]
    found += [(day, {"host": host, "region": _region(host)}) for day, host in oracle_units.moments()]
    compared = {row["total_id"]: row for row in table("comparisons")}
    found += [(last_day(as_of), _address(compared[key])) for key, as_of, _, _ in _totals()]
    return [
        (day, {name: text for name, text in words.items() if text}) for day, words in found if day and day.year >= 2013
    ]


def _address(row: Row) -> Row:
    told = {"buyer": row["buyer_iso3"], "host": row["host_iso3"], "region": _region(row["host_iso3"])}
    return told | {name: row[column] for name, column in ACTIVITIES.items() if column in row}


def pairs() -> list[tuple[str, str]]:
    """Return the pairs of buyer and host that an event or an agreement names."""
    named = [(row["buyer_iso3"], row["host_iso3"]) for row in (*table("events"), *table("agreements"))]
    return sorted({pair for pair in named if all(pair)})


def signers() -> list[tuple[str, str]]:
    """Return the pairs of buyer and host of all agreements, counted or not: what can be chosen as buyer and as host."""
    return sorted({(row["buyer_iso3"], row["host_iso3"]) for row in table("agreements")})


def regions(hosts: Iterable[str]) -> set[str]:
    """Return the regions of these hosts."""
    return {_region(host) for host in hosts}


def written(value: float) -> str:
    """Return a count or tonnes as a page writes them: "156,319", and from a million on "1.32 Mt" or "28.8 Mt"."""
    millions = value / 1e6
    if millions < 1:
        return f"{value:,.0f}"
    return f"{millions:,.{2 if millions < 2 else 1}f} Mt"


def published(measure: str, buyer: str, by: date, host: str = "") -> float | None:
    """Return the newest total of that measure, buyer and host that a source other than a lead had published by a day."""
    return (_newest(measure, buyer, by, host) or (None, None))[1]


def measures(chosen: Choice) -> dict[str, Told]:
    """Return each measure of a choice."""
    return _of_agreements(chosen) | _of_projects(chosen) | _of_events(chosen) | _of_blocks(chosen)


def counted(chosen: Choice) -> list[Agreement]:
    """Return the agreements that a choice counts."""
    return [
        row
        for row in oracle_agreements.agreements()
        if row.is_counted
        and row.counts_from <= chosen.day
        and RULES[row.rule] <= RULES[chosen.rule]
        and chosen.has_place(row.buyer_iso3, row.host_iso3)
    ]


def shown_apart(chosen: Choice) -> set[str]:
    """Return the agreements that no total has: not one that was concluded once its pair has signed a binding one."""
    every = oracle_agreements.agreements()
    bound = {
        (row.buyer_iso3, row.host_iso3)
        for row in every
        if row.is_counted and row.rule == "binding" and row.counts_from <= chosen.day
    }
    return {
        row.agreement_id
        for row in every
        if not row.is_counted
        and row.counts_from <= chosen.day
        and chosen.has_place(row.buyer_iso3, row.host_iso3)
        and not (row.status == "concluded_not_signed" and (row.buyer_iso3, row.host_iso3) in bound)
    }


def stage_of(row: Row, chosen: Choice) -> str:
    """Return the stage of a project on a day: the furthest that is dated by then, or on the edition's day its own."""
    if chosen.day >= chosen.edition:
        return row["stage_id"]
    reached = [stage for step, stage in _steps()[row["project_id"]] if step <= chosen.day and stage]
    order = {stage["stage_id"]: int(stage["sort_order"]) for stage in table("stages")}
    return max(reached, key=order.__getitem__) if reached else "unknown"


def _of_agreements(chosen: Choice) -> dict[str, Told]:
    rows = counted(chosen)
    bound = [row for row in rows if row.rule == "binding"]
    numbers = {
        "agreements": (len(rows), len(rows)),
        "pairs": (len({(row.buyer_iso3, row.host_iso3) for row in rows}), len(rows)),
        "binding_pairs": (len({(row.buyer_iso3, row.host_iso3) for row in bound}), len(bound)),
    }
    return {name: Told(value or None, "none yet", known) for name, (value, known) in numbers.items()}


def _of_projects(chosen: Choice) -> dict[str, Told]:
    listed = [
        row
        for row in table("projects")
        if chosen.has_place(row["buyer_iso3"], row["host_iso3"]) and _passes(row, chosen)
    ]
    rows = [row for row in listed if _is_counted(row)]
    leads = [row for row in listed if row["confidence"] in LEADS]
    issued = _issued_by(chosen)
    late = [row for row in rows if stage_of(row, chosen) in LATE or row["project_id"] in issued]
    yearly = [float(row["expected_tco2e_per_year"]) for row in rows if row["expected_tco2e_per_year"]]
    others = [row for row in rows if not row["expected_tco2e_per_year"]]
    totals = [float(row["expected_tco2e_total"]) for row in others if row["expected_tco2e_total"]]

    def told(value: float, known: int, of: int) -> Told:
        return Told(value or None, _word(of, known, False), known)

    return {
        "projects": told(len(rows), len(rows), len(rows) + len(leads)),
        "project_hosts": told(len({row["host_iso3"] for row in rows}), len(rows), len(rows)),
        "with_issuance": told(len(late), len(late), len(late)),
        "expected_yearly": Told(sum(yearly) if yearly else None, _word(len(rows), len(rows), False), len(rows)),
        "expected_total": Told(sum(totals) if totals else None, _word(len(others), len(others), False), len(others)),
    }


def _of_events(chosen: Choice) -> dict[str, Told]:
    rows = [row for row in table("events") if _is_shown(row, chosen)]
    moved = [row for row in rows if row["event"] == "first_transfer"]
    is_jcm_possible = _has_jcm(chosen)

    def told(of: list[Row], implied: int = 0, measure: str = "", buyer: str | None = None) -> Told:
        summed = [row for row in of if _is_addable(row) and not _is_lead(row)]
        leads = [row for row in of if _is_addable(row) and _is_lead(row)]
        confirmed = [row for row in of if row["confidence"] not in LEADS and not row["is_alternative_of"]]
        withheld = any(row["quantity_status"] == "withheld" and not row["quantity_tco2e"] for row in confirmed)
        total = None
        if measure and not (chosen.region or chosen.has_activities or chosen.host[1:]):
            of_buyer = buyer if buyer is not None else chosen.buyer[0] if len(chosen.buyer) == 1 else ""
            total = _newest(measure, of_buyer, chosen.day, chosen.host[0] if chosen.host else "")
        then = [row for row in summed if total and (last_day(row["event_on"]) or chosen.edition) <= total[0]]
        return Told(
            _tonnes(summed),
            _word(len(of) + implied + _says_more(measure, buyer, chosen, summed, leads), len(confirmed), withheld),
            len(confirmed),
            _tonnes(leads),
            total[1] if total else None,
            _tonnes(then),
        )

    issued = [row for row in rows if row["event"] == "issuance" and row["unit_kind"] != "credit_for_other_purposes"]
    jcm = told(
        [row for row in issued if row["unit_kind"] != "itmo"],
        measure="issued_tco2e",
        buyer=JCM if JCM in (chosen.buyer or (JCM,)) else "",
    )
    allowed = [row for row in rows if row["event"] == "authorisation"]
    confirmed = [row for row in allowed if row["confidence"] not in LEADS]
    used = [row for row in rows if row["event"] == "use"]
    return {
        "jcm_issued": jcm
        if is_jcm_possible
        else Told(jcm.value, "not applicable", jcm.known, jcm.unconfirmed, jcm.published, jcm.traced_then),
        "itmo_issued": told([row for row in issued if row["unit_kind"] == "itmo"], len(moved), "itmo_issued_tco2e"),
        "transferred": told(moved, 0, "transferred_tco2e"),
        "authorisations": Told(
            len(confirmed) or None,
            _word(len(allowed) + len(moved), len(confirmed), False),
            len(confirmed),
            float(len(allowed) - len(confirmed)) or None,
        ),
        "used": told(used, len(moved)),
    }


def _of_blocks(chosen: Choice) -> dict[str, Told]:
    """No block names a buyer, sector, stage or programme: where one is chosen nothing applies. The list is of two registries alone, so that
    no block is not none yet."""
    names_what_none_has = bool(chosen.buyer or chosen.sector or chosen.stage or chosen.programme)
    rows = [
        row
        for row in table("authorised_blocks")
        if not names_what_none_has
        and oracle_units.counts_from(row) <= chosen.day
        and chosen.has_place("", row["host_iso3"])
        and all(word in _folded(oracle_units.text(row)) for word in _folded(chosen.words).split())
    ]
    total = None
    if len(chosen.host) == 1 and not (names_what_none_has or chosen.region or chosen.words):
        total = _newest("authorised_tco2e", "", chosen.day, chosen.host[0])
    then = [row for row in rows if total and oracle_units.counts_from(row) <= total[0]]
    word = "not applicable" if names_what_none_has else "none confirmed"
    told = Told(_tonnes(rows), word, len(rows), None, total[1] if total else None, _tonnes(then))
    return {"authorised_credits": told}


def _says_more(measure: str, buyer: str | None, chosen: Choice, summed: list[Row], leads: list[Row]) -> bool:
    """Whether a lead's own total tells of more than its rows and the traced ones."""
    if not measure or chosen.region or chosen.has_activities or chosen.host[1:]:
        return False
    of_buyer = buyer if buyer is not None else chosen.buyer[0] if len(chosen.buyer) == 1 else ""
    host = chosen.host[0] if chosen.host else ""
    total = _newest(measure, of_buyer, chosen.day, host, of_leads=True)
    return total is not None and total[1] > (_tonnes(summed) or 0) + (_tonnes(leads) or 0)


def _is_shown(row: Row, chosen: Choice) -> bool:
    if (last_day(row["event_on"]) or chosen.edition) > chosen.day:
        return False
    if not chosen.has_place(row["buyer_iso3"], row["host_iso3"]):
        return False
    if not chosen.has_activities:
        return True
    projects = {project["project_id"]: project for project in table("projects")}
    return any(_passes(projects[key], chosen) for key in covered_by(row["event_id"]))


def _passes(row: Row, chosen: Choice) -> bool:
    """Whether a project is known on the day and has the chosen stage, sector, programme and words."""
    is_known = chosen.day >= chosen.edition or any(step <= chosen.day for step, _ in _steps()[row["project_id"]])
    return (
        is_known
        and (not chosen.stage or stage_of(row, chosen) in chosen.stage)
        and (not chosen.sector or row["sector_id"] in chosen.sector)
        and (not chosen.programme or row["programme"] in chosen.programme)
        and all(word in _text(row["project_id"]) for word in _folded(chosen.words).split())
    )


def _is_lead(row: Row) -> bool:
    return row["confidence"] in LEADS or row["quantity_confidence"] in LEADS


def _is_addable(row: Row) -> bool:
    return (
        bool(row["quantity_tco2e"])
        and row["quantity_kind"] == "batch"
        and not row["is_alternative_of"]
        and row["unit_kind"] != "credit_for_other_purposes"
    )


def _is_counted(row: Row) -> bool:
    return (
        row["is_programme_level"] != "True"
        and not row["may_duplicate_project_id"]
        and not row["left_out_reason"]
        and row["stage_id"] != "cancelled"
        and row["confidence"] not in LEADS
    )


def _tonnes(rows: list[Row]) -> float | None:
    return sum(float(row["quantity_tco2e"]) for row in rows) if rows else None


def _word(events: int, confirmed: int, is_withheld: bool) -> str:
    if not events:
        return "none yet"
    return "none confirmed" if not confirmed else "not published" if is_withheld else "amount not found"


def _has_jcm(chosen: Choice) -> bool:
    named: Iterable[tuple[str, str]] = [
        *((row.buyer_iso3, row.host_iso3) for row in oracle_agreements.agreements() if row.is_counted),
        *((row["buyer_iso3"], row["host_iso3"]) for name in ("events", "projects") for row in table(name)),
    ]
    return any(buyer == JCM and chosen.has_place(buyer, host) for buyer, host in named)


def _totals() -> list[tuple[str, str, str, Row]]:
    rows = [(row["total_id"], row["as_of"], row["value"], row) for row in table("published_quantities")]
    for row in table("target_progress"):
        millions = 1e6 if row["unit"] == "mtco2e" else 1
        rows.append((row["progress_id"], row["as_of"], str(float(row["quantity"] or 0) * millions), row))
    return rows


def _newest(measure: str, buyer: str, by: date, host: str, *, of_leads: bool = False) -> tuple[date, float] | None:
    leads = {row["source_id"] for row in table("sources") if row["kind"] == "lead"}
    of = {
        row["total_id"]
        for row in table("comparisons")
        if (row["measure"], row["buyer_iso3"], row["host_iso3"], row["programme"]) == (measure, buyer, host, "")
    }
    found = [
        (day, key, float(value))
        for key, as_of, value, row in _totals()
        if key in of and (row["source_id"] in leads) == of_leads and value and (day := last_day(as_of)) and day <= by
    ]
    if not found:
        return None
    day, _, value = min(found, key=lambda total: (-total[0].toordinal(), total[1]))
    return day, value


def _issued_by(chosen: Choice) -> set[str]:
    """The projects that an issuance covers which more than a lead shows, by the day."""
    found: set[str] = set()
    for row in table("events"):
        is_early = (last_day(row["event_on"]) or chosen.edition) <= chosen.day
        if row["event"] == "issuance" and row["confidence"] not in LEADS and is_early:
            found |= covered_by(row["event_id"])
    return found


@cache
def _steps() -> dict[str, list[tuple[date, str]]]:
    """The dated steps of each project that more than a lead shows, with the stage that each reaches, if any."""
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    authorised = {
        key for row in table("events") if row["event"] == "authorisation" for key in covered_by(row["event_id"])
    }
    started = {
        row["project_id"]
        for row in table("milestones")
        if row["milestone"] == "operation_started" and row["milestone_on"]
    }

    def add(project_id: str, known: str, stage: str = "") -> None:
        if day := last_day(known):
            found[project_id].append((day, stage))

    for row in table("projects"):
        key = row["project_id"]
        if row["confidence"] in LEADS:
            continue
        add(key, row["selected_on"], "design")
        add(key, row["registered_on"], "registered")
        add(key, "" if key in authorised else row["authorised_on"], "authorised")
        add(key, "" if key in started else row["start_on"])
    for row in table("milestones"):
        if row["confidence"] not in LEADS:
            add(row["project_id"], row["milestone_on"])
    reached = {"authorisation": "authorised", "issuance": "issued", "first_transfer": "transferred"}
    for row in table("events"):
        if row["confidence"] not in LEADS:
            for key in covered_by(row["event_id"]):
                add(key, row["event_on"], reached[row["event"]])
    return found


@cache
def _region(iso3: str) -> str:
    return next((row["region"] for row in table("parties") if row["iso3"] == iso3), "")


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("&", " and ").lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.sub(r"[\W_]+", " ", plain).split()
    return " ".join("saint" if word == "st" else word for word in words if word != "the")


@cache
def _text(project_id: str) -> str:
    row = next(row for row in table("projects") if row["project_id"] == project_id)
    names = {party["iso3"]: party["short_name"] for party in table("parties")}
    told = (row[name] for name in ("title", "title_original", "technology", "organisations", "project_id"))
    text = _folded(" ".join([*told, names[row["host_iso3"]]]))
    return " ".join([text, *(also["also"] for also in table("synonyms") if f" {also['begins']}" in f" {text}")])
