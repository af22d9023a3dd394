-- What a lead alone says (sources.kind) has confidence L, or C where it has no page, and nothing else has.
WITH rated AS (
    SELECT 'claims' AS table_name, concat_ws('|', agreement_id, field, source_id, value) AS key, 'confidence' AS column_name, source_id, confidence FROM claims
    UNION ALL SELECT 'projects', project_id, 'confidence', source_id, confidence FROM projects
    UNION ALL SELECT 'events', event_id, 'confidence', source_id, confidence FROM events
    UNION ALL SELECT 'events', event_id, 'quantity_confidence', quantity_source_id, quantity_confidence FROM events
    UNION ALL SELECT 'milestones', milestone_id, 'confidence', source_id, confidence FROM milestones
    UNION ALL SELECT 'eligibility', buyer_iso3 || '|' || host_iso3, 'confidence', source_id, confidence FROM eligibility
    UNION ALL SELECT 'published_quantities', total_id, 'confidence', source_id, confidence FROM published_quantities
    UNION ALL SELECT 'targets', target_id, 'confidence', source_id, confidence FROM targets
    UNION ALL SELECT 'target_progress', progress_id, 'confidence', source_id, confidence FROM target_progress
    UNION ALL SELECT 'authorised_blocks', block_id, 'confidence', source_id, confidence FROM authorised_blocks
    UNION ALL SELECT 'authorisation_letters', letter_id, 'confidence', source_id, confidence FROM authorisation_letters
    UNION ALL SELECT 'party_reports', report_id, 'confidence', source_id, confidence FROM party_reports
    UNION ALL SELECT 'prices', price_id, 'confidence', source_id, confidence FROM prices
    UNION ALL SELECT 'rules', rule_id, 'confidence', source_id, confidence FROM rules
)
SELECT table_name, key, column_name, confidence::VARCHAR AS value
FROM rated JOIN sources USING (source_id)
WHERE confidence::VARCHAR IS DISTINCT FROM CASE WHEN kind <> 'lead' THEN confidence::VARCHAR WHEN url IS NULL THEN 'C' ELSE 'L' END
    OR (kind <> 'lead' AND is_lead_only(confidence));
