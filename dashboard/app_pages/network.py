"""Network: which hosts buyers share, which are exclusive, who is crowded and who is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.charts import network as drawings
from dashboard.core.choices import address, rule_in_words, short_rule
from dashboard.core.columns import headed
from dashboard.core.plain import link
from dashboard.core.words import day, listed, plural
from dashboard.evidence import registry as figures
from dashboard.places import network
from dashboard.places import queries as place_queries
from dashboard.render import components
from dashboard.render.notices import not_honoured
from dashboard.render.page import current

GROUP_KEY, KEPT_GROUP = "network_group", "chosen_network_group"
CROWDED_FROM = 3

page = current()
as_of = day(page.filters.as_of)
rule = rule_in_words(page.filters.rule)
short = short_rule(page.filters.rule)


def take_group() -> None:
    """Keep the chosen group in the URL."""
    st.session_state[KEPT_GROUP] = st.session_state[GROUP_KEY] or "all"
    st.query_params["among"] = st.session_state[KEPT_GROUP]


# Streamlit drops the parameters when another page is chosen, so the choice is kept beside them.
group = st.query_params.get("among") or st.session_state.get(KEPT_GROUP, "all")
if group not in network.GROUPS:
    not_honoured(f"The link names an unknown group, “{group[:20]}”; known are {', '.join(network.GROUPS)}.")
    group = "all"
st.session_state[GROUP_KEY], st.session_state[KEPT_GROUP] = group, group
if group != "all" and st.query_params.get("among") != group:
    st.query_params["among"] = group
st.segmented_control(
    "Among",
    list(network.GROUPS),
    format_func=network.GROUPS.__getitem__,
    key=GROUP_KEY,
    on_change=take_group,
    label_visibility="collapsed",
)

parties, agreements, table = place_queries.crowding(page.filters, group)
left_out, hosts = table[table["buyer_count"] == 0], table[table["buyer_count"] > 0]
chosen = [page.known.names[code] for code in page.filters.buyers]
with_whom = listed(chosen, 4) if chosen else "anyone"
of_buyers = "chosen buyers" if chosen else "buyers"

# How a link of this page keeps to the group, and the filters of the agreements of its hosts.
of_group = "" if group == "all" else f"is_{group}:True,"
among = replace(page.filters, hosts=tuple(sorted(hosts["iso3"]))) if of_group else page.filters


def behind_mark(mark: dict[str, Any]) -> str:
    """Return the address of the agreements of a Party as host, or of its row where it has none."""
    if mark["buyer_count"]:
        return figures.url(page.filters, "buyers", host_iso3=mark["iso3"])
    return figures.url(page.filters, "parties", iso3=mark["iso3"])


def behind_part(band: str) -> Callable[[dict[str, Any]], str]:
    """Return from a bar to the address of the Parties in one part of it."""

    def address(bar: dict[str, Any]) -> str:
        place = network.SPECIAL.get(bar["group"])
        narrowed = {place: True} if place else {"region": bar["group"]}
        if of_group:
            narrowed[f"is_{group}"] = True
        return figures.url(page.filters, "parties", **narrowed, is_annex1=False, band=band) if bar[band] else ""

    return address


if table.empty:
    components.nothing_found()
    st.stop()
st.markdown(network.answer(table, parties, as_of, rule, chosen))
components.figures(
    [
        (
            "Left out",
            f"{len(left_out):,}",
            f"of {int((~parties['is_annex1']).sum())} Parties not in Annex I; {short}, {as_of}",
            f"parties {of_group}band:left_out",
        ),
        (
            f"One of the {of_buyers}" if chosen else "One buyer alone",
            f"{int((hosts['buyer_count'] == 1).sum()):,}",
            f"of {len(hosts)} hosts; {short}, {as_of}",
            f"parties {of_group}band:one",
        ),
        (
            f"Three or more {of_buyers}",
            f"{int((hosts['buyer_count'] >= CROWDED_FROM).sum()):,}",
            f"of {len(hosts)} hosts; {short}, {as_of}",
            f"parties {of_group}band:more",
        ),
        (
            "Buyers",
            f"{agreements['buyer_iso3'].nunique():,}",
            f"with one of these hosts; {short}, {as_of}",
            # Agreements know nothing of groups of hosts: where one is chosen, the hosts' rows stand behind the charts.
            *(("buyers",) if group == "all" else ()),
        ),
    ],
    page.is_phone,
)

split = network.bands(table)
if len(split):
    buying = network.only_buyers(parties, table)
    without = f" Not shown: {listed(buying, 6)}, with agreements as buyer alone." if buying else ""
    components.chart_head(
        network.by_region(split),
        f"Parties not in Annex I by region and, below the line, by group, split by the number of {of_buyers}; in brackets how many there are. "
        f"A Party of a group stands in its region too. {rule.capitalize()}, {as_of}.{without}",
    )
    pick = components.plot(
        drawings.bands(
            split,
            network.BAND_LABELS,
            int((~split["group"].isin(list(network.SPECIAL))).sum()),
            f"Bars: {network.by_region(split)}",
        ),
        "bands",
    )
    components.behind(
        page,
        f"network-{group}-regions",
        split,
        f"{plural(agreements['source_id'].nunique(), 'publication')} for {plural(len(agreements), 'agreement')}, "
        "named row by row on the Agreements page; list of Parties: UNFCCC; groups: UN; regions: UN M49",
        {"group": "Region or group", **network.BAND_LABELS, "total": "Parties"},
        behind_row={f"Behind {label.lower()}": behind_part(band) for band, label in network.BAND_LABELS.items()},
        pick=pick,
    )

with components.folded(network.crowded(table, chosen), "network_hosts") as fold:
    if fold.open:
        components.data_table(
            table,
            headed("party", "buyer_count", "buyers", "region", "is_ldc", "is_sids", "iso3", buyers="Which"),
            behind_mark,
        )
        components.download(page, f"network-{group}", table)

components.page_link(
    "agreements",
    label="See the agreements behind this",
    icon=":material/arrow_forward:",
    query_params=page.query,
)

if agreements["buyer_iso3"].nunique() > 1:
    shared, alone = network.shared_hosts(agreements), network.exclusive(agreements)
    components.chart_head(
        network.overlap(shared, alone),
        f"Hosts that two buyers both have an agreement with; on the diagonal all hosts of a buyer; “for itself” those that "
        f"have no other of these buyers. {rule.capitalize()}, {as_of}.",
    )
    pick = components.plot(drawings.overlap(shared, alone, f"Grid: {network.overlap(shared, alone)}"), "overlap")
    components.behind(
        page,
        f"network-{group}-shared",
        shared.assign(
            buyer=shared["buyer"].where(shared["buyer_iso3"] != shared["other_iso3"], "itself: all its hosts")
        ).sort_values("shared", ascending=False),
        "the same agreements",
        {"other": "Buyer", "buyer": "Another buyer", "shared": "Shared hosts", "hosts": "Which"},
        behind_row=lambda cell: (
            figures.url(replace(among, buyers=tuple(sorted({cell["buyer_iso3"], cell["other_iso3"]}))), "shared_hosts")
            if cell["shared"]
            else ""
        ),
        pick=pick,
    )
    with components.folded("Hosts that one buyer has for itself", "network_exclusive") as fold:
        if fold.open:
            components.data_table(
                alone,
                headed(
                    "buyer",
                    "host_count",
                    "shared_count",
                    "exclusive_count",
                    "exclusive",
                    shared_count="Shared",
                    exclusive_count="For itself",
                    exclusive="Which",
                ),
                {
                    "Behind its hosts": lambda row: figures.url(among, "hosts", buyer_iso3=row["buyer_iso3"]),
                    "Behind its own": lambda row: (
                        figures.url(among, "exclusive_hosts", buyer_iso3=row["buyer_iso3"])
                        if row["exclusive_count"]
                        else ""
                    ),
                },
            )
            components.download(page, f"network-{group}-exclusive", alone)

if len(left_out):
    st.header(f"Left out: {plural(len(left_out), 'Party', 'Parties')}", anchor=False)
    st.markdown(
        f":small[Not listed in Annex I, and without an agreement with {with_whom} in either role: {rule}, {as_of}. What others "
        "call a co-operation may be known and not counted: the Agreements page shows such texts apart.]"
    )
    for region, rows in left_out.groupby("region"):
        st.markdown(
            f"**{region}** ({len(rows)}): "
            + ", ".join(link(row.party, address("country", page.chosen, country=row.iso3)) for row in rows.itertuples())
            + "."
        )
