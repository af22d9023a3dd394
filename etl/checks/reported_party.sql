-- A reported block belongs to the Party that its identifier names.
-- Asked of rows kept by hand alone.
SELECT 'reported_actions' AS table_name, seller_row AS key, 'first_transferring_iso3' AS column_name, host_iso3 AS value
FROM account_mismatches WHERE kind = 'other_party';
