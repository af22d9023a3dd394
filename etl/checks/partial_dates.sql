-- A publication must not be younger than the day on which it was read.
SELECT 'sources' AS table_name, source_id AS key, 'published_on' AS column_name, published_on AS value
FROM sources
WHERE first_possible_day(published_on) > retrieved_on;
