-- Read models of targets, of the way there, of prices and of programmes.

CREATE TABLE target_list AS
SELECT t.*, is_lead_only(t.confidence) AS is_lead, b.short_name AS buyer, s.publisher AS source_publisher, s.title AS source_title, s.published_on AS source_published_on,
    coalesce(t.source_url, s.url) AS url
FROM targets t JOIN parties b ON b.iso3 = t.buyer_iso3 JOIN sources s ON s.source_id = t.source_id
WHERE t.confidence <> 'C'
ORDER BY t.target_id;

CREATE TABLE target_progress_list AS
SELECT p.*, is_lead_only(p.confidence) AS is_lead, b.short_name AS buyer, s.publisher AS source_publisher, s.title AS source_title, coalesce(p.source_url, s.url) AS url
FROM target_progress p LEFT JOIN parties b ON b.iso3 = p.buyer_iso3 JOIN sources s ON s.source_id = p.source_id
WHERE p.confidence <> 'C'
ORDER BY p.progress_id;

CREATE TABLE price_list AS
SELECT p.*, is_lead_only(p.confidence) AS is_lead, c.short_name AS country, s.publisher AS source_publisher, s.title AS source_title, coalesce(p.source_url, s.url) AS url
FROM prices p LEFT JOIN parties c ON c.iso3 = p.country_iso3 JOIN sources s ON s.source_id = p.source_id
WHERE p.confidence <> 'C'
ORDER BY p.price_id;

CREATE TABLE programme_feature_list AS
SELECT b.iso3 AS buyer_iso3, b.short_name AS buyer, n.need_id, n.label AS need, n.description, n.to_set_up, n.sort_order,
    coalesce(f.status, 'no source found') AS status, f.statement, f.confidence, f.source_id, s.publisher AS source_publisher,
    s.title AS source_title, coalesce(f.source_url, s.url) AS url
FROM programme_needs n
    CROSS JOIN (SELECT * FROM parties WHERE iso3 IN ('JPN', 'CHE', 'SGP', 'SWE', 'NOR', 'KOR', 'AUS', 'CAN')) b
    LEFT JOIN programme_features f ON f.buyer_iso3 = b.iso3 AND f.need_id = n.need_id
    LEFT JOIN sources s ON s.source_id = f.source_id
ORDER BY n.sort_order, b.iso3;

CREATE TABLE calculator_preset_list AS
SELECT p.*, coalesce(d.currency, i.currency) AS currency, coalesce(d.price_year, i.price_year) AS price_year,
    d.low AS domestic_low, coalesce(d.high, d.low) AS domestic_high, d.subject AS domestic_subject,
    d.source_publisher AS domestic_publisher, d.url AS domestic_url, d.kind AS domestic_kind,
    i.low AS itmo_low, coalesce(i.high, i.low) AS itmo_high, i.subject AS itmo_subject, i.source_publisher AS itmo_publisher,
    i.url AS itmo_url, i.kind AS itmo_kind, s.publisher AS volume_publisher, s.url AS volume_url
FROM calculator_presets p
    LEFT JOIN price_list d ON d.price_id = p.domestic_price_id
    LEFT JOIN price_list i ON i.price_id = p.itmo_price_id
    JOIN sources s ON s.source_id = p.source_id
ORDER BY p.sort_order;

-- When a project's reductions can be placed in time. The anchor is the first of: start of operation, registration, selection
-- (its last possible day), end of the fiscal year of selection; a project with none is placed on the day of this edition.
CREATE TABLE project_anchors AS
SELECT p.project_id, p.title, p.buyer_iso3, p.host_iso3, p.host, p.stage, p.expected_tco2e_per_year, p.expected_tco2e_total, p.expected_period,
    CASE WHEN p.start_on IS NOT NULL THEN 'start' WHEN p.registered_on IS NOT NULL THEN 'registered'
         WHEN p.selected_on IS NOT NULL OR p.selected_fiscal_year IS NOT NULL THEN 'selected' ELSE 'none' END AS anchor,
    coalesce(last_possible_day(p.start_on), last_possible_day(p.registered_on), last_possible_day(p.selected_on),
        make_date(TRY_CAST(p.selected_fiscal_year AS BIGINT) + 1, 3, 31), n.edition_on) AS anchor_on,
    TRY_CAST(regexp_extract(p.expected_period, '^([0-9]{4})-([0-9]{4})$', 1) AS INTEGER) AS period_from_year,
    TRY_CAST(regexp_extract(p.expected_period, '^([0-9]{4})-([0-9]{4})$', 2) AS INTEGER) AS period_to_year,
    p.source_id, p.source_publisher, p.source_url
FROM project_list p CROSS JOIN edition n
WHERE p.is_counted
ORDER BY p.project_id;

-- Each project's own estimate up to the last day of a goal, tCO2e: a published total "until" or "before" the target year
-- as it stands; a total over named years in proportion to the days up to the goal; else the yearly estimate times the
-- years from the anchor to that day, without lag, discount or share. NULL where nothing can be placed in time.
CREATE TABLE own_estimates AS
SELECT t.target_id, a.project_id, a.title, a.buyer_iso3, a.host, a.anchor, a.anchor_on, a.expected_tco2e_per_year, a.expected_tco2e_total,
    a.expected_period,
    CASE
        WHEN a.expected_tco2e_total IS NOT NULL AND a.expected_period IN ('until ' || t.target_year, 'before ' || t.target_year)
            THEN a.expected_tco2e_total
        WHEN a.expected_tco2e_total IS NOT NULL AND a.period_from_year IS NOT NULL
            THEN a.expected_tco2e_total * least(1, greatest(0, (year(t.ladder_until_on) - a.period_from_year + 1)
                / (a.period_to_year - a.period_from_year + 1)))
        WHEN a.expected_tco2e_per_year IS NOT NULL
            THEN a.expected_tco2e_per_year * greatest(0, date_diff('day', a.anchor_on, t.ladder_until_on) / 365.25)
    END AS estimate_tco2e,
    a.source_id, a.source_publisher, a.source_url
FROM targets t JOIN project_anchors a USING (buyer_iso3)
WHERE t.ladder_until_on IS NOT NULL
ORDER BY t.target_id, a.project_id;

-- One ladder a goal: five different quantities, none of them added to another.
CREATE TABLE target_ladders AS
WITH goals AS (SELECT * FROM target_list WHERE ladder_until_on IS NOT NULL),
delivered AS (
    SELECT buyer_iso3, event, sum(quantity_tco2e) AS quantity_tco2e, count(*) AS event_count, max(event_on) AS as_of
    FROM event_list WHERE is_summed AND event IN ('issuance', 'first_transfer') AND buyer_iso3 IS NOT NULL GROUP BY ALL
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
    SELECT g.target_id, 2, 'officially_expected', 'Officially expected',
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
        coalesce(p.quantity / CASE p.unit WHEN 'tco2e' THEN 1e6 ELSE 1 END, d.quantity_tco2e / 1e6), coalesce(p.as_of, d.as_of),
        CASE WHEN p.quantity IS NOT NULL THEN 'published' WHEN d.quantity_tco2e IS NOT NULL THEN 'summed' END,
        coalesce(p.metric || '; the ledger of the Atlas names ' || format('{:,}', coalesce(d.quantity_tco2e, 0)::BIGINT) || ' tCO2e of it',
            d.event_count || ' issuances with a published quantity'),
        coalesce(p.source_publisher, CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'Article 6 Atlas' END),
        coalesce(p.source_title, CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'Ledger of issuances' END), p.url
    FROM goals g
        LEFT JOIN target_progress_list p ON p.buyer_iso3 = g.buyer_iso3 AND p.rung = 'issued' AND NOT p.is_superseded AND NOT p.is_lead
        LEFT JOIN delivered d ON d.buyer_iso3 = g.buyer_iso3 AND d.event = 'issuance'
    UNION ALL
    SELECT g.target_id, 5, 'transferred', 'First transferred', d.quantity_tco2e / 1e6, d.as_of,
        CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'summed' END, d.event_count || ' first transfers with a published quantity',
        CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'Article 6 Atlas' END,
        CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'Ledger of first transfers' END, NULL
    FROM goals g LEFT JOIN delivered d ON d.buyer_iso3 = g.buyer_iso3 AND d.event = 'first_transfer'
)
SELECT g.buyer_iso3, g.buyer, g.target_id, g.target_year, g.ladder_until_on, g.confidence AS goal_confidence, g.checked AS goal_checked,
    g.note AS goal_note, g.kind AS goal_kind, r.rung_order, r.rung, r.label, r.quantity_mtco2e, r.quantity_mtco2e / g.ladder_quantity_mtco2e AS share_of_goal,
    r.as_of, r.derivation, r.statement, r.source_publisher, r.source_title, r.url
FROM rungs r JOIN goals g USING (target_id)
ORDER BY max(g.ladder_quantity_mtco2e) OVER (PARTITION BY g.buyer_iso3) DESC, g.target_year, g.target_id, r.rung_order;

-- The default inputs of the trajectory, each low, central and high in what it brings, and where it comes from.
CREATE TABLE trajectory_defaults AS
WITH ratios AS (
    SELECT median(issued_over_expected) AS mid, quantile_cont(issued_over_expected, 0.75) AS upper, count(*) AS n,
        count(DISTINCT project_id) AS projects
    FROM delivery_ratios WHERE buyer_iso3 = 'JPN'
),
lags AS (
    SELECT median(lag) AS mid, quantile_cont(lag, 0.75) AS upper, count(*) AS n FROM (
        SELECT greatest(0, date_diff('day', last_possible_day(p.registered_on), min(e.monitoring_period[1:10]::DATE)) / 365.25) AS lag
        FROM event_list e JOIN project_list p USING (project_id)
        WHERE e.event = 'issuance' AND p.buyer_iso3 = 'JPN' AND e.monitoring_period IS NOT NULL AND p.registered_on IS NOT NULL
        GROUP BY p.project_id, p.registered_on)
),
shares AS (
    SELECT sum(quantity_buyer_tco2e) / sum(quantity_tco2e) AS mid, count(*) AS n FROM event_list
    WHERE is_summed AND event = 'issuance' AND buyer_iso3 = 'JPN' AND quantity_buyer_tco2e IS NOT NULL AND quantity_host_tco2e IS NOT NULL
),
cdm AS (
    SELECT max(value) FILTER (evidence_id = 'cdm_issued_2011') / max(value) FILTER (evidence_id = 'cdm_expected_2011') AS rate
    FROM model_evidence
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
    NULL FROM shares
UNION ALL
SELECT 5, 'delivery_rate', 'Delivery rate (issued over expected)', 'share', round(rate, 2), round(mid, 2), round(upper, 2), 0.0, 1.5, 0.01,
    format('Central: median of {} JCM issuances of {} projects where both are known; high: their upper quartile. Low: the CDM, 576 of 1,800 million '
        || 'credits by April 2011. The JCM ratios leave out projects that issued nothing.', n, projects), 'cdm_issued_2011' FROM ratios, cdm
ORDER BY sort_order;
