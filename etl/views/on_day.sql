-- What stood on a day: agreements and projects as they were then, asked for by a day; and those of this edition's day, kept as tables, for
-- nearly all ask for them and to plan the question takes longer than to read them.

-- What was in force on an earlier day is another state than today's; what shows the use may be younger than that day. What is in no
-- total has no state by day, and keeps that of the edition. Of each pair: the projects known and the tonnes issued by then.
CREATE MACRO agreements_on(asked_on) AS TABLE
WITH today AS (SELECT asked_on AS day, asked_on >= edition_on AS is_now FROM edition),
states AS (
    SELECT a.* REPLACE (
            CASE WHEN status = 'in_force' AND last_possible_day(in_force_on) > day THEN 'signed' ELSE status END AS status,
            CASE WHEN is_counted THEN force_state(status, in_force_on, valid_until, in_use_from_on, is_looked_up, enters_into_force, day)
                ELSE in_force_state END AS in_force_state,
            CASE WHEN is_now OR NOT is_counted THEN in_use_shown_by END AS in_use_shown_by)
    FROM agreement_list a CROSS JOIN today WHERE counts_from_on <= day
),
pair_projects AS (
    SELECT buyer_iso3, host_iso3, count(*) AS project_count FROM project_list CROSS JOIN today
    WHERE is_counted AND (is_now OR first_step_on <= day) GROUP BY ALL
),
pair_issued AS (
    SELECT buyer_iso3, host_iso3, count(*) AS events, count(*) FILTER (NOT is_lead AND is_alternative_of IS NULL) AS confirmed,
        bool_or(coalesce(quantity_word = 'not published', false)) AS is_withheld,
        sum(quantity_tco2e) FILTER (is_summed AND unit_kind IS DISTINCT FROM 'itmo') AS jcm_issued_tco2e,
        sum(quantity_tco2e) FILTER (is_summed AND unit_kind = 'itmo') AS itmo_issued_tco2e
    FROM event_list CROSS JOIN today WHERE event = 'issuance' AND event_until_on <= day GROUP BY ALL
),
-- Of a pair for which a total is published something was issued, though the Atlas can name no issuance.
pair_published AS (
    SELECT DISTINCT buyer_iso3, host_iso3 FROM reconciliation CROSS JOIN today
    WHERE measure = 'issued_tco2e' AND value > 0 AND NOT is_lead AND programme IS NULL AND host_iso3 IS NOT NULL AND as_of_until_on <= day
)
SELECT a.* REPLACE (
        CASE WHEN is_counted THEN force_words(in_force_state, in_force_on, valid_until) ELSE in_force_words END AS in_force_words),
    coalesce(p.project_count, 0) AS project_count, e.jcm_issued_tco2e, e.itmo_issued_tco2e,
    coalesce(e.confirmed, 0) AS issuance_count,
    CASE WHEN e.jcm_issued_tco2e IS NULL AND e.itmo_issued_tco2e IS NULL THEN missing_word(true, greatest(e.events, u.published), greatest(e.confirmed, u.published), coalesce(e.is_withheld, false)) END AS issued_word
FROM states a LEFT JOIN pair_projects p USING (buyer_iso3, host_iso3) LEFT JOIN pair_issued e USING (buyer_iso3, host_iso3)
    LEFT JOIN (SELECT *, 1 AS published FROM pair_published) u USING (buyer_iso3, host_iso3);

CREATE TABLE agreements_now AS FROM agreements_on((SELECT edition_on FROM edition)) ORDER BY agreement_id;
COMMENT ON TABLE agreements_now IS 'Agreements that count on the day of this edition, with the projects and issued tonnes of their pair; agreements_on(day) has those of another day';
COMMENT ON COLUMN agreements_now.project_count IS 'Projects of the pair that are known by the day';
COMMENT ON COLUMN agreements_now.jcm_issued_tco2e IS 'JCM credits issued to the pair by the day, as far as traced, tCO2e';
COMMENT ON COLUMN agreements_now.itmo_issued_tco2e IS 'ITMOs issued to the pair by the day, as far as traced, tCO2e';
COMMENT ON COLUMN agreements_now.issuance_count IS 'Issuances of the pair by the day that more than a lead shows';
COMMENT ON COLUMN agreements_now.issued_word IS 'Why no issued quantity is known: one of the five words; empty where one is';

-- On the day of the edition every row stands at the furthest step that a source shows. On an earlier day only dated
-- steps can tell: a project is shown from its first one, at the furthest dated step by then.
CREATE MACRO projects_on(asked_on) AS TABLE
WITH now AS (SELECT asked_on AS day, asked_on >= edition_on AS is_now FROM edition),
dated AS (
    SELECT project_id, arg_max(stage_id, stage_order) AS stage_id, min(step_until_on) AS first_step_on
    FROM project_steps CROSS JOIN now WHERE step_until_on <= day AND NOT is_lead GROUP BY project_id
),
delivered AS (
    SELECT project_id,
        sum(quantity_tco2e) FILTER (event = 'issuance' AND is_summed) AS issued_tco2e,
        sum(quantity_tco2e) FILTER (event = 'first_transfer' AND is_summed) AS transferred_tco2e
    FROM event_list CROSS JOIN now WHERE project_id IS NOT NULL AND event_until_on <= day GROUP BY project_id
),
covered AS (
    SELECT c.project_id, e.event, count(*) AS events, count(*) FILTER (NOT e.is_lead AND e.is_alternative_of IS NULL) AS confirmed,
        bool_or(coalesce(e.quantity_word = 'not published', false)) AS is_withheld
    FROM event_coverage c JOIN event_list e USING (event_id) CROSS JOIN now
    WHERE e.event <> 'authorisation' AND e.event_until_on <= day GROUP BY ALL
),
on_day AS (
    SELECT p.* EXCLUDE (stage, stage_order, is_on_ladder, issuance_count, issued_tco2e, transferred_tco2e)
        REPLACE (CASE WHEN is_now THEN p.stage_id ELSE coalesce(d.stage_id, 'unknown') END AS stage_id),
        e.issued_tco2e, e.transferred_tco2e, coalesce(i.confirmed, 0) AS issuance_count,
        CASE WHEN e.issued_tco2e IS NULL THEN missing_word(true, coalesce(i.events, 0), coalesce(i.confirmed, 0),
            coalesce(i.is_withheld, false)) END AS issued_word,
        CASE WHEN e.transferred_tco2e IS NULL THEN missing_word(true, coalesce(t.events, 0), coalesce(t.confirmed, 0),
            coalesce(t.is_withheld, false)) END AS transferred_word
    FROM project_list p CROSS JOIN now LEFT JOIN dated d USING (project_id) LEFT JOIN delivered e USING (project_id)
        LEFT JOIN covered i ON i.project_id = p.project_id AND i.event = 'issuance'
        LEFT JOIN covered t ON t.project_id = p.project_id AND t.event = 'first_transfer'
    WHERE is_now OR d.project_id IS NOT NULL
)
SELECT p.*, g.label AS stage, g.sort_order AS stage_order, g.is_on_ladder FROM on_day p JOIN stages g USING (stage_id);

CREATE TABLE projects_now AS FROM projects_on((SELECT edition_on FROM edition)) ORDER BY project_id;
COMMENT ON TABLE projects_now IS 'Activities known on the day of this edition, with what was issued and transferred by then; projects_on(day) has those of another day';
COMMENT ON COLUMN projects_now.issued_word IS 'Why no issued quantity is known: one of the five words; empty where one is';
COMMENT ON COLUMN projects_now.transferred_word IS 'Why no transferred quantity is known: one of the five words; empty where one is';
