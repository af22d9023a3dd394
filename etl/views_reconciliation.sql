-- Read models that hold the Atlas against what others publish, and its two witnesses for agreements against each other.

-- 20,000,000 and 2.175, never 2e+07.
CREATE TEMP MACRO plain_number(x) AS rtrim(rtrim(format('{:,.3f}', x), '0'), '.');

-- Every total that others publish, from three tables, with how it is compared (data/curated/comparisons.csv).
CREATE TEMP VIEW published_figures AS
WITH totals AS (
    SELECT total_id, 'published_totals' AS published_in, publisher, metric, as_of, value::DOUBLE AS value, value_as_stated,
        CASE WHEN metric LIKE '%project%' OR metric LIKE '%activities%' THEN 'projects' ELSE 'count' END AS unit,
        source_id, NULL AS source_url, NULL AS confidence, note
    FROM published_totals
    UNION ALL
    SELECT total_id, 'published_quantities', publisher, metric, as_of, value, NULL, unit, source_id, source_url, confidence, note
    FROM published_quantities
    UNION ALL
    SELECT progress_id, 'target_progress', NULL, metric, as_of, quantity * CASE unit WHEN 'mtco2e' THEN 1e6 ELSE 1 END, NULL,
        CASE unit WHEN 'mtco2e' THEN 'tco2e' ELSE unit END, source_id, source_url, confidence, note
    FROM target_progress
)
SELECT t.total_id, t.published_in, coalesce(t.publisher, s.publisher) AS publisher, t.metric, t.as_of,
    first_possible_day(t.as_of) AS as_of_from_on, last_possible_day(t.as_of) AS as_of_until_on, t.value,
    CASE WHEN lower(t.unit) IN ('tco2e', 'tco2') THEN 'tCO2e' WHEN lower(t.unit) LIKE 'tco2%/yr' THEN 'tCO2e a year' ELSE t.unit END AS unit,
    t.value_as_stated, c.measure, c.counting_rule, c.buyer_iso3, c.host_iso3, c.programme, c.hosts_named, c.has_list, c.part_of,
    c.parts_stated, c.repeats, c.why_not_comparable, c.known_reason, c.hole_event_id, t.source_id, s.publisher AS source_publisher,
    s.title AS source_title, coalesce(t.source_url, s.url) AS source_url, s.published_on AS source_published_on, s.licence, t.confidence, s.kind = 'lead' AS is_lead, t.note
FROM totals t JOIN comparisons c USING (total_id) JOIN sources s USING (source_id)
ORDER BY t.total_id;

-- The rows of the Atlas behind its own figure for each total: known by the last day that the total can describe. What is
-- counted is the number of different `counted_as`, or the sum of `quantity` where there is one.
CREATE TABLE reconciliation_members AS
WITH compared AS (SELECT * FROM published_figures WHERE measure IS NOT NULL AND value IS NOT NULL AND as_of IS NOT NULL),
agreements_in AS (
    SELECT f.total_id, f.measure, 'agreement' AS row_kind, a.agreement_id AS row_id, a.buyer || ' – ' || a.host || ', ' || a.instrument_label AS label,
        a.counts_from_on AS known_from_on, a.buyer_iso3, a.host_iso3
    FROM compared f JOIN agreement_list a
        ON a.is_counted AND a.counts_from_on <= f.as_of_until_on
        AND (f.counting_rule = 'statements' OR a.counting_rule = 'binding' OR a.counting_rule = f.counting_rule)
        AND (f.buyer_iso3 IS NULL OR a.buyer_iso3 = f.buyer_iso3) AND (f.host_iso3 IS NULL OR a.host_iso3 = f.host_iso3)
    WHERE f.counting_rule IS NOT NULL
),
-- The first day on which a project had each of the things that others count. A number in the project table has no day.
project_facts AS (
    SELECT project_id, 'registered_projects' AS measure, min(step_until_on) AS known_from_on
    FROM project_steps WHERE stage_id = 'registered' GROUP BY ALL
    UNION ALL
    SELECT project_id, 'authorised_projects', min(step_until_on) FROM project_steps WHERE stage_id = 'authorised' GROUP BY ALL
    UNION ALL
    SELECT c.project_id, 'issued_projects', min(e.event_until_on)
    FROM event_coverage c JOIN event_list e USING (event_id) WHERE e.event = 'issuance' AND NOT e.is_lead GROUP BY ALL
    UNION ALL
    SELECT project_id, unnest(['selected_projects', 'selected_hosts']),
        coalesce(last_possible_day(selected_on), make_date(TRY_CAST(selected_fiscal_year AS BIGINT) + 1, 3, 31))
    FROM projects WHERE selected_on IS NOT NULL OR selected_fiscal_year IS NOT NULL
    UNION ALL
    SELECT project_id, unnest(['numbered_projects', 'numbered_expected_tco2e_per_year']), DATE '2013-01-01'
    FROM projects WHERE regexp_full_match(project_id, 'JCM-[A-Z]{2}[0-9]{3}')
    UNION ALL
    SELECT DISTINCT project_id, 'matched_projects', DATE '2013-01-01' FROM project_witnesses WHERE NOT starts_with(project_id, 'JCM-')
),
projects_in AS (
    SELECT f.total_id, f.measure, 'project' AS row_kind, p.project_id AS row_id, p.title || ', ' || p.host AS label, k.known_from_on,
        p.host_iso3, p.expected_tco2e_per_year
    FROM compared f JOIN project_facts k ON k.measure = f.measure AND k.known_from_on <= f.as_of_until_on
        JOIN project_list p ON p.project_id = k.project_id
        AND (f.buyer_iso3 IS NULL OR p.buyer_iso3 = f.buyer_iso3) AND (f.host_iso3 IS NULL OR p.host_iso3 = f.host_iso3)
        AND (f.programme IS NULL OR p.programme = f.programme)
    -- Lists of a publisher hold withdrawn and repeated submissions too.
    WHERE p.is_counted OR starts_with(f.measure, 'numbered') OR f.measure = 'matched_projects'
),
events_in AS (
    SELECT f.total_id, f.measure, 'event' AS row_kind, e.event_id AS row_id,
        coalesce(e.project, 'Several projects') || ', ' || e.host AS label, e.event_until_on AS known_from_on, e.quantity_tco2e
    FROM compared f JOIN event_list e ON e.is_summed AND e.event_until_on <= f.as_of_until_on AND e.buyer_iso3 = f.buyer_iso3
        AND (f.host_iso3 IS NULL OR e.host_iso3 = f.host_iso3)
        AND e.event = CASE f.measure WHEN 'transferred_tco2e' THEN 'first_transfer' ELSE 'issuance' END
        AND (f.measure <> 'itmo_issued_tco2e' OR e.unit_kind = 'itmo')
    WHERE f.measure IN ('issued_tco2e', 'itmo_issued_tco2e', 'transferred_tco2e')
)
SELECT total_id, row_kind, row_id, label, known_from_on,
    unnest(CASE measure WHEN 'pairs' THEN [buyer_iso3 || '-' || host_iso3] WHEN 'buyers' THEN [buyer_iso3] WHEN 'hosts' THEN [host_iso3]
        ELSE [buyer_iso3, host_iso3] END) AS counted_as, NULL::DOUBLE AS quantity
FROM agreements_in
UNION ALL
SELECT total_id, row_kind, row_id, label, known_from_on, CASE measure WHEN 'selected_hosts' THEN host_iso3 ELSE row_id END,
    CASE measure WHEN 'numbered_expected_tco2e_per_year' THEN expected_tco2e_per_year END
FROM projects_in
UNION ALL
SELECT total_id, row_kind, row_id, label, known_from_on, row_id, quantity_tco2e FROM events_in
ORDER BY total_id, row_id, counted_as;

-- One row a published total: ours for the days that it can describe, the difference, and whether its parts add up. A total
-- known to the month or year equals ours when ours passed through its value in that month or year.
CREATE TABLE reconciliation AS
WITH ours AS (
    SELECT f.total_id,
        CASE WHEN f.measure LIKE '%tco2e%' THEN coalesce(sum(m.quantity), 0) ELSE count(DISTINCT m.counted_as) END AS ours,
        CASE WHEN f.measure LIKE '%tco2e%' THEN coalesce(sum(m.quantity) FILTER (m.known_from_on <= f.as_of_from_on), 0)
             ELSE count(DISTINCT m.counted_as) FILTER (m.known_from_on <= f.as_of_from_on) END AS ours_at_first
    FROM published_figures f LEFT JOIN reconciliation_members m USING (total_id)
    WHERE f.measure IS NOT NULL AND f.value IS NOT NULL AND f.as_of IS NOT NULL
    GROUP BY f.total_id, f.measure
),
parts AS (
    SELECT part_of AS total_id, sum(value) AS parts_sum, string_agg(plain_number(value), ' + ' ORDER BY total_id) AS parts
    FROM published_figures WHERE part_of IS NOT NULL GROUP BY part_of
    UNION ALL
    SELECT total_id, list_sum([n::DOUBLE FOR n IN string_split(parts_stated, '+')]),
        array_to_string([plain_number(n::DOUBLE) FOR n IN string_split(parts_stated, '+')], ' + ')
    FROM published_figures WHERE parts_stated IS NOT NULL
)
SELECT f.*, b.short_name AS buyer, h.short_name AS host, o.ours, o.ours_at_first,
    CASE WHEN f.value BETWEEN o.ours_at_first AND o.ours THEN 0 WHEN f.value < o.ours_at_first THEN o.ours_at_first - f.value
         ELSE o.ours - f.value END AS difference,
    CASE WHEN f.repeats IS NOT NULL THEN 'repeated' WHEN o.ours IS NULL THEN 'not comparable'
         WHEN f.value BETWEEN o.ours_at_first AND o.ours THEN 'equal' WHEN f.value < o.ours_at_first THEN 'higher' ELSE 'lower' END AS verdict,
    p.parts, p.parts_sum, p.parts_sum - f.value AS parts_difference
FROM published_figures f LEFT JOIN ours o USING (total_id) LEFT JOIN parts p USING (total_id)
    LEFT JOIN parties b ON b.iso3 = f.buyer_iso3 LEFT JOIN parties h ON h.iso3 = f.host_iso3
ORDER BY f.total_id;

-- Our two witnesses for agreements: what was found on official pages, in press and in compilations, and the Article 6
-- Pipeline of UNEP CCC. One row an agreement that either of them knows; leads are no witness.
CREATE TABLE witness_comparison AS
WITH said AS (
    SELECT agreement_id, starts_with(source_id, 'unepccc_pipeline') AS is_pipeline, field, value, as_stated, from_on, until_on, precedence,
        publisher, source_title, url
    FROM claim_list WHERE NOT is_lead
),
desk AS (
    SELECT agreement_id, arg_min(publisher, (field <> 'signed_on')::INT * 1000 + precedence) AS publisher,
        arg_min(source_title, (field <> 'signed_on')::INT * 1000 + precedence) AS source_title,
        arg_min(url, (field <> 'signed_on')::INT * 1000 + precedence) AS url,
        arg_min(value, precedence) FILTER (field = 'signed_on') AS signed_on,
        arg_min(from_on, precedence) FILTER (field = 'signed_on') AS from_on,
        arg_min(until_on, precedence) FILTER (field = 'signed_on') AS until_on,
        arg_min(value, precedence) FILTER (field = 'status') AS status
    FROM said WHERE NOT is_pipeline GROUP BY agreement_id
),
pipeline AS (
    -- What it says itself, also where the Atlas shows the month alone.
    SELECT agreement_id, first(CASE WHEN from_on = until_on THEN from_on::VARCHAR ELSE value END) FILTER (field = 'signed_on') AS signed_on, first(from_on) FILTER (field = 'signed_on') AS from_on,
        first(until_on) FILTER (field = 'signed_on') AS until_on,
        first(coalesce(as_stated, value)) FILTER (field = 'instrument') AS status_raw, first(url) AS url
    FROM said WHERE is_pipeline GROUP BY agreement_id
),
pairs AS (
    SELECT a.buyer_iso3, a.host_iso3, bool_or(d.agreement_id IS NOT NULL) AS has_desk, bool_or(p.agreement_id IS NOT NULL) AS has_pipeline
    FROM agreements a LEFT JOIN desk d USING (agreement_id) LEFT JOIN pipeline p USING (agreement_id) GROUP BY ALL
)
SELECT a.agreement_id, a.buyer_iso3, a.buyer, a.host_iso3, a.host, a.instrument_label, a.is_counted,
    CASE WHEN r.has_desk AND r.has_pipeline THEN 'both' WHEN r.has_desk THEN 'official pages and press only' WHEN r.has_pipeline THEN 'UNEP CCC only'
         ELSE 'lead only' END AS pair_known_to,
    d.agreement_id IS NOT NULL AS in_desk, p.agreement_id IS NOT NULL AS in_pipeline,
    d.status AS desk_status, d.signed_on AS desk_signed_on, p.signed_on AS pipeline_signed_on, p.status_raw AS pipeline_status_raw,
    CASE WHEN d.from_on IS NULL OR p.from_on IS NULL THEN NULL
         WHEN p.from_on > d.until_on THEN date_diff('day', d.until_on, p.from_on)
         WHEN d.from_on > p.until_on THEN -date_diff('day', p.until_on, d.from_on) ELSE 0 END AS pipeline_later_by_days,
    a.signed_on, a.note, d.publisher AS desk_publisher, d.source_title AS desk_title, d.url AS desk_url, p.url AS pipeline_url
FROM agreement_list a JOIN pairs r ON r.buyer_iso3 = a.buyer_iso3 AND r.host_iso3 = a.host_iso3
    LEFT JOIN desk d USING (agreement_id) LEFT JOIN pipeline p USING (agreement_id)
ORDER BY a.agreement_id;

-- Rows that only one side of a comparison has, where its publisher's list or the names in its text are known.
CREATE TABLE reconciliation_differences AS
WITH listed AS (SELECT * FROM published_figures WHERE measure IS NOT NULL AND (has_list OR hosts_named IS NOT NULL)),
ours AS (SELECT total_id, counted_as, min(label) AS label, min(row_kind) AS row_kind, min(row_id) AS row_id FROM reconciliation_members GROUP BY ALL),
theirs AS (
    SELECT f.total_id, w.buyer_iso3 || '-' || w.host_iso3 AS counted_as, min(w.buyer || ' – ' || w.host) AS label, 'agreement' AS row_kind,
        min(w.agreement_id) AS row_id
    FROM listed f JOIN witness_comparison w ON w.in_pipeline WHERE f.has_list AND f.measure = 'pairs' GROUP BY ALL
    UNION ALL
    SELECT f.total_id, p.project_id, p.title || ', ' || p.host, 'project', p.project_id
    FROM listed f JOIN project_list p ON p.witness_source_id IS NOT NULL AND starts_with(p.project_id, 'JCM-') = (f.measure = 'numbered_projects')
    WHERE f.has_list AND f.measure IN ('numbered_projects', 'matched_projects')
    UNION ALL
    SELECT f.total_id, f.buyer_iso3 || '-' || h.iso3, b.short_name || ' – ' || h.short_name, 'agreement',
        (SELECT min(agreement_id) FROM agreement_list a WHERE a.buyer_iso3 = f.buyer_iso3 AND a.host_iso3 = h.iso3)
    FROM listed f JOIN parties b ON b.iso3 = f.buyer_iso3 JOIN parties h ON list_contains(string_split(f.hosts_named, ' '), h.iso3)
)
SELECT coalesce(o.total_id, t.total_id) AS total_id, CASE WHEN t.counted_as IS NULL THEN 'Atlas only' ELSE 'publisher only' END AS side,
    coalesce(o.counted_as, t.counted_as) AS counted_as, coalesce(o.label, t.label) AS label,
    coalesce(o.row_kind, t.row_kind) AS row_kind, coalesce(o.row_id, t.row_id) AS row_id,
    CASE WHEN t.counted_as IS NULL THEN NULL
         ELSE (SELECT CASE WHEN bool_or(a.is_counted) THEN 'The Atlas counts this pair from ' || min(a.counts_from_on) FILTER (a.is_counted)
                   ELSE 'The Atlas does not count it: status ' || string_agg(DISTINCT replace(a.status, '_', ' '), ', ') END
               FROM agreement_list a WHERE a.buyer_iso3 || '-' || a.host_iso3 = t.counted_as) END AS explanation
FROM (SELECT * FROM ours WHERE total_id IN (SELECT total_id FROM listed)) o FULL JOIN theirs t USING (total_id, counted_as)
WHERE o.counted_as IS NULL OR t.counted_as IS NULL
ORDER BY total_id, side, counted_as;

-- How fresh each publication is: its own day, the day on which we read it, and what the watch saw since.
CREATE TABLE source_ages AS
WITH seen AS (
    SELECT source_id, max(checked_on) AS checked_on, max(changed_on) AS changed_on, min(unreadable_since) AS unreadable_since
    FROM watched_addresses LEFT JOIN watch_checks USING (watch_id) WHERE source_id IS NOT NULL GROUP BY source_id
)
SELECT s.source_id, s.publisher, s.title, s.kind, s.published_on, s.retrieved_on AS read_on, w.checked_on, w.changed_on,
    w.unreadable_since, w.source_id IS NOT NULL AS is_watched,
    coalesce(w.changed_on > s.retrieved_on AND w.changed_on > w2.first_read_on, false) AS has_news,
    greatest(s.retrieved_on, coalesce(w.checked_on, s.retrieved_on)) AS looked_at_on, s.url
FROM sources s LEFT JOIN seen w USING (source_id)
    LEFT JOIN (SELECT source_id, min(first_read_on) AS first_read_on FROM watched_addresses GROUP BY source_id) w2 USING (source_id)
ORDER BY looked_at_on, s.published_on NULLS FIRST, s.source_id;
