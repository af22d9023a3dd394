-- What is known of an exporter's newest years, so that a country and a pair need not find it out of all products again.
-- Dual-use goods are left out; what was obtained of one exporter alone counts for it alone.

CREATE TABLE exporter_year_list AS
WITH span AS (
    SELECT greatest(min(year), max(year) - newest_years() + 1) AS first_year, max(year) AS last_year FROM trade_code_years
),
shown AS (
    SELECT e.area_iso3 AS exporter_iso3, y.year, y.hs_code, y.family_code, y.viewpoint
    FROM trade_area_list e JOIN trade_code_years y ON coalesce(y.exporter_iso3, e.area_iso3) = e.area_iso3
        JOIN product_list p USING (hs_code) JOIN span ON y.year BETWEEN first_year AND last_year
    WHERE e.is_exporter AND NOT p.is_dual_use
),
counted AS (
    SELECT exporter_iso3, count(DISTINCT hs_code) AS product_count, count(DISTINCT family_code) AS families FROM shown GROUP BY ALL
)
SELECT c.exporter_iso3, r.year::INTEGER AS year, any_value(c.product_count) AS product_count, count(s.hs_code) AS code_count,
    coalesce(bool_or(s.viewpoint = 'importer_reported'), false) AS needs_report,
    count(DISTINCT s.family_code) = any_value(c.families) AS is_whole
FROM counted c CROSS JOIN (SELECT unnest(range(first_year, last_year + 1)) AS year FROM span) r
    LEFT JOIN shown s ON s.exporter_iso3 = c.exporter_iso3 AND s.year = r.year
GROUP BY c.exporter_iso3, r.year
ORDER BY c.exporter_iso3, r.year;
COMMENT ON TABLE exporter_year_list IS 'What was obtained of an exporter''s newest years, dual-use goods left out';
COMMENT ON COLUMN exporter_year_list.exporter_iso3 IS 'Exporting area';
COMMENT ON COLUMN exporter_year_list.year IS 'Calendar year';
COMMENT ON COLUMN exporter_year_list.product_count IS 'Products obtained of any of these years';
COMMENT ON COLUMN exporter_year_list.code_count IS 'Codes obtained of this year, once a source';
COMMENT ON COLUMN exporter_year_list.needs_report IS 'True where they come from the importers'' own reports';
COMMENT ON COLUMN exporter_year_list.is_whole IS 'True where every product was obtained for this year';

CREATE TABLE unknown_year_list AS
WITH goods AS (
    SELECT DISTINCT e.exporter_iso3, y.hs_code
    FROM (SELECT DISTINCT exporter_iso3 FROM exporter_year_list) e
        JOIN trade_code_years y ON coalesce(y.exporter_iso3, e.exporter_iso3) = e.exporter_iso3
        JOIN product_list p USING (hs_code)
    WHERE NOT p.is_dual_use
),
missing AS (
    SELECT exporter_iso3, importer_iso3, year, sum(missing_usd) AS missing_usd
    FROM trade_gap_list JOIN goods USING (hs_code) GROUP BY ALL
),
seen AS (
    SELECT m.exporter_iso3, m.importer_iso3, m.year, sum(c.value_usd) AS seen_usd
    FROM missing m JOIN importer_cells c USING (importer_iso3, year) JOIN goods USING (exporter_iso3, hs_code) GROUP BY ALL
)
SELECT n.exporter_iso3, a.area_iso3 AS importer_iso3, n.year,
    why_unknown(n.code_count, n.needs_report, y.has_reported, m.missing_usd, s.seen_usd) AS why
FROM exporter_year_list n JOIN trade_area_list a ON a.is_importer AND a.area_iso3 <> n.exporter_iso3
    LEFT JOIN importer_years y ON y.importer_iso3 = a.area_iso3 AND y.year = n.year
    LEFT JOIN missing m ON m.exporter_iso3 = n.exporter_iso3 AND m.importer_iso3 = a.area_iso3 AND m.year = n.year
    LEFT JOIN seen s ON s.exporter_iso3 = n.exporter_iso3 AND s.importer_iso3 = a.area_iso3 AND s.year = n.year
WHERE why IS NOT NULL
ORDER BY ALL;
COMMENT ON TABLE unknown_year_list IS 'Newest years for which it is not known what an exporter sold to an importer, and why';
COMMENT ON COLUMN unknown_year_list.exporter_iso3 IS 'Exporting area';
COMMENT ON COLUMN unknown_year_list.importer_iso3 IS 'Importing area';
COMMENT ON COLUMN unknown_year_list.year IS 'Calendar year';
COMMENT ON COLUMN unknown_year_list.why IS 'not obtained, did not report, or report looks incomplete';
