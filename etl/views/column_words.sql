-- What the columns of the read models mean. A column without a comment of its own takes the one of the declared table
-- that the read model is named after (price_list: prices), else the one that its name has here: same quantity, same name.

CREATE TEMP TABLE column_words (column_name VARCHAR PRIMARY KEY, meaning VARCHAR NOT NULL);
INSERT INTO column_words VALUES
    ('agreement_id', 'Key of the agreement: buyer, host and form'),
    ('event_id', 'Key of the event'),
    ('project_id', 'Key of the activity'),
    ('target_id', 'Key of the target'),
    ('is_modelled', 'True for the goals whose way there is modelled from the projects of their buyer'),
    ('due', 'Year in which it is due, in words: FY2030 for a fiscal year, April to March'),
    ('title', 'Title in English'),
    ('technology', 'What is built or done, in a few words'),
    ('buyer_iso3', 'Acquiring Party, ISO 3166-1 alpha-3 code; empty where there is no single one'),
    ('buyer', 'Acquiring Party, name shown in the Atlas'),
    ('host_iso3', 'Host Party, ISO 3166-1 alpha-3 code'),
    ('host', 'Host Party, name shown in the Atlas'),
    ('host_region', 'Region of the host, UN M49'),
    ('sector_id', 'Sector'),
    ('sector', 'Sector, name shown in the Atlas'),
    ('stage_id', 'Stage'),
    ('stage', 'Stage, name shown in the Atlas'),
    ('stage_order', 'Order of the steps'),
    ('is_on_ladder', 'False for cancelled and unknown'),
    ('x_km', 'Label point in the Equal Earth projection of the maps, kilometres east of the central meridian'),
    ('y_km', 'Label point in the Equal Earth projection of the maps, kilometres north of the equator'),
    ('monitoring_period', 'First and last day of the reductions'),
    ('monitoring_days', 'Days of the monitoring period, both ends included'),
    ('event_until_on', 'Last day on which the event can have been; without any date, the day of this edition'),
    ('expected_tco2e_per_year', 'Expected reductions, tCO2e a year, an estimate before the fact; empty where no source that was read gives it'),
    ('expected_tco2e_total', 'Expected reductions over expected_period, tCO2e, an estimate before the fact'),
    ('expected_period', 'Period of the expected total'),
    ('anchor', 'What places the reductions in time: start, registered, selected or none'),
    ('anchor_on', 'Day that places the reductions in time; without any date, the day of this edition'),
    ('counting_rule', 'Narrowest counting rule that counts it'),
    ('row_kind', 'Kind of row: agreement, project, event, block, target, progress, price, preset, feature, published, fact (of a country), trade_total or trade_check'),
    ('row_id', 'Key of that row'),
    ('measure', 'Measure of the Atlas that it is compared with; empty where none matches'),
    ('programme', 'Programme that it is limited to; empty for all'),
    ('hosts_named', 'Hosts that its publisher names one by one, codes separated by spaces'),
    ('has_list', 'True where the list of its publisher is in the Atlas'),
    ('part_of', 'Total that its publisher gives it as a part of'),
    ('parts_stated', 'Parts in the publisher''s own text, joined by +'),
    ('repeats', 'Other row that holds the same published figure; compared there alone'),
    ('why_not_comparable', 'Why it cannot be held against a figure of the Atlas'),
    ('known_reason', 'What is known of why the two figures differ; empty: not explained'),
    ('hole_event_id', 'Event whose missing amount is the largest known part of the difference'),
    ('total_id', 'Key of the total'),
    ('confidence', 'A: official page; B: another page; L: a lead, read on a machine-written page or an unsigned copy alone; C: general knowledge. L and C are in no total'),
    ('is_lead', 'True where it rests on leads alone: shown as unconfirmed, in no total'),
    ('source_id', 'Publication that the row was read from'),
    ('source_publisher', 'Who published it'),
    ('source_title', 'Title of the publication'),
    ('source_published_on', 'Date of the publication, as known'),
    ('source_url', 'Deep link, else the page of the publication'),
    ('url', 'Page of the publication; empty only for leads without a page'),
    ('publisher', 'Who published it'),
    ('published_on', 'Date of the publication, as known'),
    ('licence', 'Terms of use, as the publication states them'),
    ('exporter', 'Exporter, or the group of exporters'),
    ('is_imported', 'True where a user loaded it');

-- Declared tables whose columns a read model takes over under their own names.
CREATE TEMP TABLE column_origins (read_model VARCHAR, declared VARCHAR);
INSERT INTO column_origins
SELECT read_model, unnest(string_split(declared, ' ')) FROM (VALUES
    ('agreements_now', 'agreement_list agreements'),
    ('projects_now', 'project_list projects'),
    ('country_list', 'parties co2_emissions ghg_emissions electricity populations gdp article6_participation'),
    ('block_list', 'authorised_blocks'),
    ('letter_list', 'authorisation_letters'),
    ('authorised_activity_list', 'authorised_blocks'),
    ('country_years', 'co2_emissions ghg_emissions electricity populations gdp'),
    ('trade_list', 'trade_flows'),
    ('import_totals', 'host_imports'),
    ('importer_cells', 'host_imports'),
    ('importer_years', 'trade_reporting'),
    ('product_list', 'hs_products'),
    ('trade_area_list', 'parties'),
    ('trade_code_years', 'hs_products trade_flows trade_sources'),
    ('trade_window_list', 'trade_low_carbon_totals'),
    ('trade_gap_list', 'trade_gaps hs_products')) AS origins (read_model, declared);

-- The statements that are still to be run: a name in words of its table, of the declared table behind it, or from above.
CREATE TEMP VIEW inherited_comments AS
WITH stems AS (
    SELECT table_name, column_name, comment,
        regexp_replace(regexp_replace(table_name, 'ies$', 'y'), '(_list|([^s])s)$', '\2') AS stem, ends_with(table_name, '_list') AS is_list
    FROM duckdb_columns() WHERE NOT internal AND database_name <> 'temp'
)
SELECT format('COMMENT ON COLUMN "{}"."{}" IS ''{}''', c.table_name, c.column_name,
    -- A read model completes the address of the declared table.
    replace(CASE c.column_name WHEN 'source_url' THEN w.meaning ELSE coalesce(b.comment, o.comment, w.meaning) END, '''', '''''')) AS statement
FROM stems c
    LEFT JOIN stems b ON c.is_list AND NOT b.is_list AND b.stem = c.stem AND b.column_name = c.column_name
    LEFT JOIN (
        SELECT n.read_model, d.column_name, min(d.comment) AS comment
        FROM column_origins n JOIN stems d ON d.table_name = n.declared GROUP BY ALL
    ) o ON o.read_model = c.table_name AND o.column_name = c.column_name
    LEFT JOIN column_words w ON w.column_name = c.column_name
WHERE c.comment IS NULL AND coalesce(b.comment, o.comment, w.meaning) IS NOT NULL;
