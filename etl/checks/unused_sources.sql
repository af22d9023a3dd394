-- Every publication in sources.csv must stand behind at least one row.
SELECT 'sources' AS table_name, source_id AS key, 'source_id' AS column_name, source_id AS value
FROM sources
WHERE kind <> 'dataset' AND source_id NOT IN (
    SELECT source_id FROM claims UNION SELECT source_id FROM force_lookups UNION SELECT source_id FROM parties
    UNION SELECT source_id FROM published_totals UNION SELECT source_id FROM corrections
    UNION SELECT source_id FROM projects UNION SELECT source_id FROM events UNION SELECT source_id FROM milestones
    UNION SELECT source_id FROM project_witnesses UNION SELECT source_id FROM eligibility
    UNION SELECT source_id FROM published_quantities UNION SELECT source_id FROM targets
    UNION SELECT source_id FROM target_progress UNION SELECT source_id FROM prices
    UNION SELECT source_id FROM model_evidence UNION SELECT source_id FROM programme_features
    UNION SELECT source_id FROM calculator_presets UNION SELECT quantity_source_id FROM events WHERE quantity_source_id IS NOT NULL
    UNION SELECT source_id FROM verifications WHERE source_id IS NOT NULL UNION SELECT source_id FROM full_readings
    UNION SELECT source_id FROM ndc_targets UNION SELECT source_id FROM authorised_blocks
    UNION SELECT source_id FROM authorisation_letters UNION SELECT source_id FROM reported_actions
    UNION SELECT source_id FROM party_reports UNION SELECT source_id FROM report_duties
    UNION SELECT source_id FROM cooperative_approaches UNION SELECT source_id FROM platform_documents
    UNION SELECT source_id FROM trade_published UNION SELECT source_id FROM trade_reconciliation
    UNION SELECT source_id FROM rules
);
