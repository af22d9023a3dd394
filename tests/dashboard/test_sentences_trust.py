"""What is said of published totals, of the two witnesses, of tables and releases, on rows made up here."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.trust import changed_cells, findings, findings_data

NAN = float("nan")
DAY = date(2026, 6, 30)


def totals(*known: tuple[str, str | None, bool, float | None]) -> pd.DataFrame:
    """Published totals: verdict, known reason, whether a lead, what the parts differ by."""
    return pd.DataFrame(known, columns=["verdict", "known_reason", "is_lead", "parts_difference"])


def one(**parts: object) -> pd.DataFrame:
    """One published total as table reconciliation has it."""
    row = {
        "measure": "pairs", "buyer": None, "host": None, "programme": None, "counting_rule": "statements", "publisher": "Daily [x] (DXY)",
        "as_of": "2023-09-02", "known_reason": None, "verdict": "higher", "is_lead": False, "unit": "count", "value": 61.0, "value_as_stated": None,
    }  # fmt: skip
    return pd.DataFrame([row | parts])


def test_totals_are_counted_by_how_they_come_out():
    rows = totals(
        ("equal", "same rows", False, 0.0), ("equal", None, True, NAN), ("higher", "known", False, NAN), ("higher", None, False, 3.0),
        ("lower", None, False, NAN), ("not comparable", "x", True, NAN), ("repeated", None, False, NAN), ("repeated", "y", True, NAN),
    )  # fmt: skip
    assert findings.overview(rows) == (
        "Of **6 totals** that others publish, **5** can be compared with the Atlas on their own day: **2** are equal (1 of them rest on the "
        "same rows, which confirms nothing), the Atlas has more in **2** and less in **1**. For 1 of these 3 the reason is known. 1 compared "
        "total is a lead, unconfirmed and marked so. For 1 total the Atlas has no comparable figure, and it says why. 1 published "
        "total does not add up in itself."
    )


def test_many_totals_are_counted_by_how_they_come_out():
    rows = totals(
        ("equal", "same rows", False, NAN), ("equal", "same rows", True, NAN), ("equal", None, False, 1.0), ("higher", "known", True, -2.0), ("higher", None, False, NAN),
        ("lower", "known", False, NAN), ("lower", None, False, NAN), ("lower", None, False, 0.0), ("not comparable", None, False, NAN), ("not comparable", None, False, NAN),
    )  # fmt: skip
    assert findings.overview(rows) == (
        "Of **10 totals** that others publish, **8** can be compared with the Atlas on their own day: **3** are equal (2 of them rest on the "
        "same rows, which confirms nothing), the Atlas has more in **2** and less in **3**. For 2 of these 5 the reason is known. 2 compared "
        "totals are leads, unconfirmed and marked so. For 2 totals the Atlas has no comparable figure, and each says why. 2 published "
        "totals do not add up in themselves."
    )
    assert " For 0 totals the Atlas has no comparable figure, and each says why. 0 published " in findings.overview(
        rows.iloc[[0, 4, 6]]
    )


@pytest.mark.parametrize(
    ("measure", "said"),
    [("buyers", "buyers"), ("hosts", "hosts"), ("selected_hosts", "hosts of projects selected by a known date"), ("itmo_issued_tco2e", "ITMOs issued · DXY")],
)  # fmt: skip
def test_what_a_total_counts_is_named(measure, said):
    assert findings.readable(one(measure=measure)).iloc[0]["label"].startswith(f"All: {said}")


def test_a_published_total_is_read_as_who_counts_what_and_when():
    row = findings.readable(one()).iloc[0]
    assert (row["label"], row["known"], row["stated"], row["shown_unit"], row["doubt"], row["reason"]) == (
        "All: pairs · DXY, Sep 2023", "2 Sep 2023", "61", "", "", "not explained here",
    )  # fmt: skip
    row = findings.readable(
        one(buyer="Japan", host="Kenya", counting_rule="binding", is_lead=True, verdict="equal")
    ).iloc[0]
    assert (row["label"], row["doubt"], row["reason"]) == ("Japan: pairs, binding · DXY, Sep 2023", "unconfirmed", "")
    assert row["rule"].startswith("pairs, ") and row["rule"].endswith(", Japan, Kenya")
    row = findings.readable(
        one(host="Kenya", counting_rule=None, as_of=None, known_reason="They [count] more", verdict="equal")
    ).iloc[0]
    assert (row["label"], row["known"], row["reason"], row["rule"]) == (
        "Host Kenya: pairs · DXY, not found", "day not stated", "They [count] more", "pairs, Kenya",
    )  # fmt: skip
    row = findings.readable(one(unit="tCO2e", measure="issued_tco2e", value=1234.0, counting_rule=None)).iloc[0]
    assert (row["stated"], row["shown_unit"]) == ("1,234 tCO2e", "tCO2e")
    assert findings.readable(one(value_as_stated="about 60")).iloc[0]["stated"] == "about 60"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("UNEP Copenhagen Climate Centre (Article 6 pipeline)", "UNEP CCC"), ("Article 6 Implementation Partnership Center", "A6IP"),
        ("Institute for Global Things (IGES)", "IGES"), ("Office (of the north)", "Office"), ("Two (AB) letters", "Two"),
    ],
)  # fmt: skip
def test_a_publisher_is_named_shortly(name, short):
    assert findings.publisher(name) == short


def compared(*known: tuple[float, float, float, str | None, bool]) -> pd.DataFrame:
    """Compared totals: published, ours first and last, buyer, whether a lead."""
    rows = pd.DataFrame(known, columns=["value", "ours_at_first", "ours", "buyer", "is_lead"])
    return rows.assign(host=None, label=[f"Total {number}" for number in range(len(rows))], measure="issued_tco2e")


def test_totals_of_all_buyers_come_first_and_then_the_largest():
    rows = compared(
        (5, 0, 0, "Japan", False), (3, 0, 0, None, False), (9, 0, 0, "Japan", False), (7, 0, 0, None, False)
    )
    assert findings.in_order(rows)["label"].to_list() == ["Total 3", "Total 1", "Total 2", "Total 0"]
    assert findings.in_order(rows.assign(host="Kenya"))["label"].to_list() == [
        "Total 2",
        "Total 3",
        "Total 0",
        "Total 1",
    ]


def test_totals_of_one_size_stand_by_name():
    rows = compared((5, 5, 5, None, False), (5, 5, 5, None, False), (5, 6, 6, None, False)).assign(
        label=["B", "A", "C"]
    )
    assert findings.in_order(rows)["label"].to_list() == ["A", "B", "C"]
    assert findings.by_share(rows)["label"].to_list() == ["C", "A", "B"]


def test_differences_are_ours_less_theirs():
    rows = findings.by_difference(compared((10, 9, 12, None, False), (10, 8, 8, None, False), (10, 10, 10, None, True)))
    assert rows[["least", "most"]].to_numpy().tolist() == [[-1, 2], [-2, -2], [0, 0]]
    assert rows["said"].to_list() == ["−1 to +2", "−2", "0"]
    assert rows["told"].to_list() == [
        "Total 0\npublished 10, Atlas 9 to 12", "Total 1\npublished 10, Atlas 8", "Total 2\npublished 10, Atlas 10",
    ]  # fmt: skip
    assert findings.comparison(rows) == (
        "0 of 2 published counts of agreements and their Parties differ from ours by one at most; the largest difference is 2"
    )
    near = findings.by_difference(
        compared((10, 9, 9, None, False), (10, 11, 11, None, False), (10, 12, 12, None, False))
    )
    assert findings.comparison(near).startswith("2 of 3 published counts") and findings.comparison(near).endswith(
        " is 2"
    )


def test_shares_are_per_cent_of_the_published_total():
    rows = findings.by_share(
        compared(
            (200, 100, 100, None, False), (100, 49, 51, None, False), (0, 5, 5, None, False), (10, 12, 12, None, True)
        )
    )
    assert rows["label"].to_list() == ["Total 3", "Total 1", "Total 0"]
    assert rows["said"].to_list() == ["+20%", "−51% to −49%", "−50%"]
    assert (
        findings.tonnes_compared(rows)
        == "In 1 of 2 published totals in tonnes less than half can be traced to rows of the Atlas"
    )
    assert (
        findings.tonnes_compared(rows[rows["is_lead"]])
        == "No published total in tonnes can be held against rows of the Atlas"
    )
    assert findings.by_share(compared((9, 9, 9, None, False)).assign(measure="pairs")).empty
    assert findings.by_share(compared((9, 9, 9, None, False)).assign(measure="authorised_tco2e")).empty
    assert findings.by_share(compared((1, 2, 2, None, False)))["said"].to_list() == ["+100%"]


def test_rows_of_one_side_are_named():
    total = pd.Series({"publisher": "Paper (d)", "metric": "pairs", "known": "2023", "value": 4.0, "ours": 5.0})
    rows = pd.DataFrame(
        {
            "side": ["publisher only", "Atlas only", "Atlas only"],
            "label": ["A–B", "C–D", "E–F"],
            "explanation": ["not signed", None, ""],
        },
        dtype=object,
    )
    head = "**Paper, pairs, 2023**: published 4, the Atlas 5."
    assert findings.named_rows(total, rows) == (
        f"{head}  \n**Atlas only**: C–D and E–F.  \n**Publisher only**: A–B (not signed)."
    )
    many = pd.DataFrame({"side": "Atlas only", "label": [f"R{at}" for at in range(31)], "explanation": None})
    assert findings.one_sided(many).endswith("R28, R29 and 1 more.") and findings.one_sided(many.head(30)).endswith(
        "R28 and R29."
    )
    assert findings.named_rows(total, rows.head(0)) == f"{head} Both hold the same rows."


def witnesses(*known: tuple[str, str, str, float | None]) -> pd.DataFrame:
    """Agreements: buyer, host, who knows the pair, days by which the pipeline is later."""
    rows = pd.DataFrame(known, columns=["buyer", "host", "pair_known_to", "pipeline_later_by_days"])
    return rows.assign(buyer_iso3=rows["buyer"], host_iso3=rows["host"])


WITNESSES = witnesses(
    ("A", "B", "both", 3.0), ("A", "B", "both", NAN), ("A", "C", "UNEP CCC only", NAN), ("D", "C", "official pages and press only", 0.0),
    ("D", "E", "both", -20.0), ("D", "F", "lead only", NAN), ("G", "H", "both", 14.0),
)  # fmt: skip


def test_two_witnesses_and_how_far_they_lie_apart():
    assert findings.witnesses(WITNESSES) == (
        "Both know **3 of 5 pairs**; official pages and press alone know 1, UNEP CCC alone 1. Of 4 dates that both give, **3 cannot be the same "
        "day**, by 14 days in the median and 20 at most."
    )
    rows = findings.by_days(WITNESSES)
    assert rows["label"].to_list() == ["D–E", "G–H", "A–B"]
    assert (
        findings.dates_apart(rows) == "2 of 3 differing dates lie within two weeks; the widest gap is D–E with 20 days"
    )
    assert findings.dates_apart(rows.head(1)).startswith("0 of 1 differing date lies within two weeks")
    assert list(rows.index) == [0, 1, 2]
    wide = findings.by_days(witnesses(("A", "B", "both", 15.0), ("A", "C", "both", 1.0)))
    assert findings.dates_apart(wide).startswith("1 of 2 differing dates lie")


def test_what_only_one_witness_knows():
    apart = witnesses(
        ("A", "B", "official pages and press only", 2.0), ("A", "C", "official pages and press only", NAN), ("A", "D", "UNEP CCC only", NAN)
    )  # fmt: skip
    said = findings.witnesses(apart)
    assert said.startswith(
        "Both know **0 of 3 pairs**; official pages and press alone know 2, UNEP CCC alone 1. Of 1 date that both give"
    )
    together = findings.witnesses(witnesses(("A", "B", "both", 2.0)))
    assert together.startswith("Both know **1 of 1 pairs**; official pages and press alone know 0, UNEP CCC alone 0. ")


def test_both_dates_are_shown_as_known():
    rows = WITNESSES.head(2).assign(
        instrument_label="JCM memorandum", desk_signed_on=["2024-05", None], in_desk=[True, False], pipeline_signed_on=[None, "2024-05-29"],
        in_pipeline=[True, True], signed_on=["2024-05", None], is_counted=[True, False],
    )  # fmt: skip
    shown = findings.with_dates(rows)
    columns = ["label", "desk_signed", "pipeline_signed", "used", "counted"]
    assert shown[columns].to_numpy().tolist() == [
        ["A–B, JCM memorandum", "May 2024", "not found", "May 2024", "yes"],
        ["A–B, JCM memorandum", "not known to it", "29 May 2024", "not found", "no"],
    ]


def test_a_date_that_a_witness_does_not_know_of_is_not_just_missing():
    row = WITNESSES.head(1).assign(
        instrument_label="Memo", desk_signed_on="2024", in_desk=True, pipeline_signed_on=None, in_pipeline=False, signed_on="2024", is_counted=True
    )  # fmt: skip
    assert findings.with_dates(row)[["desk_signed", "pipeline_signed"]].to_numpy().tolist() == [
        ["2024", "not known to it"]
    ]


@pytest.mark.parametrize(
    ("difference", "said"),
    [(0.0, ", as published."), (1.0, ", **1 more** than the 10 published; not explained here."), (2.0, ", **2 more** than the 10 published; not explained here."), (-3.0, ", **3 fewer** than the 10 published; not explained here.")],
)  # fmt: skip
def test_parts_add_up_or_not(difference, said):
    row = {
        "publisher": "P",
        "metric": "m",
        "known": "2023",
        "value": 10.0,
        "parts": "4 + 6",
        "parts_sum": 10 + difference,
        "parts_difference": difference,
    }
    assert findings.adds_up(pd.Series(row)) == f"**P**, m, 2023: 4 + 6 = {10 + difference:.0f}{said}"


def test_a_day_of_a_column_is_said_or_left_empty():
    assert findings.edition(pd.Timestamp("2024-05-06")) == "6 May 2024" and findings.edition(pd.NaT) == ""


@pytest.mark.parametrize(
    ("table", "has_key", "name"),
    [("agreements", True, "Agreements"), ("agreements", False, "Made from the others, as the pages show them"), ("trade_x", True, "Trade"), ("gdp", True, "Countries"), ("events", True, "Projects and what they delivered")],
)  # fmt: skip
def test_a_table_has_its_group(table, has_key, name):
    assert findings_data.group(table, has_key) == name


def test_columns_are_described():
    assert findings_data.type_in_words("ENUM('A', 'B')") == "one of A, B"
    assert (findings_data.type_in_words("DOUBLE"), findings_data.type_in_words("BLOB")) == ("number", "blob")
    columns = pd.DataFrame(
        {"column_name": ["a", "b"], "comment": ["A key", "Party"], "data_type": ["VARCHAR", "DATE"], "is_key": [True, False], "refers_to": pd.Series([None, "parties"], dtype=object), "is_nullable": [False, True]}
    )  # fmt: skip
    assert findings_data.dictionary(columns)["Type"].to_list() == [
        "text, the key, never empty",
        "date, one of parties, may be empty",
    ]
    both = findings_data.dictionary(columns.assign(is_key=True))["Type"].to_list()
    assert both == ["text, part of the key, never empty", "date, part of the key, one of parties, may be empty"]


def test_the_data_page_opens_with_its_numbers():
    assert findings_data.overview(12, 34567, DAY, 1200, 1) == (
        "Everything on these pages can be downloaded, free and without a key or login: **12 tables with 34,567 rows**, edition of **30 Jun 2026**. "
        "The facts come from 1,200 publications, each under its own terms; 1 of them state none."
    )


def ages(*known: tuple[str, str | None, bool, bool, str | None]) -> pd.DataFrame:
    """Publications: read, checked, watched, with news, unreadable since."""
    return pd.DataFrame(known, columns=["read_on", "checked_on", "is_watched", "has_news", "unreadable_since"])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (ages(("2026-01-02", None, False, False, None)), "1 publication, read on 2 Jan 2026."),
        (ages(("2026-01-02", None, True, False, None)), "1 publication, read on 2 Jan 2026. 1 of them is watched; none has been checked yet."),
        (
            ages(("2026-01-05", "2026-02-01", True, True, None), ("2026-01-02", "2026-03-01", True, False, "2026-02-02"), ("2026-01-03", None, False, False, None)),
            "3 publications, read from 2 Jan 2026 to 5 Jan 2026. 2 of them are watched; last checked on 1 Mar 2026. 1 has changed since, and the Atlas doesn’t show those changes yet. 1 can no longer be read.",
        ),
    ],
)  # fmt: skip
def test_how_fresh_publications_are(rows, said):
    assert findings_data.freshness(rows) == said


def test_terms_come_most_frequent_first():
    terms = pd.DataFrame({"licence": ["free", "not stated", "free"]})
    assert findings_data.terms_of(terms) == "Terms of its 3 publications: free (2); not stated (1)."


def test_how_to_cite():
    digest = "0123456789abcdef0123"
    assert findings_data.citation(DAY, digest, "https://a.org") == (
        "Article 6 Atlas (2026). Edition of 30 Jun 2026, content 0123456789abcdef. Data set. https://a.org/data/article6.duckdb"
    )
    entry = findings_data.bibtex(DAY, digest, "https://a.org").splitlines()
    assert entry[0] == "@misc{article6atlas_2026_06_30," and "  month = jun," in entry and "  year = {2026}," in entry
    assert entry[4] == "  note = {Edition of 2026-06-30, content 0123456789abcdef},"


def releases(*known: tuple[str, str]) -> pd.DataFrame:
    """Releases, newest first: name and content."""
    return pd.DataFrame(known, columns=["release_id", "content_hash"])


def test_how_the_data_stand_to_the_releases():
    assert findings_data.state(releases(), "a" * 20, DAY).endswith("The data in use are the edition of 30 Jun 2026.")
    two = releases(("r2", "b" * 20), ("r1", "a" * 20))
    assert findings_data.state(two, "a" * 20, DAY) == f"The data in use are **release r1**, content {'a' * 16}."
    said = findings_data.state(two, "c" * 20, DAY)
    assert "**changed since release r2**" in said and f"is {'c' * 16}, that of the release {'b' * 16}." in said


def test_what_a_release_brought():
    counts = {f"{kind}_count": 0 for kind in findings_data.KINDS}
    row = pd.Series(counts | {"row_count": 1200, "table_count": 1, "previous_release_id": None}, dtype=object)
    assert (
        findings_data.brought(row) == "1,200 rows in 1 table. The first release: there is nothing to compare it with."
    )
    row["previous_release_id"] = "r1"
    assert findings_data.brought(row) == "1,200 rows in 1 table. Since release r1: no row changed."
    row["news_count"], row["removed_count"], row["late_count"] = 1500, 1, NAN
    assert findings_data.brought(row).endswith("Since release r1: new events **1,500**, removals **1**.")


def test_tables_that_changed_since_a_release():
    recorded = pd.DataFrame({"table_name": ["a", "b", "b_list", "gone"], "row_count": [1, 2, 2, 3]})
    now = pd.DataFrame(
        {"table_name": ["a", "b", "b_list", "new", "new_list", "releases"], "row_count": [1, 5, 5, 4, 4, 9]}
    ).assign(has_key=[True, True, False, True, False, True])
    changed = findings_data.since(recorded, now)
    assert changed.fillna(-1).to_numpy().tolist() == [["b", 2, 5, 3], ["gone", 3, -1, -3], ["new", -1, 4, 4]]


@pytest.mark.parametrize(
    ("column", "old", "new", "said"),
    [
        ("event_on", "2022-03", "2022-03-28", "Date: Mar 2022 → 28 Mar 2022"),
        ("is_superseded", "false", "true", "Superseded: no → yes"),
        ("expected_tco2e_total", "960000.0", "n/a", "Expected in total, tCO2e: 960,000 → n/a"),
        ("instrument", "letter_of_intent", None, "Form: letter of intent → (empty)"),
        ("source_id", "rajah_tann", "x_y", "Source: rajah_tann → x_y"),
        ("buyer_iso3", "CHE", "SWE", "Buyer: CHE → SWE"),
    ],
)
def test_a_changed_cell_in_words(column, old, new, said):
    cells = pd.DataFrame([(column, old, new)], columns=["column_name", "old_value", "new_value"], dtype=object)
    assert changed_cells.told(cells, "changed") == said


def test_long_texts_are_told_from_where_they_differ_and_many_cells_are_counted():
    same = "word " * 40
    cells = pd.DataFrame(
        [("note", f"{same}ends so.", f"{same}ends otherwise."), *[("title", "a", "b")] * 5],
        columns=["column_name", "old_value", "new_value"],
    )
    note, *titles, more = changed_cells.told(cells, "changed").split("; ")
    assert note == "Note: … word word word word word ends so. → … word word word word word ends otherwise."
    assert (titles, more) == (["Title: a → b"] * 3, "and 2 more")
    assert changed_cells.told(cells, "added") == "not in the edition before"
    assert changed_cells.told(cells, "removed") == "no longer in the data"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("binding", "pairs, binding only, Japan"),
        ("statements", "pairs, all signed texts, Japan"),
        (None, "pairs, Japan"),
    ],
)
def test_a_published_total_says_by_which_counting_rule_the_atlas_counts(rule, said):
    (row,) = findings.readable(one(counting_rule=rule, buyer="Japan")).itertuples()
    assert row.rule == said


def test_several_publications_that_changed_or_went():
    rows = ages(*[("2026-01-02", "2026-05-01", True, True, "2026-04-01")] * 2)
    assert findings_data.freshness(rows) == (
        "2 publications, read on 2 Jan 2026. 2 of them are watched; last checked on 1 May 2026. 2 have changed since, and the Atlas doesn’t show those "
        "changes yet. 2 can no longer be read."
    )
