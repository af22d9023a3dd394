-- Read models of what is known, how far, and from whom.

-- Measures of what was delivered, with the events that make them. JCM credits exist only for a buyer with a JCM agreement.
CREATE TEMP VIEW delivered_measures AS
FROM (VALUES
    ('authorised', 'authorisation', NULL), ('issued_jcm', 'issuance', false), ('issued_itmo', 'issuance', true),
    ('first_transferred', 'first_transfer', NULL), ('used', 'use', NULL)) AS m (measure, event, is_itmo);

CREATE TEMP VIEW jcm_buyers AS SELECT DISTINCT buyer_iso3 FROM agreements WHERE mechanism = 'JCM';

CREATE TEMP VIEW measured_events AS
SELECT m.measure, e.*
FROM event_list e JOIN delivered_measures m ON m.event = e.event
    AND (m.is_itmo IS NULL OR m.is_itmo = (e.unit_kind IS NOT DISTINCT FROM 'itmo'))
-- What was issued for aviation and the like is neither; an authorisation or transfer for it is one all the same.
WHERE e.is_alternative_of IS NULL AND (e.unit_kind IS DISTINCT FROM 'credit_for_other_purposes' OR m.event <> 'issuance')
    AND (m.measure <> 'issued_jcm' OR e.buyer_iso3 IN (FROM jcm_buyers));

-- Where each pair, project and country stands in each measure. An event for several projects has no amount for each of them.
CREATE TABLE quantity_states AS
WITH subjects AS (
    SELECT DISTINCT 'pair' AS subject_kind, '' AS role, buyer_iso3 || '-' || host_iso3 AS key, buyer_iso3 IN (FROM jcm_buyers) AS is_jcm
    FROM (SELECT buyer_iso3, host_iso3 FROM agreements UNION SELECT buyer_iso3, host_iso3 FROM projects
        UNION SELECT buyer_iso3, host_iso3 FROM events) WHERE buyer_iso3 IS NOT NULL
    UNION ALL
    SELECT 'project', '', project_id, coalesce(buyer_iso3 IN (FROM jcm_buyers), false) FROM projects
    UNION ALL
    SELECT 'country', 'buyer', iso3, iso3 IN (FROM jcm_buyers) FROM parties
    UNION ALL
    SELECT 'country', 'host', iso3, iso3 IN (SELECT host_iso3 FROM agreements WHERE mechanism = 'JCM') FROM parties
),
happened AS (
    SELECT 'pair' AS subject_kind, '' AS role, buyer_iso3 || '-' || host_iso3 AS key, e.*, e.quantity_tco2e AS own_tco2e FROM measured_events e
    UNION ALL
    SELECT 'project', '', c.project_id, e.*, CASE WHEN e.project_id IS NOT NULL THEN e.quantity_tco2e END
    FROM measured_events e JOIN event_coverage c USING (event_id)
    UNION ALL
    SELECT 'country', 'buyer', buyer_iso3, e.*, e.quantity_tco2e FROM measured_events e
    UNION ALL
    SELECT 'country', 'host', host_iso3, e.*, e.quantity_tco2e FROM measured_events e
),
counted AS (
    SELECT subject_kind, role, key, measure,
        sum(own_tco2e) FILTER (is_summed) AS value,
        sum(own_tco2e) FILTER (quantity_kind = 'expected_total' AND NOT is_lead) AS expected_tco2e,
        count(*) FILTER (NOT is_lead) AS confirmed_events, count(*) FILTER (is_lead) AS unconfirmed_events,
        count(*) FILTER (NOT is_lead AND (own_tco2e IS NULL OR is_unconfirmed)) AS events_without_amount,
        sum(own_tco2e) FILTER (is_unconfirmed) AS unconfirmed_tco2e,
        coalesce(bool_or(quantity_status = 'withheld') FILTER (NOT is_lead AND own_tco2e IS NULL), false) AS is_withheld
    FROM happened GROUP BY ALL
),
-- What was transferred had been authorised and issued as ITMOs, and may have been used: not finding that is not "none yet".
implied AS (
    SELECT subject_kind, role, key, unnest(['authorised', 'issued_itmo', 'used']) AS measure, confirmed_events + unconfirmed_events AS events
    FROM counted WHERE measure = 'first_transferred'
)
SELECT s.subject_kind, nullif(s.role, '') AS role, s.key, m.measure, c.value::BIGINT AS value,
    CASE WHEN c.value IS NULL THEN missing_word(m.measure <> 'issued_jcm' OR s.is_jcm,
        coalesce(c.confirmed_events, 0) + coalesce(c.unconfirmed_events, 0) + coalesce(i.events, 0), c.confirmed_events, coalesce(c.is_withheld, false)) END AS word,
    coalesce(c.confirmed_events, 0) AS confirmed_events, coalesce(c.unconfirmed_events, 0) AS unconfirmed_events,
    coalesce(c.events_without_amount, 0) AS events_without_amount, c.unconfirmed_tco2e::BIGINT AS unconfirmed_tco2e,
    c.expected_tco2e::BIGINT AS expected_tco2e
FROM subjects s CROSS JOIN delivered_measures m LEFT JOIN counted c USING (subject_kind, role, key, measure)
    LEFT JOIN implied i USING (subject_kind, role, key, measure)
ORDER BY s.subject_kind, role NULLS FIRST, s.key, m.measure;
COMMENT ON TABLE quantity_states IS 'What is known of each measure for each pair, project and country: the sum, or the word for why there is none';
COMMENT ON COLUMN quantity_states.subject_kind IS 'pair, project or country';
COMMENT ON COLUMN quantity_states.role IS 'buyer or host for a country; empty for others';
COMMENT ON COLUMN quantity_states.key IS 'Buyer and host joined by a hyphen, key of the project, or code of the country';
COMMENT ON COLUMN quantity_states.measure IS 'authorised, issued_jcm (issuances under the JCM that are not known to be ITMOs), issued_itmo, first_transferred or used';
COMMENT ON COLUMN quantity_states.value IS 'Sum of the batches that a page which is no lead states, tCO2e; empty where there is none, see word';
COMMENT ON COLUMN quantity_states.word IS 'none yet, none confirmed, amount not found, not published or not applicable; empty where there is a value';
COMMENT ON COLUMN quantity_states.confirmed_events IS 'Events that are no leads, with or without an amount';
COMMENT ON COLUMN quantity_states.unconfirmed_events IS 'Events that only a lead states';
COMMENT ON COLUMN quantity_states.events_without_amount IS 'Confirmed events whose amount is missing or rests on a lead: value is then a part';
COMMENT ON COLUMN quantity_states.unconfirmed_tco2e IS 'Sum of batches whose amount only a lead states, tCO2e; in no total';
COMMENT ON COLUMN quantity_states.expected_tco2e IS 'What authorisations expect over time, tCO2e: an estimate, never part of value';

-- Up to which day facts of a kind are known: the newest dated one that is no lead, or the newest list that was read in full.
CREATE TABLE known_up_to AS
WITH facts AS (
    SELECT 'agreement' AS kind, until_on AS fact_on, source_id
    FROM claim_list WHERE field IN ('signed_on', 'concluded_on', 'in_force_on') AND NOT is_lead AND is_chosen
    UNION ALL
    SELECT 'project', step_until_on, source_id FROM project_steps WHERE NOT is_lead AND step <> 'Start of operation'
    UNION ALL
    SELECT event, last_possible_day(event_on), source_id FROM event_list WHERE NOT is_lead AND event_on IS NOT NULL
    UNION ALL
    SELECT 'authorised_unit', issued_until_on, source_id FROM block_list WHERE NOT is_lead
    UNION ALL
    SELECT 'target', last_possible_day(stated_on), source_id FROM target_list WHERE NOT is_lead
    UNION ALL
    SELECT 'target', last_possible_day(as_of), source_id FROM target_progress_list WHERE NOT is_lead
    UNION ALL
    SELECT 'price', last_possible_day(s.published_on), source_id FROM price_list p JOIN sources s USING (source_id) WHERE NOT p.is_lead
),
newest_fact AS (
    SELECT kind, max(least(fact_on, edition_on)) AS fact_on, arg_max(source_id, least(fact_on, edition_on)) AS source_id
    FROM facts CROSS JOIN edition WHERE fact_on IS NOT NULL GROUP BY kind
),
newest_reading AS (SELECT kind, max(state_on) AS state_on, arg_max(source_id, state_on) AS source_id FROM full_readings GROUP BY kind)
SELECT kind, nullif(greatest(coalesce(f.fact_on, '-infinity'::DATE), coalesce(r.state_on, '-infinity'::DATE)), '-infinity'::DATE) AS known_up_to_on,
    f.fact_on AS newest_fact_on, r.state_on AS newest_reading_on,
    CASE WHEN r.state_on >= coalesce(f.fact_on, r.state_on) THEN r.source_id ELSE f.source_id END AS source_id
FROM (SELECT DISTINCT kind FROM (SELECT kind FROM newest_fact UNION ALL SELECT kind FROM newest_reading))
    LEFT JOIN newest_fact f USING (kind) LEFT JOIN newest_reading r USING (kind)
ORDER BY kind;
COMMENT ON TABLE known_up_to IS 'The day to which facts of each kind are known, which is not the day of the edition';
COMMENT ON COLUMN known_up_to.kind IS 'agreement, project, authorisation, authorised_unit, issuance, first_transfer, use, target, price or trade; no row: nothing dated is known';
COMMENT ON COLUMN known_up_to.known_up_to_on IS 'The later of the two days beside';
COMMENT ON COLUMN known_up_to.newest_fact_on IS 'Day of the newest fact of the kind that is no lead; a partial date by its last possible day';
COMMENT ON COLUMN known_up_to.newest_reading_on IS 'Day described by the newest list of such facts that was read in full; empty where there is none';
COMMENT ON COLUMN known_up_to.source_id IS 'Publication of the fact, or the list, that known_up_to_on comes from';
