-- Read models of projects and of what they delivered.

-- Each dated step that a source shows; a partial date counts from its last possible day. A step that a lead alone shows
-- reaches no stage.
CREATE TABLE event_coverage AS
SELECT event_id, project_id FROM events WHERE project_id IS NOT NULL
UNION SELECT event_id, project_id FROM event_projects
ORDER BY ALL;

CREATE TABLE project_steps AS
WITH steps AS (
    SELECT project_id, 'design' AS stage_id, selected_on AS step_on, source_id, source_url, 'Selected for support' AS step, NULL AS note,
        confidence, NULL AS event_id
    FROM projects WHERE selected_on IS NOT NULL
    UNION ALL
    SELECT project_id, 'authorised', authorised_on, source_id, source_url, 'Authorised', NULL, confidence, NULL
    FROM projects WHERE authorised_on IS NOT NULL AND project_id NOT IN (
        SELECT c.project_id FROM event_coverage c JOIN events e USING (event_id) WHERE e.event = 'authorisation')
    UNION ALL
    SELECT project_id, 'registered', registered_on, source_id, source_url, 'Registered', NULL, confidence, NULL
    FROM projects WHERE registered_on IS NOT NULL
    UNION ALL
    SELECT project_id, NULL, start_on, source_id, source_url, 'Start of operation', NULL, confidence, NULL
    FROM projects WHERE start_on IS NOT NULL AND project_id NOT IN (
        SELECT project_id FROM milestones WHERE milestone = 'operation_started' AND milestone_on IS NOT NULL)
    UNION ALL
    SELECT c.project_id, CASE WHEN NOT is_lead_only(e.confidence) THEN
            CASE e.event WHEN 'authorisation' THEN 'authorised' WHEN 'issuance' THEN 'issued' ELSE 'transferred' END END,
        e.event_on, e.source_id, e.source_url,
        CASE e.event WHEN 'authorisation' THEN 'Authorised' WHEN 'issuance' THEN 'Issued' WHEN 'use' THEN 'Used' ELSE 'First transferred' END
            || CASE WHEN e.quantity_tco2e IS NULL THEN '' ELSE format(': {:,} tCO2e', e.quantity_tco2e)
                || CASE WHEN e.project_id IS NULL THEN ' together with other projects' ELSE '' END
                || CASE e.quantity_kind WHEN 'expected_total' THEN ' expected in all' WHEN 'cumulative' THEN ' so far' ELSE '' END END
            || CASE WHEN is_lead_only(e.confidence) OR is_lead_only(e.quantity_confidence) THEN ' (unconfirmed)' ELSE '' END,
        e.note, e.confidence, e.event_id
    FROM event_coverage c JOIN events e USING (event_id)
    UNION ALL
    SELECT project_id, NULL, milestone_on, source_id, source_url,
        upper(milestone[1]) || replace(milestone[2:], '_', ' ')
            || CASE WHEN quantity_tco2e IS NULL THEN '' ELSE format(': {:,} tCO2e', quantity_tco2e) END
            || CASE WHEN is_lead_only(confidence) THEN ' (unconfirmed)' ELSE '' END, note, confidence, NULL
    FROM milestones
)
SELECT s.project_id, s.stage_id, g.sort_order AS stage_order, s.step_on, last_possible_day(s.step_on) AS step_until_on,
    s.step, s.event_id, s.note, is_lead_only(s.confidence) AS is_lead, s.source_id, o.publisher, o.title AS source_title, coalesce(s.source_url, o.url) AS url
FROM steps s JOIN sources o USING (source_id) LEFT JOIN stages g USING (stage_id)
ORDER BY s.project_id, step_until_on NULLS LAST, s.step;

-- Where each row stands: a page of a government or UN body, pages of two publishers, one page, or a lead. Judged by the
-- quantity where there is one, else by the event itself.
CREATE TEMP VIEW event_witnesses AS
SELECT v.key AS event_id, count(*) AS second_pages, bool_or(o.kind IN ('official_text', 'official_page')) AS is_official,
    string_agg(DISTINCT o.publisher, '; ' ORDER BY o.publisher) AS also_stated_by
FROM verifications v JOIN events e ON e.event_id = v.key JOIN sources o ON o.source_id = v.source_id
    JOIN sources s ON s.source_id = coalesce(e.quantity_source_id, e.source_id)
WHERE v.table_name = 'events' AND v.verdict = 'confirmed' AND o.kind <> 'lead' AND o.publisher <> s.publisher
    AND CASE WHEN e.quantity_tco2e IS NULL THEN v.what IN ('row', 'act') ELSE v.what IN ('row', 'quantity') END
GROUP BY ALL;

-- An alternative figure, a quantity that is no batch, units for other purposes, and what only a lead states stay out of
-- every sum. `is_unconfirmed` marks what would be in the sum if another page stated it.
CREATE TABLE event_list AS
WITH judged AS (
    SELECT e.*, is_lead_only(e.confidence) AS is_lead,
        is_lead_only(e.confidence) OR coalesce(is_lead_only(e.quantity_confidence), false) AS rests_on_lead,
        CASE WHEN e.quantity_tco2e IS NULL
            THEN missing_word(true, 1, (NOT is_lead_only(e.confidence))::INT, coalesce(e.quantity_status = 'withheld', false)) END AS quantity_word,
        CASE WHEN e.is_alternative_of IS NOT NULL THEN 'another figure for the same event'
            WHEN coalesce(e.unit_kind, '') = 'credit_for_other_purposes' THEN 'for other purposes than a buyer Party''s target'
            WHEN e.quantity_tco2e IS NULL THEN quantity_word
            WHEN e.quantity_kind = 'expected_total' THEN 'an estimate of what may come over time'
            WHEN e.quantity_kind = 'cumulative' THEN 'a sum of earlier batches'
            WHEN e.quantity_kind IS NULL THEN 'kind of quantity not known'
        END AS not_addable_because
    FROM events e
)
SELECT e.* EXCLUDE (source_url, rests_on_lead, not_addable_because), p.title AS project, p.sector_id, b.short_name AS buyer, h.short_name AS host,
    h.region AS host_region, coalesce(last_possible_day(e.event_on), n.edition_on) AS event_until_on,
    e.not_addable_because IS NULL AND NOT e.rests_on_lead AS is_summed,
    e.not_addable_because IS NULL AND e.rests_on_lead AS is_unconfirmed,
    CASE WHEN e.not_addable_because IS NOT NULL THEN e.not_addable_because
        WHEN e.is_lead THEN 'unconfirmed: only a lead states it'
        WHEN e.rests_on_lead THEN 'unconfirmed: only a lead states the amount' END AS not_summed_because,
    CASE WHEN e.is_lead OR (e.quantity_tco2e IS NOT NULL AND e.rests_on_lead) THEN 'lead'
        WHEN coalesce(e.quantity_confidence, e.confidence) = 'A' OR w.is_official THEN 'official page'
        WHEN w.second_pages > 0 THEN 'two independent pages' ELSE 'one page' END AS evidence_state,
    CASE evidence_state WHEN 'lead' THEN 'unconfirmed' WHEN 'one page' THEN 'one source' END AS evidence_mark,
    w.also_stated_by,
    CASE WHEN e.monitoring_period IS NOT NULL
        THEN date_diff('day', e.monitoring_period[1:10]::DATE, e.monitoring_period[12:21]::DATE) + 1 END AS monitoring_days,
    s.publisher AS source_publisher, s.title AS source_title, coalesce(e.source_url, s.url) AS source_url
FROM judged e
    LEFT JOIN projects p USING (project_id)
    LEFT JOIN parties b ON b.iso3 = e.buyer_iso3
    JOIN parties h ON h.iso3 = e.host_iso3
    JOIN sources s ON s.source_id = e.source_id
    LEFT JOIN event_witnesses w USING (event_id)
    CROSS JOIN edition n
ORDER BY event_until_on DESC, e.event_id;

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
    FROM event_coverage c JOIN event_list e USING (event_id) WHERE e.event = 'issuance' AND NOT e.is_lead GROUP BY c.project_id
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
    SELECT project_id, fold_name(text) || ' ' || array_to_string(named_in(text).parties, ' ') AS search_text FROM words
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
    p.organisations, p.location_text, p.covers_note, p.confidence, is_lead_only(p.confidence) AS is_lead, p.source_id, s.publisher AS source_publisher,
    s.title AS source_title, coalesce(p.source_url, s.url) AS source_url,
    w.source_id AS witness_source_id, w.expected_tco2e_per_year AS witness_expected_tco2e_per_year,
    w.status_raw AS witness_status, w.registered_on AS witness_registered_on, w.url AS witness_url, p.note,
    n.search_text
FROM projects p
    LEFT JOIN parties b ON b.iso3 = p.buyer_iso3
    JOIN party_list h ON h.iso3 = p.host_iso3
    JOIN sectors c USING (sector_id)
    JOIN stages g USING (stage_id)
    JOIN sources s ON s.source_id = p.source_id
    LEFT JOIN newest_witness w USING (project_id)
    LEFT JOIN delivered d USING (project_id)
    LEFT JOIN issued i USING (project_id)
    LEFT JOIN first_step f USING (project_id)
    JOIN sought_in n USING (project_id)
    LEFT JOIN stands_on a ON a.buyer_iso3 = p.buyer_iso3 AND a.host_iso3 = p.host_iso3
ORDER BY p.project_id;

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
