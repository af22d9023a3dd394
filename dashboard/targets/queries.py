"""Questions on targets, prices and programmes: one function each."""

from __future__ import annotations

import pandas as pd

from dashboard.core.warehouse import Row, ask, ask_rows


def goals() -> tuple[Row, ...]:
    """Return the goals of the modelled buyer, soonest first: of table target_ladders whose goal, until when, how much, and who says so."""
    return ask_rows("""
        SELECT buyer_iso3, buyer, target_id, target_year, ladder_until_on, quantity_mtco2e, as_of, source_publisher, source_url
        FROM target_ladders WHERE is_modelled AND rung = 'goal' ORDER BY target_year
    """)


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
    """Return the projects of the modelled buyer with their anchor day and yearly estimate. Columns of table project_anchors."""
    return ask("""
        SELECT * FROM project_anchors WHERE buyer_iso3 IN (SELECT buyer_iso3 FROM target_ladders WHERE is_modelled) ORDER BY project_id
    """)


def defaults() -> tuple[Row, ...]:
    """Return the default inputs of the trajectory with their origin. Columns of table trajectory_defaults, and of the
    evidence or published total behind: source_publisher, source_url."""
    return ask_rows("""
        SELECT d.*, coalesce(b.publisher, s.publisher) AS source_publisher, coalesce(b.source_url, e.source_url, s.url) AS source_url
        FROM trajectory_defaults d LEFT JOIN model_evidence e USING (evidence_id)
            LEFT JOIN sources s ON s.source_id = e.source_id LEFT JOIN issuance_backcast b USING (total_id)
        ORDER BY d.sort_order
    """)


def experience() -> tuple[Row, ...]:
    """Return published experience with delivery elsewhere. Columns of table model_evidence, and source_publisher, source_url."""
    return ask_rows("SELECT * FROM model_evidence_list ORDER BY evidence_id")


def prices() -> pd.DataFrame:
    """Return prices, domestic costs and claims, each in its own currency. Columns of table price_list."""
    return ask("SELECT * FROM price_list ORDER BY country NULLS LAST, role, price_year, price_id")


def programmes() -> pd.DataFrame:
    """Return one row a buyer and need: yes, partly or no source found. Columns of table programme_feature_list, and is_newcomer (the buyer
    has no agreement that counts)."""
    return ask("""
        SELECT *, buyer_iso3 NOT IN (SELECT buyer_iso3 FROM agreement_list WHERE is_counted) AS is_newcomer
        FROM programme_feature_list ORDER BY sort_order, buyer
    """)


def with_programme() -> set[str]:
    """Return the codes of the buyers of whose programme a source shows anything."""
    return set(ask("SELECT DISTINCT buyer_iso3 FROM programme_feature_list WHERE source_id IS NOT NULL")["buyer_iso3"])


def presets() -> pd.DataFrame:
    """Return the starting points of the calculator with their prices and sources. Columns of calculator_preset_list."""
    return ask("SELECT * FROM calculator_preset_list ORDER BY sort_order")


def preset_rows() -> pd.DataFrame:
    """Return the inputs of the calculator's starting points, one row a price or volume: preset_id, input (volume, domestic or
    itmo), row_kind, row_id, label, low, high, unit, source_id, source_url, confidence."""
    return ask("""
        SELECT preset_id, 'volume' AS input, 'preset' AS row_kind, preset_id AS row_id, 'Volume: ' || volume_note AS label, volume_mt AS low, NULL AS high,
            'MtCO2e' AS unit, source_id, volume_url AS source_url, NULL AS confidence
        FROM calculator_preset_list
        UNION ALL
        SELECT p.preset_id, CASE WHEN r.price_id = p.domestic_price_id THEN 'domestic' ELSE 'itmo' END, 'price', r.price_id, r.subject, r.low, r.high, coalesce(r.currency, 'currency not stated') || ' a tonne',
            r.source_id, r.source_url, r.confidence::VARCHAR
        FROM calculator_preset_list p JOIN price_list r ON r.price_id IN (p.domestic_price_id, p.itmo_price_id)
        ORDER BY preset_id, row_kind DESC, row_id
    """)


def input_rows() -> pd.DataFrame:
    """Return what the default inputs of the trajectory rest on, one row a published figure or event of the Atlas.

    Columns: input_id, row_kind, row_id, label, low and high (a published figure, in `unit`), source_id, source_url, confidence. The
    events are those that table trajectory_defaults takes its medians and shares from.
    """
    return ask("SELECT * FROM trajectory_input_rows ORDER BY input_id, row_kind, row_id")
