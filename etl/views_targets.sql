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
    d.source_publisher AS domestic_publisher, d.url AS domestic_url, d.kind AS domestic_kind, coalesce(d.is_lead, false) AS domestic_is_lead,
    i.low AS itmo_low, coalesce(i.high, i.low) AS itmo_high, i.subject AS itmo_subject, i.source_publisher AS itmo_publisher,
    i.url AS itmo_url, i.kind AS itmo_kind, coalesce(i.is_lead, false) AS itmo_is_lead, s.publisher AS volume_publisher, s.kind = 'lead' AS volume_is_lead, s.url AS volume_url
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
