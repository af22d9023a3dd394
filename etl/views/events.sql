-- Read models of the steps of projects, and of what they delivered.

CREATE TABLE event_coverage AS
SELECT event_id, project_id FROM events WHERE project_id IS NOT NULL
UNION SELECT event_id, project_id FROM event_projects
ORDER BY ALL;
COMMENT ON TABLE event_coverage IS 'Every activity that an event is for, alone or with others';

-- Each dated step that a source shows; a partial date counts from its last possible day. A step that a lead alone shows
-- reaches no stage.
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
            CASE e.event WHEN 'authorisation' THEN 'authorised' WHEN 'issuance' THEN 'issued'
                WHEN 'first_transfer' THEN 'transferred' END END,
        e.event_on, e.source_id, e.source_url,
        CASE e.event WHEN 'authorisation' THEN 'Authorised' WHEN 'issuance' THEN 'Issued' WHEN 'use' THEN 'Used' ELSE 'First transferred' END
            || CASE WHEN e.quantity_tco2e IS NULL THEN '' ELSE format(': {:,} tCO2e', e.quantity_tco2e)
                || CASE WHEN e.project_id IS NULL THEN ' together with other projects' ELSE '' END
                || CASE e.quantity_kind WHEN 'expected_total' THEN ' expected in all' WHEN 'cumulative' THEN ' so far' ELSE '' END END
            || CASE WHEN e.is_alternative_of IS NULL THEN '' ELSE ' (another figure for one event)' END
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
    s.step, s.event_id, s.note, is_lead_only(s.confidence) AS is_lead, s.source_id, s.source_publisher AS publisher, s.source_title, s.source_url
FROM sourced('steps') s LEFT JOIN stages g USING (stage_id)
ORDER BY s.project_id, step_until_on NULLS LAST, s.step;
COMMENT ON TABLE project_steps IS 'Every step of every activity that a source shows, dated or not';
COMMENT ON COLUMN project_steps.stage_id IS 'Stage that the step reaches; empty where it is none of the ladder';
COMMENT ON COLUMN project_steps.step_on IS 'Date of the step, as known; empty where no source that was read gives it';
COMMENT ON COLUMN project_steps.step_until_on IS 'Last day on which the step can have been';
COMMENT ON COLUMN project_steps.step IS 'The step in words, with the quantity named with it, tCO2e';
COMMENT ON COLUMN project_steps.event_id IS 'Event that the step is; empty for steps from the project table and milestones';
COMMENT ON COLUMN project_steps.is_lead IS 'True where a lead alone shows the step; it then reaches no stage';
COMMENT ON COLUMN project_steps.note IS 'What the source shows, in our words';
COMMENT ON COLUMN project_steps.publisher IS 'Who published it';

-- Where each row stands: a page of a government or UN body, pages of two publishers, one page, or a lead. Judged by the
-- quantity where there is one, else by the event itself.
CREATE TEMP VIEW event_witnesses AS
SELECT v.key AS event_id, count(*) AS second_pages, bool_or(k.is_official) AS is_official,
    string_agg(DISTINCT o.publisher, '; ' ORDER BY o.publisher) AS also_stated_by
FROM verifications v JOIN events e ON e.event_id = v.key JOIN sources o ON o.source_id = v.source_id JOIN source_kinds k ON k.kind = o.kind
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
    FROM sourced('events') e
)
SELECT e.* EXCLUDE (source_publisher, source_title, source_url, rests_on_lead, not_addable_because), p.title AS project, p.sector_id, b.short_name AS buyer, h.short_name AS host,
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
    e.source_publisher, e.source_title, e.source_url, coalesce(q.publisher, e.source_publisher) AS amount_publisher
FROM judged e
    LEFT JOIN sources q ON q.source_id = e.quantity_source_id
    LEFT JOIN projects p USING (project_id)
    LEFT JOIN parties b ON b.iso3 = e.buyer_iso3
    JOIN parties h ON h.iso3 = e.host_iso3
    LEFT JOIN event_witnesses w USING (event_id)
    CROSS JOIN edition n
ORDER BY event_until_on DESC, e.event_id;
COMMENT ON TABLE event_list IS 'Authorisations, issuances, first transfers and uses with names; kinds are never added to each other';
COMMENT ON COLUMN event_list.project IS 'Title of the activity; empty where the event is for several';
COMMENT ON COLUMN event_list.sector_id IS 'Sector of the activity; empty where the event is for several';
COMMENT ON COLUMN event_list.is_summed IS 'True where the quantity may be added to others of the same kind of event; never for a lead';
COMMENT ON COLUMN event_list.is_unconfirmed IS 'True where the quantity would be added if another page than a lead stated it';
COMMENT ON COLUMN event_list.not_summed_because IS 'Why the quantity is in no sum; empty where it is summed';
COMMENT ON COLUMN event_list.quantity_word IS 'Word for a missing quantity: none confirmed, amount not found or not published; empty where a source states one';
COMMENT ON COLUMN event_list.evidence_state IS 'Where the quantity (without one, the event) stands: official page, two independent pages, one page, or lead';
COMMENT ON COLUMN event_list.evidence_mark IS 'Mark to be shown beside it: one source, or unconfirmed; empty where an official page or two pages state it';
COMMENT ON COLUMN event_list.also_stated_by IS 'Other publishers whose page was read and states the same';
COMMENT ON COLUMN event_list.source_url IS 'Deep link, else the page of the publication';
COMMENT ON COLUMN event_list.amount_publisher IS 'Who states the quantity';
