-- Every agreement needs at least one claim on its form, so that a source stands behind it.
SELECT 'agreements' AS table_name, agreement_id AS key, 'agreement_id' AS column_name, agreement_id AS value
FROM agreements
WHERE agreement_id NOT IN (SELECT agreement_id FROM claims WHERE field = 'instrument');
