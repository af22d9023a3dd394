-- Two events of one kind and host that may be one, for their days lie within 45 days or one has none, and they share an activity or a quantity: merge them, or say in data/curated/similar_rows.csv why they are two.
-- Not asked of two rows that were imported: their publisher says that they are two.
WITH dated AS (
    SELECT *, first_possible_day(event_on) AS from_on, last_possible_day(event_on) AS until_on,
        list_sort((SELECT list(c.project_id) FROM event_coverage c WHERE c.event_id = e.event_id)) AS covered
    FROM events e WHERE is_alternative_of IS NULL
)
SELECT 'events' AS table_name, b.event_id AS key, 'event_id' AS column_name, a.event_id || ' | ' || b.event_id AS value
FROM dated a JOIN dated b ON a.event = b.event AND a.host_iso3 = b.host_iso3 AND a.buyer_iso3 IS NOT DISTINCT FROM b.buyer_iso3
    AND a.event_id < b.event_id
WHERE (a.from_on IS NULL OR b.from_on IS NULL OR (a.from_on <= b.until_on + 45 AND b.from_on <= a.until_on + 45))
    AND (len(list_intersect(a.covered, b.covered)) > 0 OR a.quantity_tco2e = b.quantity_tco2e
        OR (coalesce(len(a.covered), 0) = 0 OR coalesce(len(b.covered), 0) = 0) AND (a.quantity_tco2e IS NULL OR b.quantity_tco2e IS NULL))
    AND (a.monitoring_period IS NULL OR b.monitoring_period IS NULL OR a.monitoring_period = b.monitoring_period)
    AND NOT EXISTS (FROM similar_rows s WHERE s.table_name = 'events' AND s.key = a.event_id AND s.other_key = b.event_id);
