"""What is said of goals and of trade, on rows made up here: each boundary with both its sides."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from made import BESIDE_LEADS, NONE_YET, TRACED

from dashboard.core.numbers import dollars
from dashboard.targets import findings as targets
from dashboard.trade import findings as trade
from dashboard.trade import findings_time, summaries
from dashboard.trade.chosen import TradeFilters

NAN = float("nan")


def rungs(*known: tuple[str, str, float, float, str]) -> list[dict[str, object]]:
    """Issued quantities of goals: buyer, rung, quantity, share of the goal, due."""
    names = ("buyer", "rung", "quantity_mtco2e", "share_of_goal", "due")
    return [dict(zip(names, row, strict=True), buyer_iso3=row[0][:3]) for row in known]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (rungs(("Japan", "issued", NAN, NAN, "FY2030")), "1 buyer has a goal in tonnes; for none of them an issued quantity is known here"),
        (rungs(("Japan", "issued", 1.0, 0.02, "FY2040"), ("Japan", "issued", 1.0, 0.04, "FY2030"), ("Peru", "issued", NAN, NAN, "2030"), ("Chad", "goal", 9.0, 1.0, "2030"), ("Togo", "issued", 3.0, 0.5, "2035"), ("Fiji", "issued", 0.1, 0.0004, "2035")), "5 buyers have a goal in tonnes; an issued quantity is known here for 3: Togo 50% of its goal for 2035, Japan 4% of its goal for FY2030 and Fiji 0.04% of its goal for 2035"),
        (rungs(("Japan", "issued", 1.0, 0.01, "2030"), ("Oman", "issued", 1.0, 0.0099, "2035"), ("Fiji", "issued", 1.0, 0.00949, "2035")), "3 buyers have a goal in tonnes; an issued quantity is known here for 3: Japan 1% of its goal for 2030, Oman 1% of its goal for 2035 and Fiji 0.9% of its goal for 2035"),
    ],
)  # fmt: skip
def test_how_much_of_goals_is_issued(rows, said):
    assert targets.ladders(rows) == said


def goal(own: float, share: float) -> list[dict[str, object]]:
    """The two rungs that head a ladder."""
    return rungs(("Japan", "goal", 10.0, 1.0, "FY2030"), ("Japan", "own_estimates", own, share, "FY2030"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (goal(NAN, NAN), "Japan: 10 Mt to FY2030; no estimate was found for its projects"),
        (goal(0.0999, 0.00999), "Japan: 10 Mt to FY2030; the estimates that projects publish come to less than 1%"),
        (goal(0.1, 0.01), "Japan: 10 Mt to FY2030; the projects’ own estimates come to 1%"),
        (goal(2.5, 0.25), "Japan: 10 Mt to FY2030; the projects’ own estimates come to 25%"),
    ],
)  # fmt: skip
def test_a_ladder_is_headed_by_its_goal(rows, said):
    assert targets.ladder(rows) == said


def test_goals_of_leads_are_named_apart():
    rows = pd.DataFrame(
        [("Singapore", 2.5, True, True, False), ("Japan", 10.0, False, True, False), ("Peru", 1.0, True, False, False), ("Chad", 1.0, True, True, True), ("Togo", 4.0, True, True, False)],
        columns=["buyer", "quantity", "is_lead", "is_itmo_volume", "is_superseded"],
    ).assign(unit="mtco2e_per_year", target_year=2030.0, source_publisher="Wiki")  # fmt: skip
    assert targets.unconfirmed(rows) == (
        "Unconfirmed, and therefore without a ladder: Singapore, 2.5 MtCO2e a year to 2030 (Wiki) and Togo, 4 MtCO2e a year to 2030 (Wiki)."
    )
    assert targets.unconfirmed(rows.iloc[1:4]) == ""


def test_projects_that_the_model_leaves_out_or_places():
    rows = pd.DataFrame(
        {
            "expected_tco2e_per_year": [NAN, NAN, NAN, 400_000, 250_000, 100],
            "anchor": ["none", "start", "start", "none", "none", "start"],
        }
    )
    assert targets.unpublished(rows) == (
        "6 projects; for 3 no yearly estimate was found, and they bring nothing here; 2 with 0.65 Mt a year have no date and count as if selected on the "
        "day of this edition"
    )  # fmt: skip


def test_what_leads_state_stands_in_no_bar():
    assert targets.in_no_bar([TRACED, NONE_YET]) == ""
    said = targets.in_no_bar([TRACED, BESIDE_LEADS])
    assert (
        said.startswith("Unconfirmed and in no bar: ")
        and said.endswith(" t first transferred")
        and " and " not in said.partition(": ")[2]
    )


def test_the_mechanism_before_stands_beside():
    rows = pd.DataFrame(
        [("cdm_expected_2011", 1800.0, "2011-04", ""), ("cdm_issued_2011", 540.0, "2011-04", "A note."), ("cdm_issuance_success_2011", 92.5, "2011", "")],
        columns=["evidence_id", "value", "as_of", "note"],
    ).assign(source_publisher=["Nobody", "Office", "Institute"], source_url=None)  # fmt: skip
    assert targets.elsewhere(rows.to_dict("records")) == (
        "For comparison, not used in the model: the Clean Development Mechanism (CDM) had issued 540 of 1,800 million credits expected by Apr 2011, 30%. "
        "A note. Projects that did issue brought 92.5% of what was expected for the same time. Office, Institute"
    )  # fmt: skip


def test_the_input_that_moves_most_is_named():
    first = {"label": "Years of operation counted", "low_mtco2e": 1.25, "high_mtco2e": 120.4}
    rows = [first, {"label": "x", "low_mtco2e": 0, "high_mtco2e": 0}]
    assert targets.sensitivity(rows, 2030) == "The years of operation counted matter most: 1.2 to 120 MtCO2e by FY2030"
    rate = [first | {"label": "Issuance rate (issued over expected)"}, *rows[1:]]
    assert targets.sensitivity(rate, 2040).startswith("The issuance rate matters most: ")


@pytest.mark.parametrize(
    ("value", "said"), [(float("inf"), "endless"), (100.4, "100"), (99.96, "100.0"), (3.0, "3"), (0.05, "0.1"), (0.049, "0.049"), (9.24, "9.2")]
)  # fmt: skip
def test_megatonnes_of_a_sentence(value, said):
    assert targets.mt(value) == said


def rows_of(names: str, *known: tuple[object, ...]) -> list[dict[str, object]]:
    """Rows of some columns."""
    return [dict(zip(names.split(), row, strict=True)) for row in known]


def shares(*known: tuple[str | None, str, float, float, float]) -> list[dict[str, object]]:
    """Suppliers: code, name, value, share, share of the first year."""
    return rows_of("exporter_iso3 exporter value_usd share first_share", *known)


CHINA, JAPAN, OTHERS = (
    ("CHN", "China", 60.0, 0.6, 0.5),
    ("JPN", "Japan", 30.0, 0.3, 0.3),
    (None, "Others", 99.0, 0.1, 0.1),
)
PERU = ("PER", "Peru", 5.0, 0.05, NAN)


@pytest.mark.parametrize(
    ("code", "name", "table", "first", "said"),
    [
        ("TGO", "Togo", shares(CHINA), 2020, "Togo supplied none of the known imports of 2024"),
        ("CHN", "China", shares(OTHERS, JAPAN, CHINA, PERU), 2020, "China supplied 60.0% of these imports in 2024, against 50.0% in 2020; it leads"),
        ("JPN", "Japan", shares(OTHERS, JAPAN, CHINA, PERU), 2020, "Japan supplied 30.0% of these imports in 2024, as in 2020; China leads with 60%"),
        ("PER", "Peru", shares(JAPAN, CHINA, PERU), 2020, "Peru supplied 5.0% of these imports in 2024; China leads with 60%"),
        ("JPN", "Japan", shares(JAPAN, CHINA, OTHERS), 2024, "Japan supplied 30.0% of these imports in 2024"),
    ],
)  # fmt: skip
def test_a_share_with_its_change_and_its_place(code, name, table, first, said):
    assert trade.share(code, name, table, 2024, first) == said


def test_two_products_are_named_and_chains_beyond():
    ores, cells = goods = rows_of(
        "label value_chain stage chain",
        ("Copper ores", "critical_minerals", "raw_material", "Minerals"),
        ("Cells", "solar", "component", "Solar"),
    )
    assert trade.scope(goods) == "copper ores and cells"
    assert trade.scope([ores]) == "copper ores" and trade.scope([]) == "no product"
    three = [*goods, ores | {"value_chain": "batteries_ev", "stage": "final_product"}]
    assert trade.scope(three).startswith("batteries, electric vehicles and their materials")
    rail = cells | {"value_chain": "rail", "chain": "Rail"}
    assert trade.scope([cells, cells, rail]) == "solar cells and panels; rail products"
    finals = trade.scope([good | {"stage": "final_product"} for good in three])
    assert finals.startswith("batteries and electric vehicles") and "materials" not in finals
    assert trade.scope([*goods, cells]).startswith("battery and other critical minerals")


def sources(*known: tuple[str, str, bool]) -> list[dict[str, object]]:
    """Sources of trade: viewpoint, valuation, whether complete."""
    return rows_of("viewpoint valuation is_complete attribution url", *((*row, "Office", None) for row in known))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (sources(("importer_reported", "CIF", True)), "CIF values as importers report them, by country of origin"),
        (sources(("exporter_reported", "FOB", True), ("reconciled", "FOB", True), ("reconciled", "FOB", True)), "FOB values as the exporter reports them; FOB values made to agree by CEPII"),
        (sources(("importer_reported", "CIF", True), ("reconciled", "FOB", False)), "CIF values as importers report them, by country of origin; FOB values made to agree by CEPII. Different products are valued on different bases, so treat differences below about 10% as noise. For some years only the largest partners are listed: read those figures as “at least”"),
    ],
)  # fmt: skip
def test_how_sources_value(rows, said):
    assert trade.basis(rows) == said
    assert trade.credit(rows) == "Office" and trade.credit(()) == "none"


def test_published_sales_and_ours_are_two_measures():
    ours = rows_of(
        "product importer value_usd", ("Cells", "Peru", 600e6), ("Wind parts", "Peru", 100e6), ("Copper", "Togo", 290e6), ("Cells", "Togo", 10e6), ("Zinc", "Chad", 1e6)
    )  # fmt: skip
    stated = {"publisher": "Institute", "value": 4.0, "importer_group": "Global South", "year": 2023}
    said = trade.to_the_south(ours, stated)
    assert said.startswith(
        "The Institute publishes **4 billion dollars** of low-carbon sales to the Global South in 2023. "
    )
    assert (
        f"come to **{dollars(1001e6)}** (25% of it, if it is in US dollars), led by cells, copper and wind parts; 70% went to Peru. "
        in said
    )


def test_countries_of_a_cell():
    cell = rows_of("area value_usd", ("Peru", 5e9), ("Togo", 0.0), ("Chad", 0.0))
    assert trade.named_countries([]) == "No country."
    assert trade.named_countries(cell) == f"Peru ({trade.short(5e9)}), Togo, Chad."
    assert trade.named_countries(cell, 2) == f"Peru ({trade.short(5e9)}), Togo and 1 more in the table."
    quiet = rows_of("area last_known_usd last_known_year", ("Peru", 5e9, 2020), ("Togo", None, None))
    assert trade.silent(quiet, 2024).endswith(f"the last known figure: Peru ({trade.short(5e9)} in 2020), Togo.")
    assert ", or an incomplete one, for 2024: 2.**" in trade.silent(quiet, 2024, 1) and trade.silent(
        quiet, 2024, 1
    ).endswith(" in 2020) and 1 more in the table.")


def test_exports_that_are_known_apart():
    world, technologies = rows_of("products", ("a",), ("b",), ("a",)), [{"x": 1}]
    assert (
        trade.apart("Japan", world, technologies)
        == "Some of Japan's exports are known only as world totals (2 product groups) or by technology"
    )
    assert trade.apart("Maldives", (), technologies) == "Some of Maldives' exports are known only by technology"
    assert trade.apart("Japan", world[:1], ()).endswith("only as world totals (1 product group)")


def test_lines_of_customers_and_of_partners():
    rows = rows_of(
        "area_iso3 area value_usd has_agreement",
        ("PER", "Peru", 1.0, True),
        ("PER", "Peru", None, True),
        ("TGO", "Togo", 2.0, True),
        ("CHD", "Chad", None, False),
    )
    assert (
        trade.multiples("Japan", rows, ["PER", "TGO"], 1_000_000)
        == f"Japan's 2 partners with {dollars(1e6)} or more in a year, on one scale; 1 line with years of no data"
    )
    assert (
        trade.multiples("Japan", rows, ["TGO"], 1_000_000)
        == f"Japan's 1 partner with {dollars(1e6)} or more in a year, on one scale"
    )
    assert trade.multiples("Japan", rows, ["PER", "CHD"], 1_000_000).startswith("Japan's 2 customers with ")


def test_reasons_of_differences_name_their_checks():
    checks = rows_of(
        "exporter year comment", ("China", 2022, "b"), ("Japan", 2021, "a"), ("China", 2020, "b"), ("Peru", 2021, None), ("China", 2022, "b")
    )  # fmt: skip
    assert trade.reasons(checks) == "- **China, 2020, 2022:** b\n- **Japan, 2021:** a"


def test_a_seller_without_a_sale_is_told_with_goods_and_year():
    figures = summaries.Headline(2023, 0, 0, importers=4, partners=1, known=4)
    filters = TradeFilters(date(2026, 3, 1), (2020, 2023), "JPN")
    said = trade.answer("Japan", filters, figures, "solar cells", 1_000_000, ())
    assert said == "**Japan** sold none of these countries solar cells in 2023, as far as they reported."


def test_seller_and_customer_of_a_line_keep_their_places():
    one = {
        "area": "Peru", "answer": "compared", "signed_on": "2022-05-31", "before_usd": 40e6, "after_usd": 90e6, "before_years": [2020, 2021], "after_years": [2023],
    }  # fmt: skip
    said = findings_time.title("Japan", [one], 1)
    assert said.startswith("Japan sold Peru ") and said.index(dollars(40e6)) < said.index(
        "before the two first signed (May 2022)"
    ) < said.index(dollars(90e6))


def test_shares_that_are_whole_have_no_other_suppliers():
    names = "exporter_iso3 exporter value_usd total_usd attribution"
    last = rows_of(names, ("CHN", "China", 60, 100, "UN"), ("JPN", "Japan", 40, 100, "UN"))
    assert [row["exporter"] for row in summaries.share_table(last, ())] == ["China", "Japan"]
    *known, rest = summaries.share_table([row | {"total_usd": 101} for row in last], ())
    assert [row["exporter"] for row in known] == ["China", "Japan"]
    assert (rest["exporter"], rest["value_usd"]) == ("All other suppliers", 1)


def test_long_lists_of_a_cell_end_in_the_table():
    cell = rows_of("area value_usd", *((f"Area {number:02}", 0.0) for number in range(15)))
    quiet = rows_of("area last_known_usd last_known_year", *((f"Area {number:02}", None, None) for number in range(41)))
    assert trade.named_countries(cell[:14]).endswith("Area 12, Area 13.")
    assert trade.named_countries(cell).endswith("Area 12, Area 13 and 1 more in the table.")
    assert trade.silent(quiet[:40], 2024).endswith("Area 38, Area 39.")
    assert trade.silent(quiet, 2024).endswith("Area 38, Area 39 and 1 more in the table.")
    checks = rows_of("exporter year comment", *((f"Area {number:02}", 2022, "b") for number in range(21)))
    assert "Area 18 and Area 19, 2022:** b" in trade.reasons(checks[:20])
    assert "Area 19 and 1 more" in trade.reasons(checks)


@pytest.mark.parametrize(("highest", "named"), [(999_999, ""), (1_000_000, "; the most was US$1 m, Peru in 2021")])
def test_little_trade_is_named_from_a_million_on(highest, named):
    rows = rows_of(
        "area answer highest_usd highest_year",
        *((area, "too_little", highest, 2021) for area in ("Peru", "Togo", "Chad")),
    )
    said = "**Too little trade to say** what it was before and after a signature: none of its 3 partners is known to have bought US$25 m in a year in 2020–2022"
    assert findings_time.around(rows, 25_000_000, (2020, 2021, 2022)) == f"{said}{named}."
    assert "the most" not in findings_time.around(rows[:2], 25_000_000, (2020, 2021, 2022)), "two are no field to lead"


def test_lines_without_a_year_after_are_headed_by_whose_they_are():
    end = "with enough trade: no whole year after a signature is known yet"
    assert findings_time.title("Norway", [], 2) == f"Norway's 2 partners {end}"
    assert findings_time.title("Maldives", [], 1) == f"Maldives' 1 partner {end}"
