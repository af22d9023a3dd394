-- A letter must stand behind a block, and the link of a block must be that of a letter.
-- Asked of rows kept by hand alone.
SELECT 'authorisation_letters' AS table_name, letter_id AS key, 'letter_url' AS column_name, letter_url AS value
FROM authorisation_letters WHERE letter_url NOT IN (SELECT letter_url FROM authorised_blocks WHERE letter_url IS NOT NULL)
UNION ALL
SELECT 'authorised_blocks', block_id, 'letter_url', letter_url
FROM authorised_blocks WHERE letter_url NOT IN (SELECT letter_url FROM authorisation_letters);
