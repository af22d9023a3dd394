-- A claim without a page behind it is confidence C, and a claim with a page is not.
SELECT 'claims' AS table_name, concat_ws('|', agreement_id, field, source_id, value) AS key, 'confidence' AS column_name,
    confidence::VARCHAR AS value
FROM claims JOIN sources USING (source_id)
WHERE (kind = 'lead') <> (confidence = 'C');
