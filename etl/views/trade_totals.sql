-- Read models of trade of wider scope, and of the sources of trade.

CREATE TABLE trade_published_list AS
SELECT t.*, coalesce(a.area, t.exporter_group) AS exporter, s.publisher, s.title AS source_title, s.url AS source_url
FROM trade_published t JOIN sources s USING (source_id) LEFT JOIN trade_area_list a ON a.area_iso3 = t.exporter_iso3
ORDER BY total_id;
COMMENT ON TABLE trade_published_list IS 'Published figures on trade in clean technology, with their publication';

CREATE TABLE trade_reconciliation_list AS
SELECT r.*, coalesce(a.area, r.exporter_group) AS exporter, r.atlas_usd / r.reference_usd AS ratio, s.publisher,
    s.title AS source_title, s.url AS source_url
FROM trade_reconciliation r JOIN sources s USING (source_id) LEFT JOIN trade_area_list a ON a.area_iso3 = r.exporter_iso3
ORDER BY check_id;
COMMENT ON TABLE trade_reconciliation_list IS 'Rows of the Atlas against other figures, with their ratio';
COMMENT ON COLUMN trade_reconciliation_list.ratio IS 'atlas_usd over reference_usd; computed';

CREATE TABLE trade_exporter_total_list AS
SELECT e.total_id, e.exporter_iso3, coalesce(a.area, 'All exporters') AS exporter, string_agg(DISTINCT p.label, ', ' ORDER BY p.label) AS products,
    e.hs_codes, e.year, e.value_usd, e.is_computed, e.source_id, s.publisher, s.url AS source_url
FROM trade_exporter_totals e JOIN hs_products p ON contains(e.hs_codes, p.hs_code) JOIN sources s ON s.source_id = e.source_id
    LEFT JOIN trade_area_list a ON a.area_iso3 = e.exporter_iso3
GROUP BY ALL ORDER BY products, e.year DESC, e.total_id;
COMMENT ON TABLE trade_exporter_total_list IS 'Exports to the whole world by product and year, where only these are known, with their publication';
COMMENT ON COLUMN trade_exporter_total_list.exporter IS 'Exporter, name shown in the Atlas; All exporters where the total is theirs';
COMMENT ON COLUMN trade_exporter_total_list.products IS 'Products of its codes';

CREATE TABLE trade_group_flow_list AS
SELECT concat_ws('-', g.exporter_iso3, g.importer_iso3, g.year, g.product_group) AS flow_id, g.exporter_iso3, e.area AS exporter,
    g.importer_iso3, a.area AS importer, g.product_group, g.year, g.value_usd, g.source_id, s.publisher, s.url AS source_url
FROM trade_group_flows g JOIN trade_area_list a ON a.area_iso3 = g.importer_iso3
    JOIN trade_area_list e ON e.area_iso3 = g.exporter_iso3 JOIN sources s USING (source_id)
ORDER BY g.value_usd DESC, flow_id;
COMMENT ON TABLE trade_group_flow_list IS 'Exports by technology group without codes, with their publication, largest first';
COMMENT ON COLUMN trade_group_flow_list.exporter IS 'Exporter, name shown in the Atlas';
COMMENT ON COLUMN trade_group_flow_list.importer IS 'Importer, name shown in the Atlas';
COMMENT ON COLUMN trade_group_flow_list.flow_id IS 'Key: exporter, importer, year and technology group';

CREATE TABLE trade_source_list AS
SELECT t.*, s.publisher, s.title, s.url, s.licence FROM trade_sources t JOIN sources s USING (source_id)
ORDER BY precedence, source_id;
COMMENT ON TABLE trade_source_list IS 'Sources of trade rows in the order of precedence';

-- How narrow the window is: exports of the covered products to all importers, dual use left out, beside all low-carbon
-- technology that the exporter reports. Two sides report the two, so that the ratio is no share. Only years for which
-- every covered product was obtained, up to the last year of the totals; years of one series may be compared.
CREATE TABLE trade_window_list AS
WITH had AS (
    SELECT DISTINCT e.exporter_iso3, y.year, y.family_code
    FROM trade_code_years y JOIN hs_products p USING (hs_code)
        JOIN (SELECT DISTINCT exporter_iso3 FROM trade_low_carbon_totals) e ON y.exporter_iso3 IS NULL OR y.exporter_iso3 = e.exporter_iso3
    WHERE NOT p.is_dual_use AND e.exporter_iso3 IN (SELECT exporter_iso3 FROM trade_list WHERE is_preferred)
),
years AS (
    SELECT exporter_iso3, year FROM had WHERE year <= (SELECT max(year) FROM trade_low_carbon_totals)
    GROUP BY exporter_iso3, year QUALIFY count(*) = max(count(*)) OVER (PARTITION BY exporter_iso3)
),
covered AS (
    SELECT exporter_iso3, year, sum(value_usd)::BIGINT AS covered_usd FROM trade_list JOIN hs_products USING (hs_code)
    WHERE is_preferred AND NOT is_dual_use GROUP BY ALL
)
SELECT y.exporter_iso3, y.year, (SELECT count(*) FROM trade_low_carbon_breaks WHERE from_year <= y.year) AS series,
    coalesce(c.covered_usd, 0) AS covered_usd, t.value_usd AS low_carbon_usd, c.covered_usd / t.value_usd AS ratio, t.source_id
FROM years y LEFT JOIN covered c USING (exporter_iso3, year) LEFT JOIN trade_low_carbon_totals t USING (exporter_iso3, year)
ORDER BY ALL;
COMMENT ON TABLE trade_window_list IS 'Covered products beside all low-carbon technology that a country exports, by year; a ratio of two sources, no share';
COMMENT ON COLUMN trade_window_list.series IS 'Breaks in the totals up to that year; only years of one series can be compared';
COMMENT ON COLUMN trade_window_list.covered_usd IS 'Exports of the products with rows here to all importers, dual use left out, current US dollars, as importers report them as a rule; computed';
COMMENT ON COLUMN trade_window_list.low_carbon_usd IS 'Exports of all low-carbon technology to the world as the IMF counts them, current US dollars; empty where it has none';
COMMENT ON COLUMN trade_window_list.ratio IS 'covered_usd over low_carbon_usd; computed';
COMMENT ON COLUMN trade_window_list.source_id IS 'Publication of the total';
