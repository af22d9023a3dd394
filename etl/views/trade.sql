-- Read models of trade: which of several sources counts, and who reported.
-- Input besides the declared tables: imported_flows, the rows that a user loaded (columns of trade_flows).

CREATE TABLE product_list AS
SELECT p.*, c.label AS chain, c.sort_order AS chain_order
FROM hs_products p JOIN value_chains c USING (value_chain)
ORDER BY c.sort_order, p.stage DESC, p.hs_code;
COMMENT ON TABLE product_list IS 'Products with their value chain';
COMMENT ON COLUMN product_list.chain IS 'Value chain, name shown in the Atlas';
COMMENT ON COLUMN product_list.chain_order IS 'Order of the value chains';

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
COMMENT ON TABLE trade_list IS 'Bilateral trade by code and year from all sources; add up preferred rows only';
COMMENT ON COLUMN trade_list.is_preferred IS 'True for the rows that count: one source for an importer, year and family of codes';

CREATE TABLE trade_area_list AS
SELECT a.area_iso3, coalesce(p.short_name, a.name) AS area, coalesce(p.region, a.region) AS region,
    coalesce(p.subregion, a.subregion) AS subregion, p.income_group, p.iso3 IS NOT NULL AS is_party,
    coalesce(p.is_annex1, false) AS is_annex1,
    a.area_iso3 IN (SELECT host_iso3 FROM agreement_list WHERE is_counted) AS is_host,
    a.area_iso3 IN (SELECT exporter_iso3 FROM trade_list WHERE is_preferred) AS is_exporter,
    a.area_iso3 IN (SELECT importer_iso3 FROM trade_list WHERE is_preferred) AS is_importer
FROM trade_areas a LEFT JOIN parties p ON p.iso3 = a.party_iso3
ORDER BY area_iso3;
COMMENT ON TABLE trade_area_list IS 'Areas that trade, with the facts of the Party where it is one';
COMMENT ON COLUMN trade_area_list.area IS 'Name shown in the Atlas';
COMMENT ON COLUMN trade_area_list.is_party IS 'True for a Party to the UNFCCC';
COMMENT ON COLUMN trade_area_list.is_annex1 IS 'True for a Party in Annex I to the UNFCCC';
COMMENT ON COLUMN trade_area_list.is_host IS 'True where it hosts under a counted agreement';
COMMENT ON COLUMN trade_area_list.is_exporter IS 'True where it exports in a preferred row';
COMMENT ON COLUMN trade_area_list.is_importer IS 'True where it imports in a preferred row';

-- Where a share can be made: all imports of a cell, by the source that the flows of that cell have. A file that a user
-- loaded has all exporters, so its own rows add up to the whole; only exports as exporters report them may not.
CREATE TABLE import_totals AS
SELECT importer_iso3, year, hs_code, value_usd, source_id FROM host_imports
    ANTI JOIN whole_imports USING (importer_iso3, year, hs_code)
UNION ALL
SELECT importer_iso3, year, hs_code, sum(value_usd)::BIGINT, source_id
FROM trade_list JOIN trade_sources USING (source_id) WHERE is_imported AND is_complete AND is_preferred GROUP BY ALL
ORDER BY ALL;
COMMENT ON TABLE import_totals IS 'All imports of an importer by code and year, from the source whose flows count in that cell';
COMMENT ON COLUMN import_totals.value_usd IS 'Imports from all partners, current US dollars';

-- Years for which there are rows at all, by product and source: the others are "not obtained". What an exporter reports
-- itself is known for that exporter alone; else exporter_iso3 is empty, and the year is known for all of them.
CREATE TABLE trade_code_years AS
SELECT t.hs_code, p.family_code, t.year, t.source_id, s.viewpoint, s.is_imported,
    CASE WHEN s.viewpoint = 'exporter_reported' THEN t.exporter_iso3 END AS exporter_iso3, count(*) AS row_count
FROM trade_list t JOIN hs_products p USING (hs_code) JOIN trade_sources s ON s.source_id = t.source_id
WHERE is_preferred GROUP BY ALL
ORDER BY ALL;
COMMENT ON TABLE trade_code_years IS 'Years for which there are rows at all, by product and source; others were not obtained';
COMMENT ON COLUMN trade_code_years.row_count IS 'Preferred rows';
COMMENT ON COLUMN trade_code_years.exporter_iso3 IS 'Exporter that alone is known; empty where all are';

-- What an importer bought from all known exporters together, so that nothing has to be added up for it again.
CREATE TABLE importer_cells AS
SELECT importer_iso3, year, hs_code, sum(value_usd)::BIGINT AS value_usd
FROM trade_list WHERE is_preferred GROUP BY ALL ORDER BY ALL;
COMMENT ON TABLE importer_cells IS 'What an importer bought from all exporters of the Atlas together, by code and year; preferred rows only';
COMMENT ON COLUMN importer_cells.value_usd IS 'Sum of the preferred rows of trade_list, current US dollars; computed';

-- Whether an importer's year is known. A file that a user loaded counts as a report.
CREATE TABLE importer_years AS
SELECT importer_iso3, year, bool_or(has_reported) AS has_reported, bool_or(is_imported) AS is_imported
FROM (
    SELECT importer_iso3, year, has_reported, false AS is_imported FROM trade_reporting
    UNION ALL
    SELECT DISTINCT importer_iso3, year, true, true FROM whole_imports
)
GROUP BY ALL ORDER BY ALL;
COMMENT ON TABLE importer_years IS 'Whether an importer''s year is known';
COMMENT ON COLUMN importer_years.has_reported IS 'True where it reported, or a user loaded the year';

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
COMMENT ON TABLE trade_gap_list IS 'Codes that are probably missing from an importer''s year, with what they would have been worth';
COMMENT ON COLUMN trade_gap_list.missing_usd IS 'Mean of the years around, or the year before, US dollars; an estimate, in no total; computed';
