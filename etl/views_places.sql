-- Read models of countries and pairs: what the Atlas knows of a Party beside its agreements and projects.

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

CREATE TABLE ndc_target_list AS
SELECT t.* EXCLUDE (source_url), s.publisher AS source_publisher, s.title AS source_title, coalesce(t.source_url, s.url) AS source_url
FROM ndc_targets t JOIN sources s USING (source_id)
ORDER BY t.iso3, t.as_of DESC, t.source_id;

-- The system of the European Union stands with the Union and with each of its members.
CREATE TABLE carbon_price_list AS
SELECT p.iso3, c.* EXCLUDE (iso3), c.iso3 = 'EUU' AND p.iso3 <> 'EUU' AS is_of_union, s.publisher AS source_publisher,
    s.title AS source_title, s.url AS source_url
FROM carbon_prices c JOIN parties p ON p.iso3 = c.iso3 OR (c.iso3 = 'EUU' AND p.is_eu_member)
    JOIN sources s ON s.source_id = c.source_id
ORDER BY p.iso3, is_of_union, c.instrument_id;

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

-- Every pair of a buyer and a host of which the Atlas knows anything.
CREATE TABLE pair_list AS
SELECT k.buyer_iso3, b.short_name AS buyer, k.host_iso3, h.short_name AS host
FROM (
    SELECT buyer_iso3, host_iso3 FROM agreements
    UNION SELECT buyer_iso3, host_iso3 FROM projects WHERE buyer_iso3 IS NOT NULL
    UNION SELECT buyer_iso3, host_iso3 FROM events WHERE buyer_iso3 IS NOT NULL
) k
    JOIN parties b ON b.iso3 = k.buyer_iso3
    JOIN parties h ON h.iso3 = k.host_iso3
ORDER BY k.buyer_iso3, k.host_iso3;

-- What happened between a buyer and a host, in time: agreements, steps of counted projects, events. An event for several
-- projects stands once.
CREATE TABLE pair_moments AS
WITH moments AS (
    SELECT buyer_iso3, host_iso3, 'agreement' AS kind, coalesce(signed_on, concluded_on) AS moment_on,
        instrument_label || CASE WHEN is_counted THEN '' ELSE ' (not counted: ' || replace(status, '_', ' ') || ')' END AS what,
        NULL AS project_id, agreement_id, NULL::DOUBLE AS quantity_tco2e, source_id, source_url
    FROM agreement_list
    UNION ALL
    SELECT p.buyer_iso3, p.host_iso3,
        CASE s.stage_id WHEN 'design' THEN 'selection' WHEN 'registered' THEN 'registration'
            WHEN 'authorised' THEN 'authorisation' ELSE 'milestone' END,
        s.step_on, s.step, p.project_id, NULL, NULL, s.source_id, s.url
    FROM project_steps s JOIN project_list p USING (project_id)
    WHERE p.is_counted AND p.buyer_iso3 IS NOT NULL AND s.event_id IS NULL
    UNION ALL
    SELECT buyer_iso3, host_iso3, event, event_on,
        CASE WHEN is_alternative_of IS NULL THEN '' ELSE 'Another figure for one event: ' END || coalesce(project, 'Several projects')
            || CASE WHEN is_lead OR is_unconfirmed THEN ' (unconfirmed)' ELSE '' END,
        project_id, NULL, quantity_tco2e, source_id, source_url
    FROM event_list WHERE buyer_iso3 IS NOT NULL
)
SELECT m.buyer_iso3, m.host_iso3, m.kind, m.moment_on, first_possible_day(m.moment_on) AS moment_from_on,
    last_possible_day(m.moment_on) AS moment_until_on, m.what, m.project_id, p.title AS project, m.agreement_id,
    m.quantity_tco2e, m.source_id, s.publisher AS source_publisher, s.title AS source_title,
    coalesce(m.source_url, s.url) AS source_url
FROM moments m JOIN sources s USING (source_id) LEFT JOIN projects p USING (project_id)
ORDER BY ALL;
