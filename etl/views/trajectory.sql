-- Read models of the model of the way to a goal: its default inputs and how it stands to what was published. They need
-- reconciliation.sql.

-- The buyer whose way is modelled (checks/one_modelled_buyer.sql).
CREATE TEMP VIEW modelled_buyer AS SELECT DISTINCT buyer_iso3 FROM targets WHERE is_modelled;

-- The events that medians and shares of the default inputs are taken from, each with its own value, and with what it is a share of.
CREATE TEMP VIEW input_members AS
WITH issued AS (FROM event_list SEMI JOIN modelled_buyer USING (buyer_iso3) WHERE event = 'issuance'),
-- Of each project the first period that we know.
first_monitored AS (
    SELECT arg_min(e.event_id, e.monitoring_period[1:10]) AS event_id, min(e.monitoring_period[1:10]) AS monitored_from, p.registered_on
    FROM issued e JOIN project_list p USING (project_id)
    WHERE e.monitoring_period IS NOT NULL AND p.registered_on IS NOT NULL GROUP BY p.project_id, p.registered_on
)
SELECT 'registration_lag' AS input_id, event_id, 'Registered ' || registered_on || ', first monitored from ' || monitored_from AS label,
    greatest(0, date_diff('day', last_possible_day(registered_on), monitored_from::DATE) / 365.25) AS value, NULL::BIGINT AS whole
FROM first_monitored
UNION ALL
SELECT 'buyer_share', event_id, format('{:,} of {:,} tCO2e for the buyer''s side', quantity_buyer_tco2e, quantity_tco2e), quantity_buyer_tco2e, quantity_tco2e
FROM issued WHERE is_summed AND quantity_buyer_tco2e IS NOT NULL AND quantity_host_tco2e IS NOT NULL
UNION ALL
SELECT 'delivery_rate', event_id, format('{:,.0f} tCO2e issued, {:,.0f} expected for {}', issued_tco2e::DOUBLE, expected_in_period_tco2e, monitoring_period),
    issued_over_expected, NULL
FROM delivery_ratios SEMI JOIN modelled_buyer USING (buyer_iso3);

-- The default inputs that place reductions in time or share them out, each low, central and high in what it brings.
CREATE TEMP VIEW timing_defaults AS
WITH lags AS (
    SELECT median(value) AS mid, quantile_cont(value, 0.75) AS upper, count(*) AS n FROM input_members WHERE input_id = 'registration_lag'
),
shares AS (SELECT sum(value) / sum(whole) AS mid, count(*) AS n FROM input_members WHERE input_id = 'buyer_share')
SELECT 1 AS sort_order, 'selection_lag' AS input_id, 'Lag from selection to operation' AS label, 'years' AS unit,
    3.0::DOUBLE AS low, 2.0::DOUBLE AS central, 1.0::DOUBLE AS high, 0.0::DOUBLE AS least, 6.0::DOUBLE AS most, 0.5::DOUBLE AS step,
    'Our assumption. One call for Model Projects spans three fiscal years, in which the plant is built; 2 is the middle of 1 to 3.' AS origin,
    'jcm_call_years' AS evidence_id
UNION ALL
SELECT 2, 'registration_lag', 'Lag from registration to operation', 'years', greatest(1.0, round(upper, 1)), round(mid, 1), 0.0, 0.0, 4.0, 0.1,
    format('Median of {} JCM project{}: from registration to the first day of the first monitoring period that we know; '
        || 'low is one year, high none.', n, plural_s(n)), NULL FROM lags
UNION ALL
SELECT 3, 'operation_years', 'Years of operation counted', 'years', 7.0, 10.0, 15.0, 1.0, 25.0, 1.0,
    'Our assumption around ten years, the period of the first project authorised for Korea; no period was read for the JCM as a whole.',
    'korea_cambodia_years'
UNION ALL
SELECT 4, 'buyer_share', 'Share that counts for the buyer', 'share', 0.5, round(mid, 2), 1.0, 0.0, 1.0, 0.01,
    format('Share of Japan''s side in {} JCM issuance{} where both sides are known; low is an even split, high the whole, as the goal is worded.', n, plural_s(n)),
    NULL FROM shares;

-- Years that a project has operated by the end of a day: the arithmetic of dashboard/targets/trajectory.py.
CREATE TEMP MACRO operated_years(anchor_on, lag, operation_years, by_day) AS
    greatest(0, least(operation_years, date_diff('day', anchor_on, by_day + 1) / 365.25 - lag));

-- What was published as issued in all under the JCM, beside what the projects known here were expected to bring by that day
-- (whole issuances: both sides together). The newest total calibrates the central case; the older ones are a check on
-- it. What a lead alone states stands beside them and decides nothing.
CREATE TABLE issuance_backcast AS
WITH cases AS (
    SELECT unnest(['low', 'central', 'high']) AS name,
        unnest([s.low, s.central, s.high]) AS selection_lag, unnest([r.low, r.central, r.high]) AS registration_lag,
        unnest([o.low, o.central, o.high]) AS operation_years
    FROM timing_defaults s, timing_defaults r, timing_defaults o
    WHERE s.input_id = 'selection_lag' AND r.input_id = 'registration_lag' AND o.input_id = 'operation_years'
),
-- Rounded to a kilogramme: the order in which floating numbers are added shall not show.
expected AS (
    SELECT r.total_id,
        round(sum(a.expected_tco2e_per_year * y.years) FILTER (c.name = 'low'), 3) AS expected_low_tco2e,
        round(sum(a.expected_tco2e_per_year * y.years) FILTER (c.name = 'central'), 3) AS expected_central_tco2e,
        round(sum(a.expected_tco2e_per_year * y.years) FILTER (c.name = 'high'), 3) AS expected_high_tco2e
    FROM reconciliation r JOIN project_anchors a USING (buyer_iso3) CROSS JOIN cases c,
        LATERAL (SELECT operated_years(a.anchor_on, CASE WHEN a.anchor IN ('start', 'registered') THEN c.registration_lag ELSE c.selection_lag END,
            c.operation_years, r.as_of_until_on) AS years) y
    WHERE r.measure = 'issued_tco2e' AND r.buyer_iso3 IN (FROM modelled_buyer) AND r.host_iso3 IS NULL AND r.repeats IS NULL AND r.value IS NOT NULL
    GROUP BY r.total_id
),
-- Issuances by that day that stand in no sum; the one of the project with the largest estimate is the largest hole that is known.
holes AS (
    SELECT r.total_id, arg_max(p.project_id, p.expected_tco2e_per_year) AS largest_hole_project_id, arg_max(p.title, p.expected_tco2e_per_year) AS largest_hole,
        max(p.expected_tco2e_per_year) AS largest_hole_tco2e_per_year
    FROM reconciliation r JOIN event_list v ON v.event = 'issuance' AND NOT v.is_summed AND NOT v.is_lead AND v.is_alternative_of IS NULL
            AND v.buyer_iso3 = r.buyer_iso3 AND v.event_until_on <= r.as_of_until_on
        JOIN project_list p ON p.project_id = v.project_id AND p.issued_tco2e IS NULL
    GROUP BY r.total_id
),
firsts AS (SELECT buyer_iso3, arg_min(event_on, event_until_on) AS first_issued, min(event_until_on) AS first_issued_on
    FROM event_list WHERE event = 'issuance' AND event_on IS NOT NULL GROUP BY buyer_iso3)
SELECT r.total_id, r.buyer_iso3, r.publisher, r.metric, r.as_of, r.as_of_until_on, r.value AS published_tco2e, r.ours AS traced_tco2e,
    -- A total of a day before the first issuance that we know has no pace.
    f.first_issued, CASE WHEN f.first_issued_on < r.as_of_until_on THEN r.value * 365.25 / date_diff('day', f.first_issued_on, r.as_of_until_on) END
        AS issued_tco2e_per_year,
    h.largest_hole_project_id, h.largest_hole, h.largest_hole_tco2e_per_year,
    e.expected_low_tco2e, e.expected_central_tco2e, e.expected_high_tco2e, r.value / e.expected_central_tco2e AS issued_over_expected,
    NOT r.is_lead AND row_number() OVER (PARTITION BY r.is_lead ORDER BY r.as_of_until_on DESC, r.total_id) = 1 AS is_calibration, r.is_lead,
    r.source_id, r.source_title, r.source_url, r.confidence, r.note
FROM expected e JOIN reconciliation r USING (total_id) LEFT JOIN holes h USING (total_id) LEFT JOIN firsts f USING (buyer_iso3)
ORDER BY r.as_of_until_on, r.total_id;
COMMENT ON TABLE issuance_backcast IS 'JCM credits published as issued in all, beside what the projects known here were expected to bring by that day';
COMMENT ON COLUMN issuance_backcast.is_lead IS 'True where a lead alone states the total: shown as unconfirmed, never calibrated to';
COMMENT ON COLUMN issuance_backcast.metric IS 'What it measures, in our words';
COMMENT ON COLUMN issuance_backcast.as_of IS 'Day, month or year that it describes';
COMMENT ON COLUMN issuance_backcast.publisher IS 'Whose figure it is; the publication that states it can be another one';
COMMENT ON COLUMN issuance_backcast.confidence IS 'A: official page; B: another page';
COMMENT ON COLUMN issuance_backcast.note IS 'Remarks';
COMMENT ON COLUMN issuance_backcast.as_of_until_on IS 'Last day that the total can describe';
COMMENT ON COLUMN issuance_backcast.published_tco2e IS 'Total as published, tCO2e, both sides together';
COMMENT ON COLUMN issuance_backcast.traced_tco2e IS 'Summed issuances of the Atlas dated by that day, tCO2e';
COMMENT ON COLUMN issuance_backcast.first_issued IS 'Date of the first issuance in the ledger, as known';
COMMENT ON COLUMN issuance_backcast.issued_tco2e_per_year IS 'Computed: published_tco2e over the years since the first issuance';
COMMENT ON COLUMN issuance_backcast.largest_hole_project_id IS 'Of the projects with an issuance by that day and none that is summed, the one with the largest estimate';
COMMENT ON COLUMN issuance_backcast.largest_hole IS 'Title of that project';
COMMENT ON COLUMN issuance_backcast.largest_hole_tco2e_per_year IS 'Its yearly estimate, tCO2e';
COMMENT ON COLUMN issuance_backcast.expected_low_tco2e IS 'Computed: yearly estimates times years operated by that day at the lags and years of the low case, tCO2e';
COMMENT ON COLUMN issuance_backcast.expected_central_tco2e IS 'Computed: the same at the lags and years of the central case, tCO2e';
COMMENT ON COLUMN issuance_backcast.expected_high_tco2e IS 'Computed: the same at the lags and years of the high case, tCO2e';
COMMENT ON COLUMN issuance_backcast.issued_over_expected IS 'Computed: published_tco2e over expected_central_tco2e';
COMMENT ON COLUMN issuance_backcast.is_calibration IS 'True for the newest total, which sets the central issuance rate; the others are a check';

-- All default inputs. The issuance rate is what was issued over what was expected by the same day, over all projects known here.
CREATE TABLE trajectory_defaults AS
WITH ratios AS (
    SELECT median(m.value) AS mid, count(*) AS n, count(DISTINCT e.project_id) AS projects
    FROM input_members m JOIN event_list e USING (event_id) WHERE m.input_id = 'delivery_rate'
)
SELECT *, NULL AS total_id FROM timing_defaults
UNION ALL
SELECT 5, 'delivery_rate', 'Issuance rate (issued over expected by the same day)', 'share', round(b.published_tco2e / b.expected_high_tco2e, 2),
    round(b.issued_over_expected, 2), round(r.mid, 2), 0.0, 1.5, 0.01,
    format('Central: the newest published total, {:,} t by {} ({}), over {:,.0f} t that the projects known here were expected to bring by then at the central '
        || 'lags and years. Low: the same total over {:,.0f} t at the lags and years of the high case. High: the median of {} issuance{} of {} project{}, '
        || 'as if every project came to issuance.',
        b.published_tco2e::BIGINT, CASE length(b.as_of) WHEN 10 THEN strftime(b.as_of_until_on, '%-d %b %Y') WHEN 7 THEN strftime(b.as_of_until_on, '%b %Y') ELSE b.as_of END, b.publisher, b.expected_central_tco2e, b.expected_high_tco2e, r.n, plural_s(r.n), r.projects, plural_s(r.projects)),
    NULL, b.total_id
FROM issuance_backcast b, ratios r WHERE b.is_calibration
ORDER BY sort_order;
COMMENT ON TABLE trajectory_defaults IS 'Default inputs of the trajectory: low, central and high in what they bring, and where they come from';
COMMENT ON COLUMN trajectory_defaults.sort_order IS 'Order in lists';
COMMENT ON COLUMN trajectory_defaults.input_id IS 'Key of the input';
COMMENT ON COLUMN trajectory_defaults.label IS 'Name shown in the Atlas';
COMMENT ON COLUMN trajectory_defaults.unit IS 'years or share';
COMMENT ON COLUMN trajectory_defaults.low IS 'Value of the low case, in `unit`';
COMMENT ON COLUMN trajectory_defaults.central IS 'Value of the central case, in `unit`';
COMMENT ON COLUMN trajectory_defaults.high IS 'Value of the high case, in `unit`';
COMMENT ON COLUMN trajectory_defaults.least IS 'Smallest value that can be chosen, in `unit`';
COMMENT ON COLUMN trajectory_defaults.most IS 'Largest value that can be chosen, in `unit`';
COMMENT ON COLUMN trajectory_defaults.step IS 'Step between values that can be chosen, in `unit`';
COMMENT ON COLUMN trajectory_defaults.origin IS 'Where the three values come from';
COMMENT ON COLUMN trajectory_defaults.evidence_id IS 'Published experience behind it (model_evidence); empty where it is computed from the data of the Atlas';
COMMENT ON COLUMN trajectory_defaults.total_id IS 'Published total that it is calibrated to (table reconciliation); empty for the other inputs';

-- What the default inputs rest on, one row a published figure or event.
CREATE TABLE trajectory_input_rows AS
SELECT d.input_id, 'experience' AS row_kind, m.evidence_id AS row_id, m.subject AS label, m.value AS low, NULL::DOUBLE AS high,
    unit_in_words(m.unit) AS unit, m.source_id, m.source_url, m.confidence::VARCHAR AS confidence
FROM trajectory_defaults d JOIN model_evidence m USING (evidence_id)
UNION ALL
SELECT 'delivery_rate', 'published', total_id, metric || ' (' || publisher || ', ' || as_of || '); expected by then ' ||
    format('{:,.0f} tCO2e', expected_central_tco2e) || CASE WHEN is_calibration THEN '' WHEN is_lead THEN ': unconfirmed, not used' ELSE ': a check, not used' END,
    published_tco2e, NULL, 'tCO2e', source_id, source_url, confidence
FROM issuance_backcast
UNION ALL
SELECT m.input_id, 'event', e.event_id, coalesce(e.project_id || ': ', '') || m.label, NULL, NULL, NULL, e.source_id, e.source_url,
    e.confidence::VARCHAR
FROM input_members m JOIN event_list e USING (event_id)
ORDER BY 1, 2, 3;
COMMENT ON TABLE trajectory_input_rows IS 'What the default inputs of the trajectory rest on: published figures and events of the Atlas, one a row';
COMMENT ON COLUMN trajectory_input_rows.input_id IS 'Input (trajectory_defaults)';
COMMENT ON COLUMN trajectory_input_rows.row_kind IS 'experience (model_evidence), published (reconciliation) or event';
COMMENT ON COLUMN trajectory_input_rows.label IS 'The row in words';
COMMENT ON COLUMN trajectory_input_rows.low IS 'Published figure, in `unit`; empty for an event';
COMMENT ON COLUMN trajectory_input_rows.high IS 'Upper end of it; empty where there is one figure';
COMMENT ON COLUMN trajectory_input_rows.unit IS 'Unit of the figure';
COMMENT ON COLUMN trajectory_input_rows.confidence IS 'A: official page; B: another page; L: a lead alone; empty: not rated';
