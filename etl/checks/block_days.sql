-- A block must be issued after the first day of its vintage, and by the day that its list describes.
-- Asked of rows kept by hand alone.
SELECT 'authorised_blocks' AS table_name, block_id AS key, 'issued_on' AS column_name, issued_on AS value
FROM block_list
WHERE first_possible_day(issued_on) > state_on OR last_possible_day(issued_on) <= first_possible_day(vintage_year::VARCHAR);
