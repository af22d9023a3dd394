"""Sentences and tables on one country and one pair. Pure: rows in, text out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.agreements.summaries import by_pair, headline
from dashboard.core import columns, told
from dashboard.core.answer import NONE_YET, NOT_APPLICABLE, Answer
from dashboard.core.choices import DEFAULT_RULE, Filters, counted, short_rule
from dashboard.core.dates import NOT_KNOWN
from dashboard.core.numbers import megatonnes, number
from dashboard.core.plain import link, plain
from dashboard.core.words import MOMENTS, day, known_date, listed, plural

DELIVERED = ("jcm_issued", "itmo_issued", "transferred")
QUANTITIES = ("expected_yearly", "expected_total", "authorisations", *DELIVERED, "used")
TOGETHER = ("agreements", "projects", *DELIVERED)
NOT_RECORDED = "not recorded here"
SPAN_YEARS = 10
INTENTIONS = {
    "yes": "intended to use international carbon markets",
    "possible": "left the use of international carbon markets open",
    "no": "did not intend to use international carbon markets",
    "not_mentioned": "did not speak of international carbon markets",
}
KINDS = {"carbon_tax": "Carbon tax", "emissions_trading": "Emissions trading", "undecided": "Form not chosen yet"}
STATES = {
    "implemented": "in force",
    "under_development": "under development",
    "under_consideration": "under consideration",
    "abolished": "abolished",
}


def groups(row: pd.Series) -> str:
    """Return what a Party is, in few words: region, income group and groups of States."""
    parts = [row["subregion"] or row["region"], row["income_group"]]
    parts += [
        name
        for column, name in (
            ("is_ldc", "least developed country"),
            ("is_sids", "small island developing State"),
            ("is_lldc", "landlocked developing country"),
            ("is_annex1", "listed in Annex I"),
            ("is_eu_member", "member of the European Union"),
        )
        if row[column]
    ]
    if not row["is_paris_party"]:
        parts.append("not a Party to the Paris Agreement")
    return " · ".join(filter(None, parts))


def signed(agreements: pd.DataFrame, rule: str) -> str:
    """Return how many agreements of a rule there are, in words."""
    return f"{len(agreements):,} {counted(rule, len(agreements))}"


def apart_from(rule: str) -> str:
    """Say what a counting rule leaves as it is; nothing for the widest, which leaves no agreement out."""
    if rule == DEFAULT_RULE:
        return ""
    return "The counting rule is about agreements; projects and tonnes follow the as-of date alone. "


def nothing_yet(name: str, chosen: Filters, newest: Filters, agreements: int, projects: int) -> str:
    """Say what to change where rule and day leave nothing; the counts are those of the `newest` day and widest rule."""
    counts = ((agreements, "signed agreement"), (projects, "project"))
    others = listed([plural(count, word) for count, word in counts if count])
    changes = ["a later as-of date"] if chosen.as_of < newest.as_of else []
    changes += ["a wider counting rule"] if chosen.rule != newest.rule else []
    return (
        f"Nothing of {name} counts on {day(chosen.as_of)} ({short_rule(chosen.rule)}). On {day(newest.as_of)} the Atlas knows "
        f"{others}. Choose {' or '.join(changes)}, or press Reset."
    )


def country(
    row: pd.Series,
    hosted: pd.DataFrame,
    bought: pd.DataFrame,
    projects: dict[str, int],
    chosen: Filters,
    apart: int = 0,
) -> str:
    """Answer in a sentence or two what a Party does under Article 6.2, by the rule and on the day of the chosen filters.

    `hosted` and `bought` are its agreements as host and as buyer (dashboard.agreements.queries.agreements), `projects` its counted
    projects by role, `apart` the number of its agreements that are shown apart (dashboard.agreements.queries.not_counted).
    """
    name = row["short_name"]
    sentences: list[str] = []
    for role, frame, partner in (("host", hosted, "buyer"), ("buyer", bought, "host")):
        count = projects[role]
        if frame.empty and not count:
            continue
        text = f"As {role}, it has " if sentences else f"On {day(chosen.as_of)}, **{name}** as {role} has "
        if frame.empty:
            text += f"no {counted(chosen.rule)}, but {plural(count, 'project')} in the Atlas."
        else:
            counts = headline(frame)
            partners = counts.buyers if partner == "buyer" else counts.hosts
            text += f"{signed(frame, chosen.rule)} with {plural(partners, partner)}"
            text += "" if chosen.rule == "binding" else f" ({counts.binding_pairs} with a binding one)"
            text += f" and {plural(count, 'project')}."
        sentences.append(text)
    if not sentences:
        sentences.append(
            f"No {counted(chosen.rule)} of **{name}** under Article 6.2 is known to the Atlas on {day(chosen.as_of)}, and "
            "no project."
        )
        if apart:
            sentences.append(f"{plural(apart, 'text is', 'texts are')} unsigned or unclear, and shown apart.")
        if row["article6_intention"]:
            sentences.append(
                f"The NDC that it had in {known_date(row['article6_intention_as_of'])} {INTENTIONS[row['article6_intention']]}."
            )
    return " ".join(sentences)


def partners(name: str, hosted: pd.DataFrame, bought: pd.DataFrame) -> str:
    """State with whom a Party works in each role, most agreements first. At least one frame has a row."""
    parts = [
        (role, listed(by_pair(frame)[other].to_list(), 4))
        for role, other, frame in (("host", "buyer", hosted), ("buyer", "host", bought))
        if len(frame)
    ]
    if len(parts) == 1:
        return f"{name} works with {parts[0][1]}"
    return f"{name} works with {parts[0][1]} as host, and with {parts[1][1]} as buyer"


def change(years: pd.DataFrame, column: str) -> tuple[int, float, float | None]:
    """Return the newest year of a series, its value, and the relative change over ten years (None where unknown)."""
    known = years.dropna(subset=[column]).set_index("year")[column]
    last = int(known.index.max())
    value, before = float(known[last]), known.get(last - SPAN_YEARS)
    is_known = before is not None and before > 0
    return last, value, value / float(before) - 1 if is_known else None


def _moved(share: float | None, up: str, down: str) -> str:
    if share is None:
        return f"with no figure for {SPAN_YEARS} years before"
    if abs(share) < 0.005:
        return f"as much as {SPAN_YEARS} years before"
    if share > 1:
        return f"{1 + share:.1f} times as much as {SPAN_YEARS} years before"
    return f"{abs(share):.0%} {up if share > 0 else down} than {SPAN_YEARS} years before"


def emissions(row: pd.Series, years: pd.DataFrame) -> str:
    """State the newest fossil CO2 of a Party and how it moved, or that none is published."""
    if pd.isna(row["co2_year"]):
        if pd.isna(row["ghg_year"]):
            return f"No estimate of the emissions of {row['short_name']} is in the data"
        return f"{row['short_name']} emitted {megatonnes(row['ghg_mtco2e'])}CO2e with land use in {row['ghg_year']:.0f}"
    year, value, share = change(years, "co2_mt")
    return f"{row['short_name']} emitted {megatonnes(value)} of fossil CO2 in {year}, {_moved(share, 'more', 'less')}"


def electricity(row: pd.Series, years: pd.DataFrame) -> str:
    """State how clean a Party's electricity is and how that moved."""
    if pd.isna(row["carbon_intensity_year"]):
        return f"No figure on the electricity of {row['short_name']} is in the data"
    year, value, share = change(years, "carbon_intensity_gco2e_per_kwh")
    text = f"A kWh emitted {value:,.0f} gCO2e in {year}, {_moved(share, 'more', 'less')}"
    if pd.notna(row["renewable_share_year"]):
        text += f"; {row['renewable_share_per_cent']:.0f}% came from renewables"
        text += "" if row["renewable_share_year"] == year else f" in {row['renewable_share_year']:.0f}"
    return text


def ndc(row: pd.Series) -> str:
    """State the newest NDC of a Party and what an earlier one said of international markets."""
    if not row["ndc_title"]:
        return f"No NDC of {row['short_name']} stands in the registry"
    return f"The newest NDC of {row['short_name']} is of {day(row['ndc_submitted_on'])}"


def ndc_facts(row: pd.Series, targets: pd.DataFrame) -> pd.DataFrame:
    """Return what is known of a Party's NDC and its stance on Article 6. Columns Fact, Known, As of, and Figure: what stands
    behind it (dashboard.render.components.figure_table)."""
    rows = []
    if row["ndc_title"]:
        third = "yes" if row["ndc_is_third_round"] else "no; the newest document is older than November 2024"
        rows += [
            (
                "Newest document",
                link(row["ndc_title"], row["ndc_url"]),
                day(row["ndc_submitted_on"]),
                _fact(row, "ndc"),
            ),
            ("Of the third round (2035)", third, known_date(row["ndc_registry_on"]), _fact(row, "third_round")),
        ]
    for target in targets.itertuples():
        words = plain(target.target[0].upper() + target.target[1:])
        terms = f" ({target.conditionality})" if target.conditionality else ""
        is_older = row["ndc_title"] and str(row["ndc_submitted_on"])[:7] > target.as_of and len(target.as_of) > 4
        older = "; older than the newest document" if is_older else ""
        source = link(target.source_publisher, target.source_url)
        as_of = known_date(target.as_of) + older
        rows.append(("Target in few words", f"{words}{terms}. {source}", as_of, _fact(row, "ndc_target")))
    if row["article6_intention"]:
        stance = f"The NDC {INTENTIONS[row['article6_intention']]}"
        as_of = known_date(row["article6_intention_as_of"])
        rows.append(("Stance on international markets", stance, as_of, _fact(row, "article6_intention")))
    else:
        rows.append(("Stance on international markets", NOT_RECORDED, "", ""))
    return pd.DataFrame(rows, columns=["Fact", "Known", "As of", "Figure"])


def _fact(row: pd.Series, fact: str) -> str:
    return f"facts iso3:{row['iso3']},fact:{fact}"


def readiness(row: pd.Series) -> pd.DataFrame:
    """Return what is known of a Party's readiness for Article 6. Columns Fact, Known, and Figure: what stands behind it."""
    member = "yes" if row["is_paris_party"] else "no"
    unknown = f"{NOT_RECORDED}: our copy of the UNEP CCC pipeline says how many Parties submitted one, not which"
    rows = [("Party to the Paris Agreement", member, "")]
    if pd.isna(row["participation_as_of"]):
        rows += [("Designated national authority", NOT_RECORDED, ""), ("Initial report", unknown, "")]
        rows.append(("Counts of the UNEP CCC pipeline", f"{NOT_RECORDED}: the copy that we read has no row for it", ""))
        return pd.DataFrame(rows, columns=["Fact", "Known", "Figure"])
    authority = "named in the pipeline" if row["has_national_authority"] else "none named in the pipeline"
    transition = (
        f"{plural(int(row['cdm_transition_projects']), 'project')} and "
        f"{plural(int(row['cdm_transition_programmes']), 'programme')} "
        f"with {plural(int(row['cdm_transition_components']), 'component')}"
    )
    notified = (
        f"{plural(int(row['notified_projects']), 'project')} and {plural(int(row['notified_programmes']), 'programme')}"
    )
    rows += [
        ("Designated national authority", authority, _fact(row, "national_authority")),
        ("Initial report under Article 6.2", unknown, ""),
        (
            "Cooperative approaches, counted by UNEP CCC",
            f"{row['cooperative_approaches']:.0f}",
            _fact(row, "cooperative_approaches"),
        ),
        (
            "Bilateral agreements, counted by UNEP CCC",
            f"{row['agreements_as_host']:.0f} as host, {row['agreements_as_buyer']:.0f} as buyer",
            _fact(row, "agreements"),
        ),
        ("CDM activities that asked to move to Article 6.4", transition, _fact(row, "cdm_transition")),
        ("Notified as under prior consideration for Article 6.4", notified, _fact(row, "prior_consideration")),
    ]
    return pd.DataFrame(rows, columns=["Fact", "Known", "Figure"])


def carbon_prices(prices: pd.DataFrame) -> pd.DataFrame:
    """Return carbon taxes and emissions trading as people read them. Columns Instrument, Form, Status, Covers, Price, and
    Figure: what stands behind it."""
    return pd.DataFrame(
        {
            "Instrument": prices["name"] + prices["is_of_union"].map({True: " (of the Union)", False: ""}),
            "Form": prices["kind"].map(KINDS),
            "Status": prices["status"].map(STATES),
            "Covers": [number(value, "{:.0f}", "% of emissions") for value in prices["covered_share_per_cent"]],
            "Price in 2025": [number(value, "{:,.2f}", " USD/tCO2e") for value in prices["price_2025_usd_per_tco2e"]],
            "Figure": [_fact(price, f"carbon_price-{price['instrument_id']}") for _, price in prices.iterrows()],
        }
    )


def volumes(answers: Mapping[str, Answer]) -> pd.DataFrame:
    """Return every quantity of a country's or pair's projects, each kind on its own; what can't apply is left out. Columns
    Quantity, Tonnes, How known, and Figure: its name in dashboard.evidence.registry or the published total, "" where nothing stands behind it."""
    rows = [
        (
            answer.figure.label,
            told.shown(answer),
            plain(told.rule(answer)),
            _behind(answer),
        )
        for answer in (answers[name] for name in QUANTITIES)
        if answer.word != NOT_APPLICABLE
    ]
    return pd.DataFrame(rows, columns=["Quantity", "Tonnes", "How known", "Figure"])


def _behind(answer: Answer, key: str = "") -> str:
    # Where no row is traced, the number is the one that somebody published.
    if len(answer.rows):
        return f"{answer.figure.name} {key}".strip()
    return f"published total_id:{answer.leading.total_id}" if answer.leading else ""


def unknown(row: pd.Series, targets: pd.DataFrame) -> list[str]:
    """Return what the Atlas does not know of a Party, from the gaps in its rows."""
    gaps = []
    if pd.isna(row["co2_year"]):
        gaps.append("Fossil CO2: no source in the Atlas has it")
    if pd.isna(row["ghg_year"]):
        gaps.append("Greenhouse gases: no source in the Atlas has them")
    if pd.isna(row["gdp_year"]):
        gaps.append("GDP per head")
    if pd.isna(row["carbon_intensity_year"]):
        gaps.append("Electricity: neither carbon intensity nor renewable share")
    if not row["ndc_title"]:
        gaps.append(f"NDC: no active document in the registry on {known_date(row['ndc_registry_on'])}")
    if targets.empty:
        gaps.append("Target in few words")
    elif row["ndc_title"] and targets["as_of"].max() < str(row["ndc_submitted_on"])[:7]:
        gaps.append(
            f"What the NDC of {day(row['ndc_submitted_on'])} says: the words here are those of {known_date(targets['as_of'].max())}"
        )
    if not row["article6_intention"]:
        gaps.append("Stance on international markets")
    elif row["ndc_title"] and str(row["ndc_submitted_on"])[:7] > row["article6_intention_as_of"]:
        read_in = known_date(row["article6_intention_as_of"])
        gaps.append(f"Stance of the newest NDC on international markets: the one here is of {read_in}")
    if pd.isna(row["participation_as_of"]):
        gaps.append("Designated national authority and counts of the UNEP CCC pipeline")
    gaps.append("Whether an initial report under Article 6.2 was submitted")
    return gaps


def missing(hosted: pd.DataFrame, bought: pd.DataFrame, answers: Mapping[str, Mapping[str, Answer]]) -> list[str]:
    """Return what was not found of a Party's agreements and projects; `answers` by role (dashboard.delivered.measures)."""
    gaps = []
    for role, frame in (("host", hosted), ("buyer", bought)):
        undated = int(frame["signed_on"].isna().sum())
        if undated:
            gaps.append(f"Day of signature of {plural(undated, 'agreement')} as {role}")
        if silent := without_estimate(answers[role]):
            gaps.append(f"Expected tonnes of {plural(silent, 'project')} as {role}")
    return gaps


def without_estimate(answers: Mapping[str, Answer]) -> int:
    """Return for how many projects neither form of estimate was found."""
    count = int(answers["projects"].value or 0)
    return count - len(answers["expected_yearly"].rows) - len(answers["expected_total"].rows)


def moments(rows: pd.DataFrame) -> str:
    """State from which year to which the dated moments of a pair reach, and how many there are of each kind."""
    dated = rows.dropna(subset=["moment_on"])
    if dated.empty:
        return "No moment of this pair has a published date"
    if len(dated) == 1:
        only = dated.iloc[0]
        return f"One dated moment: {MOMENTS[only['kind']].done} ({known_date(only['moment_on'])})"
    years = dated["moment_on"].str[:4]
    first, last = years.min(), years.max()
    counts = dated["kind"].value_counts()
    parts = [
        plural(int(counts[kind]), MOMENTS[kind].one, MOMENTS[kind].many)
        for kind in sorted(MOMENTS, key="milestone".__eq__)
        if kind in counts
    ]
    return f"{f'From {first} to {last}' if first != last else f'In {first}'}: {listed(parts, len(parts))}"


def claim_table(claims: pd.DataFrame) -> pd.DataFrame:
    """Return what each source says of one agreement. Columns What, Says, Source, Used; ✓ marks the value that is used."""
    values = [
        known_date(claim.value)
        if claim.field.endswith("_on") or claim.field == "valid_until"
        else claim.value.replace("_", " ")
        for claim in claims.itertuples()
    ]
    return pd.DataFrame(
        {
            "What": [columns.of(field).heading for field in claims["field"]],
            "Says": values,
            "Source": [
                link(f"{claim.publisher}, {claim.source_title}", claim.source_url) for claim in claims.itertuples()
            ],
            "Used": claims["is_chosen"].map({True: "✓", False: ""}),
        }
    )


def pair(buyer: str, host: str, agreements: pd.DataFrame, answers: Mapping[str, Answer], chosen: Filters) -> str:
    """Answer in a sentence or two what two Parties do together, by the rule and on the day of the chosen filters."""
    on = f"On {day(chosen.as_of)}"
    projects = int(answers["projects"].value or 0)
    if agreements.empty and not projects:
        return (
            f"{on}, no {counted(chosen.rule)} and no project of **{buyer}** as buyer and **{host}** as host is known to the "
            "Atlas."
        )
    text = f"{on}, **{buyer}** and **{host}** have "
    if agreements.empty:
        text += f"no {counted(chosen.rule)} that the Atlas knows of"
    else:
        text += signed(agreements, chosen.rule)
        if chosen.rule != "binding":
            text += f", {int((agreements['counting_rule'] == 'binding').sum())} binding"
        # The first can lie no later than the end of what starts first: true for a year beside a day as well.
        dated = agreements.dropna(subset=["signed_on"]).sort_values(["signed_from_on", "signed_until_on"])
        if len(dated):
            text += f"; the first is of {known_date(dated['signed_on'].iloc[0])}"
    delivered = told.delivered([a for name in DELIVERED if (a := answers[name]).word != NOT_APPLICABLE])
    return (
        f"{text}. {plural(projects, 'project')} of the pair {_are(projects)} in the Atlas. {told.capital(delivered)}."
    )


def _are(count: float) -> str:
    return "is" if count == 1 else "are"


def side_by_side(buyer: pd.Series, host: pd.Series) -> pd.DataFrame:
    """Return two Parties beside each other. Columns Fact, the two names, and Figure: what stands behind either
    (dashboard.render.components.figure_table)."""
    facts, behind = [], []
    stance = f"Stance on markets in {known_date(buyer['article6_intentions_as_of'])}"
    for row in (buyer, host):
        facts.append(
            {
                "Groups": groups(row),
                "Inhabitants": _dated(number(row["population"]), row["population_year"]),
                "GDP per head, international dollars": _dated(number(row["gdp_per_head_intl_usd"]), row["gdp_year"]),
                "Fossil CO2": _dated(megatonnes(row["co2_mt"]), row["co2_year"]),
                "Greenhouse gases with land use, CO2e": _dated(megatonnes(row["ghg_mtco2e"]), row["ghg_year"]),
                "The same per head": _dated(
                    number(row["ghg_per_head_tco2e"], "{:.1f}", " t"), row["ghg_per_head_year"]
                ),
                "Carbon intensity of electricity": _dated(
                    number(row["carbon_intensity_gco2e_per_kwh"], "{:,.0f}", " gCO2e per kWh"),
                    row["carbon_intensity_year"],
                ),
                "Renewable share of electricity": _dated(
                    number(row["renewable_share_per_cent"], "{:.0f}", "%"), row["renewable_share_year"]
                ),
                "Newest NDC": day(row["ndc_submitted_on"]) if row["ndc_title"] else NOT_KNOWN,
                stance: INTENTIONS.get(row["article6_intention"], NOT_RECORDED),
            }
        )
        behind.append(
            {
                "Inhabitants": _statistic(row, row["population_year"], "population"),
                "GDP per head, international dollars": _statistic(row, row["gdp_year"], "gdp"),
                "Fossil CO2": _statistic(row, row["co2_year"], "co2"),
                "Greenhouse gases with land use, CO2e": _statistic(row, row["ghg_year"], "ghg"),
                # Computed from two series of that year.
                "The same per head": _statistic(row, row["ghg_per_head_year"]),
                "Carbon intensity of electricity": _statistic(row, row["carbon_intensity_year"], "electricity"),
                "Renewable share of electricity": _statistic(row, row["renewable_share_year"], "electricity"),
                "Newest NDC": _fact(row, "ndc") if row["ndc_title"] else "",
                stance: _fact(row, "article6_intention") if row["article6_intention"] else "",
            }
        )
    return _two_columns(buyer, host, facts, behind)


def cooperation(buyer: pd.Series, host: pd.Series, sides: Sequence[Mapping[str, Answer]]) -> pd.DataFrame:
    """Return what the buyer does with all hosts beside what the host does with all buyers, in the columns of side_by_side.

    `sides` are the answers of either (dashboard.delivered.measures).
    """
    facts, behind = [], []
    for row, role, answers in zip((buyer, host), ("buyer", "host"), sides, strict=True):
        own = f"{role}_iso3:{row['iso3']}"
        shown = {f"{answers[name].figure.label}, all partners": answers[name] for name in TOGETHER}
        facts.append({fact: f"{told.shown(answer)} as {role}" for fact, answer in shown.items()})
        behind.append({fact: _behind(answer, own) for fact, answer in shown.items()})
    return _two_columns(buyer, host, facts, behind)


def _statistic(row: pd.Series, year: float, block: str = "") -> str:
    within = f",block:{block}" if block else ""
    return "" if pd.isna(year) else f"statistics iso3:{row['iso3']}{within},year:{year:.0f}"


def _two_columns(
    buyer: pd.Series, host: pd.Series, facts: list[dict[str, str]], behind: list[dict[str, str]]
) -> pd.DataFrame:
    names = (buyer["short_name"], host["short_name"])
    table = pd.DataFrame(dict(zip(names, facts, strict=True))).rename_axis("Fact").reset_index()
    links = [dict(zip(names, (side.get(fact, "") for side in behind), strict=True)) for fact in table["Fact"]]
    return table.assign(Figure=links)


def _dated(text: str, year: float | None) -> str:
    return text if text == NOT_KNOWN else f"{text} ({year:.0f})"


def missing_of_pair(
    agreements: pd.DataFrame, answers: Mapping[str, Answer], ledger: pd.DataFrame, chosen: Filters
) -> list[str]:
    """Return what was not found of a pair, by the rule and on the day of the chosen filters."""
    gaps, by = [], f"by {day(chosen.as_of)}"
    if agreements.empty:
        gaps.append(f"An agreement: no {counted(chosen.rule)} is known {by}")
    elif undated := int(agreements["signed_on"].isna().sum()):
        gaps.append(f"The day of signature of {plural(undated, 'agreement')}")
    if silent := without_estimate(answers):
        gaps.append(f"The expected tonnes of {plural(silent, 'project')}")
    unquantified = ledger[ledger["event"].isin(["issuance", "first_transfer"]) & ledger["quantity_tco2e"].isna()]
    if len(unquantified):
        gaps.append(f"The quantity of {plural(len(unquantified), 'issuance or transfer', 'issuances and transfers')}")
    if answers["transferred"].word == NONE_YET:
        gaps.append(f"Whether anything was transferred: no first transfer is known {by}")
    gaps.append("What the buyer used towards its target: no page that was read gives it by project")
    return gaps
