-- A row that repeats another, or gives another figure for it, must name another row that exists and stands for itself.
SELECT 'projects' AS table_name, project_id AS key, 'may_duplicate_project_id' AS column_name, may_duplicate_project_id AS value
FROM projects WHERE may_duplicate_project_id NOT IN (
    SELECT o.project_id FROM projects o WHERE o.may_duplicate_project_id IS NULL)
UNION ALL
SELECT 'events', event_id, 'is_alternative_of', is_alternative_of
FROM events WHERE is_alternative_of NOT IN (
    SELECT o.event_id FROM events o WHERE o.is_alternative_of IS NULL);
