-- Nothing on a ladder, in the model or in the table of programmes may rest on general knowledge (confidence C).
SELECT 'targets' AS table_name, target_id AS key, 'confidence' AS column_name, confidence::VARCHAR AS value
FROM targets WHERE confidence = 'C' AND ladder_until_on IS NOT NULL
UNION ALL
SELECT 'target_progress', progress_id, 'confidence', confidence::VARCHAR
FROM target_progress WHERE confidence = 'C' AND rung IS NOT NULL
UNION ALL
SELECT 'model_evidence', evidence_id, 'confidence', confidence::VARCHAR FROM model_evidence WHERE confidence = 'C'
UNION ALL
SELECT 'programme_features', buyer_iso3 || '|' || need_id, 'confidence', confidence::VARCHAR
FROM programme_features WHERE confidence = 'C';
