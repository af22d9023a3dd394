-- A date must exist in the calendar and lie no later than the day on which the source was read.
SELECT 'sources' AS table_name, source_id AS key, 'published_on' AS column_name, published_on AS value
FROM sources
WHERE published_on IS NOT NULL
    AND (first_possible_day(published_on) IS NULL OR first_possible_day(published_on) > retrieved_on)
UNION ALL
SELECT 'published_totals', total_id, 'as_of', as_of
FROM published_totals
WHERE as_of IS NOT NULL AND first_possible_day(as_of) IS NULL;
