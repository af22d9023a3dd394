"""Words on the data themselves: groups of tables, terms, how to cite, and what a release brought. Pure."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.core.records import as_dicts
from dashboard.core.site import doi
from dashboard.core.words import MONTHS, day, plural

# Order of the groups on the page. A table that is not named here stands among the countries' own figures.
GROUPS: dict[str, tuple[str, ...]] = {
    "Agreements": ("agreements", "claims", "force_lookups", "published_totals", "comparisons", "eligibility"),
    "Projects and what they delivered": (
        "projects",
        "events",
        "event_projects",
        "milestones",
        "project_witnesses",
        "published_quantities",
    ),
    "Authorised units and what Parties report": (
        "authorised_blocks",
        "authorisation_letters",
        "reported_actions",
        "party_reports",
        "report_duties",
        "cooperative_approaches",
        "platform_documents",
    ),
    "Rules of hosts and buyers": ("rules", "rule_kinds"),
    "Targets, prices and programmes": (
        "targets",
        "target_progress",
        "prices",
        "model_evidence",
        "programme_features",
        "programme_needs",
        "calculator_presets",
    ),
    "Trade": (
        "trade_areas",
        "trade_sources",
        "trade_flows",
        "trade_reporting",
        "value_chains",
        "hs_products",
        "host_imports",
    ),
    "Countries": ("parties",),
    "Sources, words and corrections": (
        "sources",
        "source_kinds",
        "full_readings",
        "verifications",
        "similar_rows",
        "watched_addresses",
        "watch_checks",
        "corrections",
        "aliases",
        "instrument_types",
        "sectors",
        "stages",
        "releases",
        "release_tables",
        "release_changes",
    ),
    "Made from the others, as the pages show them": (),
}
_REST, _READ_MODELS = "Countries", "Made from the others, as the pages show them"

TYPES = {
    "VARCHAR": "text",
    "BOOLEAN": "true or false",
    "DATE": "date",
    "DOUBLE": "number",
    "INTEGER": "whole number",
    "BIGINT": "whole number",
    "HUGEINT": "whole number",
}
KINDS = {
    "news": "New events",
    "late": "Late findings",
    "undated": "Additions without a date",
    "corrected": "Corrections",
    "removed": "Removals",
}


def group(table: str, has_key: bool) -> str:
    """Return the group of a table; read models are the tables without a key."""
    if not has_key:
        return _READ_MODELS
    if table.startswith("trade_"):
        return "Trade"
    return next((name for name, tables in GROUPS.items() if table in tables), _REST)


def type_in_words(declared: str) -> str:
    """Return a type of the catalogue in plain words; a closed list with its values."""
    if declared.startswith("ENUM("):
        return "one of " + declared.removeprefix("ENUM(").removesuffix(")").replace("'", "")
    return TYPES.get(declared, declared.lower())


def dictionary(columns: pd.DataFrame) -> pd.DataFrame:
    """Return columns of a table in words: Column, What it holds (with its unit), Type (with its role)."""
    key = "the key" if columns["is_key"].sum() == 1 else "part of the key"
    kinds = [
        ", ".join(
            filter(
                None,
                [
                    type_in_words(row["data_type"]),
                    key if row["is_key"] else "",
                    f"one of {row['refers_to']}" if row["refers_to"] else "",
                    "may be empty" if row["is_nullable"] else "never empty",
                ],
            )
        )
        for row in as_dicts(columns)
    ]
    return pd.DataFrame({"Column": columns["column_name"], "What it holds": columns["comment"], "Type": kinds})


def overview(table_count: int, row_count: int, edition_on: date, publication_count: int, without_terms: int) -> str:
    """Return the sentence at the top of the Data page."""
    return (
        f"Everything on these pages can be downloaded, free and without a key or login: **{table_count} tables with {row_count:,} rows**, "
        f"edition of **{day(edition_on)}**. The facts come from {publication_count:,} publications, each under its own terms; "
        f"{without_terms:,} of them state none."
    )


def freshness(ages: pd.DataFrame) -> str:
    """Return how fresh the publications are; columns read_on, checked_on, is_watched, has_news, unreadable_since."""
    read = pd.to_datetime(ages["read_on"])
    first, last = read.min().date(), read.max().date()
    days = f"on {day(last)}" if first == last else f"from {day(first)} to {day(last)}"
    watched = int(ages["is_watched"].sum())
    parts = [f"{plural(len(ages), 'publication')}, read {days}."]
    if not watched:
        return parts[0]
    checked = pd.to_datetime(ages["checked_on"]).max()
    asked = "none has been checked yet" if pd.isna(checked) else f"last checked on {day(checked.date())}"
    parts.append(f"{watched:,} of them {'is' if watched == 1 else 'are'} watched; {asked}.")
    news, lost = int(ages["has_news"].sum()), int(ages["unreadable_since"].notna().sum())
    if news:
        parts.append(
            f"{news:,} {'has' if news == 1 else 'have'} changed since, and the Atlas doesn’t show those changes yet."
        )
    if lost:
        parts.append(f"{lost:,} can no longer be read.")
    return " ".join(parts)


def terms_of(publications: pd.DataFrame) -> str:
    """Return the terms of the publications behind a table; columns licence."""
    counts = publications["licence"].value_counts()
    parts = [f"{licence} ({count:,})" for licence, count in counts.items()]
    return f"Terms of its {plural(len(publications), 'publication')}: {'; '.join(parts)}."


def citation(edition_on: date, content_hash: str, site: str) -> str:
    """Return how to cite this edition."""
    named = f"https://doi.org/{doi()} " if doi() else ""
    return (
        f"Article 6 Atlas ({edition_on.year}). Edition of {day(edition_on)}, content {content_hash[:16]}. Data set. "
        f"{named}{site}/data/article6.duckdb"
    )


def bibtex(edition_on: date, content_hash: str, site: str) -> str:
    """Return the same as a BibTeX entry."""
    return "\n".join(
        [
            f"@misc{{article6atlas_{edition_on:%Y_%m_%d},",
            "  title = {{Article 6 Atlas}},",
            f"  year = {{{edition_on.year}}},",
            f"  month = {MONTHS[edition_on.month - 1].lower()},",
            f"  note = {{Edition of {edition_on.isoformat()}, content {content_hash[:16]}}},",
            *([f"  doi = {{{doi()}}},"] if doi() else []),
            f"  howpublished = {{Data set, \\url{{{site}/data/article6.duckdb}}}}",
            "}",
        ]
    )


def state(releases: pd.DataFrame, content_hash: str, edition_on: date) -> str:
    """Return how the data in use stand to the recorded releases (columns of queries_data.releases, newest first)."""
    if releases.empty:
        return f"No release has been recorded yet. The data in use are the edition of {day(edition_on)}."
    newest = releases.iloc[0]
    same = releases[releases["content_hash"] == content_hash]
    if len(same):
        return f"The data in use are **release {same['release_id'].iloc[0]}**, content {content_hash[:16]}."
    return (
        f"The data in use have **changed since release {newest['release_id']}**, the newest one: their content is "
        f"{content_hash[:16]}, that of the release {newest['content_hash'][:16]}. The changes are not recorded yet."
    )


def brought(release: pd.Series) -> str:
    """Return what a release brought, from its counts (a row of queries_data.releases)."""
    rows = f"{plural(int(release['row_count']), 'row')} in {plural(int(release['table_count']), 'table')}"
    if release["previous_release_id"] is None:
        return f"{rows}. The first release: there is nothing to compare it with."
    parts = [
        f"{words.lower()} **{int(release[f'{kind}_count']):,}**"
        for kind, words in KINDS.items()
        if pd.notna(release[f"{kind}_count"]) and release[f"{kind}_count"]
    ]
    said = ", ".join(parts) if parts else "no row changed"
    return f"{rows}. Since release {release['previous_release_id']}: {said}."


def since(recorded: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Return the tables whose number of rows is another one than in a release: table_name, then, now, difference.

    `recorded` has the columns of release_tables, `now` those of queries_data.tables. Tables on releases are left out, and read models, which follow
    from the other tables.
    """
    own = now["has_key"] & ~now["table_name"].isin(["releases", "release_tables", "release_changes"])
    follows = recorded["table_name"].isin(now.loc[~now["has_key"], "table_name"])
    both = recorded.loc[~follows, ["table_name", "row_count"]].merge(
        now.loc[own, ["table_name", "row_count"]], on="table_name", how="outer", suffixes=("_then", "_now")
    )
    both = both.rename(columns={"row_count_then": "then", "row_count_now": "now"})
    both["difference"] = both["now"].fillna(0) - both["then"].fillna(0)
    changed: pd.DataFrame = both[both["then"].ne(both["now"])].reset_index(drop=True)
    return changed.astype({"then": "Int64", "now": "Int64", "difference": "Int64"})
