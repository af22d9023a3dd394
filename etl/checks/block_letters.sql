-- A block and the letter that its link leads to must agree on host, cooperative approach, authorisation and first-transfer definition.
-- Asked of rows kept by hand alone.
SELECT 'authorised_blocks' AS table_name, b.block_id AS key, u.column_name, u.value
FROM authorised_blocks b JOIN authorisation_letters l USING (letter_url),
    LATERAL (SELECT unnest(['host_iso3', 'cooperative_approach_id', 'authorised_on', 'first_transfer_definition']) AS column_name,
        unnest([b.host_iso3, b.cooperative_approach_id, b.authorised_on, b.first_transfer_definition]) AS value,
        unnest([l.host_iso3, l.cooperative_approach_id, l.authorised_on, l.first_transfer_definition]) AS of_letter) u
WHERE u.value IS DISTINCT FROM u.of_letter;
