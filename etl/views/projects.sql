-- Read models of projects.

CREATE TABLE project_list AS
WITH delivered AS (
    SELECT project_id,
        sum(quantity_tco2e) FILTER (event = 'issuance' AND is_summed) AS issued_tco2e,
        sum(quantity_buyer_tco2e) FILTER (event = 'issuance' AND is_summed) AS issued_buyer_tco2e,
        sum(quantity_host_tco2e) FILTER (event = 'issuance' AND is_summed) AS issued_host_tco2e,
        sum(quantity_tco2e) FILTER (event = 'first_transfer' AND is_summed) AS transferred_tco2e
    FROM event_list WHERE project_id IS NOT NULL GROUP BY project_id
),
issued AS (
    SELECT c.project_id, count(*) AS issuance_count
    FROM event_coverage c JOIN event_list e USING (event_id) WHERE e.event = 'issuance' AND NOT e.is_lead AND e.is_alternative_of IS NULL
    GROUP BY c.project_id
),
stands_on AS (
    SELECT buyer_iso3, host_iso3, count(*) AS agreement_count,
        count(*) FILTER (counting_rule = 'binding') AS binding_count
    FROM agreement_list WHERE is_counted GROUP BY ALL
),
-- A witness of several editions is shown by its newest; all of them stand in the evidence.
newest_witness AS (
    SELECT w.* FROM project_witnesses w JOIN sources USING (source_id)
    QUALIFY row_number() OVER (PARTITION BY project_id ORDER BY published_on DESC NULLS LAST, w.source_id) = 1
),
first_step AS (SELECT project_id, min(step_until_on) AS first_step_on FROM project_steps WHERE NOT is_lead GROUP BY project_id),
words AS (
    SELECT project_id, concat_ws(' ', title, title_original, technology, organisations, project_id, h.short_name) AS text
    FROM projects JOIN parties h ON h.iso3 = host_iso3
),
sought_in AS (
    SELECT project_id, concat_ws(' ', fold_name(text), also_called(fold_name(text)), array_to_string(named_in(text).parties, ' ')) AS search_text
    FROM words
)
SELECT p.project_id, p.programme, p.buyer_iso3, coalesce(b.short_name, 'No single buyer') AS buyer, p.host_iso3,
    h.short_name AS host, h.region AS host_region, h.x_km, h.y_km, p.title, p.title_original, p.technology,
    p.sector_id, c.label AS sector, c.sort_order AS sector_order, p.sector_raw,
    p.stage_id, g.label AS stage, g.sort_order AS stage_order, g.is_on_ladder, p.stage_raw,
    p.expected_tco2e_per_year, p.expected_tco2e_total, p.expected_period, p.expected_ceiling_tco2e,
    d.issued_tco2e, d.issued_buyer_tco2e, d.issued_host_tco2e, d.transferred_tco2e,
    coalesce(i.issuance_count, 0) AS issuance_count,
    p.selected_on, p.selected_fiscal_year, p.authorised_on, p.registered_on, p.start_on, f.first_step_on,
    CASE WHEN p.is_programme_level THEN 'programme, no single activity'
         WHEN p.left_out_reason IS NOT NULL THEN p.left_out_reason
         WHEN p.may_duplicate_project_id IS NOT NULL THEN 'may repeat ' || p.may_duplicate_project_id
         WHEN p.stage_id = 'cancelled' THEN 'cancelled'
         WHEN p.confidence = 'C' THEN 'general knowledge only'
         WHEN p.confidence = 'L' THEN 'unconfirmed: only a lead states it' END AS left_out_because,
    left_out_because IS NULL AS is_counted,
    coalesce(a.agreement_count, 0) AS agreement_count, coalesce(a.binding_count, 0) AS binding_agreement_count,
    p.organisations, p.location_text, p.covers_note, p.confidence, is_lead_only(p.confidence) AS is_lead, p.source_id, p.source_publisher, p.source_title, p.source_url,
    w.source_id AS witness_source_id, w.expected_tco2e_per_year AS witness_expected_tco2e_per_year,
    w.status_raw AS witness_status, w.registered_on AS witness_registered_on, w.url AS witness_url, p.note,
    n.search_text,
    -- Whatever else table projects declares comes by itself; of these each has its place above, or is told in other words.
    p.* EXCLUDE (project_id, programme, buyer_iso3, host_iso3, title, title_original, technology, sector_id, sector_raw, stage_id, stage_raw, is_programme_level,
        may_duplicate_project_id, left_out_reason, covers_note, expected_tco2e_per_year, expected_tco2e_total, expected_period, expected_ceiling_tco2e,
        selected_on, selected_fiscal_year, authorised_on, registered_on, start_on, organisations, location_text, source_id, source_url, confidence, note,
        source_publisher, source_title)
FROM sourced('projects') p
    LEFT JOIN parties b ON b.iso3 = p.buyer_iso3
    JOIN party_list h ON h.iso3 = p.host_iso3
    JOIN sectors c USING (sector_id)
    JOIN stages g USING (stage_id)
    LEFT JOIN newest_witness w USING (project_id)
    LEFT JOIN delivered d USING (project_id)
    LEFT JOIN issued i USING (project_id)
    LEFT JOIN first_step f USING (project_id)
    JOIN sought_in n USING (project_id)
    LEFT JOIN stands_on a ON a.buyer_iso3 = p.buyer_iso3 AND a.host_iso3 = p.host_iso3
ORDER BY p.project_id;
COMMENT ON TABLE project_list IS 'Activities with stage, expected volume, what was issued and transferred, and what a second witness says';
COMMENT ON COLUMN project_list.sector_order IS 'Order of the sectors';
COMMENT ON COLUMN project_list.issued_tco2e IS 'Sum of its issuances with a published quantity, tCO2e; empty where there is none';
COMMENT ON COLUMN project_list.issued_buyer_tco2e IS 'Part of issued_tco2e for the buyer''s side, as far as published, tCO2e';
COMMENT ON COLUMN project_list.issued_host_tco2e IS 'Part of issued_tco2e for the host''s side, as far as published, tCO2e';
COMMENT ON COLUMN project_list.transferred_tco2e IS 'Sum of its first transfers with a published quantity, tCO2e; issued before, never added to issued_tco2e';
COMMENT ON COLUMN project_list.issuance_count IS 'Issuances that it is in, alone or with others; another figure for one of them is none of its own';
COMMENT ON COLUMN project_list.first_step_on IS 'Last day on which its first dated step can have been';
COMMENT ON COLUMN project_list.left_out_because IS 'Why it is in no total; empty where it is counted';
COMMENT ON COLUMN project_list.is_counted IS 'True for a single activity that is not cancelled, no probable repeat, and not known from a lead alone';
COMMENT ON COLUMN project_list.agreement_count IS 'Counted agreements of its buyer and host';
COMMENT ON COLUMN project_list.binding_agreement_count IS 'Binding ones among them';
COMMENT ON COLUMN project_list.source_url IS 'Deep link, else the page of the publication';
COMMENT ON COLUMN project_list.witness_source_id IS 'Publication of the second witness; empty where it does not list the activity';
COMMENT ON COLUMN project_list.witness_expected_tco2e_per_year IS 'Expected reductions according to the second witness, tCO2e a year';
COMMENT ON COLUMN project_list.witness_status IS 'Status in the second witness''s own word';
COMMENT ON COLUMN project_list.witness_registered_on IS 'Registration according to the second witness';
COMMENT ON COLUMN project_list.witness_url IS 'Deep link of the second witness';
COMMENT ON COLUMN project_list.search_text IS 'Text that the search in words looks through: without case, accents and punctuation, with other words for the same things (synonyms) and a mark for each Party that it names';

-- Expected against issued for the same period: the yearly estimate times the days monitored. A ratio is computed only
-- where one project, its estimate, its period and its quantity are all known.
CREATE TABLE delivery_ratios AS
SELECT e.event_id, e.project_id, p.title, p.technology, p.buyer_iso3, p.buyer, p.host_iso3, p.host, p.host_region, p.sector_id,
    e.event_until_on, e.monitoring_period, e.monitoring_days, p.expected_tco2e_per_year,
    p.expected_tco2e_per_year * e.monitoring_days / 365.25 AS expected_in_period_tco2e, e.quantity_tco2e AS issued_tco2e,
    e.quantity_tco2e / (p.expected_tco2e_per_year * e.monitoring_days / 365.25) AS issued_over_expected,
    e.source_id, e.source_publisher, e.source_title, e.source_url
FROM event_list e JOIN project_list p USING (project_id)
WHERE e.event = 'issuance' AND e.is_summed AND e.monitoring_days IS NOT NULL AND p.expected_tco2e_per_year > 0
ORDER BY e.event_id;
COMMENT ON TABLE delivery_ratios IS 'Issuances compared with the estimate for the same days, where both are known';
COMMENT ON COLUMN delivery_ratios.technology IS 'What is built or done, in a few words';
COMMENT ON COLUMN delivery_ratios.expected_in_period_tco2e IS 'Computed: expected tCO2e a year times the days monitored over 365.25';
COMMENT ON COLUMN delivery_ratios.issued_tco2e IS 'Issued for that period, tCO2e, shares of both sides together';
COMMENT ON COLUMN delivery_ratios.issued_over_expected IS 'Computed: issued_tco2e over expected_in_period_tco2e';
