-- Two activities of one buyer and host that may be one, for they have the same title, or the same technology and estimate: name one as a repeat of the other, or say in data/curated/similar_rows.csv why they are two.
-- Not asked of two rows that were imported: their publisher says that they are two.
WITH named AS (
    SELECT *, regexp_replace(lower(title), '[^a-z0-9]+', ' ', 'g') AS plain FROM projects
    WHERE may_duplicate_project_id IS NULL AND NOT is_programme_level AND left_out_reason IS NULL AND stage_id <> 'cancelled'
)
SELECT 'projects' AS table_name, b.project_id AS key, 'project_id' AS column_name, a.project_id || ' | ' || b.project_id AS value
FROM named a JOIN named b ON a.host_iso3 = b.host_iso3 AND a.buyer_iso3 IS NOT DISTINCT FROM b.buyer_iso3 AND a.project_id < b.project_id
WHERE (jaro_winkler_similarity(a.plain, b.plain) > 0.97
        OR (a.expected_tco2e_per_year = b.expected_tco2e_per_year AND a.technology = b.technology)
        OR (a.expected_tco2e_total = b.expected_tco2e_total))
    AND NOT EXISTS (FROM similar_rows s WHERE s.table_name = 'projects' AND s.key = a.project_id AND s.other_key = b.project_id);
