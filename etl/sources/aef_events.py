"""Events out of what a seller reports: its authorisations and first transfers, each once.

An acquisition is the buyer's report of the same units, a transfer on moves units that were transferred before, a holding is
a stock: none of them is an event of its own. Where the Atlas has the event already, by hand, what the Party reports is
another figure for it: shown beside it, and in no sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etl.csvfile import FILE, LINE
from etl.sources.publisher import Known

OTHER_PURPOSES = ("OIMP", "IMP", "OP")


def events(rows: Sequence[dict[str, Any]], known: Known) -> list[dict[str, Any]]:
    """Return one row of table events for each authorisation, and for each day, pair and authorisation of first transfers."""
    standing = known.table("events")
    has_table = any(row["record"] == "authorisation" for row in rows)
    purposes = {row["authorisation_id"]: row["purpose"] for row in rows if row["record"] == "authorisation"}
    of_day: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        host = row["first_transferring_iso3"] or row["reporting_iso3"]
        if host != row["reporting_iso3"] or (row["metric"] or "").lower().startswith("non"):
            continue
        action = (row["action_type"] or "").lower()
        # The first version has no table of authorisations: they are actions in it.
        if row["record"] == "authorisation" or (action in ("authorization", "authorisation") and not has_table):
            kind = "authorisation"
        elif action == "first transfer":
            kind = "first_transfer"
        else:
            continue
        buyer = row["acquiring_iso3"] if row["acquiring_iso3"] != host else None
        key = (kind, host, buyer, row["action_on"], row["cooperative_approach_id"], row["authorisation_id"])
        of_day.setdefault(key, []).append(row)
    found = []
    for number, ((kind, host, buyer, day, approach, authorisation), group) in enumerate(of_day.items(), 1):
        first = group[0]
        quantities = [row["quantity_tco2e"] for row in group]
        other = next(iter(_same(standing, kind, host, buyer, day)), None)
        vintages = sorted({str(row["vintage_year"]) for row in group if row["vintage_year"]})
        said = [
            f"Cooperative approach {approach}" if approach else "",
            f"authorisation {authorisation}" if authorisation else "",
        ]
        found.append(
            {
                "event_id": f"AEF-{first['reporting_iso3']}-{first['reported_year']}-{number:04}",
                "buyer_iso3": buyer,
                "host_iso3": host,
                "event": kind,
                "event_on": day,
                "quantity_tco2e": sum(quantities) if None not in quantities else None,
                # What a Party authorises is a ceiling, and no quantity that exists.
                "quantity_kind": "expected_total" if kind == "authorisation" else "batch",
                "unit_kind": _unit(first["purpose"] or purposes.get(authorisation), buyer),
                "vintage": "; ".join(vintages) or None,
                "is_alternative_of": other,
                "source_id": first["source_id"],
                "source_url": first["source_url"],
                "confidence": "A",
                "note": ", ".join(part for part in said if part) or None,
                FILE: first[FILE],
                LINE: first[LINE],
            }
        )
    return found


def _same(standing: Any, kind: str, host: str, buyer: str | None, day: str | None) -> list[str]:
    """Return our events that may be the same one: of the kind and Parties, in the year or without a date."""
    pair = standing[(standing["event"] == kind) & (standing["host_iso3"] == host)]
    if buyer:
        pair = pair[pair["buyer_iso3"] == buyer]
    near = [
        str(key)
        for key, on, other in zip(pair["event_id"], pair["event_on"], pair["is_alternative_of"], strict=True)
        if not other and (not on or not day or on[:4] == day[:4])
    ]
    return sorted(near)


def _unit(purpose: str | None, buyer: str | None) -> str:
    words = (purpose or "").upper().replace(",", " ").split()
    only_other = any(word in OTHER_PURPOSES for word in words) and "NDC" not in words
    return "credit_for_other_purposes" if only_other and buyer is None else "itmo"
