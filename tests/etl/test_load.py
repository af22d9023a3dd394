"""Each kind of rule in etl/schema refuses a bad row with file, line, column, value and rule."""

from __future__ import annotations

from etl.problems import Problem

AGREEMENTS, CLAIMS = "data/curated/agreements.csv", "data/curated/claims.csv"
TOTALS, PARTIES, SOURCES = "data/curated/published_totals.csv", "data/reference/parties.csv", "data/sources.csv"
CLAIM = {"agreement_id": "ARE-PRY-MOU", "field": "signed_on", "source_id": "agencia_ip"}


def test_the_real_data_pass(whole_data):
    assert whole_data.problems() == []


def test_a_few_hosts_of_the_real_data_pass(data):
    assert data.problems() == []


def test_types(data):
    whole = data.set("published_totals.csv", "value", "61.5", total_id="total_001")
    number = data.set("parties.csv", "longitude", "east", iso3="AFG")
    flag = data.set("parties.csv", "is_ldc", "yes", iso3="AGO")
    day = data.set("sources.csv", "retrieved_on", "22.11.2026", source_id="argus_2021")
    both = "breaks the rule ((latitude IS NULL) = (longitude IS NULL))"
    assert data.problems() == [
        Problem(TOTALS, whole, "value", "61.5", "must be a whole number"),
        Problem(PARTIES, number, "latitude|longitude", "34.332|", both),
        Problem(PARTIES, number, "longitude", "east", "must be a number"),
        Problem(PARTIES, flag, "is_ldc", "yes", "must be True or False"),
        Problem(SOURCES, day, "retrieved_on", "22.11.2026", "must be a date such as 2024-05-17"),
    ]


def test_casts_of_the_database_forgive_more_than_the_loader(data):
    number = data.set("parties.csv", "longitude", "6_6", iso3="AFG")
    day = data.set("sources.csv", "retrieved_on", "epoch", source_id="argus_2021")
    problems = data.problems()
    assert [(p.line, p.column, p.value) for p in problems] == [
        (number, "longitude", "6_6"),
        (day, "retrieved_on", "epoch"),
    ]


def test_enum_not_null_and_foreign_key(data):
    enum = data.set("claims.csv", "confidence", "D", **CLAIM)
    foreign = data.set("claims.csv", "source_id", "agencia_ipp", **CLAIM)
    empty = data.set("sources.csv", "publisher", "", source_id="argus_2021")
    assert data.problems() == [
        Problem(CLAIMS, enum, "confidence", "D", "must be one of A, B, L, C"),
        Problem(
            CLAIMS, foreign, "source_id", "agencia_ipp", "is no source_id of data/sources.csv; close to it: agencia_ip"
        ),
        Problem(SOURCES, empty, "publisher", None, "a value is needed here and the cell is empty"),
    ]


def test_primary_key_names_both_lines(data):
    text = data.path("aliases.csv").read_text(encoding="utf-8")
    first = text[: text.index("status,unepccc,MoU,")].count("\n") + 1
    line = data.append("aliases.csv", kind="status", publisher="unepccc", spelling="MoU", value="in_force")
    problems = data.problems()
    assert [(p.column, p.value) for p in problems] == [("kind|publisher|spelling", "status|unepccc|MoU")] * 2
    assert [p.line for p in problems] == [first, line]
    assert all("must be unique" in p.rule for p in problems)


def test_unique_compares_values_and_not_spellings(data):
    code = data.set("parties.csv", "iso2", "AL", iso3="AFG")
    order = data.set("instrument_types.csv", "sort_order", "01", instrument="bilateral_agreement")
    problems = data.problems()
    assert [(p.line, p.column, p.value) for p in problems] == [
        (order - 1, "sort_order", "1"),
        (order, "sort_order", "01"),
        (code, "iso2", "AL"),
        (4, "iso2", "AL"),
    ]
    assert all("must be unique" in p.rule for p in problems)


def test_checks_of_one_and_of_two_columns(data):
    pair = {"agreement_id": "GHA-GHA-MOU", "buyer_iso3": "GHA", "host_iso3": "GHA", "instrument": "other"}
    two = data.append("agreements.csv", **pair)
    one = data.set("sources.csv", "url", "ftp://example.org", source_id="argus_2021")
    on_pair, on_url = data.problems()
    assert (on_pair.file, on_pair.line, on_pair.column, on_pair.value) == (
        (AGREEMENTS, two, "buyer_iso3|host_iso3", "GHA|GHA")
    )
    assert on_pair.rule == "breaks the rule (buyer_iso3 != host_iso3)"
    assert (on_url.file, on_url.line, on_url.column, on_url.value) == (SOURCES, one, "url", "ftp://example.org")
    assert on_url.rule == "must be an address that begins with https:// or http://"


def test_a_likely_mistake_is_told_how_to_mend(data):
    data.set("sources.csv", "published_on", "14.10.2026", source_id="argus_2021")
    data.set("agreements.csv", "instrument", "MOU", agreement_id="ARE-PRY-MOU")
    form, day = data.problems()
    assert form.rule.startswith(
        "is no instrument of data/reference/instrument_types.csv; it has implementation_agreement, "
    )
    assert day.rule == "must be a date of the calendar such as 2024-05-17, 2024-05 or 2024"


def test_missing_and_unknown_column(data):
    data.replace("agreements.csv", "agreement_id,buyer_iso3,", "agreement_id,purchaser,")
    unknown, missing = sorted(data.problems(), key=lambda p: p.column, reverse=True)
    assert missing == Problem(AGREEMENTS, 1, "buyer_iso3", None, "column is missing from the header")
    assert (unknown.file, unknown.line, unknown.column) == (AGREEMENTS, 1, "purchaser")
    assert unknown.rule.startswith("unknown column; agreements has agreement_id, buyer_iso3")


def test_problems_of_several_files_come_together(data):
    claim = data.set("claims.csv", "field", "signed", **CLAIM)
    data.set("claims.csv", "source_id", "nobody", **CLAIM | {"field": "signed"})
    total = data.set("published_totals.csv", "value", "-61", total_id="total_001")
    party = data.set("parties.csv", "region", "Asien", iso3="AFG")
    assert [(p.file, p.line, p.column, p.value) for p in data.problems()] == [
        (CLAIMS, claim, "field", "signed"),
        (CLAIMS, claim, "source_id", "nobody"),
        (TOTALS, total, "value", "-61"),
        (PARTIES, party, "region", "Asien"),
    ]


def test_unreadable_files_come_together(data):
    data.path("claims.csv").unlink()
    data.path("aliases.csv").write_bytes(b"")
    data.path("agreements_2026-02-28.csv").write_bytes(b"a,b\n1\n")
    assert [(p.file, p.rule) for p in data.problems()] == [
        (CLAIMS, "file is missing"),
        ("data/publishers/unepccc/agreements_2026-02-28.csv", "1 cells where the header has 2: a,b"),
        ("data/reference/aliases.csv", "file is empty; a header row is needed"),
    ]
