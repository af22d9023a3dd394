-- What each source says of agreements: every choice between sources is made here, once, at build time.

-- The written order of precedence between claims on one field (docs/method.md):
--   the rank of the kind of publication (source_kinds): official text, official page, report of the event, compilation, lead;
--   within a rank a publisher's newest edition before its older ones, then the more precise value, then the earlier
--   publication, then the source's key.
CREATE TABLE claim_list AS
WITH shown AS (
    -- A compilation's day stands on nobody else's page unless another publication gives the same one: until then it is shown to the month.
    SELECT c.* REPLACE (
        CASE WHEN is_alone THEN c.value[:7] ELSE c.value END AS value,
        CASE WHEN is_alone THEN coalesce(c.as_stated, c.value) ELSE c.as_stated END AS as_stated),
        c.value AS claimed
    FROM (
        SELECT c.*, k.is_compilation AND ends_with(c.field::VARCHAR, '_on') AND length(c.value) = 10 AND NOT EXISTS (
            FROM claims o JOIN sources os USING (source_id) JOIN source_kinds ok USING (kind)
            WHERE o.agreement_id = c.agreement_id AND o.field = c.field AND o.value = c.value AND NOT ok.is_compilation AND ok.kind <> 'lead'
        ) AS is_alone
        FROM claims c JOIN sources s USING (source_id) JOIN source_kinds k USING (kind)
    ) c
),
ranked AS (
    SELECT
        c.agreement_id, c.field, c.value, c.as_stated, c.confidence, c.note, c.source_id,
        s.publisher, s.title AS source_title, coalesce(c.url, s.url) AS source_url, s.published_on, s.kind AS source_kind,
        is_lead_only(c.confidence) AS is_lead,
        k.source_rank, k.ranks_as, k.is_official,
        -- Each edition of a compilation stays as what its publisher said on that day; the newest one speaks for it.
        k.is_compilation AND coalesce(last_possible_day(s.published_on) < max(last_possible_day(s.published_on))
            OVER (PARTITION BY c.agreement_id, c.field, s.publisher, s.kind), false) AS is_superseded,
        -- Two sources differ by what they say, not by what is shown of it.
        CASE WHEN ends_with(c.field::VARCHAR, '_on') OR c.field = 'valid_until' THEN first_possible_day(c.claimed) END AS from_on,
        CASE WHEN ends_with(c.field::VARCHAR, '_on') OR c.field = 'valid_until' THEN last_possible_day(c.claimed) END AS until_on
    FROM shown c JOIN sources s USING (source_id) JOIN source_kinds k USING (kind)
),
ordered AS (
    SELECT *, row_number() OVER (
        PARTITION BY agreement_id, field
        ORDER BY value = 'unclear', source_rank, is_superseded, length(value) * (from_on IS NOT NULL)::INT DESC, published_on NULLS LAST, source_id, value
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
            AND length(o.value) > length(first.value) AND NOT o.is_lead AND NOT o.is_superseded
    )
    GROUP BY agreement_id, field
)
SELECT
    o.* EXCLUDE (ranks_as),
    CASE WHEN r.refining_key IS NULL THEN o.precedence = 1
         ELSE o.source_id || '|' || o.value = r.refining_key END AS is_chosen,
    CASE
        WHEN o.source_id || '|' || o.value = r.refining_key
            THEN 'More precise, and within the date of the source that ranks first'
        WHEN o.precedence = 1 AND r.refining_key IS NOT NULL
            THEN 'Ranks first, but a source within its date is more precise'
        WHEN o.precedence = 1 AND count(*) OVER field_claims = 1 THEN 'Only source for this field'
        WHEN o.precedence = 1 THEN 'Ranks first: ' || o.ranks_as
        WHEN o.is_superseded THEN 'A newer edition of the same publisher speaks for it'
        ELSE 'Ranks lower'
    END AS choice_rule
FROM ordered o LEFT JOIN refined r USING (agreement_id, field)
WINDOW field_claims AS (PARTITION BY o.agreement_id, o.field)
ORDER BY o.agreement_id, o.field, o.precedence;
COMMENT ON TABLE claim_list IS 'Claims in the order of precedence, with the one that the Atlas uses and the rule that chose it';
COMMENT ON COLUMN claim_list.publisher IS 'Who published it';
COMMENT ON COLUMN claim_list.published_on IS 'Date of the publication, as known';
COMMENT ON COLUMN claim_list.source_kind IS 'Kind of publication (sources.kind)';
COMMENT ON COLUMN claim_list.source_rank IS 'Rank of that kind (source_kinds), 1 first';
COMMENT ON COLUMN claim_list.is_official IS 'True for the kinds that a government or UN body publishes';
COMMENT ON COLUMN claim_list.is_superseded IS 'True for an older edition of a compilation where a newer one of the same publisher speaks of the same field';
COMMENT ON COLUMN claim_list.from_on IS 'First day that a claimed date can be; empty for other fields';
COMMENT ON COLUMN claim_list.until_on IS 'Last day that a claimed date can be; empty for other fields';
COMMENT ON COLUMN claim_list.precedence IS 'Place among the claims on the same field, 1 first';
COMMENT ON COLUMN claim_list.is_chosen IS 'True for the claim that the Atlas uses';
COMMENT ON COLUMN claim_list.choice_rule IS 'Why it was chosen or not';
COMMENT ON COLUMN claim_list.source_url IS 'Deep link, else the page of the publication';

-- Two sources disagree when their dates can't be the same day, when their words for the form belong to
-- different families, or when one says signed and another not. Leads never make a disagreement.
CREATE TABLE agreement_disagreements AS
SELECT agreement_id, field, string_agg(DISTINCT said, '; ' ORDER BY said) AS said, max(days_apart) AS days_apart
FROM (
    SELECT a.agreement_id, a.field, date_diff('day', a.until_on, b.from_on) AS days_apart,
        unnest([a.publisher || ': ' || a.value, b.publisher || ': ' || b.value]) AS said
    FROM claim_list a JOIN claim_list b USING (agreement_id, field)
    WHERE a.until_on < b.from_on AND NOT (a.is_lead OR b.is_lead OR a.is_superseded OR b.is_superseded)
    UNION ALL
    SELECT a.agreement_id, a.field, NULL, unnest([a.publisher || ': ' || ta.label, b.publisher || ': ' || tb.label])
    FROM claim_list a JOIN claim_list b USING (agreement_id, field)
        JOIN instrument_types ta ON ta.instrument = a.value JOIN instrument_types tb ON tb.instrument = b.value
    WHERE a.field = 'instrument' AND ta.family < tb.family AND NOT (a.is_lead OR b.is_lead OR a.is_superseded OR b.is_superseded)
    UNION ALL
    SELECT a.agreement_id, a.field, NULL, unnest([a.publisher || ': ' || a.value, b.publisher || ': ' || b.value])
    FROM claim_list a JOIN claim_list b USING (agreement_id, field)
    WHERE a.field = 'status' AND a.value IN ('concluded_not_signed', 'under_negotiation') AND b.value IN ('signed', 'in_force')
        AND NOT (a.is_lead OR b.is_lead OR a.is_superseded OR b.is_superseded)
)
GROUP BY agreement_id, field
ORDER BY agreement_id, field;
COMMENT ON TABLE agreement_disagreements IS 'Fields of an agreement on which sources cannot all be right';
COMMENT ON COLUMN agreement_disagreements.field IS 'Field that the sources disagree on';
COMMENT ON COLUMN agreement_disagreements.said IS 'What each publisher says';
COMMENT ON COLUMN agreement_disagreements.days_apart IS 'Days between dates that cannot be the same; empty for other fields';
