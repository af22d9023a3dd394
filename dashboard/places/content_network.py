"""Network: which hosts buyers share, which are exclusive, who is crowded and who is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from dashboard.charts import network as drawings
from dashboard.core import links
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, rule_in_words, short_rule
from dashboard.core.columns import headed
from dashboard.core.content import (
    Block,
    Chart,
    Extract,
    Finding,
    Heading,
    Page,
    Row,
    RowLink,
    Say,
    Table,
    Tile,
    Tiles,
)
from dashboard.core.picks import pick as picked
from dashboard.core.plain import link
from dashboard.core.records import as_tuples
from dashboard.core.words import day, listed, plural
from dashboard.places import findings_network as findings
from dashboard.places import network, queries

NAME = "among"
CROWDED_FROM = 3
HOSTS = headed("party", "buyer_count", "buyers", "region", "is_ldc", "is_sids", "iso3", buyers="Which")
SHARED = headed(
    "other", "buyer", "shared", "hosts", other="Buyer", buyer="Another buyer", shared="Shared hosts", hosts="Which"
)
ALONE = headed(
    "buyer", "host_count", "shared_count", "exclusive_count", "exclusive",
    shared_count="Shared", exclusive_count="Exclusive", exclusive="Which",
)  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    """The choice with its group of hosts, and what it leaves: Parties, counted agreements, and Parties by their number of buyers."""

    choice: Choice
    group: str
    parties: pd.DataFrame
    agreements: pd.DataFrame
    table: pd.DataFrame

    @property
    def hosts(self) -> pd.DataFrame:
        """The Parties that have a buyer."""
        return self.table[self.table["buyer_count"] > 0]

    @property
    def left_out(self) -> pd.DataFrame:
        """The Parties that have none."""
        return self.table[self.table["buyer_count"] == 0]

    @property
    def chosen(self) -> list[str]:
        """The names of the buyers that the filters leave, none for all."""
        return [self.choice.known.names[code] for code in self.choice.filters.buyers]

    @property
    def buyers(self) -> str:
        """What the buyers are called."""
        return "chosen buyers" if self.chosen else "buyers"

    @property
    def rule(self) -> str:
        """Counting rule and day, as they end a sentence."""
        return f"{rule_in_words(self.choice.filters.rule).capitalize()}, {day(self.choice.filters.as_of)}."

    @property
    def of_group(self) -> dict[str, Any]:
        """How a link of this page keeps to the group."""
        return {} if self.group == "all" else {f"is_{self.group}": True}

    @property
    def among(self) -> Filters:
        """The filters of the agreements of the shown hosts."""
        filters = self.choice.filters
        return replace(filters, hosts=tuple(sorted(self.hosts["iso3"]))) if self.of_group else filters


def content(choice: Choice) -> Page:
    """Return the network of the choice, among all hosts or a group of them."""
    pick = picked(NAME, choice.get(NAME), "Among", network.GROUPS, is_short=True, called="group")
    group = pick.chosen or "all"
    asked = _Asked(choice, group, *queries.crowding(choice.filters, group))
    if asked.table.empty:
        nothing = "No signed agreement matches these filters. Choose a later as-of date, a wider counting rule, or press Reset."
        return Page((pick, Say(nothing, "nothing")))
    as_of, rule = day(choice.filters.as_of), rule_in_words(choice.filters.rule)
    return Page(
        (
            pick,
            Say(findings.answer(asked.table, asked.parties, as_of, rule, asked.chosen), "answer"),
            _tiles(asked),
            *_regions(asked),
            _hosts(asked),
            choice.link("See the agreements behind this", "agreements"),
            *(_shared(asked) if asked.agreements["buyer_iso3"].nunique() > 1 else ()),
            *_left_out(asked),
        )
    )


def _tiles(asked: _Asked) -> Tiles:
    filters, counts = asked.choice.filters, asked.hosts["buyer_count"]
    rule = f"{short_rule(filters.rule)}, {day(filters.as_of)}"

    def tile(label: str, count: int, of: str, band: str) -> Tile:
        address = links.rows(filters, "parties", **asked.of_group, band=band)
        return Tile(label, f"{count:,}", f"of {of}; {rule}", address, "See the Parties")

    eligible, hosts = f"{int((~asked.parties['is_annex1']).sum())} Parties not in Annex I", f"{len(counts)} hosts"
    one = f"One of the {asked.buyers}" if asked.chosen else "One buyer alone"
    # Agreements know nothing of groups of hosts: where one is chosen, the hosts' rows stand behind the charts.
    behind = "" if asked.of_group else links.rows(filters, "buyers")
    return Tiles(
        more=(
            tile("Left out", len(asked.left_out), eligible, "left_out"),
            tile(one, int((counts == 1).sum()), hosts, "one"),
            tile(f"Three or more {asked.buyers}", int((counts >= CROWDED_FROM).sum()), hosts, "more"),
            Tile(
                "Buyers",
                f"{asked.agreements['buyer_iso3'].nunique():,}",
                f"with one of these hosts; {rule}",
                behind,
                "See the buyers",
            ),
        )
    )


def _regions(asked: _Asked) -> tuple[Block, ...]:
    """Parties by region and group, split by their number of buyers."""
    split = network.bands(asked.table)
    if split.empty:
        return ()
    title, view = findings.by_region(split), f"network-{asked.group}-regions"
    buying = network.only_buyers(asked.parties, asked.table)
    without = f" Not shown: {listed(buying, 6)}, with agreements as buyer alone." if buying else ""
    regions = int((~split["group"].isin(list(network.SPECIAL))).sum())
    behind = tuple(
        RowLink(partial(_behind_part, asked, band), f"Behind {label.lower()}")
        for band, label in network.BAND_LABELS.items()
    )
    return (
        Finding(
            title,
            f"Parties not in Annex I by region and, parted by a line, by group, split by the number of {asked.buyers}; in brackets how "
            f"many there are. A Party of a group stands in its region too. {asked.rule}{without}",
            (Chart("bands", drawings.bands(split, network.BAND_LABELS, regions, f"Bars: {title}")),),
            Table(
                view,
                split,
                {"group": "Region or group", **network.BAND_LABELS, "total": "Parties"},
                behind,
                extract=Extract(view, split),
            ),
            f"{plural(asked.agreements['source_id'].nunique(), 'publication')} for {plural(len(asked.agreements), 'agreement')}, "
            "named row by row on the Agreements page; list of Parties: UNFCCC; groups: UN; regions: UN M49",
        ),
    )


def _behind_part(asked: _Asked, band: str, bar: Row) -> str:
    """The Parties in one part of a bar."""
    if not bar[band]:
        return ""
    place = network.SPECIAL.get(bar["group"])
    narrowed = {place: True} if place else {"region": bar["group"]}
    return links.rows(asked.choice.filters, "parties", **narrowed | asked.of_group, is_annex1=False, band=band)


def _hosts(asked: _Asked) -> Table:
    return Table(
        "network_hosts",
        asked.table,
        HOSTS,
        (RowLink(partial(_behind_party, asked.choice.filters)),),
        fold=findings.crowded(asked.table, asked.chosen),
        extract=Extract(f"network-{asked.group}", asked.table),
    )


def _behind_party(filters: Filters, party: Row) -> str:
    """The agreements of a Party as host, or its own row where it has none."""
    if party["buyer_count"]:
        return links.rows(filters, "buyers", host_iso3=party["iso3"])
    return links.rows(filters, "parties", iso3=party["iso3"])


def _shared(asked: _Asked) -> tuple[Block, ...]:
    """Hosts that two buyers share, and those that one has for itself."""
    shared, alone = network.shared_hosts(asked.agreements), network.exclusive(asked.agreements)
    title, view = findings.overlap(shared, alone), f"network-{asked.group}-shared"
    own = shared["buyer"].where(shared["buyer_iso3"] != shared["other_iso3"], "itself: all its hosts")
    readable = shared.assign(buyer=own).sort_values("shared", ascending=False)
    exclusive = f"network-{asked.group}-exclusive"
    return (
        Finding(
            title,
            "Hosts that two buyers both have an agreement with; on the diagonal all hosts of a buyer; “exclusive” those that have no "
            f"other of these buyers. {asked.rule}",
            (Chart("overlap", drawings.overlap(shared, alone, f"Grid: {title}")),),
            Table(
                view,
                readable,
                SHARED,
                (
                    RowLink(
                        partial(_behind_cell, asked.among), publishers=partial(network.publishers, asked.agreements)
                    ),
                ),
                extract=Extract(view, readable),
            ),
            "the same agreements",
        ),
        Table(
            "network_exclusive",
            alone,
            ALONE,
            (
                RowLink(lambda row: links.rows(asked.among, "hosts", buyer_iso3=row["buyer_iso3"]), "Behind its hosts"),
                RowLink(partial(_behind_own, asked.among), "Behind its own"),
            ),
            fold="Hosts that have one buyer alone",
            extract=Extract(exclusive, alone),
        ),
    )


def _behind_cell(among: Filters, cell: Row) -> str:
    both = tuple(sorted({cell["buyer_iso3"], cell["other_iso3"]}))
    return links.rows(replace(among, buyers=both), "shared_hosts") if cell["shared"] else ""


def _behind_own(among: Filters, row: Row) -> str:
    return links.rows(among, "exclusive_hosts", buyer_iso3=row["buyer_iso3"]) if row["exclusive_count"] else ""


def _left_out(asked: _Asked) -> tuple[Block, ...]:
    """Every Party that is left out, by region, with a link to its page."""
    if asked.left_out.empty:
        return ()
    filters = asked.choice.filters
    with_whom = listed(asked.chosen, 4) if asked.chosen else "anyone"
    return (
        Heading(f"Left out: {plural(len(asked.left_out), 'Party', 'Parties')}"),
        Say(
            f"Not listed in Annex I, and without an agreement with {with_whom} in either role: {rule_in_words(filters.rule)}, "
            f"{day(filters.as_of)}. What others call a co-operation may be known and not counted: the Agreements page shows such texts "
            "apart.",
            "small",
        ),
        *(_of_region(asked.choice, str(region), rows) for region, rows in asked.left_out.groupby("region")),
    )


def _of_region(choice: Choice, region: str, rows: pd.DataFrame) -> Say:
    named = [link(row.party, choice.address("country", country=row.iso3)) for row in as_tuples(rows)]
    return Say(f"**{region}** ({len(rows)}): {', '.join(named)}.")
