"""What the files hold of authorised credits, counted in plain Python by the rules of docs/method.md."""

from __future__ import annotations

from datetime import date

from oracle_files import Row, last_day, table


def counts_from(block: Row) -> date:
    """Return the day by which a block was issued and authorised; what its list knows to the year was so by the day of the list."""
    (described,) = {
        last_day(row["state_on"])
        for row in table("full_readings")
        if (row["kind"], row["source_id"]) == ("authorised_unit", block["source_id"])
    }
    issued, authorised = last_day(block["issued_on"]), last_day(block["authorised_on"])
    assert described and issued and authorised
    return max(issued, min(authorised, described))


def hosts() -> set[str]:
    """Return the hosts with authorised credits."""
    return {row["host_iso3"] for row in table("authorised_blocks")}


def moments() -> list[tuple[date, str]]:
    """Return the days from which blocks count, each with its host."""
    return sorted({(counts_from(row), row["host_iso3"]) for row in table("authorised_blocks")})


def text(block: Row) -> str:
    """Return the words that a block can be found by."""
    names = {party["iso3"]: party["short_name"] for party in table("parties")}
    return " ".join((block["programme_ref"], block["registry"], names[block["host_iso3"]]))
