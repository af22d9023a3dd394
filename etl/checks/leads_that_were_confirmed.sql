-- A lead that another page confirms takes that page as its own publication, so that it is no lead any more.
SELECT 'events' AS table_name, event_id AS key, 'source_id' AS column_name, e.source_id AS value
FROM events e JOIN verifications v ON v.table_name = 'events' AND v.key = e.event_id AND v.verdict = 'confirmed'
    JOIN sources o ON o.source_id = v.source_id
WHERE o.kind <> 'lead' AND (
    (is_lead_only(e.confidence) AND v.what IN ('row', 'act'))
    OR (is_lead_only(e.quantity_confidence) AND v.what IN ('row', 'quantity')));
