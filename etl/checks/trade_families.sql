-- The family of a product must be a code of the table, in the same value chain.
SELECT 'hs_products' AS table_name, p.hs_code AS key, 'family_code' AS column_name, p.family_code AS value
FROM hs_products p LEFT JOIN hs_products f ON f.hs_code = p.family_code
WHERE f.value_chain IS DISTINCT FROM p.value_chain;
