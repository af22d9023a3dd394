-- The account of a Party by year: its own reports, what counterparts report, and what the Atlas traced. Three books, never added.

CREATE TABLE account_years AS
WITH said AS (
    SELECT reporting_iso3 AS iso3, 'own' AS book, action AS measure,
        CASE WHEN action = 'use' THEN coalesce(used_year, reported_year) ELSE reported_year END AS year, quantity_tco2e, true AS is_summed,
        coalesce(last_possible_day(action_on), make_date(reported_year, 12, 31)) AS done_on
    FROM account_rows WHERE action IN ('first_transfer', 'acquisition', 'use', 'cancellation')
    UNION ALL
    SELECT reporting_iso3, 'own', 'authorisation', reported_year, quantity_tco2e, true, coalesce(last_possible_day(action_on), make_date(reported_year, 12, 31))
    FROM account_rows WHERE action = 'authorisation'
    UNION ALL
    SELECT buyer_iso3, 'counterpart', 'acquisition', reported_year, quantity_tco2e, true, coalesce(last_possible_day(action_on), make_date(reported_year, 12, 31))
    FROM account_rows
    WHERE action IN ('first_transfer', 'transfer') AND buyer_iso3 IS NOT NULL
    UNION ALL
    SELECT seller_iso3, 'counterpart', 'first_transfer', reported_year, quantity_tco2e, true,
        coalesce(last_possible_day(action_on), make_date(reported_year, 12, 31)) FROM account_rows
    WHERE action = 'acquisition' AND seller_iso3 = host_iso3
    UNION ALL
    -- What a Party reports is an event too: it stands in its own book. Units are used by their buyer.
    SELECT CASE event WHEN 'use' THEN buyer_iso3 ELSE host_iso3 END, 'traced', event, event_on[1:4]::INT, quantity_tco2e, is_summed, event_until_on FROM event_list
    WHERE event IN ('first_transfer', 'use') AND event_on IS NOT NULL AND NOT starts_with(source_id, 'aef_') AND (is_summed OR is_unconfirmed)
    UNION ALL
    SELECT buyer_iso3, 'traced', 'acquisition', event_on[1:4]::INT, quantity_tco2e, is_summed, event_until_on FROM event_list
    WHERE event = 'first_transfer' AND event_on IS NOT NULL AND buyer_iso3 IS NOT NULL AND NOT starts_with(source_id, 'aef_') AND (is_summed OR is_unconfirmed)
    UNION ALL
    SELECT host_iso3, 'traced', 'authorisation', year(authorised_until_on), quantity_tco2e, is_summed, counts_from_on FROM block_list WHERE is_summed
)
-- What the Atlas traced counts from the same day as on the pages of events and blocks; nobody reports what is yet to come.
SELECT iso3, book, measure, year,
    CASE WHEN book = 'traced' THEN done_on ELSE least(done_on, e.edition_on) END AS counts_from_on,
    sum(quantity_tco2e) FILTER (is_summed) AS quantity_tco2e,
    sum(quantity_tco2e) FILTER (NOT is_summed) AS unconfirmed_tco2e, count(*) AS row_count
FROM said CROSS JOIN edition e WHERE iso3 IS NOT NULL
GROUP BY ALL ORDER BY iso3, measure, year, book, counts_from_on;
COMMENT ON TABLE account_years IS 'What a Party authorised, first transferred, acquired, used and cancelled by year of the event, in three books that are never added: its own reports, those of counterparts, and what the Atlas traced';
COMMENT ON COLUMN account_years.iso3 IS 'Party whose account it is';
COMMENT ON COLUMN account_years.book IS 'own: reports of the Party; counterpart: reports of others that name it; traced: events and blocks that the Atlas holds';
COMMENT ON COLUMN account_years.measure IS 'authorisation, first_transfer, acquisition, use or cancellation; never added to each other';
COMMENT ON COLUMN account_years.year IS 'Year of the event, or that the report is on; of use the year of the goal';
COMMENT ON COLUMN account_years.counts_from_on IS 'Day by which it had happened: the last one possible of a day that is known to the month or year, of a report without one the last of its year';
COMMENT ON COLUMN account_years.quantity_tco2e IS 'Sum, tCO2e; empty where leads alone state it';
COMMENT ON COLUMN account_years.unconfirmed_tco2e IS 'What leads alone state, tCO2e; in no sum';
COMMENT ON COLUMN account_years.row_count IS 'Rows behind it';

-- The same authorised credits by year of the cut, which is another series: what a trajectory adjusts.
CREATE TABLE account_vintages AS
SELECT host_iso3 AS iso3, year(authorised_until_on) AS event_year, vintage_year, first_transfer_definition, is_for_ndc, counts_from_on,
    sum(quantity_tco2e) AS quantity_tco2e, count(*) AS block_count
FROM block_list WHERE is_summed AND vintage_year IS NOT NULL
GROUP BY ALL ORDER BY ALL;
COMMENT ON TABLE account_vintages IS 'Authorised credits by year of the letter and year of the cut. They are no first transfers unless the authorisation counts as one';
COMMENT ON COLUMN account_vintages.iso3 IS 'Host';
COMMENT ON COLUMN account_vintages.event_year IS 'Year of the authorisation';
COMMENT ON COLUMN account_vintages.counts_from_on IS 'Day by which they were issued and authorised';
COMMENT ON COLUMN account_vintages.block_count IS 'Blocks';

CREATE TABLE account_reports AS
WITH active AS (
    SELECT iso3, min(year) AS since FROM account_years WHERE quantity_tco2e IS NOT NULL OR unconfirmed_tco2e IS NOT NULL GROUP BY iso3
    UNION SELECT iso3, NULL FROM party_reports WHERE iso3 NOT IN (SELECT iso3 FROM account_years)
),
due AS (
    SELECT a.iso3, d.kind, y.year, make_date((y.year + d.due_years_later)::INT, d.due_month_day[1:2]::INT, d.due_month_day[4:5]::INT) AS due_on,
        d.rule, d.source_id, d.source_url, d.confidence
    FROM (SELECT iso3, min(since) AS since FROM active GROUP BY iso3) a CROSS JOIN report_duties d CROSS JOIN edition e
        JOIN LATERAL (SELECT unnest(range(d.first_year, year(e.edition_on) + 3, d.every_years)) AS year) y ON true
    WHERE CASE d.kind WHEN 'annual_information' THEN y.year BETWEEN a.since AND year(e.edition_on) ELSE y.year <= year(e.edition_on) + 2 END
)
SELECT iso3 || '|' || kind || '|' || year AS report_id, iso3, kind, year, due_on, NULL AS submitted_on, NULL::BIGINT AS authorised_tco2e,
    EXISTS (FROM reported_actions r WHERE r.reporting_iso3 = due.iso3 AND r.reported_year = due.year AND due.kind = 'annual_information') AS is_read,
    rule AS says, NULL AS accounting_method, NULL AS divisor, false AS is_lead, source_id, source_url
FROM due
UNION ALL
SELECT report_id, iso3, p.kind, NULL, NULL, submitted_on, authorised_tco2e, is_read, says, accounting_method, divisor, is_lead_only(p.confidence), p.source_id, coalesce(source_url, s.url)
FROM party_reports p JOIN sources s USING (source_id)
ORDER BY iso3, kind, year, submitted_on;
COMMENT ON TABLE account_reports IS 'Reports on the account of each Party that moved or authorised units: those that fall due by rule, and documents that a page names';
COMMENT ON COLUMN account_reports.year IS 'Year that the report is on; of biennial reports the year in which it is due; empty for a document that a page names';
COMMENT ON COLUMN account_reports.due_on IS 'Day on which it falls due by rule; empty for a document that a page names';
COMMENT ON COLUMN account_reports.is_read IS 'True where the report itself was read. False is not: not reported';
COMMENT ON COLUMN account_reports.says IS 'The rule, or what is known of the document';
COMMENT ON COLUMN account_reports.is_lead IS 'True where a lead alone names it';
COMMENT ON COLUMN account_reports.source_url IS 'Deep link, else the page of the publication';
COMMENT ON COLUMN account_vintages.first_transfer_definition IS 'The event that counts as first transfer for other purposes; it belongs to the authorisation';
COMMENT ON COLUMN account_vintages.is_for_ndc IS 'True where use towards a climate goal (NDC) is authorised';
COMMENT ON COLUMN account_vintages.quantity_tco2e IS 'Credits, one a tonne';
COMMENT ON COLUMN account_vintages.vintage_year IS 'Year in which the mitigation occurred';
COMMENT ON COLUMN account_reports.report_id IS 'Key of the document, or Party, kind and year of what falls due';
COMMENT ON COLUMN account_reports.iso3 IS 'Party whose account it is on';
COMMENT ON COLUMN account_reports.kind IS 'What the document is';
COMMENT ON COLUMN account_reports.submitted_on IS 'Day of the document, as known';
COMMENT ON COLUMN account_reports.authorised_tco2e IS 'Quantity authorised that the page states, tCO2e';
COMMENT ON COLUMN account_reports.accounting_method IS 'Method that the document states';
COMMENT ON COLUMN account_reports.divisor IS 'Years by which averaging divides, where it states them';
