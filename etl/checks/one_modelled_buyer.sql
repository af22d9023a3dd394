-- The goals that are modelled are of one buyer: the model has one set of default inputs, taken from its projects.
SELECT 'targets' AS table_name, target_id AS key, 'is_modelled' AS column_name, buyer_iso3 AS value
FROM targets
WHERE is_modelled AND buyer_iso3 <> (SELECT mode(buyer_iso3) FROM targets WHERE is_modelled);
