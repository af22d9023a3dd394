-- Read models of pairs of a buyer and a host.

-- Every pair of a buyer and a host of which the Atlas knows anything.
CREATE TABLE pair_list AS
SELECT k.buyer_iso3, b.short_name AS buyer, k.host_iso3, h.short_name AS host,
    k.buyer_iso3 IN (SELECT buyer_iso3 FROM agreements WHERE mechanism = 'JCM') AND (k.buyer_iso3, k.host_iso3) IN (
        SELECT (buyer_iso3, host_iso3) FROM agreement_list WHERE is_counted
        UNION SELECT (buyer_iso3, host_iso3) FROM project_list WHERE buyer_iso3 IS NOT NULL
        UNION SELECT (buyer_iso3, host_iso3) FROM event_list WHERE buyer_iso3 IS NOT NULL) AS has_jcm
FROM (
    SELECT buyer_iso3, host_iso3 FROM agreements
    UNION SELECT buyer_iso3, host_iso3 FROM projects WHERE buyer_iso3 IS NOT NULL
    UNION SELECT buyer_iso3, host_iso3 FROM events WHERE buyer_iso3 IS NOT NULL
) k
    JOIN parties b ON b.iso3 = k.buyer_iso3
    JOIN parties h ON h.iso3 = k.host_iso3
ORDER BY k.buyer_iso3, k.host_iso3;
COMMENT ON TABLE pair_list IS 'Every pair of a buyer and a host with an agreement, a project or an event';
COMMENT ON COLUMN pair_list.has_jcm IS 'True where its buyer has the JCM and the pair an agreement that counts, a project or an event';

-- What happened between a buyer and a host, in time: agreements, steps of counted projects, events. An event for several
-- projects stands once.
CREATE TABLE pair_moments AS
WITH moments AS (
    SELECT buyer_iso3, host_iso3, 'agreement' AS kind, coalesce(signed_on, concluded_on) AS moment_on,
        instrument_label || CASE WHEN is_counted THEN '' ELSE ' (not counted: ' || replace(status, '_', ' ') || ')' END AS what,
        NULL AS project_id, agreement_id, NULL::DOUBLE AS quantity_tco2e, source_id, source_url
    FROM agreement_list
    UNION ALL
    SELECT p.buyer_iso3, p.host_iso3,
        CASE s.stage_id WHEN 'design' THEN 'selection' WHEN 'registered' THEN 'registration'
            WHEN 'authorised' THEN 'authorisation' ELSE 'milestone' END,
        s.step_on, s.step, p.project_id, NULL, NULL, s.source_id, s.source_url
    FROM project_steps s JOIN project_list p USING (project_id)
    WHERE p.is_counted AND p.buyer_iso3 IS NOT NULL AND s.event_id IS NULL
    UNION ALL
    SELECT buyer_iso3, host_iso3, event, event_on,
        CASE WHEN is_alternative_of IS NULL THEN '' ELSE 'Another figure for one event: ' END || coalesce(project, 'Several projects')
            || CASE WHEN is_lead OR is_unconfirmed THEN ' (unconfirmed)' ELSE '' END,
        project_id, NULL, quantity_tco2e, source_id, source_url
    FROM event_list WHERE buyer_iso3 IS NOT NULL
)
SELECT m.buyer_iso3, m.host_iso3, m.kind, m.moment_on, first_possible_day(m.moment_on) AS moment_from_on,
    last_possible_day(m.moment_on) AS moment_until_on, m.what, m.project_id, p.title AS project, m.agreement_id,
    m.quantity_tco2e, m.source_id, m.source_publisher, m.source_title, m.source_url
FROM sourced('moments') m LEFT JOIN projects p USING (project_id)
ORDER BY ALL;
COMMENT ON TABLE pair_moments IS 'What happened between a buyer and a host, in time';
COMMENT ON COLUMN pair_moments.kind IS 'agreement, selection, registration, authorisation, issuance, first_transfer or milestone';
COMMENT ON COLUMN pair_moments.moment_on IS 'Date, as known; empty where no source that was read gives it';
COMMENT ON COLUMN pair_moments.moment_from_on IS 'First day that it can have been';
COMMENT ON COLUMN pair_moments.moment_until_on IS 'Last day that it can have been';
COMMENT ON COLUMN pair_moments.what IS 'What happened, in words';
COMMENT ON COLUMN pair_moments.project IS 'Title of the activity; empty where it is none or several';
COMMENT ON COLUMN pair_moments.quantity_tco2e IS 'Quantity of the event, tCO2e; empty where there is none or no source that was read gives it';
