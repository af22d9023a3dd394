-- Our two witnesses for agreements against each other, and rows that only one side of a comparison has.

-- Our two witnesses for agreements: what was found on official pages, in press and in compilations, and the Article 6
-- Pipeline of UNEP CCC. One row an agreement that either of them knows; leads are no witness.
CREATE TABLE witness_comparison AS
WITH said AS (
    SELECT agreement_id, starts_with(source_id, 'unepccc_pipeline') AS is_pipeline, field, value, as_stated, from_on, until_on, precedence,
        publisher, source_title, source_url
    FROM claim_list WHERE NOT is_lead
),
desk AS (
    SELECT agreement_id, arg_min(publisher, (field <> 'signed_on')::INT * 1000 + precedence) AS publisher,
        arg_min(source_title, (field <> 'signed_on')::INT * 1000 + precedence) AS source_title,
        arg_min(source_url, (field <> 'signed_on')::INT * 1000 + precedence) AS source_url,
        arg_min(value, precedence) FILTER (field = 'signed_on') AS signed_on,
        arg_min(from_on, precedence) FILTER (field = 'signed_on') AS from_on,
        arg_min(until_on, precedence) FILTER (field = 'signed_on') AS until_on,
        arg_min(value, precedence) FILTER (field = 'status') AS status
    FROM said WHERE NOT is_pipeline GROUP BY agreement_id
),
pipeline AS (
    -- What it says itself, also where the Atlas shows the month alone.
    SELECT agreement_id, arg_min(CASE WHEN from_on = until_on THEN from_on::VARCHAR ELSE value END, precedence) FILTER (field = 'signed_on') AS signed_on,
        arg_min(from_on, precedence) FILTER (field = 'signed_on') AS from_on, arg_min(until_on, precedence) FILTER (field = 'signed_on') AS until_on,
        arg_min(coalesce(as_stated, value), precedence) FILTER (field = 'instrument') AS status_raw,
        arg_min(source_url, precedence) FILTER (field = 'instrument') AS source_url
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
    a.signed_on, a.note, d.publisher AS desk_publisher, d.source_title AS desk_title, d.source_url AS desk_url, p.source_url AS pipeline_url
FROM agreement_list a JOIN pairs r ON r.buyer_iso3 = a.buyer_iso3 AND r.host_iso3 = a.host_iso3
    LEFT JOIN desk d USING (agreement_id) LEFT JOIN pipeline p USING (agreement_id)
ORDER BY a.agreement_id;
COMMENT ON TABLE witness_comparison IS 'The two witnesses for agreements: official pages, press and compilations on one side, UNEP CCC on the other';
COMMENT ON COLUMN witness_comparison.instrument_label IS 'Form of the instrument, name shown in the Atlas';
COMMENT ON COLUMN witness_comparison.is_counted IS 'True where the Atlas counts it';
COMMENT ON COLUMN witness_comparison.pair_known_to IS 'Which witness knows the pair of countries; leads are none';
COMMENT ON COLUMN witness_comparison.in_desk IS 'True where official pages, press or compilations know this agreement';
COMMENT ON COLUMN witness_comparison.in_pipeline IS 'True where UNEP CCC knows this agreement';
COMMENT ON COLUMN witness_comparison.desk_status IS 'Status according to the first witness';
COMMENT ON COLUMN witness_comparison.desk_signed_on IS 'Date of signature according to the first witness, as known';
COMMENT ON COLUMN witness_comparison.pipeline_signed_on IS 'Date according to UNEP CCC; the first of a month is read as that month';
COMMENT ON COLUMN witness_comparison.pipeline_status_raw IS 'Status in the word of UNEP CCC';
COMMENT ON COLUMN witness_comparison.pipeline_later_by_days IS 'Computed: days that UNEP CCC''s date lies after the other, negative before; 0 where one can be the other';
COMMENT ON COLUMN witness_comparison.signed_on IS 'Date that the Atlas uses';
COMMENT ON COLUMN witness_comparison.note IS 'Doubts, and how an inferred date was obtained';
COMMENT ON COLUMN witness_comparison.desk_publisher IS 'Publisher that the first witness''s date or status comes from';
COMMENT ON COLUMN witness_comparison.desk_title IS 'Title of that publication';
COMMENT ON COLUMN witness_comparison.desk_url IS 'Link to that publication';
COMMENT ON COLUMN witness_comparison.pipeline_url IS 'Link that UNEP CCC gives';

-- Rows that only one side of a comparison has, where its publisher's list or the names in its text are known.
CREATE TABLE reconciliation_differences AS
WITH listed AS (SELECT * FROM published_figures WHERE measure IS NOT NULL AND (has_list OR hosts_named IS NOT NULL)),
ours AS (SELECT total_id, counted_as, min(label) AS label, min(row_kind) AS row_kind, min(row_id) AS row_id FROM reconciliation_members GROUP BY ALL),
theirs AS (
    SELECT f.total_id, w.buyer_iso3 || '-' || w.host_iso3 AS counted_as, min(w.buyer || '–' || w.host) AS label, 'agreement' AS row_kind,
        min(w.agreement_id) AS row_id
    FROM listed f JOIN witness_comparison w ON w.in_pipeline WHERE f.has_list AND f.measure = 'pairs' GROUP BY ALL
    UNION ALL
    SELECT f.total_id, p.project_id, p.title || ', ' || p.host, 'project', p.project_id
    FROM listed f JOIN project_list p ON p.witness_source_id IS NOT NULL AND starts_with(p.project_id, 'JCM-') = (f.measure = 'numbered_projects')
    WHERE f.has_list AND f.measure IN ('numbered_projects', 'matched_projects')
    UNION ALL
    SELECT f.total_id, f.buyer_iso3 || '-' || h.iso3, b.short_name || '–' || h.short_name, 'agreement',
        (SELECT min(agreement_id) FROM agreement_list a WHERE a.buyer_iso3 = f.buyer_iso3 AND a.host_iso3 = h.iso3)
    FROM listed f JOIN parties b ON b.iso3 = f.buyer_iso3 JOIN parties h ON list_contains(string_split(f.hosts_named, ' '), h.iso3)
)
SELECT coalesce(o.total_id, t.total_id) AS total_id, CASE WHEN t.counted_as IS NULL THEN 'Atlas only' ELSE 'publisher only' END AS side,
    coalesce(o.counted_as, t.counted_as) AS counted_as, coalesce(o.label, t.label) AS label,
    coalesce(o.row_kind, t.row_kind) AS row_kind, coalesce(o.row_id, t.row_id) AS row_id,
    CASE WHEN t.counted_as IS NULL THEN NULL
         ELSE (SELECT CASE WHEN bool_or(a.is_counted) THEN 'The Atlas counts this pair from ' || strftime(min(a.counts_from_on) FILTER (a.is_counted), '%-d %b %Y')
                   ELSE 'The Atlas does not count it: status ' || string_agg(DISTINCT replace(a.status, '_', ' '), ', ' ORDER BY replace(a.status, '_', ' ')) END
               FROM agreement_list a WHERE a.buyer_iso3 || '-' || a.host_iso3 = t.counted_as) END AS explanation
FROM (SELECT * FROM ours WHERE total_id IN (SELECT total_id FROM listed)) o FULL JOIN theirs t USING (total_id, counted_as)
WHERE o.counted_as IS NULL OR t.counted_as IS NULL
ORDER BY total_id, side, counted_as;
COMMENT ON TABLE reconciliation_differences IS 'Rows that only the Atlas or only the publisher has, where the publisher''s rows are known';
COMMENT ON COLUMN reconciliation_differences.side IS 'Atlas only or publisher only';
COMMENT ON COLUMN reconciliation_differences.counted_as IS 'Pair or project that only one side has';
COMMENT ON COLUMN reconciliation_differences.label IS 'The row in words';
COMMENT ON COLUMN reconciliation_differences.explanation IS 'How the Atlas holds what only the publisher counts';
