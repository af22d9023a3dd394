-- A check of a row names a row that exists.
WITH known AS (
    SELECT 'agreements' AS table_name, agreement_id AS key FROM agreements
    UNION ALL SELECT 'projects', project_id FROM projects
    UNION ALL SELECT 'events', event_id FROM events
    UNION ALL SELECT 'targets', target_id FROM targets
    UNION ALL SELECT 'target_progress', progress_id FROM target_progress
    UNION ALL SELECT 'published_totals', total_id FROM published_totals
    UNION ALL SELECT 'published_quantities', total_id FROM published_quantities
    UNION ALL SELECT 'prices', price_id FROM prices
)
SELECT 'verifications' AS table_name, verification_id AS key, 'key' AS column_name, v.key AS value
FROM verifications v WHERE (v.table_name, v.key) NOT IN (SELECT (table_name, key) FROM known);
