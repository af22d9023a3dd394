"""The questions that people bring, each with a sentence that is computed from the data, or with why nothing is known here. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from urllib.parse import urlencode

from dashboard.core import told
from dashboard.core.answer import NOT_FOUND, NOT_PUBLISHED, Answer
from dashboard.core.numbers import money, tonnes
from dashboard.core.records import Row
from dashboard.core.words import known_date, listed, plural

NEGOTIATOR, BUYER, HOST = "Negotiator", "Buyer", "Host country"
DEVELOPER, JOURNALIST, STUDENT = "Project developer", "Journalist", "Student"
ASKERS = (NEGOTIATOR, BUYER, HOST, DEVELOPER, JOURNALIST, STUDENT)
UNREAD = "Not known here"
NAMED = 8
REPORTS, ADJUSTMENT = ("initial_report", "review"), "adjustment_notice"
DEFINITIONS = {
    "authorisation": "its authorisation",
    "issuance": "its issuance",
    "first_international_transfer": "its first move to another country",
}


@dataclass(frozen=True)
class Question:
    """Who asks what, the sentence that answers (plain text), the page that shows more, and who says so ("" where nobody was read).

    The front page shows few of them, so what answers (`tells`) and who says so (`names`) are asked for when somebody reads them.
    """

    asker: str
    words: str
    tells: Callable[[], str]
    page: str
    query: tuple[tuple[str, str], ...] = ()
    names: Callable[[], str] = str
    is_first: bool = False

    @cached_property
    def answer(self) -> str:
        """The sentence that answers."""
        return self.tells()

    @cached_property
    def sources(self) -> str:
        """Who says so."""
        return self.names()

    @property
    def address(self) -> str:
        """The address of the page that shows more."""
        return f"{self.page}?{urlencode(self.query)}" if self.query else self.page


def unread(reason: str) -> str:
    """Return the sentence on what the Atlas does not know, with the reason."""
    return f"{UNREAD}: {reason}."


def agreements(rows: Sequence[Row]) -> str:
    """Say how many pairs have signed, how many bind, and which buyer has most hosts."""
    pairs = {(row["buyer"], row["host"]) for row in rows}
    if not pairs:
        return unread("no signed agreement is in the data")
    binding = {(row["buyer"], row["host"]) for row in rows if row["counting_rule"] == "binding"}
    hosts = Counter(buyer for buyer, _ in pairs)
    top = _most(hosts)
    said = f"{len(binding)} of {plural(len(pairs), 'pair')} of countries with a signed text have a binding one"
    if len(hosts) == 1:
        return f"{said}."
    return f"{said}; {listed(top)} {'has' if len(top) == 1 else 'have'} the most hosts: {hosts[top[0]]}."


def _most(counts: Counter[str]) -> list[str]:
    """Those that are counted most often, by name."""
    return sorted(name for name, count in counts.items() if count == max(counts.values()))


def in_force(rows: Sequence[Row]) -> str:
    """Say for how many binding agreements a day of entry into force was found."""
    binding = [row for row in rows if row["counting_rule"] == "binding"]
    pairs = [
        f"{row['buyer']}–{row['host']}"
        for row in binding
        if row["in_force_state"] == "in_force" and row["in_force_on"] is not None
    ]
    if not pairs:
        return unread("no day of entry into force was found")
    used = sum(row["in_force_state"] == "in_use" for row in binding)
    return (
        f"A day is known for {len(pairs)} of {plural(len(binding), 'binding agreement')}: {listed(pairs, len(pairs))}. "
        f"{used} more {'is' if used == 1 else 'are'} in use, but no day was found."
    )


def other_buyers(rows: Sequence[Row]) -> str:
    """Say in how many hosts several buyers have signed."""
    buyers = Counter(host for _, host in {(row["buyer"], row["host"]) for row in rows})
    if not buyers:
        return unread("no signed agreement is in the data")
    shared = sum(count > 1 for count in buyers.values())
    if not shared:
        return f"It can; none of {plural(len(buyers), 'host country', 'host countries')} here has signed with several buyers yet."
    top = _most(buyers)
    return (
        f"Yes: {shared} of {plural(len(buyers), 'host country', 'host countries')} {'has' if shared == 1 else 'have'} signed with two buyers or more. "
        f"{listed(top, 6)} {'has' if len(top) == 1 else 'have'} the most: {buyers[top[0]]}."
    )


def without_binding(projects: Sequence[Row]) -> str:
    """Say how many projects stand in pairs without a binding text, and how far they came."""
    bare = [row for row in projects if row["buyer_iso3"] and not row["binding_agreement_count"]]
    if not bare:
        return f"None of {plural(len(projects), 'project')} known here stands in a pair without a binding agreement."
    issued = sum(row["issuance_count"] > 0 for row in bare)
    came = f"{issued} of them had credits issued" if issued else "none of them has had credits issued"
    return (
        f"{len(bare)} of {plural(len(projects), 'project')} known here have a buyer that has no binding agreement with the host; "
        f"{came}. No rule on registering there was read."
    )


def authorised(rows: Sequence[Row]) -> str:
    """Say where credits are authorised, host by host, most first."""
    if not rows:
        return unread("no authorised credit is in the data")
    total = sum(row["quantity_tco2e"] for row in rows)
    each = [f"{row['host']} {tonnes(row['quantity_tco2e'])}" for row in rows]
    where = plural(len(rows), "host country", "host countries")
    return (
        f"In {where}, {tonnes(total)} of two standards: {listed(each, len(each))}. "
        "Authorised is not sold: no buyer is named. Hosts outside this list may have authorised too."
    )


def purposes(rows: Sequence[Row]) -> str:
    """Say how much of the authorised credits may be used for a climate target, and which hosts allow it for all, some or none of theirs."""
    if not rows:
        return unread("no authorised credit is in the data")
    total, target = (sum(row[name] for row in rows) for name in ("quantity_tco2e", "for_ndc_tco2e"))
    groups: dict[str, list[str]] = {"all": [], "some": [], "none": []}
    for row in rows:
        share = row["for_ndc_tco2e"] / row["quantity_tco2e"]
        groups["all" if share == 1 else "some" if share else "none"].append(row["host"])
    who = [f"{words} of {listed(hosts, len(rows))}" for words, hosts in groups.items() if hosts]
    return (
        f"{tonnes(target)} of {tonnes(total)} may count towards a buyer’s climate target (NDC) or serve other purposes such as aviation; "
        f"{tonnes(total - target)} are for other purposes alone. For a target: {'; '.join(who)}."
    )


def first_transfer(rows: Sequence[Row]) -> str:
    """Say what the letters of hosts call a first transfer."""
    if not rows:
        return unread("no letter that defines it was read")
    total = sum(row["letters"] for row in rows)
    parts = [
        f"{DEFINITIONS.get(row['definition'], row['definition'].replace('_', ' '))} in {row['letters']}" for row in rows
    ]
    said = plural(total, "letter says", "letters say")
    read = f"as the two programmes read {'it' if total == 1 else 'them'}"
    return f"{said}, {read}, when a credit counts as first transferred: {listed(parts, len(parts))}."


def eligible(rows: Sequence[Row]) -> str:
    """Say for which buyers a list of eligible activities was found."""
    if not rows:
        return unread("no list of eligible activities was found")
    parts = [f"{row['buyer']} for {plural(row['hosts'], 'host')}" for row in rows]
    others = "no other buyer’s list was found" if len(rows) < 3 else "others were not found"
    return f"The lists known are those of {listed(parts, 4)}; {others}. Nothing we read says whether a method off the list may be used."


def price(rows: Sequence[Row]) -> str:
    """Say from what to what observed prices go, each currency on its own."""
    if not rows:
        return unread("no observed price is in the data")
    spans = []
    for currency in dict.fromkeys(row["currency"] for row in rows):
        of = [row for row in rows if row["currency"] == currency]
        low, high = min(row["low"] for row in of), max(row["high"] for row in of)
        spans.append(f"{currency} {money(low)}" + (f" to {money(high)}" if high > low else ""))
    return f"{plural(len(rows), 'price')} of ITMOs {'is' if len(rows) == 1 else 'are'} known, offers and deals alike: {listed(spans, 5)} a tonne."


def wait(rows: Sequence[Row]) -> str:
    """Say how long projects took from registration to a first issuance."""
    if not rows:
        return unread("no project has both its registration and its first issuance to the day")
    months = [row["days"] / 30.4 for row in rows]
    return (
        f"A median of {median(months):.0f} months from registration to the first credits, over {plural(len(rows), 'project')} "
        f"({min(months):.0f} to {max(months):.0f} months). Projects still waiting are left out."
    )


def withheld(words: Sequence[str | None]) -> str:
    """Say for how many events no amount was found, and of how many a source says that it is withheld, by the word of each."""
    if not words:
        return unread("no event is in the data")
    secret, lost = words.count(NOT_PUBLISHED), words.count(NOT_FOUND)
    events = plural(len(words), "authorisation, issuance or transfer", "authorisations, issuances and transfers")
    held = f"for {secret} a source says that the amount" if secret else "no source says that any"
    return f"No amount was found for {lost} of {events}; {held} is withheld."


def reported(rows: Sequence[Row]) -> str:
    """Say how many initial reports and reviews are named, how many of them were read, and how many rest on leads."""
    of = [row for row in rows if row["kind"] in REPORTS]
    if not of:
        return unread("no report of a Party is named in the data")
    first, reviews = (sum(row["kind"] == kind for row in of) for kind in REPORTS)
    read, leads = sum(row["is_read"] for row in of), sum(row["is_lead"] for row in of)
    return (
        f"{plural(first, 'initial report')} and {plural(reviews, 'review')} are named in what was read; {read or 'none'} of them "
        f"{'was' if read < 2 else 'were'} opened here, and {leads} {'rests' if leads == 1 else 'rest'} on a lead alone."
    )


def adjusted(rows: Sequence[Row]) -> str:
    """Say of which Parties a page says that they reported an adjustment; without the report itself nothing is shown."""
    notices = [row for row in rows if row["kind"] == ADJUSTMENT]
    named = sorted({row["party"] for row in notices if not row["is_lead"]})
    if not named:
        return unread("no annual report of a Party was read, and only these show an adjustment made")
    said = f"Other pages say that {listed(named, 5)} reported an adjustment; nothing is known here of the others."
    return said if any(row["is_read"] for row in notices) else f"{said} We have not opened the report itself."


def method(rows: Sequence[Row]) -> str:
    """Say for which Parties a clause or report on the method of accounting was read."""
    known = sorted({row["party"] for row in rows if row["says_method"] and row["is_read"]})
    if not known:
        return unread("no clause or report on the method of a Party was read")
    return (
        f"A clause was read for {listed(known, 6)}; of all other Parties the method is not known here. "
        "The Account page works each method out, step by step."
    )


def rules(rows: Sequence[Row], kinds: Iterable[str]) -> str:
    """Say for how many hosts and buyers a rule in force of some kinds was found; of the others none was found, which is no sign that there is none."""
    parts = []
    for kind in kinds:
        of = [row for row in rows if row["rule_kind"] == kind]
        if not of:
            continue
        parties = {side: sorted(row["party"] for row in of if row["side"] == side) for side in ("host", "buyer")}
        sides = [_sided(side, names) for side, names in parties.items() if names]
        parts.append(f"{of[0]['kind'].lower()}: {', and '.join(sides)}")
    if not parts:
        return unread("no rule of the kind was found")
    return f"Rules in force were found on {'; '.join(parts)}. For the others none was found, though one may exist."


def _sided(side: str, parties: list[str]) -> str:
    """Parties of a side by name; of very many how many they are."""
    if len(parties) > NAMED:
        return plural(len(parties), side)
    return f"{listed(parties, NAMED)}{' as buyer' if side == 'buyer' else ''}{'s' if side == 'buyer' and len(parties) > 1 else ''}"


def furthest(projects: Sequence[Row]) -> str:
    """Say which region has most projects with credits issued, and the other regions."""
    issued = Counter(row["host_region"] for row in projects if row["issuance_count"])
    if not issued:
        return unread("no project with credits issued is in the data")
    parts = [f"{region} {issued[region]}" for region in sorted(issued, key=lambda region: (-issued[region], region))]
    return f"Projects with credits issued: {listed(parts, len(parts))}. What stops the others is not recorded."


def newest(rows: Sequence[Row]) -> str:
    """Name the newest signed agreement, of one day the last."""
    dated = [row for row in reversed(rows) if row["signed_on"]]
    if not dated:
        return unread("no dated agreement is in the data")
    last = max(dated, key=lambda row: row["signed_until_on"])
    return (
        f"The newest signature known here: {last['buyer']} and {last['host']}, {known_date(last['signed_on'])}. "
        "The page lists what each release changed."
    )


def delivered(answer: Answer) -> str:
    """Say what an answer says, as a sentence of plain text."""
    return f"{told.capital(told.sentence(answer, is_markdown=False))}."
