-- Read models that hold the Atlas against what others publish.

-- A unit as people write it.
CREATE TEMP MACRO unit_in_words(unit) AS replace(replace(replace(unit, '_', ' '), 'mtco2e', 'MtCO2e'), 'tco2e', 'tCO2e');

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
    SELECT progress_id, 'target_progress', NULL, metric, as_of, coalesce(tonnes(quantity, unit), quantity), NULL,
        CASE unit WHEN 'mtco2e' THEN 'tco2e' ELSE unit END, source_id, source_url, confidence, note
    FROM target_progress
)
SELECT t.total_id, t.published_in, coalesce(t.publisher, t.source_publisher) AS publisher, t.metric, t.as_of,
    first_possible_day(t.as_of) AS as_of_from_on, last_possible_day(t.as_of) AS as_of_until_on, t.value,
    CASE WHEN lower(t.unit) IN ('tco2e', 'tco2') THEN 'tCO2e' WHEN lower(t.unit) LIKE 'tco2%/yr' THEN 'tCO2e a year' ELSE t.unit END AS unit,
    t.value_as_stated, c.measure, c.counting_rule, c.buyer_iso3, c.host_iso3, c.programme, c.hosts_named, c.has_list, c.part_of,
    c.parts_stated, c.repeats, c.why_not_comparable, c.known_reason, c.hole_event_id, t.source_id, t.source_publisher,
    t.source_title, t.source_url, s.published_on AS source_published_on, s.licence, t.confidence, s.kind = 'lead' AS is_lead, t.note
FROM sourced('totals') t JOIN comparisons c USING (total_id) JOIN sources s USING (source_id)
ORDER BY t.total_id;

-- The rows of the Atlas behind its own figure for each total: known by the last day that the total can describe. What is
-- counted is the number of different `counted_as`, or the sum of `quantity` where there is one.
CREATE TABLE reconciliation_members AS
WITH compared AS (SELECT * FROM published_figures WHERE value IS NOT NULL),
agreements_in AS (
    SELECT f.total_id, f.measure, 'agreement' AS row_kind, a.agreement_id AS row_id, a.buyer || '–' || a.host || ', ' || a.instrument_label AS label,
        a.counts_from_on AS known_from_on, a.buyer_iso3, a.host_iso3
    FROM compared f JOIN agreement_list a
        ON a.is_counted AND a.counts_from_on <= f.as_of_until_on
        AND a.counting_rule IN (SELECT counting_rule FROM counted_under WHERE rule = f.counting_rule)
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
        coalesce(last_possible_day(selected_on), fiscal_year_end(TRY_CAST(selected_fiscal_year AS BIGINT)))
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
),
blocks_in AS (
    SELECT f.total_id, 'block' AS row_kind, b.block_id AS row_id, concat_ws(', ', b.programme_ref, b.host, 'vintage ' || b.vintage_year) AS label,
        b.counts_from_on AS known_from_on, b.quantity_tco2e
    FROM compared f JOIN block_list b ON b.is_summed AND b.counts_from_on <= f.as_of_until_on AND b.host_iso3 = f.host_iso3
    WHERE f.measure = 'authorised_tco2e'
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
UNION ALL
SELECT total_id, row_kind, row_id, label, known_from_on, row_id, quantity_tco2e FROM blocks_in
ORDER BY total_id, row_id, counted_as;
COMMENT ON TABLE reconciliation_members IS 'The rows of the Atlas behind its own figure for each published total';
COMMENT ON COLUMN reconciliation_members.label IS 'The row in words';
COMMENT ON COLUMN reconciliation_members.known_from_on IS 'Day from which it is in the figure';
COMMENT ON COLUMN reconciliation_members.counted_as IS 'What is counted: different values of this column';
COMMENT ON COLUMN reconciliation_members.quantity IS 'What is summed, where a sum is compared, tCO2e or tCO2e a year';

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
COMMENT ON TABLE reconciliation IS 'Each published total beside the Atlas''s own figure as of the same day, with the difference';
COMMENT ON COLUMN reconciliation.published_in IS 'Table that holds it: published_totals, published_quantities or target_progress';
COMMENT ON COLUMN reconciliation.publisher IS 'Whose figure it is; the publication that states it can be another one';
COMMENT ON COLUMN reconciliation.metric IS 'What it counts';
COMMENT ON COLUMN reconciliation.as_of IS 'Day, month or year that it describes; empty where not stated';
COMMENT ON COLUMN reconciliation.as_of_from_on IS 'First day that as_of can mean';
COMMENT ON COLUMN reconciliation.as_of_until_on IS 'Last day that as_of can mean';
COMMENT ON COLUMN reconciliation.value IS 'The number, in `unit`; empty where only words are published';
COMMENT ON COLUMN reconciliation.unit IS 'Unit of the value';
COMMENT ON COLUMN reconciliation.value_as_stated IS 'The number in the words of the publisher, where kept';
COMMENT ON COLUMN reconciliation.licence IS 'Terms of use of the publication, as far as stated';
COMMENT ON COLUMN reconciliation.confidence IS 'A: official page; B: another page; empty: not rated';
COMMENT ON COLUMN reconciliation.note IS 'Remarks';
COMMENT ON COLUMN reconciliation.source_publisher IS 'Who published the page that states it';
COMMENT ON COLUMN reconciliation.ours IS 'Our figure on the last day that as_of can mean; empty where not comparable';
COMMENT ON COLUMN reconciliation.ours_at_first IS 'Our figure on the first day that as_of can mean';
COMMENT ON COLUMN reconciliation.difference IS 'Computed: ours less theirs, on the day within as_of on which they are closest';
COMMENT ON COLUMN reconciliation.verdict IS 'Ours is equal, higher or lower; or not comparable; or repeated, compared in another row';
COMMENT ON COLUMN reconciliation.parts IS 'Parts of the total as published, to be added up';
COMMENT ON COLUMN reconciliation.parts_sum IS 'Computed: sum of those parts';
COMMENT ON COLUMN reconciliation.parts_difference IS 'Computed: sum of the parts less the total; 0 where it adds up';

CREATE TABLE published_quantity_list AS
FROM sourced('published_quantities')
ORDER BY last_possible_day(as_of) DESC NULLS LAST, total_id;
COMMENT ON TABLE published_quantity_list IS 'Totals of projects, tonnes and money that others publish, for the JCM and of authorised credits, newest first, with the publication';
