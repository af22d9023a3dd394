-- Read models of agreements: chosen dates, first day counted, and whether they are in force or in use.

-- What each counting rule counts: what it names, and all that is more binding.
CREATE TABLE counted_under AS
WITH rules AS (SELECT unnest(enum_range(NULL::counting_rule))::counting_rule AS rule)
SELECT r.rule, m.rule AS counting_rule
FROM rules r JOIN rules m ON m.rule <= r.rule
WHERE r.rule <> 'concluded'
ORDER BY ALL;
COMMENT ON TABLE counted_under IS 'Which agreements each counting rule counts: those that it names, and all that are more binding';
COMMENT ON COLUMN counted_under.rule IS 'Counting rule that is asked for';
COMMENT ON COLUMN counted_under.counting_rule IS 'Narrowest rule of the agreements that it counts';

CREATE TEMP TABLE dated_agreements AS
WITH chosen AS (
    -- A lead alone neither signs nor dates an agreement.
    PIVOT (SELECT agreement_id, field::VARCHAR AS field, value FROM claim_list WHERE is_chosen AND NOT is_lead)
    ON field IN ('status', 'signed_on', 'concluded_on', 'in_force_on', 'valid_until') USING first(value)
),
leading_claim AS (
    SELECT agreement_id, first(source_id ORDER BY rank) AS source_id, first(source_url ORDER BY rank) AS source_url,
        first(publisher ORDER BY rank) AS source_publisher, first(source_title ORDER BY rank) AS source_title
    FROM (SELECT *, list_position(['signed_on', 'concluded_on', 'status'], field::VARCHAR) AS rank FROM claim_list WHERE is_chosen)
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
    -- What leads alone say has no status.
    coalesce(c.status, 'unclear') IN ('signed', 'in_force') AND t.counting_rule <> 'concluded' AS is_counted,
    w.confidence, w.source_count, d.disagreement IS NOT NULL AS is_disputed, d.disagreement, d.differ_on,
    l.source_id, l.source_publisher, l.source_title, l.source_url, w.source_ids, a.note
FROM agreements a
    JOIN parties b ON b.iso3 = a.buyer_iso3
    JOIN parties h ON h.iso3 = a.host_iso3
    JOIN instrument_types t USING (instrument)
    LEFT JOIN chosen c USING (agreement_id)
    JOIN leading_claim l USING (agreement_id)
    JOIN witnesses w USING (agreement_id)
    LEFT JOIN disagreement d USING (agreement_id)
    CROSS JOIN edition e;

-- What shows that an agreement is in use: units were transferred, issued or authorised, or a project was registered, between its
-- two Parties. Of several texts of a pair it is the most binding one of that day, and of those the newest.
CREATE TABLE agreement_uses AS
WITH uses AS (
    SELECT 'event' AS row_kind, event_id AS row_id, buyer_iso3, host_iso3, last_possible_day(event_on) AS used_until_on,
        list_position(['first_transfer', 'issuance', 'authorisation'], event::VARCHAR) AS use_order,
        CASE event WHEN 'first_transfer' THEN 'Units were transferred' WHEN 'issuance' THEN 'Units were issued' ELSE 'An activity was authorised' END
            || coalesce(CASE length(event_on) WHEN 10 THEN ' on ' ELSE ' in ' END || date_in_words(event_on), ', day not found') AS shown_by,
        source_id
    FROM events
    WHERE event IN ('first_transfer', 'issuance', 'authorisation') AND confidence::VARCHAR IN ('A', 'B') AND is_alternative_of IS NULL
        -- A transfer of which no page tells the tonnes is an announcement.
        AND (event <> 'first_transfer' OR quantity_tco2e IS NOT NULL)
    UNION ALL
    SELECT 'project', project_id, buyer_iso3, host_iso3, last_possible_day(coalesce(authorised_on, registered_on)), NULL,
        'A project was ' || CASE WHEN authorised_on IS NULL THEN 'registered' ELSE 'authorised' END
            || CASE length(coalesce(authorised_on, registered_on)) WHEN 10 THEN ' on ' ELSE ' in ' END
            || date_in_words(coalesce(authorised_on, registered_on)), source_id
    FROM projects WHERE coalesce(authorised_on, registered_on) IS NOT NULL AND stage_id <> 'cancelled' AND confidence::VARCHAR IN ('A', 'B')
)
SELECT a.agreement_id, u.row_kind, u.row_id, u.shown_by, coalesce(u.used_until_on, e.edition_on) AS used_until_on, u.source_id,
    row_number() OVER (PARTITION BY a.agreement_id ORDER BY u.use_order NULLS LAST, u.used_until_on DESC NULLS LAST, u.row_id) AS evidence_order
FROM uses u CROSS JOIN edition e
    JOIN LATERAL (
        SELECT agreement_id FROM dated_agreements d
        WHERE d.buyer_iso3 = u.buyer_iso3 AND d.host_iso3 = u.host_iso3 AND d.is_counted
            AND d.counts_from_on <= coalesce(u.used_until_on, e.edition_on)
        ORDER BY d.counting_rule, d.counts_from_on DESC, d.agreement_id LIMIT 1
    ) a ON true
ORDER BY a.agreement_id, evidence_order;
COMMENT ON TABLE agreement_uses IS 'Events and projects that show an agreement in use: of several texts of a pair, the most binding one of that day';
COMMENT ON COLUMN agreement_uses.row_kind IS 'event or project';
COMMENT ON COLUMN agreement_uses.row_id IS 'Key of the event or project';
COMMENT ON COLUMN agreement_uses.shown_by IS 'What happened, in words';
COMMENT ON COLUMN agreement_uses.used_until_on IS 'Last possible day of it; the day of this edition where it is not dated';
COMMENT ON COLUMN agreement_uses.evidence_order IS '1 is the row that is shown: transfer, issuance, authorisation, registered project; the newest first';

CREATE TABLE agreement_list AS
WITH uses AS (
    SELECT agreement_id, min(used_until_on) AS in_use_from_on, min(row_kind) FILTER (evidence_order = 1) AS row_kind,
        min(row_id) FILTER (evidence_order = 1) AS row_id, min(shown_by) FILTER (evidence_order = 1) AS shown_by,
        min(source_id) FILTER (evidence_order = 1) AS source_id
    FROM agreement_uses GROUP BY agreement_id
),
dates AS (
    SELECT agreement_id, first(source_id ORDER BY field = 'valid_until', precedence) AS source_id, first(source_url ORDER BY field = 'valid_until', precedence) AS source_url
    FROM claim_list WHERE is_chosen AND field IN ('in_force_on', 'valid_until') AND NOT is_lead GROUP BY agreement_id
),
found AS (
    SELECT d.*, least(u.in_use_from_on, last_possible_day(f.shown_on)) AS in_use_from_on, f.agreement_id IS NOT NULL AS is_looked_up,
        CASE WHEN is_lead_only(d.confidence) THEN 'unconfirmed' ELSE force_state(d.status, d.in_force_on, d.valid_until,
            least(u.in_use_from_on, last_possible_day(f.shown_on)), f.agreement_id IS NOT NULL, d.enters_into_force, e.edition_on) END AS in_force_state,
        u.row_kind, u.row_id, u.shown_by, u.source_id AS use_source_id, f.shown_by AS looked_up, f.source_id AS lookup_source_id,
        f.url AS lookup_url, f.note AS in_force_note, t.source_id AS date_source_id, t.source_url AS date_url
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
    CASE WHEN in_force_source_id = date_source_id THEN coalesce(date_url, s.url)
         WHEN in_force_source_id = lookup_source_id AND NOT is_derived THEN coalesce(lookup_url, s.url) ELSE s.url END AS in_force_url
FROM sourced a LEFT JOIN sources s ON s.source_id = a.in_force_source_id
ORDER BY a.agreement_id;
COMMENT ON TABLE agreement_list IS 'Agreements with chosen dates and status, first day counted, sources and disagreements';
COMMENT ON COLUMN agreement_list.host_subregion IS 'Subregion of the host, UN M49';
COMMENT ON COLUMN agreement_list.host_income_group IS 'Income group of the host, World Bank';
COMMENT ON COLUMN agreement_list.host_is_ldc IS 'Host is a least developed country';
COMMENT ON COLUMN agreement_list.host_is_sids IS 'Host is a small island developing State';
COMMENT ON COLUMN agreement_list.instrument_label IS 'Form of the instrument, name shown in the Atlas';
COMMENT ON COLUMN agreement_list.instrument_order IS 'Order of the forms, most binding first';
COMMENT ON COLUMN agreement_list.status IS 'Chosen status: signed, in_force, concluded_not_signed, under_negotiation or unclear';
COMMENT ON COLUMN agreement_list.signed_on IS 'Chosen date of signature, as known; empty where no source that was read gives it';
COMMENT ON COLUMN agreement_list.signed_on_precision IS 'day, month or year';
COMMENT ON COLUMN agreement_list.signed_from_on IS 'First day that the signature can have been';
COMMENT ON COLUMN agreement_list.signed_until_on IS 'Last day that the signature can have been';
COMMENT ON COLUMN agreement_list.concluded_on IS 'Chosen date on which negotiations were concluded, as known';
COMMENT ON COLUMN agreement_list.in_force_on IS 'Chosen date of entry into force, as known';
COMMENT ON COLUMN agreement_list.counts_from_on IS 'First day on which the Atlas counts it';
COMMENT ON COLUMN agreement_list.counts_from_basis IS 'What that day is: the day of signature, the last day of its month or year, a report, the earliest publication that lists it, or the day it was read';
COMMENT ON COLUMN agreement_list.enters_into_force IS 'True where a text of its form can enter into force';
COMMENT ON COLUMN agreement_list.valid_until IS 'Chosen end of the text, as known';
COMMENT ON COLUMN agreement_list.in_use_from_on IS 'Last possible day of the earliest use that is known';
COMMENT ON COLUMN agreement_list.is_looked_up IS 'True where its entry into force was looked for (force_lookups)';
COMMENT ON COLUMN agreement_list.in_force_state IS 'in_force, not_yet_in_force, valid_until, ended, in_use, not_found, not_looked_up, not_applicable, concluded_not_signed, announced, unclear or unconfirmed (a lead alone), on the day of this edition';
COMMENT ON COLUMN agreement_list.in_force_words IS 'The same in words, with its day';
COMMENT ON COLUMN agreement_list.in_force_note IS 'What the look-up found beside it: clauses, approvals and doubts';
COMMENT ON COLUMN agreement_list.in_force_source_id IS 'Publication that the state rests on; empty where nothing was looked up';
COMMENT ON COLUMN agreement_list.in_force_source IS 'Its publisher';
COMMENT ON COLUMN agreement_list.in_force_url IS 'Its page';
COMMENT ON COLUMN agreement_list.in_use_shown_by IS 'What shows that it is in use; empty where it is not shown as in use';
COMMENT ON COLUMN agreement_list.in_use_row_kind IS 'Kind of the row that shows the use: event or project; empty where a page shows it';
COMMENT ON COLUMN agreement_list.in_use_row_id IS 'Key of that row';
COMMENT ON COLUMN agreement_list.is_counted IS 'True where it is signed or in force, of a form that counts, and not known from a lead alone';
COMMENT ON COLUMN agreement_list.confidence IS 'Best confidence among its claims';
COMMENT ON COLUMN agreement_list.source_count IS 'Publications with a claim on it, leads left out';
COMMENT ON COLUMN agreement_list.is_disputed IS 'True where sources disagree on a field';
COMMENT ON COLUMN agreement_list.disagreement IS 'On which field, and what each publisher says';
COMMENT ON COLUMN agreement_list.differ_on IS 'Where sources differ in few words, and by how many days; empty where they don''t';
COMMENT ON COLUMN agreement_list.source_id IS 'Publication of the chosen date of signature, else of the conclusion, the status or the form';
COMMENT ON COLUMN agreement_list.source_ids IS 'All publications with a claim on it, separated by spaces';

DROP TABLE dated_agreements;
