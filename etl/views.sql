-- Read models: every join and every choice between sources happens here, once, at build time.
-- Input besides the declared tables: label_points (iso3, x_km, y_km), projected by etl/boundaries.py.

CREATE TABLE edition AS SELECT max(retrieved_on) AS edition_on FROM sources;

CREATE TABLE party_list AS
SELECT p.*, l.x_km, l.y_km
FROM parties p LEFT JOIN label_points l USING (iso3)
ORDER BY iso3;

-- The written order of precedence between claims on one field (docs/method.md):
--   1 official text, 2 official page, 3 report of the event, 4 compilation, 5 lead;
--   within a rank the more precise value, then the earlier publication, then the source's key.
CREATE TABLE claim_list AS
WITH ranked AS (
    SELECT
        c.agreement_id, c.field, c.value, c.as_stated, c.confidence, c.note, c.source_id,
        s.publisher, s.title AS source_title, coalesce(c.url, s.url) AS url, s.published_on, s.kind AS source_kind,
        CASE s.kind
            WHEN 'official_text' THEN 1 WHEN 'official_page' THEN 2 WHEN 'report' THEN 3
            WHEN 'compilation' THEN 4 WHEN 'dataset' THEN 4 ELSE 5
        END AS source_rank,
        CASE WHEN ends_with(c.field::VARCHAR, '_on') THEN first_possible_day(c.value) END AS from_on,
        CASE WHEN ends_with(c.field::VARCHAR, '_on') THEN last_possible_day(c.value) END AS until_on
    FROM claims c JOIN sources s USING (source_id)
),
ordered AS (
    SELECT *, row_number() OVER (
        PARTITION BY agreement_id, field
        ORDER BY source_rank, length(value) * (from_on IS NOT NULL)::INT DESC, published_on NULLS LAST, source_id, value
    ) AS precedence
    FROM ranked
),
-- A coarser first choice ("2013") is made more precise by a claim that lies within it ("2013-08-26").
refined AS (
    SELECT agreement_id, field, arg_min(source_id || '|' || value, refinement) AS refining_key
    FROM (
        SELECT o.*, row_number() OVER (
            PARTITION BY o.agreement_id, o.field ORDER BY length(o.value) DESC, o.precedence
        ) AS refinement
        FROM ordered o JOIN ordered first USING (agreement_id, field)
        WHERE first.precedence = 1 AND o.from_on >= first.from_on AND o.until_on <= first.until_on
            AND length(o.value) > length(first.value) AND o.confidence <> 'C'
    )
    GROUP BY agreement_id, field
)
SELECT
    o.*,
    CASE WHEN r.refining_key IS NULL THEN o.precedence = 1
         ELSE o.source_id || '|' || o.value = r.refining_key END AS is_chosen,
    CASE
        WHEN o.source_id || '|' || o.value = r.refining_key
            THEN 'More precise, and within the date of the source that ranks first'
        WHEN o.precedence = 1 AND r.refining_key IS NOT NULL
            THEN 'Ranks first, but a source within its date is more precise'
        WHEN o.precedence = 1 AND count(*) OVER field_claims = 1 THEN 'Only source for this field'
        WHEN o.precedence = 1 THEN 'Ranks first: ' || CASE o.source_rank
            WHEN 1 THEN 'official text' WHEN 2 THEN 'official page' WHEN 3 THEN 'report of the event'
            WHEN 4 THEN 'compilation' ELSE 'lead' END
        ELSE 'Ranks lower'
    END AS choice_rule
FROM ordered o LEFT JOIN refined r USING (agreement_id, field)
WINDOW field_claims AS (PARTITION BY o.agreement_id, o.field)
ORDER BY o.agreement_id, o.field, o.precedence;

-- Two sources disagree when their dates can't be the same day, when their words for the form belong to
-- different families, or when one says signed and another not. Leads never make a disagreement.
CREATE TABLE agreement_disagreements AS
SELECT agreement_id, field, string_agg(DISTINCT said, '; ' ORDER BY said) AS said, max(days_apart) AS days_apart
FROM (
    SELECT a.agreement_id, a.field, date_diff('day', a.until_on, b.from_on) AS days_apart,
        unnest([a.publisher || ': ' || a.value, b.publisher || ': ' || b.value]) AS said
    FROM claim_list a JOIN claim_list b USING (agreement_id, field)
    WHERE a.until_on < b.from_on AND a.confidence <> 'C' AND b.confidence <> 'C'
    UNION ALL
    SELECT a.agreement_id, a.field, NULL, unnest([a.publisher || ': ' || ta.label, b.publisher || ': ' || tb.label])
    FROM claim_list a JOIN claim_list b USING (agreement_id, field)
        JOIN instrument_types ta ON ta.instrument = a.value JOIN instrument_types tb ON tb.instrument = b.value
    WHERE a.field = 'instrument' AND ta.family < tb.family AND a.confidence <> 'C' AND b.confidence <> 'C'
    UNION ALL
    SELECT a.agreement_id, a.field, NULL, unnest([a.publisher || ': ' || a.value, b.publisher || ': ' || b.value])
    FROM claim_list a JOIN claim_list b USING (agreement_id, field)
    WHERE a.field = 'status' AND a.value IN ('concluded_not_signed', 'under_negotiation') AND b.value IN ('signed', 'in_force')
)
GROUP BY agreement_id, field;

CREATE TABLE agreement_list AS
WITH chosen AS (
    -- A lead alone neither signs nor dates an agreement.
    PIVOT (SELECT agreement_id, field::VARCHAR AS field, value FROM claim_list WHERE is_chosen AND confidence <> 'C')
    ON field IN ('status', 'signed_on', 'concluded_on', 'in_force_on') USING first(value)
),
leading_claim AS (
    SELECT agreement_id, first(source_id ORDER BY rank) AS source_id, first(url ORDER BY rank) AS source_url,
        first(publisher ORDER BY rank) AS source_publisher, first(source_title ORDER BY rank) AS source_title
    FROM (SELECT *, CASE field WHEN 'signed_on' THEN 1 WHEN 'concluded_on' THEN 2 WHEN 'status' THEN 3 ELSE 4 END AS rank
          FROM claim_list WHERE is_chosen)
    GROUP BY agreement_id
),
witnesses AS (
    SELECT agreement_id, count(DISTINCT source_id) FILTER (confidence <> 'C') AS source_count,
        min(confidence::VARCHAR) AS confidence,
        string_agg(DISTINCT source_id, ' ' ORDER BY source_id) AS source_ids,
        min(last_possible_day(published_on)) FILTER (
            field = 'status' AND value IN ('signed', 'in_force') AND confidence <> 'C') AS reported_by_on
    FROM claim_list GROUP BY agreement_id
),
disagreement AS (
    SELECT agreement_id, string_agg(field || ' (' || said || ')', '. ' ORDER BY field) AS disagreement
    FROM agreement_disagreements GROUP BY agreement_id
)
SELECT
    a.agreement_id, a.buyer_iso3, b.short_name AS buyer, a.host_iso3, h.short_name AS host, h.region AS host_region,
    h.subregion AS host_subregion, h.income_group AS host_income_group, h.is_ldc AS host_is_ldc,
    h.is_sids AS host_is_sids,
    a.instrument, t.label AS instrument_label, t.counting_rule, t.sort_order AS instrument_order, a.title, a.mechanism,
    coalesce(c.status, 'unclear') AS status,
    c.signed_on, date_precision(c.signed_on) AS signed_on_precision,
    first_possible_day(c.signed_on) AS signed_from_on, last_possible_day(c.signed_on) AS signed_until_on,
    c.concluded_on, c.in_force_on,
    -- The first day on which the Atlas counts it. A partial date counts from its last possible day, but no later
    -- than the day a source reported it; without any date, from that day, or from the day of this edition.
    CASE WHEN coalesce(c.status, 'unclear') IN ('signed', 'in_force')
        THEN least(e.edition_on, coalesce(last_possible_day(c.signed_on), w.reported_by_on, e.edition_on),
                   CASE WHEN c.signed_on IS NULL OR w.reported_by_on >= first_possible_day(c.signed_on)
                        THEN coalesce(w.reported_by_on, e.edition_on) ELSE e.edition_on END)
        ELSE least(coalesce(last_possible_day(c.concluded_on), e.edition_on), e.edition_on)
    END AS counts_from_on,
    coalesce(c.status, 'unclear') IN ('signed', 'in_force') AND w.confidence <> 'C'
        AND t.counting_rule <> 'concluded' AS is_counted,
    w.confidence, w.source_count, d.disagreement IS NOT NULL AS is_disputed, d.disagreement,
    l.source_id, l.source_publisher, l.source_title, l.source_url, w.source_ids, a.note
FROM agreements a
    JOIN parties b ON b.iso3 = a.buyer_iso3
    JOIN parties h ON h.iso3 = a.host_iso3
    JOIN instrument_types t USING (instrument)
    LEFT JOIN chosen c USING (agreement_id)
    LEFT JOIN leading_claim l USING (agreement_id)
    LEFT JOIN witnesses w USING (agreement_id)
    LEFT JOIN disagreement d USING (agreement_id)
    CROSS JOIN edition e
ORDER BY a.agreement_id;
