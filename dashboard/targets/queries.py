"""Questions on targets, prices and programmes: one function each."""

from __future__ import annotations

import pandas as pd

from dashboard.core.warehouse import ask

MODELLED_BUYER = "JPN"


def ladders() -> pd.DataFrame:
    """Return the rungs of every goal with a volume. Columns of table target_ladders."""
    return ask("SELECT * FROM target_ladders")


def targets() -> pd.DataFrame:
    """Return every published target, estimate and ceiling, superseded ones marked. Columns of table target_list."""
    return ask("SELECT * FROM target_list ORDER BY buyer, is_superseded, target_id")


def progress() -> pd.DataFrame:
    """Return what buyers publish on the way. Columns of table target_progress_list."""
    return ask("SELECT * FROM target_progress_list ORDER BY buyer NULLS LAST, as_of DESC")


def own_estimates() -> pd.DataFrame:
    """Return each project's own estimate up to the day of each goal. Columns of table own_estimates."""
    return ask("SELECT * FROM own_estimates ORDER BY target_id, estimate_tco2e DESC NULLS LAST, project_id")


def pipeline() -> pd.DataFrame:
    """Return Japan's projects with their anchor day and yearly estimate. Columns of table project_anchors."""
    return ask("SELECT * FROM project_anchors WHERE buyer_iso3 = $buyer ORDER BY project_id", buyer=MODELLED_BUYER)


def defaults() -> pd.DataFrame:
    """Return the default inputs of the trajectory with their origin. Columns of table trajectory_defaults, and of the
    evidence or published total behind: source_publisher, source_url."""
    return ask("""
        SELECT d.*, coalesce(b.publisher, s.publisher) AS source_publisher, coalesce(b.source_url, e.source_url, s.url) AS source_url
        FROM trajectory_defaults d LEFT JOIN model_evidence e USING (evidence_id)
            LEFT JOIN sources s ON s.source_id = e.source_id LEFT JOIN issuance_backcast b USING (total_id)
        ORDER BY d.sort_order
    """)


def backcast() -> pd.DataFrame:
    """Return what was published as issued in all, oldest first, with what was expected by then. Columns of table
    issuance_backcast."""
    return ask("SELECT * FROM issuance_backcast ORDER BY as_of_until_on, total_id")


def experience() -> pd.DataFrame:
    """Return published experience with delivery elsewhere. Columns of table model_evidence, and source_publisher, source_url."""
    return ask("SELECT * FROM model_evidence_list ORDER BY evidence_id")


def prices() -> pd.DataFrame:
    """Return prices, domestic costs and claims, each in its own currency. Columns of table price_list."""
    return ask("SELECT * FROM price_list ORDER BY country NULLS LAST, role, price_year, price_id")


def programmes() -> pd.DataFrame:
    """Return one row a buyer and need: yes, partly or no source found. Columns of table programme_feature_list."""
    return ask("SELECT * FROM programme_feature_list ORDER BY sort_order, buyer")


def presets() -> pd.DataFrame:
    """Return the starting points of the calculator with their prices and sources. Columns of calculator_preset_list."""
    return ask("SELECT * FROM calculator_preset_list ORDER BY sort_order")
