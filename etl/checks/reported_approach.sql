-- A cooperative approach that is reported is on the list of the UNFCCC platform.
-- Asked of rows kept by hand alone.
SELECT 'reported_actions' AS table_name, seller_row AS key, 'cooperative_approach_id' AS column_name, seller_says AS value
FROM account_mismatches WHERE kind = 'unknown_approach';
