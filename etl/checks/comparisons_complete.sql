-- Each published total needs one row in comparisons, and each row of comparisons names totals and events that exist.
WITH totals AS (
    SELECT 'published_totals' AS table_name, total_id FROM published_totals
    UNION ALL SELECT 'published_quantities', total_id FROM published_quantities
    UNION ALL SELECT 'target_progress', progress_id FROM target_progress
)
SELECT table_name, total_id, CASE table_name WHEN 'target_progress' THEN 'progress_id' ELSE 'total_id' END, total_id
FROM totals WHERE total_id NOT IN (SELECT total_id FROM comparisons)
UNION ALL
SELECT 'comparisons', c.total_id, n.column_name, n.named
FROM comparisons c, (VALUES ('total_id'), ('part_of'), ('repeats')) names (column_name),
    LATERAL (SELECT names.column_name, CASE names.column_name WHEN 'total_id' THEN c.total_id WHEN 'part_of' THEN c.part_of ELSE c.repeats END AS named) n
WHERE n.named NOT IN (SELECT total_id FROM totals)
UNION ALL
SELECT 'comparisons', total_id, 'hole_event_id', hole_event_id FROM comparisons WHERE hole_event_id NOT IN (SELECT event_id FROM events)
