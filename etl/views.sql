-- Read models: every join and every choice between sources happens here, once, at build time.
-- Input besides the declared tables: label_points (iso3, x_km, y_km), projected by etl/boundaries.py.

CREATE TABLE edition AS SELECT max(retrieved_on) AS edition_on FROM sources;

CREATE TABLE party_list AS
SELECT p.*, l.x_km, l.y_km
FROM parties p LEFT JOIN label_points l USING (iso3)
ORDER BY iso3;

-- Every name that leads to a Party, for visitors and addresses. A name is of one Party alone (checks/country_names.sql).
CREATE TABLE party_names AS
SELECT iso3, arg_min(name, source_order) AS name, folded, bool_or(source_order IN (3, 4)) AS is_code
FROM (
    SELECT iso3, name, fold_name(name) AS folded, source_order
    FROM (
        SELECT iso3, short_name AS name, 1 AS source_order FROM parties
        UNION ALL SELECT iso3, un_name, 2 FROM parties
        UNION ALL SELECT iso3, iso3, 3 FROM parties
        UNION ALL SELECT iso3, iso2, 4 FROM parties
        UNION ALL SELECT iso3, name, 5 FROM country_names WHERE iso3 IS NOT NULL
    )
)
GROUP BY iso3, folded ORDER BY iso3, folded;

-- The Parties that a text names, and the words that are left of it: of names that lie in each other the longest counts, so
-- that Guinea is not found in Papua New Guinea. A code is no name here, for many are words (is, no, can).
CREATE MACRO named_in(text) AS (
    WITH tokens AS (SELECT string_split(fold_name(text), ' ') AS tokens),
    starts AS (SELECT tokens, unnest(range(1, len(tokens) + 1)) AS first FROM tokens),
    spans AS (SELECT first, unnest(range(first, first + 7)) AS last, tokens FROM starts),
    named AS (
        SELECT first, last, iso3 FROM spans
        JOIN party_names ON folded = array_to_string(tokens[first:last], ' ') AND NOT is_code AND length(folded) > 2
        WHERE last <= len(tokens)
    ),
    longest AS (
        SELECT * FROM named n
        WHERE NOT EXISTS (
            FROM named o WHERE o.first <= n.first AND o.last >= n.last AND o.last - o.first > n.last - n.first
        )
    )
    SELECT {
        'parties': (SELECT coalesce(list(DISTINCT '@' || lower(iso3) ORDER BY '@' || lower(iso3)), []) FROM longest),
        'words': (
            SELECT coalesce(list(tokens[first] ORDER BY first), []) FROM starts s
            WHERE tokens[first] <> '' AND NOT EXISTS (FROM longest l WHERE s.first BETWEEN l.first AND l.last)
        )
    }
);

-- What a text has to hold to be found by the words of a visitor: a mark for each Party that they name, however it is
-- written (@vnm for Viet Nam, Vietnam and Việt Nam), and every other word.
CREATE MACRO sought(words) AS list_concat(named_in(words).parties, named_in(words).words);

-- The written order of precedence between claims on one field (docs/method.md):
--   1 official text, 2 official page, 3 report of the event, 4 compilation, 5 lead;
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
        SELECT c.*, s.kind IN ('compilation', 'dataset') AND ends_with(c.field::VARCHAR, '_on') AND length(c.value) = 10 AND NOT EXISTS (
            FROM claims o JOIN sources os USING (source_id)
            WHERE o.agreement_id = c.agreement_id AND o.field = c.field AND o.value = c.value AND os.kind NOT IN ('compilation', 'dataset', 'lead')
        ) AS is_alone
        FROM claims c JOIN sources s USING (source_id)
    ) c
),
ranked AS (
    SELECT
        c.agreement_id, c.field, c.value, c.as_stated, c.confidence, c.note, c.source_id,
        s.publisher, s.title AS source_title, coalesce(c.url, s.url) AS url, s.published_on, s.kind AS source_kind,
        is_lead_only(c.confidence) AS is_lead,
        CASE s.kind
            WHEN 'official_text' THEN 1 WHEN 'official_page' THEN 2 WHEN 'report' THEN 3
            WHEN 'compilation' THEN 4 WHEN 'dataset' THEN 4 ELSE 5
        END AS source_rank,
        -- Each edition of a compilation stays as what its publisher said on that day; the newest one speaks for it.
        s.kind IN ('compilation', 'dataset') AND coalesce(last_possible_day(s.published_on) < max(last_possible_day(s.published_on))
            OVER (PARTITION BY c.agreement_id, c.field, s.publisher, s.kind), false) AS is_superseded,
        -- Two sources differ by what they say, not by what is shown of it.
        CASE WHEN ends_with(c.field::VARCHAR, '_on') OR c.field = 'valid_until' THEN first_possible_day(c.claimed) END AS from_on,
        CASE WHEN ends_with(c.field::VARCHAR, '_on') OR c.field = 'valid_until' THEN last_possible_day(c.claimed) END AS until_on
    FROM shown c JOIN sources s USING (source_id)
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
        WHEN o.is_superseded THEN 'A newer edition of the same publisher speaks for it'
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
GROUP BY agreement_id, field;

CREATE TEMP TABLE dated_agreements AS
WITH chosen AS (
    -- A lead alone neither signs nor dates an agreement.
    PIVOT (SELECT agreement_id, field::VARCHAR AS field, value FROM claim_list WHERE is_chosen AND NOT is_lead)
    ON field IN ('status', 'signed_on', 'concluded_on', 'in_force_on', 'valid_until') USING first(value)
),
leading_claim AS (
    SELECT agreement_id, first(source_id ORDER BY rank) AS source_id, first(url ORDER BY rank) AS source_url,
        first(publisher ORDER BY rank) AS source_publisher, first(source_title ORDER BY rank) AS source_title
    FROM (SELECT *, CASE field WHEN 'signed_on' THEN 1 WHEN 'concluded_on' THEN 2 WHEN 'status' THEN 3 ELSE 4 END AS rank
          FROM claim_list WHERE is_chosen)
    GROUP BY agreement_id
),
witnesses AS (
    SELECT agreement_id, count(DISTINCT source_id) FILTER (NOT is_lead) AS source_count,
        min(confidence)::VARCHAR AS confidence,
        string_agg(DISTINCT source_id, ' ' ORDER BY source_id) AS source_ids,
        min(last_possible_day(published_on)) FILTER (
            field = 'status' AND value IN ('signed', 'in_force') AND NOT is_lead) AS reported_by_on,
        min(until_on) FILTER (field = 'known_by_on' AND NOT is_lead) AS known_by_on,
        min(retrieved_on) FILTER (NOT is_lead) AS first_read_on
    FROM claim_list JOIN (SELECT source_id, retrieved_on FROM sources) USING (source_id) GROUP BY agreement_id
),
disagreement AS (
    SELECT agreement_id, string_agg(field || ' (' || said || ')', '. ' ORDER BY field) AS disagreement,
        string_agg(CASE field::VARCHAR WHEN 'signed_on' THEN 'signature' WHEN 'instrument' THEN 'form' WHEN 'in_force_on' THEN 'entry into force'
            WHEN 'valid_until' THEN 'end' ELSE replace(replace(field::VARCHAR, '_on', ''), '_', ' ') END
            || coalesce(CASE days_apart WHEN 1 THEN ', 1 day apart' ELSE ', ' || days_apart || ' days apart' END, ''), '; ' ORDER BY field) AS differ_on
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
    c.concluded_on, c.in_force_on, c.valid_until, t.enters_into_force,
    -- The first day on which the Atlas counts it. A partial date counts from its last possible day, but no later than the day
    -- a source reported it; without any date, from the earliest publication that lists it, or from the day it was first read.
    CASE WHEN coalesce(c.status, 'unclear') IN ('signed', 'in_force')
        THEN least(e.edition_on, coalesce(last_possible_day(c.signed_on), least(w.reported_by_on, w.known_by_on), w.first_read_on, e.edition_on),
                   CASE WHEN w.reported_by_on >= first_possible_day(c.signed_on) THEN w.reported_by_on ELSE e.edition_on END)
        ELSE least(coalesce(last_possible_day(c.concluded_on), w.first_read_on, e.edition_on), e.edition_on)
    END AS counts_from_on,
    CASE
        WHEN coalesce(c.status, 'unclear') NOT IN ('signed', 'in_force')
            THEN CASE WHEN c.concluded_on IS NOT NULL THEN 'conclusion' ELSE 'day it was read' END
        WHEN c.signed_on IS NULL AND coalesce(w.reported_by_on, w.known_by_on) IS NULL THEN 'day it was read'
        WHEN c.signed_on IS NULL THEN 'earliest publication that lists it'
        WHEN length(c.signed_on) = 10 THEN 'day of signature'
        WHEN w.reported_by_on >= first_possible_day(c.signed_on) AND w.reported_by_on < last_possible_day(c.signed_on) THEN 'report of the signature'
        ELSE 'last day of the ' || date_precision(c.signed_on) || ' of signature'
    END AS counts_from_basis,
    coalesce(c.status, 'unclear') IN ('signed', 'in_force') AND NOT is_lead_only(w.confidence)
        AND t.counting_rule <> 'concluded' AS is_counted,
    w.confidence, w.source_count, d.disagreement IS NOT NULL AS is_disputed, d.disagreement, d.differ_on,
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

-- What shows that an agreement is in use: units were transferred, issued or authorised, or a project was registered, between its
-- two Parties. Of several texts of a pair it is the most binding one of that day, and of those the newest.
CREATE TABLE agreement_uses AS
WITH uses AS (
    SELECT 'event' AS row_kind, event_id AS row_id, buyer_iso3, host_iso3, last_possible_day(event_on) AS used_until_on,
        CASE event WHEN 'first_transfer' THEN 1 WHEN 'issuance' THEN 2 ELSE 3 END AS use_order,
        CASE event WHEN 'first_transfer' THEN 'Units were transferred' WHEN 'issuance' THEN 'Units were issued' ELSE 'An activity was authorised' END
            || coalesce(CASE length(event_on) WHEN 10 THEN ' on ' ELSE ' in ' END || date_in_words(event_on), ', day not found') AS shown_by,
        source_id
    FROM events
    WHERE event IN ('first_transfer', 'issuance', 'authorisation') AND confidence::VARCHAR IN ('A', 'B') AND is_alternative_of IS NULL
        -- A transfer of which no page tells the tonnes is an announcement.
        AND (event <> 'first_transfer' OR quantity_tco2e IS NOT NULL)
    UNION ALL
    SELECT 'project', project_id, buyer_iso3, host_iso3, last_possible_day(coalesce(authorised_on, registered_on)), 4,
        'A project was ' || CASE WHEN authorised_on IS NULL THEN 'registered' ELSE 'authorised' END
            || CASE length(coalesce(authorised_on, registered_on)) WHEN 10 THEN ' on ' ELSE ' in ' END
            || date_in_words(coalesce(authorised_on, registered_on)), source_id
    FROM projects WHERE coalesce(authorised_on, registered_on) IS NOT NULL AND stage_id <> 'cancelled' AND confidence::VARCHAR IN ('A', 'B')
)
SELECT a.agreement_id, u.row_kind, u.row_id, u.shown_by, coalesce(u.used_until_on, e.edition_on) AS used_until_on, u.source_id,
    row_number() OVER (PARTITION BY a.agreement_id ORDER BY u.use_order, u.used_until_on DESC NULLS LAST, u.row_id) AS evidence_order
FROM uses u CROSS JOIN edition e
    JOIN LATERAL (
        SELECT agreement_id FROM dated_agreements d
        WHERE d.buyer_iso3 = u.buyer_iso3 AND d.host_iso3 = u.host_iso3 AND d.is_counted
            AND d.counts_from_on <= coalesce(u.used_until_on, e.edition_on)
        ORDER BY d.counting_rule, d.counts_from_on DESC, d.agreement_id LIMIT 1
    ) a ON true
ORDER BY a.agreement_id, evidence_order;

CREATE TABLE agreement_list AS
WITH uses AS (
    SELECT agreement_id, min(used_until_on) AS in_use_from_on, min(row_kind) FILTER (evidence_order = 1) AS row_kind,
        min(row_id) FILTER (evidence_order = 1) AS row_id, min(shown_by) FILTER (evidence_order = 1) AS shown_by,
        min(source_id) FILTER (evidence_order = 1) AS source_id
    FROM agreement_uses GROUP BY agreement_id
),
dates AS (
    SELECT agreement_id, first(source_id ORDER BY field = 'valid_until', precedence) AS source_id, first(url ORDER BY field = 'valid_until', precedence) AS url
    FROM claim_list WHERE is_chosen AND field IN ('in_force_on', 'valid_until') AND NOT is_lead GROUP BY agreement_id
),
found AS (
    SELECT d.*, least(u.in_use_from_on, last_possible_day(f.shown_on)) AS in_use_from_on, f.agreement_id IS NOT NULL AS is_looked_up,
        CASE WHEN is_lead_only(d.confidence) THEN 'unconfirmed' ELSE force_state(d.status, d.in_force_on, d.valid_until,
            least(u.in_use_from_on, last_possible_day(f.shown_on)), f.agreement_id IS NOT NULL, d.enters_into_force, e.edition_on) END AS in_force_state,
        u.row_kind, u.row_id, u.shown_by, u.source_id AS use_source_id, f.shown_by AS looked_up, f.source_id AS lookup_source_id,
        f.url AS lookup_url, f.note AS in_force_note, t.source_id AS date_source_id, t.url AS date_url
    FROM dated_agreements d CROSS JOIN edition e
        LEFT JOIN uses u USING (agreement_id) LEFT JOIN force_lookups f USING (agreement_id) LEFT JOIN dates t USING (agreement_id)
),
sourced AS (
    SELECT *, in_force_state = 'in_use' AND row_id IS NOT NULL AS is_derived,
        CASE WHEN in_force_state IN ('in_force', 'not_yet_in_force', 'valid_until', 'ended') THEN date_source_id
             WHEN in_force_state = 'in_use' THEN coalesce(use_source_id, lookup_source_id)
             WHEN in_force_state = 'not_found' THEN lookup_source_id END AS in_force_source_id
    FROM found
)
SELECT a.* EXCLUDE (row_kind, row_id, shown_by, use_source_id, looked_up, lookup_source_id, lookup_url, date_source_id, date_url, is_derived),
    force_words(in_force_state, in_force_on, valid_until) AS in_force_words,
    CASE WHEN in_force_state = 'in_use' THEN coalesce(shown_by, looked_up) END AS in_use_shown_by,
    CASE WHEN is_derived THEN row_kind END AS in_use_row_kind, CASE WHEN is_derived THEN row_id END AS in_use_row_id,
    s.publisher AS in_force_source,
    CASE WHEN in_force_source_id = date_source_id AND NOT is_derived THEN coalesce(date_url, s.url)
         WHEN in_force_source_id = lookup_source_id AND NOT is_derived THEN coalesce(lookup_url, s.url) ELSE s.url END AS in_force_url
FROM sourced a LEFT JOIN sources s ON s.source_id = a.in_force_source_id
ORDER BY a.agreement_id;
DROP TABLE dated_agreements;
