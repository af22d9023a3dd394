"""The questions that people bring, each with a sentence that is computed from the data, or with why nothing is known here. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd

from dashboard.core import told
from dashboard.core.answer import Answer
from dashboard.core.numbers import money, tonnes
from dashboard.core.records import as_tuples
from dashboard.core.words import known_date, listed, plural

NEGOTIATOR, BUYER, HOST = "Negotiator", "Buyer", "Host country"
DEVELOPER, JOURNALIST, STUDENT = "Project developer", "Journalist", "Student"
ASKERS = (NEGOTIATOR, BUYER, HOST, DEVELOPER, JOURNALIST, STUDENT)
UNREAD = "Not known here"
NAMED = 8
DEFINITIONS = {
    "authorisation": "its authorisation",
    "issuance": "its issuance",
    "first_international_transfer": "its first move to another country",
}


@dataclass(frozen=True)
class Question:
    """Who asks what, the sentence that answers (plain text), the page that shows more, and who says so ("" where nobody was read)."""

    asker: str
    words: str
    answer: str
    page: str
    query: tuple[tuple[str, str], ...] = ()
    sources: str = ""
    is_first: bool = False

    @property
    def address(self) -> str:
        """The address of the page that shows more."""
        return f"{self.page}?{urlencode(self.query)}" if self.query else self.page


def publishers(names: Iterable[object], most: int = 2) -> str:
    """Return who says so, the most frequent first: "Gold Standard and Verra", "JCM website and 3 more"."""
    counts = pd.Series([str(name) for name in names if name == name and name], dtype=str).value_counts()
    return listed(list(counts.index), most) if len(counts) else ""


def unread(reason: str) -> str:
    """Return the sentence on what the Atlas does not know, with the reason."""
    return f"{UNREAD}: {reason}."


def agreements(rows: pd.DataFrame) -> str:
    """Say how many pairs have signed, how many bind, and which buyer has most hosts."""
    pairs = rows.drop_duplicates(["buyer_iso3", "host_iso3"])
    if pairs.empty:
        return unread("no signed agreement is in the data")
    binding = rows[rows["counting_rule"] == "binding"].drop_duplicates(["buyer_iso3", "host_iso3"])
    hosts = pairs.groupby("buyer")["host_iso3"].nunique().sort_values(ascending=False, kind="stable")
    top = [str(name) for name in hosts.index[hosts == hosts.max()]]
    most = (
        f"; {listed(top)} {'has' if len(top) == 1 else 'have'} the most hosts: {int(hosts.max())}"
        if len(hosts) > 1
        else ""
    )
    return f"{len(binding)} of {plural(len(pairs), 'pair')} of countries with a signed text have a binding one{most}."


def in_force(rows: pd.DataFrame) -> str:
    """Say for how many binding agreements a day of entry into force was found."""
    binding = rows[rows["counting_rule"] == "binding"]
    known = binding[(binding["in_force_state"] == "in_force") & binding["in_force_on"].notna()]
    if known.empty:
        return unread("no day of entry into force was found")
    pairs = [f"{row.buyer}–{row.host}" for row in as_tuples(known)]
    used = int((binding["in_force_state"] == "in_use").sum())
    return (
        f"A day is known for {len(known)} of {plural(len(binding), 'binding agreement')}: {listed(pairs, len(pairs))}. "
        f"{used} more {'is' if used == 1 else 'are'} in use, but no day was found."
    )


def other_buyers(rows: pd.DataFrame) -> str:
    """Say in how many hosts several buyers have signed."""
    buyers = rows.groupby("host")["buyer_iso3"].nunique()
    if buyers.empty:
        return unread("no signed agreement is in the data")
    shared = buyers[buyers > 1]
    if shared.empty:
        return f"It can; none of {plural(len(buyers), 'host country', 'host countries')} here has signed with several buyers yet."
    top = sorted(str(name) for name in buyers.index[buyers == buyers.max()])
    return (
        f"Yes: {len(shared)} of {plural(len(buyers), 'host country', 'host countries')} {'has' if len(shared) == 1 else 'have'} signed with two buyers or more. "
        f"{listed(top, 6)} {'has' if len(top) == 1 else 'have'} the most: {int(buyers.max())}."
    )


def without_binding(projects: pd.DataFrame) -> str:
    """Say how many projects stand in pairs without a binding text, and how far they came."""
    counted = projects[projects["is_counted"].astype(bool)]
    bare = counted[counted["buyer_iso3"].notna() & (counted["binding_agreement_count"].fillna(0) == 0)]
    if bare.empty:
        return f"None of {plural(len(counted), 'project')} known here stands in a pair without a binding agreement."
    issued = int((bare["issuance_count"].fillna(0) > 0).sum())
    came = f"{issued} of them had credits issued" if issued else "none of them has had credits issued"
    return (
        f"{len(bare)} of {plural(len(counted), 'project')} known here have a buyer that has no binding agreement with the host; "
        f"{came}. No rule on registering there was read."
    )


def authorised(rows: pd.DataFrame) -> str:
    """Say where credits are authorised, host by host, most first."""
    if rows.empty:
        return unread("no authorised credit is in the data")
    total = float(rows["quantity_tco2e"].sum())
    each = [f"{row.host} {tonnes(float(row.quantity_tco2e))}" for row in as_tuples(rows)]
    where = plural(len(rows), "host country", "host countries")
    return (
        f"In {where}, {tonnes(total)} of two standards: {listed(each, len(each))}. "
        "Authorised is not sold: no buyer is named. Hosts outside this list may have authorised too."
    )


def purposes(rows: pd.DataFrame) -> str:
    """Say how much of the authorised credits may be used for a climate target, and which hosts allow it for all, some or none of theirs."""
    if rows.empty:
        return unread("no authorised credit is in the data")
    total, target = float(rows["quantity_tco2e"].sum()), float(rows["for_ndc_tco2e"].sum())
    share = rows["for_ndc_tco2e"].astype(float) / rows["quantity_tco2e"].astype(float)
    groups = (("all", share == 1), ("some", (share > 0) & (share < 1)), ("none", share == 0))
    who = [f"{words} of {listed(list(rows.loc[kept, 'host']), len(rows))}" for words, kept in groups if kept.any()]
    return (
        f"{tonnes(target)} of {tonnes(total)} may count towards a buyer’s climate target (NDC) or serve other purposes such as aviation; "
        f"{tonnes(total - target)} are for other purposes alone. For a target: {'; '.join(who)}."
    )


def first_transfer(rows: pd.DataFrame) -> str:
    """Say what the letters of hosts call a first transfer."""
    if rows.empty:
        return unread("no letter that defines it was read")
    total = int(rows["letters"].sum())
    parts = [
        f"{DEFINITIONS.get(str(row.definition), str(row.definition).replace('_', ' '))} in {row.letters}"
        for row in as_tuples(rows)
    ]
    said = plural(total, "letter says", "letters say")
    read = f"as the two programmes read {'it' if total == 1 else 'them'}"
    return f"{said}, {read}, when a credit counts as first transferred: {listed(parts, len(parts))}."


def eligible(rows: pd.DataFrame) -> str:
    """Say for which buyers a list of eligible activities was found."""
    if rows.empty:
        return unread("no list of eligible activities was found")
    parts = [f"{row.buyer} for {plural(int(row.hosts), 'host')}" for row in as_tuples(rows)]
    others = "no other buyer’s list was found" if len(rows) < 3 else "others were not found"
    return f"The lists known are those of {listed(parts, 4)}; {others}. Nothing we read says whether a method off the list may be used."


def price(rows: pd.DataFrame) -> str:
    """Say from what to what observed prices go, each currency on its own."""
    if rows.empty:
        return unread("no observed price is in the data")
    spans = []
    for currency, of in rows.groupby("currency", sort=False):
        low, high = float(of["low"].min()), float(of["high"].max())
        spans.append(f"{currency} {money(low)}" + (f" to {money(high)}" if high > low else ""))
    return f"{plural(len(rows), 'price')} of ITMOs {'is' if len(rows) == 1 else 'are'} known, offers and deals alike: {listed(spans, 5)} a tonne."


def wait(rows: pd.DataFrame) -> str:
    """Say how long projects took from registration to a first issuance."""
    if rows.empty:
        return unread("no project has both its registration and its first issuance to the day")
    months = rows["days"].astype(float) / 30.4
    return (
        f"A median of {months.median():.0f} months from registration to the first credits, over {plural(len(rows), 'project')} "
        f"({months.min():.0f} to {months.max():.0f} months). Projects still waiting are left out."
    )


def withheld(ledger: pd.DataFrame) -> str:
    """Say for how many events no amount was found, and of how many a source says that it is withheld."""
    if ledger.empty:
        return unread("no event is in the data")
    silent = ledger["quantity_word"].value_counts()
    secret, lost = int(silent.get("not published", 0)), int(silent.get("amount not found", 0))
    events = plural(len(ledger), "authorisation, issuance or transfer", "authorisations, issuances and transfers")
    held = (
        f"for {secret} a source says that the amount is withheld" if secret else "no source says that any is withheld"
    )
    return f"No amount was found for {lost} of {events}; {held}."


def reported(rows: pd.DataFrame) -> str:
    """Say how many initial reports and reviews are named, how many of them were read, and how many rest on leads."""
    of = rows[rows["kind"].isin(["initial_report", "review"])]
    if of.empty:
        return unread("no report of a Party is named in the data")
    first, reviews = int((of["kind"] == "initial_report").sum()), int((of["kind"] == "review").sum())
    read, leads = int(of["is_read"].sum()), int(of["is_lead"].sum())
    return (
        f"{plural(first, 'initial report')} and {plural(reviews, 'review')} are named in what was read; {read or 'none'} of them "
        f"{'was' if read < 2 else 'were'} opened here, and {leads} {'rests' if leads == 1 else 'rest'} on a lead alone."
    )


def adjusted(rows: pd.DataFrame) -> str:
    """Say of which Parties a page says that they reported an adjustment; without the report itself nothing is shown."""
    named = sorted(set(rows.loc[(rows["kind"] == "adjustment_notice") & ~rows["is_lead"].astype(bool), "party"]))
    read = rows["kind"].eq("adjustment_notice") & rows["is_read"].astype(bool)
    if not named:
        return unread("no annual report of a Party was read, and only these show an adjustment made")
    opened = "" if read.any() else " We have not opened the report itself."
    return (
        f"Other pages say that {listed(named, 5)} reported an adjustment; nothing is known here of the others.{opened}"
    )


def method(rows: pd.DataFrame) -> str:
    """Say for which Parties a clause or report on the method of accounting was read."""
    known = sorted(set(rows.loc[rows["says_method"].astype(bool) & rows["is_read"].astype(bool), "party"]))
    if not known:
        return unread("no clause or report on the method of a Party was read")
    return (
        f"A clause was read for {listed(known, 6)}; of all other Parties the method is not known here. "
        "The Account page works each method out, step by step."
    )


def rules(rows: pd.DataFrame, kinds: Iterable[str]) -> str:
    """Say for how many hosts and buyers a rule in force of some kinds was found; of the others none was found, which is no sign that there is none."""
    parts = []
    for kind in kinds:
        of = rows[rows["rule_kind"] == kind]
        if of.empty:
            continue
        sides = [_sided(str(side), sorted(rows["party"])) for side, rows in sorted(of.groupby("side"), reverse=True)]
        parts.append(f"{str(of['kind'].iloc[0]).lower()}: {', and '.join(sides)}")
    if not parts:
        return unread("no rule of the kind was found")
    return f"Rules in force were found on {'; '.join(parts)}. For the others none was found, though one may exist."


def _sided(side: str, parties: list[str]) -> str:
    """Parties of a side by name; of very many how many they are."""
    if len(parties) > NAMED:
        return plural(len(parties), side)
    return f"{listed(parties, NAMED)}{' as buyer' if side == 'buyer' else ''}{'s' if side == 'buyer' and len(parties) > 1 else ''}"


def furthest(projects: pd.DataFrame) -> str:
    """Say which region has most projects with credits issued, and the other regions."""
    counted = projects[projects["is_counted"].astype(bool)]
    issued = counted[counted["issuance_count"].fillna(0) > 0].groupby("host_region").size()
    if issued.empty:
        return unread("no project with credits issued is in the data")
    ranked = issued.sort_values(ascending=False, kind="stable")
    parts = [f"{region} {count}" for region, count in ranked.items()]
    return f"Projects with credits issued: {listed(parts, len(parts))}. What stops the others is not recorded."


def newest(rows: pd.DataFrame) -> str:
    """Name the newest signed agreement."""
    dated = rows.dropna(subset=["signed_on"]).sort_values("signed_until_on", kind="stable")
    if dated.empty:
        return unread("no dated agreement is in the data")
    last = dated.iloc[-1]
    return (
        f"The newest signature known here: {last['buyer']} and {last['host']}, {known_date(last['signed_on'])}. "
        "The page lists what each release changed."
    )


def delivered(answer: Answer) -> str:
    """Say what an answer says, as a sentence of plain text."""
    return f"{told.capital(told.sentence(answer, is_markdown=False))}."
