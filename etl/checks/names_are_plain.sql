-- A name must hold no sign that a page could take for formatting: \ ` * _ { } [ ] < > # | ~ $ ^ or ://.
WITH names AS (
    UNPIVOT (SELECT iso3 AS key, 'parties' AS table_name, un_name, short_name, region, subregion, income_group FROM parties)
    ON un_name, short_name, region, subregion, income_group INTO NAME column_name VALUE value
    UNION ALL BY NAME
    UNPIVOT (SELECT area_iso3 AS key, 'trade_areas' AS table_name, name, region, subregion FROM trade_areas)
    ON name, region, subregion INTO NAME column_name VALUE value
    UNION ALL BY NAME SELECT sector_id AS key, 'sectors' AS table_name, 'label' AS column_name, label AS value FROM sectors
    UNION ALL BY NAME SELECT stage_id AS key, 'stages' AS table_name, 'label' AS column_name, label AS value FROM stages
    UNION ALL BY NAME SELECT instrument::VARCHAR AS key, 'instrument_types' AS table_name, 'label' AS column_name, label AS value FROM instrument_types
    UNION ALL BY NAME SELECT hs_code AS key, 'hs_products' AS table_name, 'label' AS column_name, label AS value FROM hs_products
    UNION ALL BY NAME SELECT value_chain AS key, 'value_chains' AS table_name, 'label' AS column_name, label AS value FROM value_chains
    UNION ALL BY NAME SELECT need_id AS key, 'programme_needs' AS table_name, 'label' AS column_name, label AS value FROM programme_needs
    UNION ALL BY NAME SELECT preset_id AS key, 'calculator_presets' AS table_name, 'label' AS column_name, label AS value FROM calculator_presets
    UNION ALL BY NAME SELECT instrument_id AS key, 'carbon_prices' AS table_name, 'name' AS column_name, name AS value FROM carbon_prices
)
SELECT table_name, key, column_name, value FROM names
WHERE regexp_matches(value, '[\\`*_{}\[\]<>#|~$^]|://');
