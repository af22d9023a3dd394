-- Read models of countries: what the Atlas knows of a Party beside its agreements and projects.

CREATE TABLE country_years AS
SELECT iso3, year, co2_mt, co2_mt * 1e6 / population AS co2_per_head_t,
    ghg_mtco2e, ghg_mtco2e * 1e6 / population AS ghg_per_head_tco2e, population, gdp_per_head_intl_usd,
    carbon_intensity_gco2e_per_kwh, renewable_share_per_cent
FROM (SELECT * EXCLUDE (source_id) FROM co2_emissions)
    FULL JOIN (SELECT * EXCLUDE (source_id) FROM ghg_emissions) USING (iso3, year)
    FULL JOIN (SELECT * EXCLUDE (source_id) FROM electricity) USING (iso3, year)
    FULL JOIN (SELECT * EXCLUDE (source_id) FROM populations) USING (iso3, year)
    FULL JOIN (SELECT * EXCLUDE (source_id) FROM gdp) USING (iso3, year)
ORDER BY iso3, year;
COMMENT ON TABLE country_years IS 'Emissions, electricity, inhabitants and GDP by Party and year; empty where no source has it';
COMMENT ON COLUMN country_years.co2_per_head_t IS 'co2_mt by population of the same year, tonnes per head; computed';
COMMENT ON COLUMN country_years.ghg_per_head_tco2e IS 'ghg_mtco2e by population of the same year, tCO2e per head; computed';

-- One row a Party with the newest year of each series. A column is NULL where no source has it.
CREATE TABLE country_list AS
WITH newest AS (
    SELECT iso3,
        max(year) FILTER (co2_mt IS NOT NULL) AS co2_year, arg_max(co2_mt, year) AS co2_mt,
        max(year) FILTER (ghg_mtco2e IS NOT NULL) AS ghg_year, arg_max(ghg_mtco2e, year) AS ghg_mtco2e,
        max(year) FILTER (ghg_per_head_tco2e IS NOT NULL) AS ghg_per_head_year,
        arg_max(ghg_per_head_tco2e, year) AS ghg_per_head_tco2e,
        max(year) FILTER (population IS NOT NULL) AS population_year, arg_max(population, year) AS population,
        max(year) FILTER (gdp_per_head_intl_usd IS NOT NULL) AS gdp_year,
        arg_max(gdp_per_head_intl_usd, year) AS gdp_per_head_intl_usd,
        max(year) FILTER (carbon_intensity_gco2e_per_kwh IS NOT NULL) AS carbon_intensity_year,
        arg_max(carbon_intensity_gco2e_per_kwh, year) AS carbon_intensity_gco2e_per_kwh,
        max(year) FILTER (renewable_share_per_cent IS NOT NULL) AS renewable_share_year,
        arg_max(renewable_share_per_cent, year) AS renewable_share_per_cent
    FROM country_years GROUP BY iso3
),
-- Up to which day the lists were read in which a Party without a row was looked for.
read_up_to AS (
    SELECT (SELECT max(s.published_on) FROM ndc_documents JOIN sources s USING (source_id)) AS ndc_registry_on,
        (SELECT max(as_of) FROM article6_intentions) AS article6_intentions_as_of
),
-- The European Union is the sum of States that stand in the list themselves.
ranked AS (
    SELECT iso3, rank() OVER (ORDER BY co2_mt DESC) AS co2_rank, count(*) OVER () AS co2_ranked_count
    FROM newest WHERE co2_mt IS NOT NULL AND iso3 <> 'EUU'
)
SELECT p.iso3, p.short_name, p.un_name, p.region, p.subregion, p.income_group, p.is_ldc, p.is_sids, p.is_lldc, p.is_annex1,
    p.is_eu_member, p.is_paris_party, p.x_km, p.y_km, n.* EXCLUDE (iso3), r.co2_rank, r.co2_ranked_count,
    d.title AS ndc_title, d.submitted_on AS ndc_submitted_on, d.url AS ndc_url, d.registry_documents AS ndc_documents,
    d.is_third_round AS ndc_is_third_round, u.ndc_registry_on,
    i.intention AS article6_intention, i.as_of AS article6_intention_as_of, u.article6_intentions_as_of,
    a.* EXCLUDE (iso3, as_of, source_id), a.as_of AS participation_as_of
FROM party_list p
    LEFT JOIN newest n USING (iso3)
    LEFT JOIN ranked r USING (iso3)
    LEFT JOIN ndc_documents d USING (iso3)
    LEFT JOIN article6_intentions i USING (iso3)
    LEFT JOIN article6_participation a USING (iso3)
    CROSS JOIN read_up_to u
ORDER BY p.iso3;
COMMENT ON TABLE country_list IS 'Parties with the newest year of each series, their newest NDC, their stance on Article 6 and what UNEP CCC counts of them; empty where no source has it';
COMMENT ON COLUMN country_list.co2_year IS 'Year of co2_mt';
COMMENT ON COLUMN country_list.ghg_year IS 'Year of ghg_mtco2e';
COMMENT ON COLUMN country_list.ghg_per_head_year IS 'Year of ghg_per_head_tco2e';
COMMENT ON COLUMN country_list.ghg_per_head_tco2e IS 'ghg_mtco2e by population of the same year, tCO2e per head; computed';
COMMENT ON COLUMN country_list.population_year IS 'Year of population';
COMMENT ON COLUMN country_list.gdp_year IS 'Year of gdp_per_head_intl_usd';
COMMENT ON COLUMN country_list.carbon_intensity_year IS 'Year of carbon_intensity_gco2e_per_kwh';
COMMENT ON COLUMN country_list.renewable_share_year IS 'Year of renewable_share_per_cent';
COMMENT ON COLUMN country_list.co2_rank IS 'Rank by co2_mt, 1 the largest; each in its own newest year, the European Union left out; computed';
COMMENT ON COLUMN country_list.co2_ranked_count IS 'States that are ranked';
COMMENT ON COLUMN country_list.ndc_title IS 'Title of the newest active document in the NDC registry';
COMMENT ON COLUMN country_list.ndc_submitted_on IS 'Date of its submission';
COMMENT ON COLUMN country_list.ndc_url IS 'Its page or file';
COMMENT ON COLUMN country_list.ndc_documents IS 'Active documents in the registry';
COMMENT ON COLUMN country_list.ndc_is_third_round IS 'True where it is an NDC of the third round (2035)';
COMMENT ON COLUMN country_list.article6_intention IS 'Stance on Article 6 in the NDC';
COMMENT ON COLUMN country_list.ndc_registry_on IS 'Day of the registry''s list of documents, in which a Party without an NDC was looked for too; the same in each row';
COMMENT ON COLUMN country_list.article6_intentions_as_of IS 'Newest date of any reading, for Parties without one too; the same in each row';
COMMENT ON COLUMN country_list.article6_intention_as_of IS 'Date of that reading';
COMMENT ON COLUMN country_list.participation_as_of IS 'Day of the counts by UNEP CCC';

CREATE TABLE ndc_target_list AS
FROM sourced('ndc_targets')
ORDER BY iso3, as_of DESC, source_id;
COMMENT ON TABLE ndc_target_list IS 'What NDCs aim at, in short words, with the publication';

-- The system of the European Union stands with the Union and with each of its members.
CREATE TABLE carbon_price_list AS
SELECT p.iso3, c.* EXCLUDE (iso3), c.iso3 = 'EUU' AND p.iso3 <> 'EUU' AS is_of_union, s.publisher AS source_publisher,
    s.title AS source_title, s.url AS source_url
FROM carbon_prices c JOIN parties p ON p.iso3 = c.iso3 OR (c.iso3 = 'EUU' AND p.is_eu_member)
    JOIN sources s ON s.source_id = c.source_id
ORDER BY p.iso3, is_of_union, c.instrument_id;
COMMENT ON TABLE carbon_price_list IS 'Carbon pricing instruments of each Party, those of the European Union also with its members';
COMMENT ON COLUMN carbon_price_list.is_of_union IS 'True where the instrument is the European Union''s and the row stands with a member';

-- What a country page says of a Party in words and counts, one row a statement, so that each leads to its publication. A
-- line of the page is one fact; it can rest on several rows.
CREATE TABLE country_facts AS
WITH counted AS (
    UNPIVOT (SELECT * EXCLUDE (has_national_authority) FROM article6_participation) ON cooperative_approaches, agreements_as_host,
        agreements_as_buyer, cdm_transition_projects, cdm_transition_programmes, cdm_transition_components, notified_projects,
        notified_programmes INTO NAME name VALUE value
),
counts(name, fact, label) AS (VALUES
    ('cooperative_approaches', 'cooperative_approaches', 'Cooperative approaches, counted by UNEP CCC'),
    ('agreements_as_host', 'agreements', 'Bilateral agreements as host, counted by UNEP CCC'),
    ('agreements_as_buyer', 'agreements', 'Bilateral agreements as buyer, counted by UNEP CCC'),
    ('cdm_transition_projects', 'cdm_transition', 'CDM projects that asked to move to Article 6.4'),
    ('cdm_transition_programmes', 'cdm_transition', 'CDM programmes that asked to move to Article 6.4'),
    ('cdm_transition_components', 'cdm_transition', 'Component activities of these programmes'),
    ('notified_projects', 'prior_consideration', 'Projects notified as under prior consideration for Article 6.4'),
    ('notified_programmes', 'prior_consideration', 'Programmes notified as under prior consideration for Article 6.4')),
stated AS (
    SELECT iso3, 'ndc' AS fact, 'ndc' AS part, 'Newest NDC' AS label, title AS said, submitted_on::VARCHAR AS as_of, source_id, url AS source_url
    FROM ndc_documents
    UNION ALL
    SELECT iso3, 'third_round', 'third_round', 'NDC of the third round (2035): submitted on or after 1 November 2024, our rule',
        if(is_third_round, 'yes', 'no'), submitted_on::VARCHAR, source_id, url FROM ndc_documents
    UNION ALL
    SELECT iso3, 'ndc_target', 'ndc_target-' || source_id, 'Target in few words', target || coalesce(' (' || conditionality || ')', ''), as_of, source_id, source_url
    FROM ndc_targets
    UNION ALL
    SELECT iso3, 'article6_intention', 'article6_intention', 'The NDC on international carbon markets',
        CASE intention WHEN 'yes' THEN 'intends to use them' WHEN 'possible' THEN 'leaves their use open' WHEN 'no' THEN 'does not intend to use them'
            ELSE 'does not speak of them' END, as_of, source_id, NULL
    FROM article6_intentions
    UNION ALL
    SELECT iso3, 'national_authority', 'national_authority', 'Designated national authority named in the pipeline',
        if(has_national_authority, 'yes', 'no'), as_of::VARCHAR, source_id, NULL
    FROM article6_participation
    UNION ALL
    SELECT c.iso3, n.fact, c.name, n.label, c.value::VARCHAR, c.as_of::VARCHAR, c.source_id, NULL
    FROM counted c JOIN counts n USING (name)
    UNION ALL
    SELECT iso3, 'carbon_price-' || instrument_id, 'carbon_price-' || instrument_id, name || if(is_of_union, ' (of the Union)', ''),
        concat_ws(', ', CASE kind WHEN 'undecided' THEN 'form not chosen yet' ELSE replace(kind, '_', ' ') END, replace(status, '_', ' '),
            coalesce(format('covers {:.0f}% of emissions', covered_share_per_cent), 'covered share not found'),
            coalesce(format('{:,.2f} USD/tCO2e in 2025', price_2025_usd_per_tco2e), 'price not found')),
        '2025-08', source_id, NULL
    FROM carbon_price_list
)
SELECT iso3 || '-' || part AS fact_id, iso3, fact, label, said, as_of, source_id, source_url
FROM stated ORDER BY iso3, fact, as_of DESC, fact_id;
COMMENT ON TABLE country_facts IS 'What the page of a Party says in words and counts: NDC, stance on Article 6, readiness, carbon prices; one statement a row';
COMMENT ON COLUMN country_facts.fact_id IS 'Key of the statement: Party and what it is about';
COMMENT ON COLUMN country_facts.iso3 IS 'Party; what is of the European Union stands with its members too';
COMMENT ON COLUMN country_facts.fact IS 'Line of the page that it belongs to';
COMMENT ON COLUMN country_facts.label IS 'What it is about, in words';
COMMENT ON COLUMN country_facts.said IS 'What the publication says, in the words of the Atlas; counts have no unit';
COMMENT ON COLUMN country_facts.as_of IS 'Day, month or year whose state it describes; empty where not stated';

-- Which publications stand behind each block of a country page.
CREATE TABLE context_sources AS
WITH used AS (
    SELECT 'co2' AS block, source_id FROM co2_emissions
    UNION SELECT 'ghg', source_id FROM ghg_emissions
    UNION SELECT 'electricity', source_id FROM electricity
    UNION SELECT 'population', source_id FROM populations
    UNION SELECT 'gdp', source_id FROM gdp
    UNION SELECT 'ndc', source_id FROM ndc_documents
    UNION SELECT 'intention', source_id FROM article6_intentions
    UNION SELECT 'participation', source_id FROM article6_participation
    UNION SELECT 'carbon_price', source_id FROM carbon_prices
)
SELECT u.block, s.source_id, s.publisher, s.title, s.url, s.published_on, s.licence
FROM used u JOIN sources s USING (source_id)
ORDER BY ALL;
COMMENT ON TABLE context_sources IS 'Publications behind each block of a country page';
COMMENT ON COLUMN context_sources.block IS 'Block of the country page';

-- The series of a country page with their names, one row a Party, series and year.
CREATE TABLE country_series AS
WITH series(name, block, label, unit) AS (VALUES
    ('co2_mt', 'co2', 'Fossil CO2, without land use', 'Mt'),
    ('ghg_mtco2e', 'ghg', 'Greenhouse gases with land use', 'MtCO2e'),
    ('population', 'population', 'Inhabitants', 'people'),
    ('gdp_per_head_intl_usd', 'gdp', 'Income per head', 'international dollars, unit inferred'),
    ('carbon_intensity_gco2e_per_kwh', 'electricity', 'Carbon intensity of electricity', 'gCO2e per kWh'),
    ('renewable_share_per_cent', 'electricity', 'Renewable share of electricity', '%'))
SELECT u.iso3, p.short_name AS country, s.block, s.label, s.unit, u.year, u.value, c.source_id
FROM (UNPIVOT (SELECT iso3, year, co2_mt, ghg_mtco2e, population::DOUBLE AS population, gdp_per_head_intl_usd,
        carbon_intensity_gco2e_per_kwh, renewable_share_per_cent FROM country_years)
    ON co2_mt, ghg_mtco2e, population, gdp_per_head_intl_usd, carbon_intensity_gco2e_per_kwh, renewable_share_per_cent INTO NAME name VALUE value) u
    JOIN series s USING (name) JOIN context_sources c USING (block) JOIN parties p USING (iso3)
ORDER BY u.iso3, s.block, s.label, u.year;
COMMENT ON TABLE country_series IS 'Emissions, electricity, inhabitants and income of each Party by series and year, with the publication of each';
COMMENT ON COLUMN country_series.iso3 IS 'Party; EUU for the European Union as a whole';
COMMENT ON COLUMN country_series.country IS 'Party, name shown in the Atlas';
COMMENT ON COLUMN country_series.block IS 'Block of the country page that the series belongs to';
COMMENT ON COLUMN country_series.label IS 'Series, name shown in the Atlas';
COMMENT ON COLUMN country_series.unit IS 'Unit of the value';
COMMENT ON COLUMN country_series.year IS 'Calendar year';
COMMENT ON COLUMN country_series.value IS 'The number, in `unit`';
