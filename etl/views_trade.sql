-- Read models of trade: which of several sources counts, who reported, and what shares are worked out with.
-- Input besides the declared tables: imported_flows, the rows that a user loaded (columns of trade_flows).

CREATE TABLE product_list AS
SELECT p.*, c.label AS chain, c.sort_order AS chain_order
FROM hs_products p JOIN value_chains c USING (value_chain)
ORDER BY c.sort_order, p.stage DESC, p.hs_code;

-- Rows that a user loaded and that have all exporters of an importer; exports as exporters report them need not.
CREATE TEMP VIEW whole_imports AS
FROM imported_flows SEMI JOIN (FROM trade_sources WHERE is_complete) USING (source_id);

-- The one place where it is decided which rows count (docs/method.md). For one importer, year and family of codes (one
-- product under the codes of several HS revisions) only one source does, so that CIF and FOB never mix in a cell:
--   a file that a user loaded, if it has the cell with all exporters; of several the one with the lowest precedence;
--   else, of the rows that the Atlas ships, the source that comes first for that code, whatever the importer and year;
--   and for codes that it does not ship the exports that a user loaded, if nobody else has the cell.
CREATE TABLE trade_list AS
WITH every_row AS (
    SELECT * FROM trade_flows UNION ALL BY NAME SELECT * FROM imported_flows
),
first_for_family AS (
    SELECT family_code, min(precedence) AS precedence
    FROM trade_flows JOIN trade_sources USING (source_id) JOIN hs_products USING (hs_code) GROUP BY family_code
),
first_for_cell AS (
    SELECT importer_iso3, year, family_code, min(precedence) AS precedence
    FROM imported_flows JOIN trade_sources USING (source_id) JOIN hs_products USING (hs_code) GROUP BY ALL
)
SELECT r.exporter_iso3, r.importer_iso3, r.year, r.hs_code, r.value_usd, r.quantity_t, r.source_id,
    s.precedence = least(i.precedence, f.precedence) AS is_preferred
FROM every_row r JOIN trade_sources s USING (source_id) JOIN hs_products p USING (hs_code)
    LEFT JOIN first_for_family f USING (family_code)
    LEFT JOIN first_for_cell i USING (importer_iso3, year, family_code)
ORDER BY exporter_iso3, importer_iso3, hs_code, year, source_id;

CREATE TABLE trade_area_list AS
SELECT a.area_iso3, coalesce(p.short_name, a.name) AS area, coalesce(p.region, a.region) AS region,
    coalesce(p.subregion, a.subregion) AS subregion, p.income_group, p.iso3 IS NOT NULL AS is_party,
    coalesce(p.is_annex1, false) AS is_annex1,
    a.area_iso3 IN (SELECT host_iso3 FROM agreement_list WHERE is_counted) AS is_host,
    a.area_iso3 IN (SELECT exporter_iso3 FROM trade_list WHERE is_preferred) AS is_exporter,
    a.area_iso3 IN (SELECT importer_iso3 FROM trade_list WHERE is_preferred) AS is_importer
FROM trade_areas a LEFT JOIN parties p ON p.iso3 = a.party_iso3
ORDER BY area_iso3;

-- Where a share can be made: all imports of a cell, by the source that the flows of that cell have. A file that a user
-- loaded has all exporters, so its own rows add up to the whole; only exports as exporters report them may not.
CREATE TABLE import_totals AS
SELECT importer_iso3, year, hs_code, value_usd, source_id FROM host_imports
    ANTI JOIN whole_imports USING (importer_iso3, year, hs_code)
UNION ALL
SELECT importer_iso3, year, hs_code, sum(value_usd)::BIGINT, source_id
FROM trade_list JOIN trade_sources USING (source_id) WHERE is_imported AND is_complete AND is_preferred GROUP BY ALL
ORDER BY ALL;

-- Years for which there are rows at all, by product and source: the others are "not obtained". What an exporter reports
-- itself is known for that exporter alone; else exporter_iso3 is empty, and the year is known for all of them.
CREATE TABLE trade_code_years AS
SELECT t.hs_code, p.family_code, t.year, t.source_id, s.viewpoint, s.is_imported,
    CASE WHEN s.viewpoint = 'exporter_reported' THEN t.exporter_iso3 END AS exporter_iso3, count(*) AS row_count
FROM trade_list t JOIN hs_products p USING (hs_code) JOIN trade_sources s ON s.source_id = t.source_id
WHERE is_preferred GROUP BY ALL
ORDER BY ALL;

-- What an importer bought from all known exporters together, so that nothing has to be added up for it again.
CREATE TABLE importer_cells AS
SELECT importer_iso3, year, hs_code, sum(value_usd)::BIGINT AS value_usd
FROM trade_list WHERE is_preferred GROUP BY ALL ORDER BY ALL;

-- Whether an importer's year is known. A file that a user loaded counts as a report.
CREATE TABLE importer_years AS
SELECT importer_iso3, year, bool_or(has_reported) AS has_reported, bool_or(is_imported) AS is_imported
FROM (
    SELECT importer_iso3, year, has_reported, false AS is_imported FROM trade_reporting
    UNION ALL
    SELECT DISTINCT importer_iso3, year, true, true FROM whole_imports
)
GROUP BY ALL ORDER BY ALL;

-- What a missing code would probably have been worth: the mean of the years around it, or the year before.
CREATE TABLE trade_gap_list AS
SELECT g.importer_iso3, g.year, g.hs_code, p.family_code, g.gap_kind,
    (g.imports_before_usd + coalesce(g.imports_after_usd, g.imports_before_usd)) / 2 AS missing_usd
FROM trade_gaps g JOIN hs_products p USING (hs_code)
WHERE NOT EXISTS (
    FROM whole_imports i
    WHERE i.importer_iso3 = g.importer_iso3 AND i.year = g.year AND i.hs_code = g.hs_code
)
ORDER BY ALL;

CREATE TABLE trade_published_list AS
SELECT t.*, coalesce(a.area, t.exporter_group) AS exporter, s.publisher, s.title AS source_title, s.url
FROM trade_published t JOIN sources s USING (source_id) LEFT JOIN trade_area_list a ON a.area_iso3 = t.exporter_iso3
ORDER BY total_id;

CREATE TABLE trade_reconciliation_list AS
SELECT r.*, coalesce(a.area, r.exporter_group) AS exporter, r.atlas_usd / r.reference_usd AS ratio, s.publisher,
    s.title AS source_title, s.url
FROM trade_reconciliation r JOIN sources s USING (source_id) LEFT JOIN trade_area_list a ON a.area_iso3 = r.exporter_iso3
ORDER BY check_id;

CREATE TABLE trade_source_list AS
SELECT t.*, s.publisher, s.title, s.url, s.licence FROM trade_sources t JOIN sources s USING (source_id)
ORDER BY precedence, source_id;

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
