-- A figure on the way to a target lies no later than this edition.
SELECT 'target_progress' AS table_name, progress_id AS key, 'as_of' AS column_name, as_of AS value
FROM target_progress, edition
WHERE first_possible_day(as_of) > edition_on
UNION ALL
SELECT 'model_evidence', evidence_id, 'as_of', as_of
FROM model_evidence, edition
WHERE first_possible_day(as_of) > edition_on;
