"""What the files say of each agreement: which claim is chosen, from when it counts, whether it is in force. Plain Python.

The rules are those of docs/method.md, worked out anew: no SQL, nothing of the dashboard, nothing of the build.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from oracle_files import LEADS, Row, first_day, is_day, last_day, table

RANKS = {"official_text": 1, "official_page": 2, "report": 3, "compilation": 4, "dataset": 4, "lead": 5}
REGISTERS = ("compilation", "dataset")
SIGNED = ("signed", "in_force")
PIPELINE = "unepccc_pipeline_2026_02"


@dataclass
class Claim:
    """What one source says of one field; `claimed` is what it says, `value` what is shown of it."""

    field: str
    claimed: str
    source: Row
    confidence: str
    value: str = ""
    is_superseded: bool = False

    @property
    def is_lead(self) -> bool:
        """Whether a lead alone says it."""
        return self.confidence in LEADS

    @property
    def is_date(self) -> bool:
        """Whether its value is a day, month or year."""
        return self.field.endswith("_on") or self.field == "valid_until"

    @property
    def order(self) -> tuple[object, ...]:
        """Its place among the claims on its field: the first one is chosen, unless another is more precise."""
        published = self.source["published_on"]
        return (
            self.value == "unclear",
            RANKS[self.source["kind"]],
            self.is_superseded,
            -len(self.value) if self.is_date else 0,
            (not published, published),
            self.source["source_id"],
            self.value,
        )


@dataclass
class Agreement:
    """An agreement as the files tell it."""

    agreement_id: str
    buyer_iso3: str
    host_iso3: str
    instrument: Row
    status: str
    is_counted: bool
    counts_from: date
    signed_on: str = ""
    in_force_on: str = ""
    valid_until: str = ""
    looked_up: Row = field(default_factory=dict)
    uses: list[date] = field(default_factory=list)

    @property
    def rule(self) -> str:
        """The narrowest counting rule that counts it."""
        return self.instrument["counting_rule"]

    def state(self, day: date) -> str:
        """Whether it is in force on a day, as far as is known. For counted ones."""
        ends, enters = last_day(self.valid_until), last_day(self.in_force_on)
        if ends and ends < day:
            return "ended"
        if (enters and enters <= day) or (self.status == "in_force" and not enters):
            return "in_force"
        if enters:
            return "not_yet_in_force"
        if ends:
            return "valid_until"
        shown = last_day(self.looked_up.get("shown_on", ""))
        used = min([*self.uses, *([shown] if shown else [])], default=None)
        if used and used <= day:
            return "in_use"
        if self.instrument["enters_into_force"] != "True":
            return "not_applicable"
        return "not_found" if self.looked_up else "not_looked_up"


@cache
def agreements() -> tuple[Agreement, ...]:
    """Return all agreements, those without a claim too."""
    forms = {row["instrument"]: row for row in table("instrument_types")}
    edition = max(date.fromisoformat(row["retrieved_on"]) for row in table("sources"))
    lookups = {row["agreement_id"]: row for row in table("force_lookups")}
    found = []
    for row in table("agreements"):
        claims = _claims(row["agreement_id"])
        said = {name: _chosen([claim for claim in claims if claim.field == name]) for name in _fields(claims)}
        status = said.get("status") or "unclear"
        is_signed = status in SIGNED
        is_counted = (
            is_signed
            and any(not claim.is_lead for claim in claims)
            and forms[row["instrument"]]["counting_rule"] != "concluded"
        )
        counts_from = _signed_from(claims, said, edition) if is_signed else _concluded_from(claims, said, edition)
        found.append(
            Agreement(
                row["agreement_id"],
                row["buyer_iso3"],
                row["host_iso3"],
                forms[row["instrument"]],
                status,
                is_counted,
                counts_from,
                said.get("signed_on", ""),
                said.get("in_force_on", ""),
                said.get("valid_until", ""),
                lookups.get(row["agreement_id"], {}),
            )
        )
    for buyer, host, used in _uses(edition):
        bound = [
            a for a in found if a.is_counted and (a.buyer_iso3, a.host_iso3) == (buyer, host) and a.counts_from <= used
        ]
        # Of several texts the most binding one of that day, and of those the newest.
        order = ("binding", "memoranda", "statements")
        if bound:
            first = min(bound, key=lambda a: (order.index(a.rule), -a.counts_from.toordinal(), a.agreement_id))
            first.uses.append(used)
    return tuple(found)


def _fields(claims: list[Claim]) -> set[str]:
    return {claim.field for claim in claims}


@cache
def _claims(agreement_id: str) -> list[Claim]:
    sources = {row["source_id"]: row for row in table("sources")}
    claims = [
        Claim(row["field"], row["value"], sources[row["source_id"]], row["confidence"])
        for row in table("claims")
        if row["agreement_id"] == agreement_id
    ]
    words = {(row["kind"], row["spelling"]): row["value"] for row in table("aliases") if row["publisher"] == "unepccc"}
    for row in table("publishers/unepccc/agreements_2026-02-28"):
        if row["agreement_id"] == agreement_id:
            # It dates many to the first of a month when it knows the month alone.
            dated = row["dated_on"].removesuffix("-01") if row["dated_on"].count("-") == 2 else row["dated_on"]
            said = {
                "instrument": words["instrument", row["status"]],
                "status": words["status", row["status"]],
                "signed_on": dated,
            }
            claims += [Claim(name, value, sources[PIPELINE], "B") for name, value in said.items() if value]
    for claim in claims:
        same = [other for other in claims if other.field == claim.field]
        is_alone = claim.source["kind"] in REGISTERS and not any(
            other.claimed == claim.claimed and other.source["kind"] not in (*REGISTERS, "lead") for other in same
        )
        # A day that a register alone gives is shown to the month.
        is_shown_short = is_alone and claim.field.endswith("_on") and is_day(claim.claimed)
        claim.value = claim.claimed[:7] if is_shown_short else claim.claimed
        own = last_day(claim.source["published_on"])
        editions = [
            last_day(other.source["published_on"])
            for other in same
            if (other.source["publisher"], other.source["kind"]) == (claim.source["publisher"], claim.source["kind"])
        ]
        claim.is_superseded = (
            claim.source["kind"] in REGISTERS
            and own is not None
            and any(other is not None and own < other for other in editions)
        )
    return claims


def _chosen(claims: list[Claim]) -> str:
    """The value of the chosen claim on a field; a lead chooses none."""
    ordered = sorted(claims, key=lambda claim: claim.order)
    first = ordered[0]
    if first.is_date:
        start, end = first_day(first.claimed), last_day(first.claimed)
        finer = [
            claim
            for claim in ordered
            if not claim.is_lead and not claim.is_superseded and len(claim.value) > len(first.value)
            if first_day(claim.claimed) >= start and last_day(claim.claimed) <= end
        ]
        if finer:
            return max(finer, key=lambda claim: len(claim.value)).value
    return "" if first.is_lead else first.value


def _signed_from(claims: list[Claim], said: dict[str, str], edition: date) -> date:
    trusted = [claim for claim in claims if not claim.is_lead]
    reports = [
        day
        for claim in trusted
        if claim.field == "status" and claim.value in SIGNED and (day := last_day(claim.source["published_on"]))
    ]
    if said.get("signed_on"):
        signed = last_day(said["signed_on"])
        reported = min(reports, default=None)
        is_early = reported and reported >= first_day(said["signed_on"])
        return min(signed, edition, reported if is_early else edition)
    known_by = [last_day(claim.claimed) for claim in trusted if claim.field == "known_by_on"]
    listed = min([*reports, *known_by], default=None)
    return min(listed or _first_read(trusted) or edition, edition)


def _concluded_from(claims: list[Claim], said: dict[str, str], edition: date) -> date:
    concluded = last_day(said.get("concluded_on", ""))
    return min(concluded or _first_read([claim for claim in claims if not claim.is_lead]) or edition, edition)


def _first_read(claims: list[Claim]) -> date | None:
    return min((date.fromisoformat(claim.source["retrieved_on"]) for claim in claims), default=None)


def _uses(edition: date) -> list[tuple[str, str, date]]:
    """Buyer, host and day of what shows that a text is in use: events that no lead alone shows, and projects."""
    used = []
    for row in table("events"):
        is_told = row["event"] != "first_transfer" or row["quantity_tco2e"]
        if row["confidence"] not in LEADS and not row["is_alternative_of"] and row["event"] != "use" and is_told:
            used.append((row["buyer_iso3"], row["host_iso3"], last_day(row["event_on"]) or edition))
    for row in table("projects"):
        dated = row["authorised_on"] or row["registered_on"]
        if dated and row["stage_id"] != "cancelled" and row["confidence"] not in LEADS:
            used.append((row["buyer_iso3"], row["host_iso3"], last_day(dated)))
    return used


@cache
def turns() -> tuple[date, ...]:
    """Return the days on which the state of an agreement turns: it comes into force, was valid for the last time, is used first."""
    found = set()
    for row in agreements():
        shown = last_day(row.looked_up.get("shown_on", ""))
        used = min([*row.uses, *([shown] if shown else [])], default=None)
        found |= {last_day(row.in_force_on), last_day(row.valid_until), used}
    return tuple(sorted(day for day in found if day))


@cache
def days() -> tuple[date, ...]:
    """Return these days, and those from which an agreement counts."""
    return tuple(sorted({*turns(), *(row.counts_from for row in agreements())}))
