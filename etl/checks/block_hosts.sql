-- A block belongs to one Party: its serial number must not name another host.
-- Asked of rows kept by hand alone.
SELECT 'authorised_blocks' AS table_name, block_id AS key, 'host_iso3' AS column_name, host_iso3 AS value
FROM authorised_blocks JOIN parties ON iso3 = host_iso3
WHERE coalesce(nullif(regexp_extract(serial_text, '^GS1-1-([A-Z]{2})-', 1), ''), nullif(regexp_extract(serial_text, '-VER-([A-Z]{2})-', 1), '')) <> iso2;
