-- Read models that hold goals and the model of the way there against what was published. They need views_reconciliation.sql.

-- One ladder a goal: five different quantities, none of them added to another.
CREATE TABLE target_ladders AS
WITH goals AS (SELECT * FROM target_list WHERE ladder_until_on IS NOT NULL AND NOT is_lead),
delivered AS (
    SELECT buyer_iso3, event, sum(quantity_tco2e) AS quantity_tco2e, count(*) AS event_count, max(event_on) AS as_of
    FROM event_list WHERE is_summed AND event IN ('issuance', 'first_transfer') AND buyer_iso3 IS NOT NULL GROUP BY ALL
),
-- Why a quantity is missing, from all events of the kind: those that rest on leads alone confirm nothing.
missing AS (
    SELECT g.target_id, k.event, missing_word(true, count(e.event_id), count(e.event_id) FILTER (NOT e.is_lead),
        coalesce(bool_and(e.quantity_word = 'not published'), false)) AS word
    FROM goals g CROSS JOIN (SELECT unnest(['issuance', 'first_transfer']) AS event) k
        LEFT JOIN event_list e ON e.buyer_iso3 = g.buyer_iso3 AND e.event::VARCHAR = k.event
    GROUP BY ALL
),
-- The newest total that somebody publishes of what was issued for a buyer, whole issuances of both sides.
published AS (
    SELECT * FROM reconciliation
    WHERE measure = 'issued_tco2e' AND buyer_iso3 IS NOT NULL AND host_iso3 IS NULL AND repeats IS NULL AND value IS NOT NULL AND NOT is_lead
    QUALIFY row_number() OVER (PARTITION BY buyer_iso3 ORDER BY as_of_until_on DESC, total_id) = 1
),
estimates AS (
    SELECT target_id, sum(estimate_tco2e) AS quantity_tco2e, count(estimate_tco2e) AS with_figure, count(*) AS projects
    FROM own_estimates GROUP BY ALL
),
rungs AS (
    SELECT target_id, 1 AS rung_order, 'goal' AS rung, 'Goal' AS label, ladder_quantity_mtco2e AS quantity_mtco2e,
        stated_on AS as_of, ladder_derivation AS derivation, metric AS statement,
        source_publisher, source_title, url FROM goals
    UNION ALL
    SELECT g.target_id, 2, 'officially_expected',
        CASE WHEN p.confidence <> 'A' THEN 'Expected, as the press reports' ELSE 'Officially expected' END,
        p.quantity / CASE p.unit WHEN 'tco2e' THEN 1e6 ELSE 1 END, p.as_of,
        CASE WHEN starts_with(p.note, 'Computed') THEN 'computed' WHEN p.quantity IS NOT NULL THEN 'published' END, p.metric || coalesce('. ' || p.note, ''),
        p.source_publisher, p.source_title, p.url
    FROM goals g LEFT JOIN target_progress_list p
        ON p.buyer_iso3 = g.buyer_iso3 AND p.rung = 'officially_expected' AND NOT p.is_superseded AND NOT p.is_lead AND g.target_year = 2030
    UNION ALL
    SELECT g.target_id, 3, 'own_estimates', 'Projects'' own estimates', e.quantity_tco2e / 1e6, n.edition_on::DATE::VARCHAR, 'summed',
        coalesce(e.with_figure, 0) || ' of ' || coalesce(e.projects, 0)
            || ' projects give an estimate that can be placed in time; no lag, discount or share',
        'Article 6 Atlas', 'Sum of the rows of table own_estimates', NULL
    FROM goals g LEFT JOIN estimates e USING (target_id) CROSS JOIN edition n
    UNION ALL
    SELECT g.target_id, 4, 'issued', 'Issued',
        coalesce(p.value, d.quantity_tco2e) / 1e6, coalesce(p.as_of, d.as_of),
        CASE WHEN p.value IS NOT NULL THEN 'published' WHEN d.quantity_tco2e IS NOT NULL THEN 'summed' END,
        coalesce(p.metric || '; ' || format('{:,}', p.ours::BIGINT) || ' tCO2e dated by then are traced to issuances here',
            d.event_count || CASE d.event_count WHEN 1 THEN ' issuance' ELSE ' issuances' END || ' with a known quantity'),
        coalesce(p.publisher, CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'Article 6 Atlas' END),
        coalesce(p.source_title, CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'Ledger of issuances' END), p.source_url
    FROM goals g
        LEFT JOIN published p ON p.buyer_iso3 = g.buyer_iso3
        LEFT JOIN delivered d ON d.buyer_iso3 = g.buyer_iso3 AND d.event = 'issuance'
    UNION ALL
    SELECT g.target_id, 5, 'transferred', 'First transferred', d.quantity_tco2e / 1e6, d.as_of,
        CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'summed' END, d.event_count || CASE d.event_count WHEN 1 THEN ' first transfer' ELSE ' first transfers' END || ' with a known quantity',
        CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'Article 6 Atlas' END,
        CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'Ledger of first transfers' END, NULL
    FROM goals g LEFT JOIN delivered d ON d.buyer_iso3 = g.buyer_iso3 AND d.event = 'first_transfer'
)
SELECT g.buyer_iso3, g.buyer, g.target_id, g.target_year, g.ladder_until_on, g.confidence AS goal_confidence, g.checked AS goal_checked,
    g.note AS goal_note, g.kind AS goal_kind, r.rung_order, r.rung, r.label, r.quantity_mtco2e, r.quantity_mtco2e / g.ladder_quantity_mtco2e AS share_of_goal,
    r.as_of, r.derivation, r.statement, r.source_publisher, r.source_title, r.url,
    CASE WHEN r.rung = 'issued' AND r.derivation = 'published' THEN p.total_id END AS total_id,
    CASE WHEN r.quantity_mtco2e IS NULL THEN coalesce(m.word, 'not found') END AS quantity_word
FROM rungs r JOIN goals g USING (target_id) LEFT JOIN published p ON p.buyer_iso3 = g.buyer_iso3
    LEFT JOIN missing m ON m.target_id = r.target_id AND m.event = CASE r.rung WHEN 'issued' THEN 'issuance' WHEN 'transferred' THEN 'first_transfer' END
ORDER BY max(g.ladder_quantity_mtco2e) OVER (PARTITION BY g.buyer_iso3) DESC, g.target_year, g.target_id, r.rung_order;

-- The default inputs that place reductions in time or share them out, each low, central and high in what it brings.
CREATE TEMP VIEW timing_defaults AS
WITH lags AS (
    SELECT median(lag) AS mid, quantile_cont(lag, 0.75) AS upper, count(*) AS n FROM (
        SELECT greatest(0, date_diff('day', last_possible_day(p.registered_on), min(e.monitoring_period[1:10]::DATE)) / 365.25) AS lag
        FROM event_list e JOIN project_list p USING (project_id)
        WHERE e.event = 'issuance' AND p.buyer_iso3 = 'JPN' AND e.monitoring_period IS NOT NULL AND p.registered_on IS NOT NULL
        GROUP BY p.project_id, p.registered_on)
),
shares AS (
    SELECT sum(quantity_buyer_tco2e) / sum(quantity_tco2e) AS mid, count(*) AS n FROM event_list
    WHERE is_summed AND event = 'issuance' AND buyer_iso3 = 'JPN' AND quantity_buyer_tco2e IS NOT NULL AND quantity_host_tco2e IS NOT NULL
)
SELECT 1 AS sort_order, 'selection_lag' AS input_id, 'Lag from selection to operation' AS label, 'years' AS unit,
    3.0::DOUBLE AS low, 2.0::DOUBLE AS central, 1.0::DOUBLE AS high, 0.0::DOUBLE AS least, 6.0::DOUBLE AS most, 0.5::DOUBLE AS step,
    'Our assumption. One call for Model Projects spans three fiscal years, in which the plant is built; 2 is the middle of 1 to 3.' AS origin,
    'jcm_call_years' AS evidence_id
UNION ALL
SELECT 2, 'registration_lag', 'Lag from registration to operation', 'years', greatest(1.0, round(upper, 1)), round(mid, 1), 0.0, 0.0, 4.0, 0.1,
    format('Median of {} JCM projects: from registration to the first day of their first monitoring period that we know; '
        || 'low is one year, high none.', n), NULL FROM lags
UNION ALL
SELECT 3, 'operation_years', 'Years of operation counted', 'years', 7.0, 10.0, 15.0, 1.0, 25.0, 1.0,
    'Our assumption around ten years, the period of the first project authorised for Korea; no period was read for the JCM as a whole.',
    'korea_cambodia_years'
UNION ALL
SELECT 4, 'buyer_share', 'Share that counts for the buyer', 'share', 0.5, round(mid, 2), 1.0, 0.0, 1.0, 0.01,
    format('Share of Japan''s side in {} JCM issuances where both sides are known; low is an even split, high the whole, as the goal is worded.', n),
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
    WHERE r.measure = 'issued_tco2e' AND r.buyer_iso3 = 'JPN' AND r.host_iso3 IS NULL AND r.repeats IS NULL AND r.value IS NOT NULL
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
    f.first_issued, r.value * 365.25 / nullif(date_diff('day', f.first_issued_on, r.as_of_until_on), 0) AS issued_tco2e_per_year,
    h.largest_hole_project_id, h.largest_hole, h.largest_hole_tco2e_per_year,
    e.expected_low_tco2e, e.expected_central_tco2e, e.expected_high_tco2e, r.value / e.expected_central_tco2e AS issued_over_expected,
    NOT r.is_lead AND row_number() OVER (PARTITION BY r.is_lead ORDER BY r.as_of_until_on DESC, r.total_id) = 1 AS is_calibration, r.is_lead,
    r.source_id, r.source_title, r.source_url, r.confidence, r.note
FROM expected e JOIN reconciliation r USING (total_id) LEFT JOIN holes h USING (total_id) LEFT JOIN firsts f USING (buyer_iso3)
ORDER BY r.as_of_until_on, r.total_id;

-- All default inputs. The issuance rate is what was issued over what was expected by the same day, over all projects known here.
CREATE TABLE trajectory_defaults AS
WITH ratios AS (
    SELECT median(issued_over_expected) AS mid, count(*) AS n, count(DISTINCT project_id) AS projects FROM delivery_ratios WHERE buyer_iso3 = 'JPN'
)
SELECT *, NULL AS total_id FROM timing_defaults
UNION ALL
SELECT 5, 'delivery_rate', 'Issuance rate (issued over expected by the same day)', 'share', round(b.published_tco2e / b.expected_high_tco2e, 2),
    round(b.issued_over_expected, 2), round(r.mid, 2), 0.0, 1.5, 0.01,
    format('Central: the newest published total, {:,} t by {} ({}), over {:,.0f} t that the projects known here were expected to bring by then at the central '
        || 'lags and years. Low: the same total over {:,.0f} t at the lags and years of the high case. High: the median of {} issuances of {} projects, '
        || 'as if every project came to issuance.',
        b.published_tco2e::BIGINT, CASE length(b.as_of) WHEN 10 THEN strftime(b.as_of_until_on, '%-d %b %Y') WHEN 7 THEN strftime(b.as_of_until_on, '%b %Y') ELSE b.as_of END, b.publisher, b.expected_central_tco2e, b.expected_high_tco2e, r.n, r.projects),
    NULL, b.total_id
FROM issuance_backcast b, ratios r WHERE b.is_calibration
ORDER BY sort_order;
