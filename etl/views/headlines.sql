-- Read models of the headlines.

-- What each headline is made of, row by row, and where the row stands. Rows of a count weigh the same, so all of them are
-- needed; of a sum the first ones that make up nine tenths.
CREATE TABLE headline_rows AS
WITH agreements_said AS (
    SELECT agreement_id, bool_or(is_official) AS is_official, count(DISTINCT publisher) AS publishers,
        string_agg(DISTINCT publisher, '; ' ORDER BY publisher) AS stated_by
    FROM claim_list WHERE NOT is_lead AND field IN ('instrument', 'status', 'signed_on') GROUP BY agreement_id
),
project_checks AS (
    SELECT v.key AS project_id, count(*) FILTER (v.what IN ('row', 'stage')) AS rows_confirmed, count(*) FILTER (v.what = 'estimate') AS estimates_confirmed
    FROM verifications v JOIN sources o USING (source_id) JOIN projects p ON p.project_id = v.key JOIN sources s ON s.source_id = p.source_id
    WHERE v.table_name = 'projects' AND v.verdict = 'confirmed' AND o.kind <> 'lead' AND o.publisher <> s.publisher GROUP BY ALL
),
projects_said AS (
    SELECT p.*, coalesce(c.rows_confirmed, 0) AS rows_confirmed, coalesce(c.estimates_confirmed, 0) AS estimates_confirmed,
        p.witness_source_id IS NOT NULL AND w.publisher <> p.source_publisher AS has_witness, w.publisher AS witness_publisher,
        coalesce(p.project_id LIKE 'JCM-%' AND p.witness_expected_tco2e_per_year = p.expected_tco2e_per_year, false) AS is_witness_estimate
    FROM project_list p LEFT JOIN sources w ON w.source_id = p.witness_source_id LEFT JOIN project_checks c USING (project_id)
    WHERE p.is_counted
),
members AS (
    SELECT m.measure, 'event' AS row_kind, e.event_id AS row_id, coalesce(e.project, 'Several projects') || ', ' || e.host AS label,
        e.quantity_tco2e::DOUBLE AS quantity, e.evidence_state, coalesce(e.quantity_confidence, e.confidence)::VARCHAR AS confidence,
        concat_ws('; ', e.amount_publisher, e.also_stated_by) AS stated_by
    FROM measured_events m JOIN event_list e USING (event_id)
    WHERE m.is_summed
    UNION ALL
    SELECT r.measure, 'agreement', a.agreement_id, a.buyer || '–' || a.host || ', ' || a.instrument_label, NULL,
        CASE WHEN s.is_official THEN 'official page' WHEN s.publishers > 1 THEN 'two independent pages' WHEN s.publishers = 1 THEN 'one page' ELSE 'lead' END,
        a.confidence, s.stated_by
    FROM agreement_list a LEFT JOIN agreements_said s USING (agreement_id)
        JOIN (VALUES ('agreements', NULL), ('binding_agreements', 'binding')) r (measure, rule) ON r.rule IS NULL OR r.rule = a.counting_rule::VARCHAR
    WHERE a.is_counted
    UNION ALL
    SELECT 'projects', 'project', project_id, title || ', ' || host, NULL,
        CASE WHEN is_lead THEN 'lead' WHEN confidence = 'A' THEN 'official page'
             WHEN has_witness OR rows_confirmed > 0 THEN 'two independent pages' ELSE 'one page' END,
        confidence::VARCHAR, concat_ws('; ', source_publisher, CASE WHEN has_witness THEN witness_publisher END)
    FROM projects_said
    UNION ALL
    SELECT 'expected_tco2e_per_year', 'project', project_id, title || ', ' || host, expected_tco2e_per_year,
        CASE WHEN is_lead THEN 'lead' WHEN confidence = 'A' AND NOT is_witness_estimate THEN 'official page'
             WHEN estimates_confirmed > 0 THEN 'two independent pages' ELSE 'one page' END,
        CASE WHEN is_witness_estimate THEN 'B' ELSE confidence::VARCHAR END, CASE WHEN is_witness_estimate THEN witness_publisher ELSE source_publisher END
    FROM projects_said WHERE expected_tco2e_per_year > 0
    UNION ALL
    SELECT 'goals', 'target', t.target_id, t.buyer || ': ' || t.metric, NULL,
        CASE WHEN t.is_lead THEN 'lead' WHEN t.confidence = 'A' THEN 'official page'
             WHEN EXISTS (FROM verifications v JOIN sources o USING (source_id) WHERE v.table_name = 'targets' AND v.key = t.target_id
                 AND v.verdict = 'confirmed' AND o.kind <> 'lead' AND o.publisher <> t.source_publisher) THEN 'two independent pages' ELSE 'one page' END,
        t.confidence::VARCHAR, t.source_publisher
    FROM target_list t WHERE t.target_id IN (SELECT target_id FROM target_ladders)
),
shared AS (
    SELECT *, coalesce(quantity, 1) / sum(coalesce(quantity, 1)) OVER (PARTITION BY measure) AS share,
        sum(coalesce(quantity, 1)) OVER (PARTITION BY measure ORDER BY coalesce(quantity, 1) DESC, row_id ROWS UNBOUNDED PRECEDING)
            / sum(coalesce(quantity, 1)) OVER (PARTITION BY measure) AS running_share
    FROM members
)
SELECT measure, row_kind, row_id, label, quantity, share, running_share,
    quantity IS NULL OR running_share - share < 0.9 AS is_needed, evidence_state,
    CASE evidence_state WHEN 'lead' THEN 'unconfirmed' WHEN 'one page' THEN 'one source' END AS evidence_mark, confidence, stated_by
FROM shared
ORDER BY measure, share DESC, row_id;
COMMENT ON TABLE headline_rows IS 'Rows that make up each headline, with their share and where they stand';
COMMENT ON COLUMN headline_rows.measure IS 'issued_jcm, issued_itmo, first_transferred, expected_tco2e_per_year, agreements, binding_agreements, projects or goals; world totals on the day of the edition';
COMMENT ON COLUMN headline_rows.label IS 'The row in words';
COMMENT ON COLUMN headline_rows.quantity IS 'What it adds, tCO2e (a year for expected_tco2e_per_year); empty where the headline counts rows';
COMMENT ON COLUMN headline_rows.share IS 'Part of the headline that it makes up';
COMMENT ON COLUMN headline_rows.running_share IS 'The same with all larger rows';
COMMENT ON COLUMN headline_rows.is_needed IS 'True for the rows of a count, and for those of a sum that make up its first nine tenths';
COMMENT ON COLUMN headline_rows.evidence_state IS 'Where the row stands: official page, two independent pages, one page, or lead';
COMMENT ON COLUMN headline_rows.evidence_mark IS 'Mark to be shown beside it: one source, or unconfirmed; empty where an official page or two pages state it';
COMMENT ON COLUMN headline_rows.stated_by IS 'Publishers of it, separated by semicolons';
