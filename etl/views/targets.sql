-- Read models of targets and of the estimates on the way there.

CREATE TABLE target_list AS
SELECT t.*, is_lead_only(t.confidence) AS is_lead, b.short_name AS buyer, s.published_on AS source_published_on,
    CASE WHEN t.ladder_until_on = fiscal_year_end(t.target_year) THEN 'FY' ELSE '' END || t.target_year AS due
FROM sourced('targets') t JOIN parties b ON b.iso3 = t.buyer_iso3 JOIN sources s ON s.source_id = t.source_id
WHERE t.confidence <> 'C'
ORDER BY t.target_id;
COMMENT ON TABLE target_list IS 'Targets, official estimates, programme sizes and ceilings with their publication';

CREATE TABLE target_progress_list AS
SELECT p.*, is_lead_only(p.confidence) AS is_lead, b.short_name AS buyer, megatonnes(p.quantity, p.unit) AS quantity_mtco2e
FROM sourced('target_progress') p LEFT JOIN parties b ON b.iso3 = p.buyer_iso3
WHERE p.confidence <> 'C'
ORDER BY p.progress_id;
COMMENT ON COLUMN target_list.due IS 'Year in which it is due, in words: FY2030 for a fiscal year, April to March';
COMMENT ON TABLE target_progress_list IS 'What buyers or others publish on the way to a target, with the publication';
COMMENT ON COLUMN target_progress_list.quantity_mtco2e IS 'The quantity in MtCO2e; empty where its unit is no mass';

-- When a project's reductions can be placed in time. The anchor is the first of: start of operation, registration, selection
-- (its last possible day), end of the fiscal year of selection; a project with none is placed on the day of this edition.
CREATE TABLE project_anchors AS
SELECT p.project_id, p.title, p.buyer_iso3, p.host_iso3, p.host, p.stage, p.expected_tco2e_per_year, p.expected_tco2e_total, p.expected_period,
    CASE WHEN p.start_on IS NOT NULL THEN 'start' WHEN p.registered_on IS NOT NULL THEN 'registered'
         WHEN p.selected_on IS NOT NULL OR p.selected_fiscal_year IS NOT NULL THEN 'selected' ELSE 'none' END AS anchor,
    coalesce(last_possible_day(p.start_on), last_possible_day(p.registered_on), last_possible_day(p.selected_on),
        fiscal_year_end(TRY_CAST(p.selected_fiscal_year AS BIGINT)), n.edition_on) AS anchor_on,
    TRY_CAST(regexp_extract(p.expected_period, '^([0-9]{4})-([0-9]{4})$', 1) AS INTEGER) AS period_from_year,
    TRY_CAST(regexp_extract(p.expected_period, '^([0-9]{4})-([0-9]{4})$', 2) AS INTEGER) AS period_to_year,
    p.source_id, p.source_publisher, p.source_url
FROM project_list p CROSS JOIN edition n
WHERE p.is_counted
ORDER BY p.project_id;
COMMENT ON TABLE project_anchors IS 'Counted activities with the day that places their reductions in time';
COMMENT ON COLUMN project_anchors.period_from_year IS 'First year of expected_period, where it names two';
COMMENT ON COLUMN project_anchors.period_to_year IS 'Last year of expected_period, where it names two';

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
COMMENT ON TABLE own_estimates IS 'Each activity''s own estimate up to the last day of each goal of its buyer';
COMMENT ON COLUMN own_estimates.estimate_tco2e IS 'Computed: the published total, or the yearly estimate times the years up to that day, tCO2e; empty where it can not be placed in time';

CREATE TABLE model_evidence_list AS
FROM sourced('model_evidence')
ORDER BY evidence_id;
COMMENT ON TABLE model_evidence_list IS 'Published experience behind the default inputs of the trajectory, with the publication';
