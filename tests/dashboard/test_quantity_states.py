"""Table quantity_states and the Figures tell the same tonnes, counts and words, though one is SQL and the other is not."""

from __future__ import annotations

import pytest

from dashboard.core.choices import Filters, offered
from dashboard.core.warehouse import ask
from dashboard.delivered import figures, queries

FIGURES = {
    "issued_jcm": figures.JCM_ISSUED,
    "issued_itmo": figures.ITMO_ISSUED,
    "first_transferred": figures.TRANSFERRED,
    "used": figures.USED,
}
EVENTS = {"authorised": "authorisation", "first_transferred": "first_transfer", "used": "use"}
pytestmark = pytest.mark.usefixtures("built")


def chosen(kind: str, role: str | None, key: str) -> Filters:
    day = offered().edition_on
    if kind == "pair":
        buyer, host = key.split("-")
        return Filters(day, buyers=(buyer,), hosts=(host,))
    return Filters(day, buyers=(key,)) if role == "buyer" else Filters(day, hosts=(key,))


def subjects() -> list[tuple[str, str | None, str]]:
    """Pairs and Parties with any event, and a few that have none."""
    found = ask("""
        SELECT subject_kind, role, key, sum(confirmed_events + unconfirmed_events) AS events FROM quantity_states
        WHERE subject_kind <> 'project' AND (subject_kind = 'pair' OR key IN (
            SELECT buyer_iso3 FROM pair_list UNION SELECT host_iso3 FROM pair_list UNION SELECT host_iso3 FROM event_list))
        GROUP BY ALL ORDER BY events DESC, key, role
    """)
    return [
        (row.subject_kind, row.role or None, row.key) for row in found.itertuples() if row.events or row.Index % 40 == 0
    ]


def test_each_sum_count_and_word_is_that_of_its_figure():
    states = ask("FROM quantity_states WHERE subject_kind <> 'project'")
    asked = subjects()
    other = "credit_for_other_purposes"
    others = ask(
        "SELECT DISTINCT host_iso3 FROM event_list WHERE event = 'authorisation' AND unit_kind = $other", other=other
    )["host_iso3"]
    assert len(asked) > 40 and len(others) and {("country", "host", host) for host in others} <= set(asked)
    for kind, role, key in asked:
        filters = chosen(kind, role, key)
        ledger = queries.ledger(filters)
        own = states[(states["key"] == key) & (states["subject_kind"] == kind)]
        own = own[own["role"] == role] if role else own
        state = own.set_index("measure").to_dict("index")
        for measure, figure in FIGURES.items():
            answer, said = figure.answer(filters, ledger), state[measure]
            value = None if said["value"] != said["value"] else said["value"]
            assert (answer.value, answer.word or None) == (value, said["word"] or None), (key, role, measure)
        rows = ledger[ledger["is_alternative_of"].isna()]
        for measure, event in EVENTS.items():
            confirmed = rows[(rows["event"] == event) & ~rows["is_lead"].astype(bool)]
            assert len(confirmed) == state[measure]["confirmed_events"], (key, role, measure)
