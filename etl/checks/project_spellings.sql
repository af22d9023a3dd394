-- A publisher's word for a sector or stage must stand in data/reference/aliases.csv, so that its meaning is written down.
SELECT 'projects' AS table_name, project_id AS key, 'sector_raw' AS column_name, sector_raw AS value
FROM projects WHERE sector_raw NOT IN (SELECT spelling FROM aliases WHERE kind = 'sector')
UNION ALL
SELECT 'projects', project_id, 'stage_raw', stage_raw
FROM projects WHERE stage_raw NOT IN (SELECT spelling FROM aliases WHERE kind = 'stage');
