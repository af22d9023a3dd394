-- A figure on the way to a goal is of the buyer whose goal it is.
SELECT 'target_progress' AS table_name, progress_id AS key, 'target_id' AS column_name, target_id AS value
FROM target_progress p JOIN targets t USING (target_id)
WHERE p.buyer_iso3 IS DISTINCT FROM t.buyer_iso3;
