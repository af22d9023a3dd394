"""One line on an account and the link to it, for the pages of a country and a pair."""

from __future__ import annotations

from dashboard.accounts import findings, queries
from dashboard.core.choice import Choice
from dashboard.core.content import Block, Say
from dashboard.core.plain import link


def line(choice: Choice, iso3: str) -> tuple[Block, ...]:
    """Return a line on the account of a Party with the link to it; nothing where its account is empty."""
    day = choice.filters.as_of
    years = queries.years(iso3, day)
    if years.empty:
        return ()
    name = choice.known.names[iso3]
    told = findings.answer(name, years, queries.vintages(iso3, day))
    return (Say(f"{told} {link(f'Account of {name}', choice.address('account', party=iso3))}"),)


def links(choice: Choice, *parties: str) -> Say:
    """Return the links to the accounts of several Parties, as a line."""
    names = choice.known.names
    return Say("Accounts: " + " · ".join(link(names[iso3], choice.address("account", party=iso3)) for iso3 in parties))
