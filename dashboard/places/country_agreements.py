"""The agreements of one Party in both roles, as blocks: map, timeline, partners, each text, and those shown apart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from dashboard.agreements import findings as agreement_findings
from dashboard.agreements import queries as agreement_queries
from dashboard.agreements import summaries
from dashboard.agreements.content import pair_links
from dashboard.charts import timeline, world_map
from dashboard.core import links, told_rows
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, rule_in_words
from dashboard.core.columns import headed
from dashboard.core.content import Block, Chart, Extract, Finding, Group, Links, Row, RowLink, Say, Table
from dashboard.core.numbers import is_missing
from dashboard.core.plain import link, plain
from dashboard.core.records import Row as Party
from dashboard.core.records import lines
from dashboard.core.words import day, plural
from dashboard.places import findings, queries
from dashboard.places.sides import Side

ENOUGH_FOR_A_TIMELINE = 2
PARTNERS = headed(
    "partner", "instruments", "project_count", "issued_credits",
    instruments="Agreements and dates", issued_credits="Issued",
)  # fmt: skip
AGREEMENTS = headed(
    "buyer", "host", "instrument_label", "binding", "signed", "in_force", "differ_on", "source_publisher",
    instrument_label="Form", differ_on="Where sources differ", source_publisher="Chosen source",
)  # fmt: skip
APART = headed(
    "buyer", "host", "instrument_label", "in_force_words", "confidence", "source_url", instrument_label="Instrument"
)  # fmt: skip


def blocks(choice: Choice, row: Party, sides: Mapping[str, Side]) -> tuple[Block, ...]:
    """Return them all; nothing for a Party without any."""
    shown = [side for side in sides.values() if len(side.agreements)]
    return (
        *(_signed(choice, row, shown) if shown else ()),
        *_apart(choice, _together([side.not_counted for side in sides.values()])),
    )


def _together(frames: list[pd.DataFrame]) -> pd.DataFrame:
    found = [frame for frame in frames if len(frame)]
    return found[0] if len(found) == 1 else pd.concat(found) if found else frames[0]


def _signed(choice: Choice, row: Party, shown: list[Side]) -> tuple[Block, ...]:
    agreements = _together([side.agreements for side in shown])
    pairs = {side.role: summaries.by_pair(side.agreements) for side in shown}
    timed = [side for side in shown if len(side.agreements) - _undated(side.agreements) >= ENOUGH_FOR_A_TIMELINE]
    drawn = " Timeline: each mark is one agreement, at its date of signature." if timed else ""
    known_on = choice.known.known_on["agreement"]
    rule, as_of = rule_in_words(choice.filters.rule).capitalize(), day(choice.filters.as_of)
    is_few = len(set(agreements["host_iso3"])) <= world_map.MOST_NAMED_HOSTS
    undated = _undated(agreements)
    without = f"{plural(undated, 'agreement has', 'agreements have')} no date that was found."
    return (
        Finding(
            findings.partners(row["short_name"], pairs),
            f"Map: each arc links a buyer to a host.{drawn} {rule}, as of {as_of}; known to {day(known_on)}.",
        ),
        Group(
            (
                _map(row, agreements, pairs),
                *((Group(tuple(_timeline(choice, row, side, len(shown)) for side in timed)),) if timed else ()),
            ),
            is_side_by_side=len(shown) == 1 and is_few and bool(timed),
        ),
        *((Say(without, "small"),) if undated else ()),
        *(block for side in shown for block in _partners(choice, side, pairs[side.role], len(shown))),
        *_texts(choice, row, shown, agreements),
    )


def _undated(agreements: pd.DataFrame) -> int:
    return sum(map(is_missing, agreements["signed_on"]))


def _map(row: Party, agreements: pd.DataFrame, pairs: Mapping[str, pd.DataFrame]) -> Chart:
    form = world_map.around(
        _together(list(pairs.values())),
        summaries.by_host(agreements),
        world_map.places(queries.label_points()),
        (row["iso3"],),
        f"Map of the pairs of {row['short_name']}. The table of partners holds the same pairs.",
    )
    return Chart("country_map", form)


def _timeline(choice: Choice, row: Party, side: Side, roles: int) -> Chart:
    dated, key = side.agreements, f"country_timeline_{side.role}"
    lanes = "buyer" if side.role == "host" else "host"
    alt = f"Timeline of the agreements of {row['short_name']} as {side.role}: {agreement_findings.timeline(dated)}"
    form = timeline.draw(dated, lanes, alt)
    answers = Table(
        key, partial(_readable, dated), AGREEMENTS, (RowLink(partial(_behind, choice.filters, "agreements")),)
    )
    return Chart(key, form, title=f"As {side.role}" if roles > 1 else "", table=answers)


def texts(choice: Choice, key: str, agreements: pd.DataFrame, columns: dict[str, str]) -> tuple[Block, ...]:
    """Return the agreements of a Party or pair one by one: which bind, which are in force, and where sources differ."""
    drawn = (
        f"Binding texts first, the newest on top. {rule_in_words(choice.filters.rule).capitalize()}, as of {day(choice.filters.as_of)}; "
        f"known to {day(choice.known.known_on['agreement'])}."
    )
    behind = RowLink(partial(_behind, choice.filters, "agreements"))
    return (
        Finding(findings.binding(agreements), drawn),
        # Nothing in a cell means that the sources agree.
        Table(f"texts-{key}", _readable(agreements), columns, (behind,), missing=""),
    )


def _readable(agreements: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that people read, and put binding texts first, the newest of each on top."""
    texts = lines(agreements)
    # What has no day is the smallest of all numbers.
    days = agreements["signed_until_on"].to_numpy().astype("int64").tolist()
    at = sorted(range(len(texts)), key=lambda n: (texts[n]["counting_rule"] == "binding", days[n]), reverse=True)
    return agreements.take(at).assign(
        binding=["yes" if texts[n]["counting_rule"] == "binding" else "no" for n in at],
        signed=[agreement_findings.signed_day(texts[n]["signed_on"]) for n in at],
        in_force=[agreement_findings.force(texts[n]) for n in at],
    )


def _behind(chosen: Filters, figure: str, text: Row) -> str:
    of_pair = queries.of_pair(text["buyer_iso3"], text["host_iso3"], chosen)
    return links.rows(of_pair, figure, row=text["agreement_id"])


def _partners(choice: Choice, side: Side, pairs: pd.DataFrame, roles: int) -> tuple[Block, ...]:
    """One row a partner in a role, with links to the page of the pair and to the rows behind each number."""
    keys = list(zip(pairs["buyer_iso3"], pairs["host_iso3"], strict=True))
    of_pair = {(row["buyer_iso3"], row["host_iso3"]): row for row in lines(side.agreements)}
    found = [of_pair[key] for key in keys]
    to_projects, to_issued = (one.address for one in pair_links(choice))
    pages = [choice.address("pair", pair=f"{buyer}-{host}") for buyer, host in keys]
    names = pairs["buyer" if side.role == "host" else "host"]
    readable = pairs.assign(
        partner=[link(name, page) for name, page in zip(names, pages, strict=True)],
        instruments=[plain(said.replace("\n", "; ")) for said in pairs["instruments"]],
        project_count=[link(f"{row['project_count']:,}", to_projects(dict(row))) for row in found],
        issued_credits=[
            link(
                told_rows.issued(row["jcm_issued_tco2e"], row["itmo_issued_tco2e"], row["issued_word"]),
                to_issued(dict(row)),
            )
            for row in found
        ],
    )
    head = (Say(f"**Partners as {side.role}**"),) if roles > 1 else ()
    behind = RowLink(partial(_behind_pair, side.filters), "Behind agreements")
    return *head, Table(f"partners-{side.role}", readable, PARTNERS, (behind,), is_of_words=True)


def _behind_pair(chosen: Filters, pair: Row) -> str:
    return links.rows(chosen, "agreements", buyer_iso3=pair["buyer_iso3"], host_iso3=pair["host_iso3"])


def _texts(choice: Choice, row: Party, shown: list[Side], agreements: pd.DataFrame) -> tuple[Block, ...]:
    view = f"country-{row['iso3']}-agreements"
    partners = sorted({(r["buyer_iso3"], r["host_iso3"], r["buyer"], r["host"]) for r in lines(agreements)})
    pages = tuple(
        choice.link(f"{buyer}–{host}", "pair", "handshake", pair=f"{buyer_iso3}-{host_iso3}")
        for buyer_iso3, host_iso3, buyer, host in partners
    )
    # Of a Party in one role each row would repeat its name.
    own = {side.role for side in shown} if len(shown) == 1 else set()
    columns = {name: heading for name, heading in AGREEMENTS.items() if name not in own}
    return (
        *texts(choice, row["iso3"], agreements, columns),
        Say(
            f"Sources: {plural(len(set(agreements['source_id'])), 'publication')}, named row by row in the extract and on the "
            "Agreements page, which shows every claim.",
            "small",
        ),
        Extract(view, partial(_whole, tuple(side.filters for side in shown)), len(agreements)),
        *((Links(pages),) if len(pages) <= world_map.MOST_NAMED_HOSTS else ()),
    )


def _whole(filters: tuple[Filters, ...]) -> pd.DataFrame:
    return pd.concat([agreement_queries.agreements(chosen) for chosen in filters])


def _apart(choice: Choice, apart: pd.DataFrame) -> tuple[Block, ...]:
    """The texts that are in no total: unsigned, announced or of unclear status."""
    if apart.empty:
        return ()
    behind = RowLink(partial(_behind, choice.filters, "shown_apart"))
    head = f"**Not counted: {plural(len(apart), 'unsigned or unclear text')}**"
    return Say(head), Table("shown-apart", apart, APART, (behind,))
