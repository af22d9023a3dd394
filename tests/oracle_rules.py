"""What the files hold of rules, counted in plain Python by the rules of docs/method.md, "The rule book"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from oracle_files import LEADS, Row, last_day, table


def known_from(rule: Row) -> date:
    """Return the day from which a claim without a day stands: that of its page, or of its reading where the page has a later or none."""
    (source,) = [row for row in table("sources") if row["source_id"] == rule["source_id"]]
    read, published = last_day(source["retrieved_on"]), last_day(source["published_on"])
    assert read
    return min(read, published or read)


def state(rule: Row, day: date) -> str:
    """Return what a claim is on a day."""
    since, until = last_day(rule["applies_from"]), last_day(rule["repealed_on"])
    if rule["confidence"] in LEADS:
        return "unconfirmed"
    if until and until <= day:
        return "repealed"
    if since is None:
        if known_from(rule) > day:
            return "undated"
    elif since > day and (rule["status"] in ("in_force", "repealed") or known_from(rule) > day):
        return "not_yet"
    if rule["status"] == "repealed":
        return "in_force" if until else "repealed"
    return rule["status"]


def days() -> list[date]:
    """Return the days on which the state of a claim turns."""
    found = {known_from(row) for row in table("rules")}
    found |= {last_day(row[name]) for row in table("rules") for name in ("applies_from", "repealed_on")}
    return sorted(day for day in found if day)


def chosen(hosts: Iterable[str], buyers: Iterable[str], regions: Iterable[str]) -> list[Row]:
    """Return the claims on chosen hosts and buyers; a region is one of hosts, and an empty choice is every one."""
    region = {row["iso3"]: row["region"] for row in table("parties")}
    of = {"host": set(hosts), "buyer": set(buyers)}
    return [
        row
        for row in table("rules")
        if (not of[row["side"]] or row["party_iso3"] in of[row["side"]])
        and (row["side"] == "buyer" or not regions or region[row["party_iso3"]] in regions)
    ]


def figures(rows: list[Row], day: date) -> dict[str, int]:
    """Return how many claims are no leads, and for how many hosts a fee with its amount and a limit were in force."""
    in_force = [row for row in rows if row["side"] == "host" and state(row, day) == "in_force"]
    with_fee = {row["party_iso3"] for row in in_force if row["rule_kind"] == "fee" and row["value_number"]}
    with_limit = {row["party_iso3"] for row in in_force if row["rule_kind"] in ("cap", "retention")}
    confirmed = [row for row in rows if row["confidence"] not in LEADS]
    return {"rule_claims": len(confirmed), "hosts_with_fee": len(with_fee), "hosts_with_limit": len(with_limit)}
