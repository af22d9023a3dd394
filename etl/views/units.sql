-- Read models of authorised units: blocks of issued credits that a host has authorised, as registries hold them to be. They name no
-- buyer, and are no transfers: nothing here is an event, and no event is here.

-- A block counts from the day by which it was issued and authorised. A year is over on its last day, or on the day that the list
-- describes, for then it had been issued and authorised. Of two lists the one that was read in full stands first, then the newer one.
CREATE TEMP VIEW dated_blocks AS
WITH described AS (
    SELECT s.source_id, r.state_on IS NOT NULL AS is_read_in_full,
        least(coalesce(r.state_on, last_possible_day(s.published_on), s.retrieved_on), e.edition_on) AS state_on
    FROM sources s CROSS JOIN edition e LEFT JOIN full_readings r ON r.source_id = s.source_id AND r.kind = 'authorised_unit'
),
placed AS (SELECT *, row_number() OVER (ORDER BY is_read_in_full DESC, state_on DESC, source_id) AS place FROM described)
SELECT b.*, d.state_on, d.place,
    CASE WHEN length(b.authorised_on) = 10 THEN b.authorised_on::DATE ELSE least(coalesce(last_possible_day(b.authorised_on), d.state_on), d.state_on) END
        AS authorised_until_on,
    CASE WHEN length(b.issued_on) < 10 THEN least(last_possible_day(b.issued_on), d.state_on) ELSE b.issued_on::DATE END AS issued_until_on,
    CASE WHEN b.serial_first IS NOT NULL THEN replace(b.serial_text, b.serial_first || '-' || b.serial_last, '#') END AS issuance,
    -- Serial numbers of Verra run through all its issuances, others within one.
    CASE WHEN b.registry = 'Verra' THEN b.registry ELSE issuance END AS series
FROM sourced('authorised_blocks') b JOIN placed d USING (source_id);

-- Blocks that hold serial numbers of one that stands before it: in its own list, or in a list that stands first.
CREATE TEMP VIEW repeated_blocks AS
SELECT block_id FROM dated_blocks
QUALIFY max(serial_last) OVER (PARTITION BY source_id, series ORDER BY serial_first, serial_last DESC, block_id
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) >= serial_first
UNION
SELECT b.block_id FROM dated_blocks b JOIN dated_blocks a ON a.series = b.series AND a.place < b.place
    AND a.serial_first <= b.serial_last AND a.serial_last >= b.serial_first;

CREATE TABLE block_flags AS
WITH flags AS (
    SELECT block_id, 'issued_before_authorisation' AS flag, 'issued before the year of its authorisation' AS words
    FROM dated_blocks WHERE last_possible_day(issued_on) < first_possible_day(authorised_on)
    UNION ALL
    SELECT block_id, 'no_letter', 'no link to a letter' FROM dated_blocks WHERE letter_url IS NULL
    UNION ALL
    SELECT block_id, 'other_number', 'its link to the letter names another activity'
    FROM dated_blocks WHERE regexp_matches(letter_url, '(/projects/|/GS)[0-9]+$')
        AND regexp_extract(letter_url, '[0-9]+$') <> regexp_extract(programme_ref, '[0-9]+$')
    UNION ALL
    SELECT block_id, 'no_approach', 'on the UNFCCC platform, yet without the number of a cooperative approach'
    FROM dated_blocks WHERE is_on_platform AND cooperative_approach_id IS NULL
    UNION ALL
    SELECT block_id, 'unlisted_approach', 'its cooperative approach is not on the list of the UNFCCC platform that was read'
    FROM dated_blocks WHERE EXISTS (FROM cooperative_approaches)
        AND cooperative_approach_id NOT IN (SELECT cooperative_approach_id FROM cooperative_approaches)
    UNION ALL
    SELECT block_id, 'two_days', 'parts of one issuance stand with different days'
    FROM dated_blocks QUALIFY min(issued_on) OVER (PARTITION BY issuance) <> max(issued_on) OVER (PARTITION BY issuance) AND issuance IS NOT NULL
    UNION ALL
    SELECT b.block_id, 'doubted_definition', 'what counts as first transfer is in doubt'
    FROM dated_blocks b JOIN authorisation_letters l USING (letter_url) WHERE l.is_definition_doubted
    UNION ALL
    SELECT block_id, 'repeated', 'repeats serial numbers of another block' FROM repeated_blocks
)
FROM flags ORDER BY block_id, flag;
COMMENT ON TABLE block_flags IS 'What does not agree in a block of authorised credits, found by rule; the rows stay as published';
COMMENT ON COLUMN block_flags.block_id IS 'Block';
COMMENT ON COLUMN block_flags.flag IS 'Key of the rule';
COMMENT ON COLUMN block_flags.words IS 'The flag in words';

CREATE TABLE block_list AS
WITH sought_in AS (
    SELECT host_iso3, registry, programme_ref, title, fold_name(text) || ' ' || array_to_string(named_in(text).parties, ' ') AS search_text
    FROM (SELECT DISTINCT b.host_iso3, b.registry, b.programme_ref, b.title,
            concat_ws(' ', b.programme_ref, replace(b.programme_ref, ' ', ''), regexp_replace(b.programme_ref, '([0-9]+)', ' \1'), b.title, b.registry, h.short_name) AS text
        FROM authorised_blocks b JOIN parties h ON h.iso3 = b.host_iso3)
),
flagged AS (SELECT block_id, string_agg(words, '; ' ORDER BY flag) AS flags FROM block_flags GROUP BY block_id),
by_number AS (SELECT registry, programme_ref, bool_or(serial_first IS NOT NULL) AS has_serials FROM authorised_blocks GROUP BY ALL)
SELECT b.block_id, b.registry, b.programme_ref, b.project_id, b.title, b.host_iso3, h.short_name AS host, h.region AS host_region,
    b.cooperative_approach_id, b.vintage_year, b.authorised_on, b.authorised_until_on, b.issued_on,
    b.issued_until_on, greatest(b.authorised_until_on, coalesce(b.issued_until_on, b.authorised_until_on)) AS counts_from_on, b.state_on,
    b.first_transfer_definition, b.is_for_ndc, b.is_for_other_purposes,
    CASE WHEN b.is_for_ndc AND b.is_for_other_purposes THEN 'ndc_and_other' WHEN b.is_for_ndc THEN 'ndc'
         WHEN NOT b.is_for_ndc AND b.is_for_other_purposes THEN 'other_only' WHEN b.is_for_other_purposes THEN 'other' ELSE 'not_stated' END AS authorised_for,
    b.is_on_platform, CASE WHEN b.is_on_platform THEN 'on' WHEN NOT b.is_on_platform THEN 'off' ELSE 'not_stated' END AS platform,
    l.letter_id, l.letter_kind, b.letter_url, l.filed_on, b.serial_text, b.serial_first, b.serial_last, b.quantity_tco2e,
    CASE WHEN b.quantity_tco2e IS NULL THEN 'amount not found' WHEN s.block_id IS NOT NULL THEN 'repeats serial numbers of another block'
         WHEN b.serial_first IS NULL AND n.has_serials THEN 'without serial numbers: may repeat other blocks of its activity'
         WHEN is_lead_only(b.confidence) THEN 'unconfirmed: only a lead states it' END AS not_summed_because,
    not_summed_because IS NULL AS is_summed, is_lead_only(b.confidence) AS is_lead, f.flags,
    a.agreed_from_on IS NOT NULL AS has_agreement, a.agreed_from_on,
    b.confidence, b.source_id, b.source_publisher, b.source_title, b.source_url, b.note, w.search_text
FROM dated_blocks b JOIN party_list h ON h.iso3 = b.host_iso3 LEFT JOIN authorisation_letters l USING (letter_url)
    LEFT JOIN repeated_blocks s ON s.block_id = b.block_id LEFT JOIN flagged f ON f.block_id = b.block_id
    LEFT JOIN (SELECT host_iso3, min(counts_from_on) AS agreed_from_on FROM agreement_list WHERE is_counted GROUP BY host_iso3) a ON a.host_iso3 = b.host_iso3
    JOIN by_number n ON n.registry = b.registry AND n.programme_ref IS NOT DISTINCT FROM b.programme_ref
    LEFT JOIN sought_in w ON w.host_iso3 = b.host_iso3 AND w.registry = b.registry AND w.programme_ref IS NOT DISTINCT FROM b.programme_ref AND w.title IS NOT DISTINCT FROM b.title
ORDER BY host, b.registry, b.programme_ref, b.vintage_year, b.serial_first, b.block_id;
COMMENT ON TABLE block_list IS 'Blocks of authorised credits with names, the day from which each counts and what does not agree in it. Authorised is not transferred, and no buyer is known';
COMMENT ON COLUMN block_list.authorised_until_on IS 'Last day on which it can have been authorised: of a year that was not over the day that the list describes';
COMMENT ON COLUMN block_list.issued_until_on IS 'Last day on which it can have been issued';
COMMENT ON COLUMN block_list.counts_from_on IS 'Day by which it was both issued and authorised';
COMMENT ON COLUMN block_list.state_on IS 'Day that the list describes which it was read from';
COMMENT ON COLUMN block_list.authorised_for IS 'ndc_and_other: for a climate goal (NDC) and other purposes; other_only: for other purposes alone; ndc, other: the one is stated, of the other nothing; not_stated';
COMMENT ON COLUMN block_list.platform IS 'on: the authorisation is on the UNFCCC platform; off: it is not; not_stated';
COMMENT ON COLUMN block_list.letter_id IS 'Letter, where its link is among those of authorisation_letters';
COMMENT ON COLUMN block_list.letter_kind IS 'Where the link to the letter leads';
COMMENT ON COLUMN block_list.filed_on IS 'Day in the name of the letter''s file on the UNFCCC platform; empty elsewhere';
COMMENT ON COLUMN block_list.not_summed_because IS 'Why its quantity is in no sum; empty where it is summed';
COMMENT ON COLUMN block_list.is_summed IS 'True where the quantity may be added to that of other blocks: no unit is in two of them';
COMMENT ON COLUMN block_list.flags IS 'What does not agree in the row, found by rule and joined by semicolons; empty where nothing was found';
COMMENT ON COLUMN block_list.has_agreement IS 'True where the host has a counted agreement of any kind';
COMMENT ON COLUMN block_list.agreed_from_on IS 'Day from which the first of them counts; empty where the host has none';
COMMENT ON COLUMN block_list.search_text IS 'Text that the search in words looks through: without case, accents and punctuation, with a mark for each Party that it names';

-- Most blocks are of activities that no bilateral list has. They enter here, without a buyer, and not among the projects.
CREATE TABLE authorised_activity_list AS
SELECT programme_ref, min(registry) AS registry, max(title) AS title, max(project_id) AS project_id,
    string_agg(DISTINCT host_iso3, ' ' ORDER BY host_iso3) AS host_iso3s, string_agg(DISTINCT host, ', ' ORDER BY host) AS hosts,
    count(*) AS block_count, sum(quantity_tco2e) FILTER (is_summed) AS quantity_tco2e,
    coalesce(sum(quantity_tco2e) FILTER (is_summed AND is_on_platform), 0) AS on_platform_tco2e,
    min(vintage_year) AS first_vintage_year, max(vintage_year) AS last_vintage_year, max(issued_on) AS last_issued_on,
    string_agg(DISTINCT cooperative_approach_id, ' ' ORDER BY cooperative_approach_id) AS cooperative_approach_ids,
    string_agg(DISTINCT authorised_for, ' ' ORDER BY authorised_for) AS authorised_for, count(DISTINCT letter_url) AS letter_count
FROM block_list WHERE programme_ref IS NOT NULL
GROUP BY programme_ref
ORDER BY quantity_tco2e DESC NULLS LAST, programme_ref;
COMMENT ON TABLE authorised_activity_list IS 'Activities with authorised credits by their number in the registry, one a number; they name no buyer and are no projects of the Atlas unless project_id says so';
COMMENT ON COLUMN authorised_activity_list.project_id IS 'Project of the Atlas, where its number is known to be the same';
COMMENT ON COLUMN authorised_activity_list.host_iso3s IS 'Hosts, codes separated by spaces: one number can have several';
COMMENT ON COLUMN authorised_activity_list.hosts IS 'Hosts, names shown in the Atlas';
COMMENT ON COLUMN authorised_activity_list.block_count IS 'Blocks';
COMMENT ON COLUMN authorised_activity_list.quantity_tco2e IS 'Authorised credits, one a tonne';
COMMENT ON COLUMN authorised_activity_list.on_platform_tco2e IS 'Those of them whose authorisation is on the UNFCCC platform';
COMMENT ON COLUMN authorised_activity_list.first_vintage_year IS 'Earliest year of the mitigation';
COMMENT ON COLUMN authorised_activity_list.last_vintage_year IS 'Latest year of the mitigation';
COMMENT ON COLUMN authorised_activity_list.last_issued_on IS 'Day of the newest issuance';
COMMENT ON COLUMN authorised_activity_list.cooperative_approach_ids IS 'Numbers of cooperative approaches, separated by spaces';
COMMENT ON COLUMN authorised_activity_list.authorised_for IS 'What its blocks are authorised for, codes of block_list separated by spaces';
COMMENT ON COLUMN authorised_activity_list.letter_count IS 'Different links to letters';

CREATE TABLE letter_list AS
WITH behind AS (
    SELECT letter_url, count(*) AS block_count, count(DISTINCT programme_ref) AS activity_count,
        string_agg(DISTINCT programme_ref, ', ' ORDER BY programme_ref) AS programme_refs, sum(quantity_tco2e) FILTER (is_summed) AS quantity_tco2e,
        bool_or(is_on_platform) AS is_on_platform, min(authorised_for) AS authorised_for, min(vintage_year) AS first_vintage_year,
        max(vintage_year) AS last_vintage_year
    FROM block_list GROUP BY letter_url
)
SELECT l.letter_id, l.host_iso3, h.short_name AS host, l.authorised_on, l.filed_on, l.cooperative_approach_id, l.first_transfer_definition,
    l.is_definition_doubted, l.letter_kind, l.letter_url, b.block_count, b.activity_count, b.programme_refs, b.quantity_tco2e, b.is_on_platform,
    b.authorised_for, b.first_vintage_year, b.last_vintage_year, l.confidence, l.source_id, s.publisher AS source_publisher, s.title AS source_title, l.note
FROM authorisation_letters l JOIN parties h ON h.iso3 = l.host_iso3 JOIN sources s ON s.source_id = l.source_id LEFT JOIN behind b USING (letter_url)
ORDER BY host, l.letter_id;
COMMENT ON TABLE letter_list IS 'Letters of authorisation that a publication links, with the blocks behind each';
COMMENT ON COLUMN letter_list.block_count IS 'Blocks behind it';
COMMENT ON COLUMN letter_list.activity_count IS 'Different numbers of activities behind it';
COMMENT ON COLUMN letter_list.programme_refs IS 'Those numbers';
COMMENT ON COLUMN letter_list.quantity_tco2e IS 'Credits behind it, one a tonne';
COMMENT ON COLUMN letter_list.is_on_platform IS 'True where the authorisation is on the UNFCCC platform';
COMMENT ON COLUMN letter_list.authorised_for IS 'What its blocks are authorised for (block_list)';
COMMENT ON COLUMN letter_list.first_vintage_year IS 'Earliest year of the mitigation';
COMMENT ON COLUMN letter_list.last_vintage_year IS 'Latest year of the mitigation';
