-- What the columns of the read models mean. A column without a comment of its own takes the one of the declared table
-- that the read model is named after (price_list: prices), else the one that its name has here: same quantity, same name.

CREATE TEMP TABLE column_words (column_name VARCHAR PRIMARY KEY, meaning VARCHAR NOT NULL);
INSERT INTO column_words VALUES
    ('agreement_id', 'Key of the agreement: buyer, host and form'),
    ('event_id', 'Key of the event'),
    ('project_id', 'Key of the activity'),
    ('target_id', 'Key of the target'),
    ('title', 'Title in English'),
    ('technology', 'What is built or done, in a few words'),
    ('buyer_iso3', 'Acquiring Party, ISO 3166-1 alpha-3 code; empty where there is no single one'),
    ('buyer', 'Acquiring Party, name shown in the Atlas'),
    ('host_iso3', 'Host Party, ISO 3166-1 alpha-3 code'),
    ('host', 'Host Party, name shown in the Atlas'),
    ('host_region', 'Region of the host, UN M49'),
    ('sector_id', 'Sector'),
    ('sector', 'Sector, name shown in the Atlas'),
    ('stage_id', 'Stage'),
    ('stage', 'Stage, name shown in the Atlas'),
    ('stage_order', 'Order of the steps'),
    ('is_on_ladder', 'False for cancelled and unknown'),
    ('x_km', 'Label point in the Equal Earth projection of the maps, kilometres east of the central meridian'),
    ('y_km', 'Label point in the Equal Earth projection of the maps, kilometres north of the equator'),
    ('monitoring_period', 'First and last day of the reductions'),
    ('monitoring_days', 'Days of the monitoring period, both ends included'),
    ('event_until_on', 'Last day on which the event can have been; without any date, the day of this edition'),
    ('expected_tco2e_per_year', 'Expected reductions, tCO2e a year, an estimate before the fact; empty where no source that was read gives it'),
    ('expected_tco2e_total', 'Expected reductions over expected_period, tCO2e, an estimate before the fact'),
    ('expected_period', 'Period of the expected total'),
    ('anchor', 'What places the reductions in time: start, registered, selected or none'),
    ('anchor_on', 'Day that places the reductions in time; without any date, the day of this edition'),
    ('counting_rule', 'Narrowest counting rule that counts it'),
    ('row_kind', 'Kind of row: agreement, project, event, target, progress, price, preset, feature, published, fact (of a country), trade_total or trade_check'),
    ('row_id', 'Key of that row'),
    ('measure', 'Measure of the Atlas that it is compared with; empty where none matches'),
    ('programme', 'Programme that it is limited to; empty for all'),
    ('hosts_named', 'Hosts that its publisher names one by one, codes separated by spaces'),
    ('has_list', 'True where the list of its publisher is in the Atlas'),
    ('part_of', 'Total that its publisher gives it as a part of'),
    ('parts_stated', 'Parts in the publisher''s own text, joined by +'),
    ('repeats', 'Other row that holds the same published figure; compared there alone'),
    ('why_not_comparable', 'Why it can not be held against a figure of the Atlas'),
    ('known_reason', 'What is known of why the two figures differ; empty: not explained'),
    ('hole_event_id', 'Event whose missing amount is the largest known part of the difference'),
    ('total_id', 'Key of the total'),
    ('confidence', 'A: official page; B: another page; L: a lead, read on a machine-written page or an unsigned copy alone; C: general knowledge. L and C are in no total'),
    ('is_lead', 'True where it rests on leads alone: shown as unconfirmed, in no total'),
    ('source_id', 'Publication that the row was read from'),
    ('source_publisher', 'Who published it'),
    ('source_title', 'Title of the publication'),
    ('source_published_on', 'Date of the publication, as known'),
    ('source_url', 'Deep link, else the page of the publication'),
    ('url', 'Deep link, else the page of the publication'),
    ('publisher', 'Who published it'),
    ('published_on', 'Date of the publication, as known'),
    ('licence', 'Terms of use, as the publication states them'),
    ('exporter', 'Exporter, or the group of exporters'),
    ('is_imported', 'True where a user loaded it');

-- Declared tables whose columns a read model takes over under their own names.
CREATE TEMP TABLE column_origins (read_model VARCHAR, declared VARCHAR);
INSERT INTO column_origins
SELECT read_model, unnest(string_split(declared, ' ')) FROM (VALUES
    ('country_list', 'parties co2_emissions ghg_emissions electricity populations gdp article6_participation'),
    ('country_years', 'co2_emissions ghg_emissions electricity populations gdp'),
    ('trade_list', 'trade_flows'),
    ('import_totals', 'host_imports'),
    ('importer_cells', 'host_imports'),
    ('importer_years', 'trade_reporting'),
    ('product_list', 'hs_products'),
    ('trade_area_list', 'parties'),
    ('trade_code_years', 'hs_products trade_flows trade_sources'),
    ('trade_window_list', 'trade_low_carbon_totals'),
    ('trade_gap_list', 'trade_gaps hs_products')) AS origins (read_model, declared);

-- The statements that are still to be run: a name in words of its table, of the declared table behind it, or from above.
CREATE TEMP VIEW inherited_comments AS
WITH stems AS (
    SELECT table_name, column_name, comment,
        regexp_replace(regexp_replace(table_name, 'ies$', 'y'), '(_list|([^s])s)$', '\2') AS stem, ends_with(table_name, '_list') AS is_list
    FROM duckdb_columns() WHERE NOT internal AND database_name <> 'temp'
)
SELECT format('COMMENT ON COLUMN "{}"."{}" IS ''{}''', c.table_name, c.column_name,
    replace(coalesce(b.comment, o.comment, w.meaning), '''', '''''')) AS statement
FROM stems c
    LEFT JOIN stems b ON c.is_list AND NOT b.is_list AND b.stem = c.stem AND b.column_name = c.column_name
    LEFT JOIN (
        SELECT n.read_model, d.column_name, min(d.comment) AS comment
        FROM column_origins n JOIN stems d ON d.table_name = n.declared GROUP BY ALL
    ) o ON o.read_model = c.table_name AND o.column_name = c.column_name
    LEFT JOIN column_words w ON w.column_name = c.column_name
WHERE c.comment IS NULL AND coalesce(b.comment, o.comment, w.meaning) IS NOT NULL;

COMMENT ON TABLE edition IS 'One row: the day of this edition of the data';
COMMENT ON COLUMN edition.edition_on IS 'Newest day on which a source was read';

COMMENT ON TABLE source_ages IS 'Publications by the day on which they were last looked at, oldest first: their own day, the day we read them, what the watch saw since';
COMMENT ON COLUMN source_ages.source_id IS 'Publication';
COMMENT ON COLUMN source_ages.publisher IS 'Who published it';
COMMENT ON COLUMN source_ages.title IS 'Its title, shortened where long';
COMMENT ON COLUMN source_ages.kind IS 'Kind of publication';
COMMENT ON COLUMN source_ages.published_on IS 'Its own date, to the precision that it states; empty where it shows none';
COMMENT ON COLUMN source_ages.url IS 'Where it is published; empty only for leads without a page';
COMMENT ON COLUMN source_ages.read_on IS 'Day on which it was read for the Atlas';
COMMENT ON COLUMN source_ages.checked_on IS 'Day on which the watch last found its address readable; empty where it isn''t watched or was not asked yet';
COMMENT ON COLUMN source_ages.changed_on IS 'Day on which the watch first saw what stands at its address now';
COMMENT ON COLUMN source_ages.unreadable_since IS 'Day since which its address can''t be read; empty where it can';
COMMENT ON COLUMN source_ages.is_watched IS 'True where the watch asks its address';
COMMENT ON COLUMN source_ages.has_news IS 'True where its address changed after we read it: what is new there is in no answer yet';
COMMENT ON COLUMN source_ages.looked_at_on IS 'Later of the days of reading and of checking';

COMMENT ON TABLE party_list IS 'Parties with their label point on the maps of the Atlas';

COMMENT ON TABLE claim_list IS 'Claims in the order of precedence, with the one that the Atlas uses and the rule that chose it';
COMMENT ON COLUMN claim_list.publisher IS 'Who published it';
COMMENT ON COLUMN claim_list.published_on IS 'Date of the publication, as known';
COMMENT ON COLUMN claim_list.source_kind IS 'Kind of publication (sources.kind)';
COMMENT ON COLUMN claim_list.source_rank IS 'Rank of that kind: 1 official text, 2 official page, 3 report, 4 compilation or dataset, 5 lead';
COMMENT ON COLUMN claim_list.is_superseded IS 'True for an older edition of a compilation where a newer one of the same publisher speaks of the same field';
COMMENT ON COLUMN claim_list.from_on IS 'First day that a claimed date can be; empty for other fields';
COMMENT ON COLUMN claim_list.until_on IS 'Last day that a claimed date can be; empty for other fields';
COMMENT ON COLUMN claim_list.precedence IS 'Place among the claims on the same field, 1 first';
COMMENT ON COLUMN claim_list.is_chosen IS 'True for the claim that the Atlas uses';
COMMENT ON COLUMN claim_list.choice_rule IS 'Why it was chosen or not';
COMMENT ON COLUMN claim_list.url IS 'Deep link, else the page of the publication';

COMMENT ON TABLE agreement_disagreements IS 'Fields of an agreement on which sources can not all be right';
COMMENT ON COLUMN agreement_disagreements.field IS 'Field that the sources disagree on';
COMMENT ON COLUMN agreement_disagreements.said IS 'What each publisher says';
COMMENT ON COLUMN agreement_disagreements.days_apart IS 'Days between dates that can not be the same; empty for other fields';

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

COMMENT ON TABLE agreement_uses IS 'Events and projects that show an agreement in use: of several texts of a pair, the most binding one of that day';
COMMENT ON COLUMN agreement_uses.row_kind IS 'event or project';
COMMENT ON COLUMN agreement_uses.row_id IS 'Key of the event or project';
COMMENT ON COLUMN agreement_uses.shown_by IS 'What happened, in words';
COMMENT ON COLUMN agreement_uses.used_until_on IS 'Last possible day of it; the day of this edition where it is not dated';
COMMENT ON COLUMN agreement_uses.evidence_order IS '1 is the row that is shown: transfer, issuance, authorisation, registered project; the newest first';
COMMENT ON COLUMN agreement_list.is_counted IS 'True where it is signed or in force, of a form that counts, and not known from a lead alone';
COMMENT ON COLUMN agreement_list.confidence IS 'Best confidence among its claims';
COMMENT ON COLUMN agreement_list.source_count IS 'Publications with a claim on it, leads left out';
COMMENT ON COLUMN agreement_list.is_disputed IS 'True where sources disagree on a field';
COMMENT ON COLUMN agreement_list.disagreement IS 'On which field, and what each publisher says';
COMMENT ON COLUMN agreement_list.differ_on IS 'Where sources differ in few words, and by how many days; empty where they don''t';
COMMENT ON COLUMN agreement_list.source_id IS 'Publication of the chosen date of signature, else of the conclusion, the status or the form';
COMMENT ON COLUMN agreement_list.source_ids IS 'All publications with a claim on it, separated by spaces';

COMMENT ON TABLE event_coverage IS 'Every activity that an event is for, alone or with others';

COMMENT ON TABLE project_steps IS 'Every step of every activity that a source shows, dated or not';
COMMENT ON COLUMN project_steps.stage_id IS 'Stage that the step reaches; empty where it is none of the ladder';
COMMENT ON COLUMN project_steps.step_on IS 'Date of the step, as known; empty where no source that was read gives it';
COMMENT ON COLUMN project_steps.step_until_on IS 'Last day on which the step can have been';
COMMENT ON COLUMN project_steps.step IS 'The step in words, with the quantity named with it, tCO2e';
COMMENT ON COLUMN project_steps.event_id IS 'Event that the step is; empty for steps from the project table and milestones';
COMMENT ON COLUMN project_steps.is_lead IS 'True where a lead alone shows the step; it then reaches no stage';
COMMENT ON COLUMN project_steps.note IS 'What the source shows, in our words';
COMMENT ON COLUMN project_steps.publisher IS 'Who published it';

COMMENT ON TABLE event_list IS 'Authorisations, issuances, first transfers and uses with names; kinds are never added to each other';
COMMENT ON COLUMN event_list.project IS 'Title of the activity; empty where the event is for several';
COMMENT ON COLUMN event_list.sector_id IS 'Sector of the activity; empty where the event is for several';
COMMENT ON COLUMN event_list.is_summed IS 'True where the quantity may be added to others of the same kind of event; never for a lead';
COMMENT ON COLUMN event_list.is_unconfirmed IS 'True where the quantity would be added if another page than a lead stated it';
COMMENT ON COLUMN event_list.not_summed_because IS 'Why the quantity is in no sum; empty where it is summed';
COMMENT ON COLUMN event_list.quantity_word IS 'Word for a missing quantity: none confirmed, amount not found or not published; empty where a source states one';
COMMENT ON COLUMN event_list.evidence_state IS 'Where the quantity (without one, the event) stands: official page, two independent pages, one page, or lead';
COMMENT ON COLUMN event_list.evidence_mark IS 'Mark to be shown beside it: one source, or unconfirmed; empty where an official page or two pages state it';
COMMENT ON COLUMN event_list.also_stated_by IS 'Other publishers whose page was read and states the same';
COMMENT ON COLUMN event_list.source_url IS 'Deep link, else the page of the publication';

COMMENT ON TABLE project_list IS 'Activities with stage, expected volume, what was issued and transferred, and what a second witness says';
COMMENT ON COLUMN project_list.sector_order IS 'Order of the sectors';
COMMENT ON COLUMN project_list.issued_tco2e IS 'Sum of its issuances with a published quantity, tCO2e; empty where there is none';
COMMENT ON COLUMN project_list.issued_buyer_tco2e IS 'Part of issued_tco2e for the buyer''s side, as far as published, tCO2e';
COMMENT ON COLUMN project_list.issued_host_tco2e IS 'Part of issued_tco2e for the host''s side, as far as published, tCO2e';
COMMENT ON COLUMN project_list.transferred_tco2e IS 'Sum of its first transfers with a published quantity, tCO2e; issued before, never added to issued_tco2e';
COMMENT ON COLUMN project_list.issuance_count IS 'Issuances that it is in, alone or with others';
COMMENT ON COLUMN project_list.first_step_on IS 'Last day on which its first dated step can have been';
COMMENT ON COLUMN project_list.left_out_because IS 'Why it is in no total; empty where it is counted';
COMMENT ON COLUMN project_list.is_counted IS 'True for a single activity that is not cancelled, no probable repeat, and not known from a lead alone';
COMMENT ON COLUMN project_list.agreement_count IS 'Counted agreements of its buyer and host';
COMMENT ON COLUMN project_list.binding_agreement_count IS 'Binding ones among them';
COMMENT ON COLUMN project_list.source_url IS 'Deep link, else the page of the publication';
COMMENT ON COLUMN project_list.witness_source_id IS 'Publication of the second witness; empty where it does not list the activity';
COMMENT ON COLUMN project_list.witness_expected_tco2e_per_year IS 'Expected reductions according to the second witness, tCO2e a year';
COMMENT ON COLUMN project_list.witness_status IS 'Status in the second witness''s own word';
COMMENT ON COLUMN project_list.witness_registered_on IS 'Registration according to the second witness';
COMMENT ON COLUMN project_list.witness_url IS 'Deep link of the second witness';
COMMENT ON COLUMN project_list.search_text IS 'Text that the search in words looks through: without case, accents and punctuation, with a mark for each Party that it names';

COMMENT ON TABLE quantity_states IS 'What is known of each measure for each pair, project and country: the sum, or the word for why there is none';
COMMENT ON COLUMN quantity_states.subject_kind IS 'pair, project or country';
COMMENT ON COLUMN quantity_states.role IS 'buyer or host for a country; empty for others';
COMMENT ON COLUMN quantity_states.key IS 'Buyer and host joined by a hyphen, key of the project, or code of the country';
COMMENT ON COLUMN quantity_states.measure IS 'authorised, issued_jcm (issuances under the JCM that are not known to be ITMOs), issued_itmo, first_transferred or used';
COMMENT ON COLUMN quantity_states.value IS 'Sum of the batches that a page which is no lead states, tCO2e; empty where there is none, see word';
COMMENT ON COLUMN quantity_states.word IS 'none yet, none confirmed, amount not found, not published or not applicable; empty where there is a value';
COMMENT ON COLUMN quantity_states.confirmed_events IS 'Events that are no leads, with or without an amount';
COMMENT ON COLUMN quantity_states.unconfirmed_events IS 'Events that only a lead states';
COMMENT ON COLUMN quantity_states.events_without_amount IS 'Confirmed events whose amount is missing or rests on a lead: value is then a part';
COMMENT ON COLUMN quantity_states.unconfirmed_tco2e IS 'Sum of batches whose amount only a lead states, tCO2e; in no total';
COMMENT ON COLUMN quantity_states.expected_tco2e IS 'What authorisations expect over time, tCO2e: an estimate, never part of value';

COMMENT ON TABLE headline_rows IS 'Rows that make up each headline, with their share and where they stand';
COMMENT ON COLUMN headline_rows.measure IS 'issued_jcm, issued_itmo, first_transferred, expected_tco2e_per_year, agreements, binding_agreements, projects or goals; world totals on the day of the edition';
COMMENT ON COLUMN headline_rows.label IS 'The row in words';
COMMENT ON COLUMN headline_rows.quantity IS 'What it adds, tCO2e (a year for expected_tco2e_per_year); empty where the headline counts rows';
COMMENT ON COLUMN headline_rows.share IS 'Part of the headline that it makes up';
COMMENT ON COLUMN headline_rows.running_share IS 'The same with all larger rows';
COMMENT ON COLUMN headline_rows.is_needed IS 'True for the rows of a count, and for those of a sum that make up its first nine tenths';
COMMENT ON COLUMN headline_rows.evidence_state IS 'Where the row stands: official page, two independent pages, one page, or lead';
COMMENT ON COLUMN headline_rows.evidence_mark IS 'Mark to be shown beside it: one source, or unconfirmed; empty where an official page or two pages state it';
COMMENT ON COLUMN headline_rows.stated_by IS 'Publishers of it, separated by semicolons';

COMMENT ON TABLE known_up_to IS 'Up to which day facts of each kind are known; another thing than the day of the edition';
COMMENT ON COLUMN known_up_to.kind IS 'agreement, project, authorisation, issuance, first_transfer, use, target, price or trade; no row: nothing dated is known';
COMMENT ON COLUMN known_up_to.known_up_to_on IS 'The later of the two days beside';
COMMENT ON COLUMN known_up_to.newest_fact_on IS 'Day of the newest fact of the kind that is no lead; a partial date by its last possible day';
COMMENT ON COLUMN known_up_to.newest_reading_on IS 'Day described by the newest list of such facts that was read in full; empty where there is none';
COMMENT ON COLUMN known_up_to.source_id IS 'Publication of the fact, or the list, that known_up_to_on comes from';

COMMENT ON TABLE delivery_ratios IS 'Issuances held against the estimate for the same days, where both are known';
COMMENT ON COLUMN delivery_ratios.technology IS 'What is built or done, in a few words';
COMMENT ON COLUMN delivery_ratios.expected_in_period_tco2e IS 'Computed: expected tCO2e a year times the days monitored over 365.25';
COMMENT ON COLUMN delivery_ratios.issued_tco2e IS 'Issued for that period, tCO2e, shares of both sides together';
COMMENT ON COLUMN delivery_ratios.issued_over_expected IS 'Computed: issued_tco2e over expected_in_period_tco2e';

COMMENT ON TABLE target_list IS 'Targets, official estimates, programme sizes and ceilings with their publication';
COMMENT ON TABLE target_progress_list IS 'What buyers or others publish on the way to a target, with the publication';
COMMENT ON TABLE price_list IS 'Prices, domestic costs and claims with their publication; never converted';
COMMENT ON COLUMN price_list.country IS 'Buyer country that it concerns, name shown in the Atlas';

COMMENT ON TABLE programme_feature_list IS 'One row a buyer and need: yes, partly, or no source found';
COMMENT ON COLUMN programme_feature_list.need IS 'What a programme needs, name shown in the Atlas';
COMMENT ON COLUMN programme_feature_list.description IS 'What counts as it';
COMMENT ON COLUMN programme_feature_list.to_set_up IS 'What a newcomer would have to set up, in our words';
COMMENT ON COLUMN programme_feature_list.sort_order IS 'Order of the needs';
COMMENT ON COLUMN programme_feature_list.status IS 'yes, partly, or no source found';

COMMENT ON TABLE calculator_preset_list IS 'Starting points of the calculator with their prices and publications';
COMMENT ON COLUMN calculator_preset_list.currency IS 'ISO 4217 code of both prices; empty where the source does not state it';
COMMENT ON COLUMN calculator_preset_list.price_year IS 'Year that the prices are for; empty where not stated';
COMMENT ON COLUMN calculator_preset_list.domestic_low IS 'Cost at home, lower end, `currency` a tonne';
COMMENT ON COLUMN calculator_preset_list.domestic_high IS 'Cost at home, upper end, `currency` a tonne';
COMMENT ON COLUMN calculator_preset_list.domestic_subject IS 'What that cost is';
COMMENT ON COLUMN calculator_preset_list.domestic_publisher IS 'Who published that cost';
COMMENT ON COLUMN calculator_preset_list.domestic_url IS 'Link to that cost';
COMMENT ON COLUMN calculator_preset_list.domestic_kind IS 'observed, forecast or modelled';
COMMENT ON COLUMN calculator_preset_list.itmo_low IS 'Price of ITMOs, lower end, `currency` a tonne';
COMMENT ON COLUMN calculator_preset_list.itmo_high IS 'Price of ITMOs, upper end, `currency` a tonne';
COMMENT ON COLUMN calculator_preset_list.itmo_subject IS 'What that price is';
COMMENT ON COLUMN calculator_preset_list.itmo_publisher IS 'Who published that price';
COMMENT ON COLUMN calculator_preset_list.itmo_url IS 'Link to that price';
COMMENT ON COLUMN calculator_preset_list.itmo_kind IS 'observed, forecast or modelled';
COMMENT ON COLUMN calculator_preset_list.domestic_is_lead IS 'True where that cost rests on a lead alone';
COMMENT ON COLUMN calculator_preset_list.itmo_is_lead IS 'True where that price rests on a lead alone';
COMMENT ON COLUMN calculator_preset_list.volume_is_lead IS 'True where the volume rests on a lead alone';
COMMENT ON COLUMN calculator_preset_list.volume_publisher IS 'Who published the volume';
COMMENT ON COLUMN calculator_preset_list.volume_url IS 'Link to the volume';

COMMENT ON TABLE project_anchors IS 'Counted activities with the day that places their reductions in time';
COMMENT ON COLUMN project_anchors.period_from_year IS 'First year of expected_period, where it names two';
COMMENT ON COLUMN project_anchors.period_to_year IS 'Last year of expected_period, where it names two';

COMMENT ON TABLE own_estimates IS 'Each activity''s own estimate up to the last day of each goal of its buyer';
COMMENT ON COLUMN own_estimates.estimate_tco2e IS 'Computed: the published total, or the yearly estimate times the years up to that day, tCO2e; empty where it can not be placed in time';

COMMENT ON TABLE target_ladders IS 'One ladder a goal: five different quantities, none of them added to another';
COMMENT ON COLUMN target_ladders.target_year IS 'Year in which the goal is due (Japan: fiscal year, April to March)';
COMMENT ON COLUMN target_ladders.ladder_until_on IS 'Last day of the period of the goal';
COMMENT ON COLUMN target_ladders.goal_confidence IS 'Confidence of the goal';
COMMENT ON COLUMN target_ladders.goal_checked IS 'What a search for a better source of the goal brought; empty where none was made';
COMMENT ON COLUMN target_ladders.goal_note IS 'Context of the goal, and doubts';
COMMENT ON COLUMN target_ladders.goal_kind IS 'Kind of the goal (targets.kind)';
COMMENT ON COLUMN target_ladders.rung_order IS 'Order of the rungs';
COMMENT ON COLUMN target_ladders.rung IS 'goal, officially_expected, own_estimates, issued or transferred';
COMMENT ON COLUMN target_ladders.label IS 'Name of the rung shown in the Atlas';
COMMENT ON COLUMN target_ladders.quantity_mtco2e IS 'Quantity, MtCO2e; empty where no source that was read gives it';
COMMENT ON COLUMN target_ladders.share_of_goal IS 'Computed: quantity over that of the goal';
COMMENT ON COLUMN target_ladders.as_of IS 'Day, month or year that the quantity describes';
COMMENT ON COLUMN target_ladders.derivation IS 'published, computed or summed';
COMMENT ON COLUMN target_ladders.statement IS 'What the quantity is, in our words';

COMMENT ON COLUMN target_ladders.total_id IS 'Published total on the rung "issued" (table reconciliation); empty elsewhere';
COMMENT ON COLUMN target_ladders.quantity_word IS 'Why the quantity is missing: none yet, none confirmed, amount not found; not found for an estimate; empty where it is known';

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

COMMENT ON COLUMN reconciliation.published_in IS 'Table that holds it: published_totals, published_quantities or target_progress';
COMMENT ON COLUMN reconciliation.publisher IS 'Whose figure it is; the publication that states it can be another one';
COMMENT ON COLUMN reconciliation.metric IS 'What it counts';
COMMENT ON COLUMN reconciliation.as_of IS 'Day, month or year that it describes; empty where not stated';
COMMENT ON COLUMN reconciliation.as_of_from_on IS 'First day that as_of can mean';
COMMENT ON COLUMN reconciliation.as_of_until_on IS 'Last day that as_of can mean';
COMMENT ON COLUMN reconciliation.value IS 'The number, in `unit`; empty where only words are published';
COMMENT ON COLUMN reconciliation.unit IS 'Unit of the value';
COMMENT ON COLUMN reconciliation.value_as_stated IS 'The number in the words of the publisher, where kept';
COMMENT ON COLUMN reconciliation.licence IS 'Terms of use of the publication, as far as stated';
COMMENT ON COLUMN reconciliation.confidence IS 'A: official page; B: another page; empty: not rated';
COMMENT ON COLUMN reconciliation.note IS 'Remarks';
COMMENT ON COLUMN reconciliation.source_publisher IS 'Who published the page that states it';

COMMENT ON TABLE reconciliation_members IS 'The rows of the Atlas behind its own figure for each published total';
COMMENT ON COLUMN reconciliation_members.label IS 'The row in words';
COMMENT ON COLUMN reconciliation_members.known_from_on IS 'Day from which it is in the figure';
COMMENT ON COLUMN reconciliation_members.counted_as IS 'What is counted: different values of this column';
COMMENT ON COLUMN reconciliation_members.quantity IS 'What is summed, where a sum is compared, tCO2e or tCO2e a year';

COMMENT ON TABLE reconciliation IS 'Each published total beside the Atlas''s own figure as of the same day, with the difference';
COMMENT ON COLUMN reconciliation.ours IS 'Our figure on the last day that as_of can mean; empty where not comparable';
COMMENT ON COLUMN reconciliation.ours_at_first IS 'Our figure on the first day that as_of can mean';
COMMENT ON COLUMN reconciliation.difference IS 'Computed: ours less theirs, on the day within as_of on which they are closest';
COMMENT ON COLUMN reconciliation.verdict IS 'Ours is equal, higher or lower; or not comparable; or repeated, compared in another row';
COMMENT ON COLUMN reconciliation.parts IS 'Parts of the total as published, to be added up';
COMMENT ON COLUMN reconciliation.parts_sum IS 'Computed: sum of those parts';
COMMENT ON COLUMN reconciliation.parts_difference IS 'Computed: sum of the parts less the total; 0 where it adds up';

COMMENT ON TABLE reconciliation_differences IS 'Rows that only the Atlas or only the publisher has, where the publisher''s rows are known';
COMMENT ON COLUMN reconciliation_differences.side IS 'Atlas only or publisher only';
COMMENT ON COLUMN reconciliation_differences.counted_as IS 'Pair or project that only one side has';
COMMENT ON COLUMN reconciliation_differences.label IS 'The row in words';
COMMENT ON COLUMN reconciliation_differences.explanation IS 'How the Atlas holds what only the publisher counts';

COMMENT ON TABLE witness_comparison IS 'The two witnesses for agreements: official pages, press and compilations on one side, UNEP CCC on the other';
COMMENT ON COLUMN witness_comparison.instrument_label IS 'Form of the instrument, name shown in the Atlas';
COMMENT ON COLUMN witness_comparison.is_counted IS 'True where the Atlas counts it';
COMMENT ON COLUMN witness_comparison.pair_known_to IS 'Which witness knows the pair of countries; leads are none';
COMMENT ON COLUMN witness_comparison.in_desk IS 'True where official pages, press or compilations know this agreement';
COMMENT ON COLUMN witness_comparison.in_pipeline IS 'True where UNEP CCC knows this agreement';
COMMENT ON COLUMN witness_comparison.desk_status IS 'Status according to the first witness';
COMMENT ON COLUMN witness_comparison.desk_signed_on IS 'Date of signature according to the first witness, as known';
COMMENT ON COLUMN witness_comparison.pipeline_signed_on IS 'Date according to UNEP CCC; the first of a month is read as that month';
COMMENT ON COLUMN witness_comparison.pipeline_status_raw IS 'Status in the word of UNEP CCC';
COMMENT ON COLUMN witness_comparison.pipeline_later_by_days IS 'Computed: days that UNEP CCC''s date lies after the other, negative before; 0 where one can be the other';
COMMENT ON COLUMN witness_comparison.signed_on IS 'Date that the Atlas uses';
COMMENT ON COLUMN witness_comparison.note IS 'Doubts, and how an inferred date was obtained';
COMMENT ON COLUMN witness_comparison.desk_publisher IS 'Publisher that the first witness''s date or status comes from';
COMMENT ON COLUMN witness_comparison.desk_title IS 'Title of that publication';
COMMENT ON COLUMN witness_comparison.desk_url IS 'Link to that publication';
COMMENT ON COLUMN witness_comparison.pipeline_url IS 'Link that UNEP CCC gives';

COMMENT ON TABLE evidence IS 'What every source says of every row, with the value that the Atlas uses and the rule that chose it';
COMMENT ON TABLE verification_list IS 'Pages that were read to check a row beside its own publication, as the row shows them';
COMMENT ON COLUMN verification_list.row_kind IS 'Kind of the row (evidence.row_kind)';
COMMENT ON COLUMN verification_list.row_id IS 'Key of the row';
COMMENT ON COLUMN verification_list.publisher IS 'Who published the page that was read; empty where none was found';
COMMENT ON COLUMN verification_list.source_title IS 'Its title';
COMMENT ON COLUMN evidence.field IS 'What the statement is about';
COMMENT ON COLUMN evidence.value IS 'What the source says, in the words of the Atlas';
COMMENT ON COLUMN evidence.as_stated IS 'The publisher''s own word, where it differs';
COMMENT ON COLUMN evidence.is_chosen IS 'True for what the Atlas uses';
COMMENT ON COLUMN evidence.choice_rule IS 'Why it is used or not';
COMMENT ON COLUMN evidence.confidence IS 'A: official page; B: another page; C: general knowledge, never counted; empty: not rated';
COMMENT ON COLUMN evidence.note IS 'Doubts and disagreements';
COMMENT ON COLUMN evidence.publisher IS 'Who published it';
COMMENT ON COLUMN evidence.published_on IS 'Date of the publication, as known';
COMMENT ON COLUMN evidence.source_kind IS 'Kind of publication (sources.kind)';
COMMENT ON COLUMN evidence.licence IS 'Terms of use of the publication, as far as stated';
COMMENT ON COLUMN evidence.precedence IS 'Order of the statements on a row';

COMMENT ON TABLE carbon_price_list IS 'Carbon pricing instruments of each Party, those of the European Union also with its members';
COMMENT ON COLUMN carbon_price_list.is_of_union IS 'True where the instrument is the European Union''s and the row stands with a member';

COMMENT ON TABLE context_sources IS 'Publications behind each block of a country page';
COMMENT ON COLUMN context_sources.block IS 'Block of the country page';

COMMENT ON TABLE country_facts IS 'What the page of a Party says in words and counts: NDC, stance on Article 6, readiness, carbon prices; one row a statement';
COMMENT ON COLUMN country_facts.fact_id IS 'Key of the statement: Party and what it is about';
COMMENT ON COLUMN country_facts.iso3 IS 'Party; what is of the European Union stands with its members too';
COMMENT ON COLUMN country_facts.fact IS 'Line of the page that it belongs to';
COMMENT ON COLUMN country_facts.label IS 'What it is about, in words';
COMMENT ON COLUMN country_facts.said IS 'What the publication says, in the words of the Atlas; counts have no unit';
COMMENT ON COLUMN country_facts.as_of IS 'Day, month or year whose state it describes; empty where not stated';

COMMENT ON TABLE country_list IS 'Parties with the newest year of each series, their newest NDC, their stance on Article 6 and what UNEP CCC counts of them; empty where no source has it';
COMMENT ON COLUMN country_list.co2_year IS 'Year of co2_mt';
COMMENT ON COLUMN country_list.ghg_year IS 'Year of ghg_mtco2e';
COMMENT ON COLUMN country_list.ghg_per_head_year IS 'Year of ghg_per_head_tco2e';
COMMENT ON COLUMN country_list.ghg_per_head_tco2e IS 'ghg_mtco2e by population of the same year, tCO2e per head; computed';
COMMENT ON COLUMN country_list.population_year IS 'Year of population';
COMMENT ON COLUMN country_list.gdp_year IS 'Year of gdp_per_head_intl_usd';
COMMENT ON COLUMN country_list.carbon_intensity_year IS 'Year of carbon_intensity_gco2e_per_kwh';
COMMENT ON COLUMN country_list.renewable_share_year IS 'Year of renewable_share_per_cent';
COMMENT ON COLUMN country_list.co2_rank IS 'Rank by co2_mt, 1 the largest; each in its own newest year, the European Union left out; computed';
COMMENT ON COLUMN country_list.co2_ranked_count IS 'States that are ranked';
COMMENT ON COLUMN country_list.ndc_title IS 'Title of the newest active document in the NDC registry';
COMMENT ON COLUMN country_list.ndc_submitted_on IS 'Date of its submission';
COMMENT ON COLUMN country_list.ndc_url IS 'Its page or file';
COMMENT ON COLUMN country_list.ndc_documents IS 'Active documents in the registry';
COMMENT ON COLUMN country_list.ndc_is_third_round IS 'True where it is an NDC of the third round (2035)';
COMMENT ON COLUMN country_list.article6_intention IS 'Stance on Article 6 in the NDC';
COMMENT ON COLUMN country_list.ndc_registry_on IS 'Day of the registry''s list of documents, in which a Party without an NDC was looked for too; the same in each row';
COMMENT ON COLUMN country_list.article6_intentions_as_of IS 'Newest date of any reading, for Parties without one too; the same in each row';
COMMENT ON COLUMN country_list.article6_intention_as_of IS 'Date of that reading';
COMMENT ON COLUMN country_list.participation_as_of IS 'Day of the counts by UNEP CCC';

COMMENT ON TABLE country_years IS 'Emissions, electricity, inhabitants and GDP by Party and year; empty where no source has it';
COMMENT ON COLUMN country_years.co2_per_head_t IS 'co2_mt by population of the same year, tonnes per head; computed';
COMMENT ON COLUMN country_years.ghg_per_head_tco2e IS 'ghg_mtco2e by population of the same year, tCO2e per head; computed';

COMMENT ON TABLE importer_cells IS 'What an importer bought from all exporters of the Atlas together, by code and year; preferred rows only';
COMMENT ON COLUMN importer_cells.value_usd IS 'Sum of the preferred rows of trade_list, current US dollars; computed';

COMMENT ON TABLE importer_years IS 'Whether an importer''s year is known';
COMMENT ON COLUMN importer_years.has_reported IS 'True where it reported, or a user loaded the year';

COMMENT ON TABLE import_totals IS 'All imports of an importer by code and year, from the source whose flows count in that cell';
COMMENT ON COLUMN import_totals.value_usd IS 'Imports from all partners, current US dollars';

COMMENT ON TABLE ndc_target_list IS 'What NDCs aim at, in short words, with the publication';

COMMENT ON TABLE pair_list IS 'Every pair of a buyer and a host with an agreement, a project or an event';

COMMENT ON TABLE pair_moments IS 'What happened between a buyer and a host, in time';
COMMENT ON COLUMN pair_moments.kind IS 'agreement, selection, registration, authorisation, issuance, first_transfer or milestone';
COMMENT ON COLUMN pair_moments.moment_on IS 'Date, as known; empty where no source that was read gives it';
COMMENT ON COLUMN pair_moments.moment_from_on IS 'First day that it can have been';
COMMENT ON COLUMN pair_moments.moment_until_on IS 'Last day that it can have been';
COMMENT ON COLUMN pair_moments.what IS 'What happened, in words';
COMMENT ON COLUMN pair_moments.project IS 'Title of the activity; empty where it is none or several';
COMMENT ON COLUMN pair_moments.quantity_tco2e IS 'Quantity of the event, tCO2e; empty where there is none or no source that was read gives it';

COMMENT ON TABLE product_list IS 'Products with their value chain';
COMMENT ON COLUMN product_list.chain IS 'Value chain, name shown in the Atlas';
COMMENT ON COLUMN product_list.chain_order IS 'Order of the value chains';

COMMENT ON TABLE trade_area_list IS 'Areas that trade, with the facts of the Party where it is one';
COMMENT ON COLUMN trade_area_list.area IS 'Name shown in the Atlas';
COMMENT ON COLUMN trade_area_list.is_party IS 'True for a Party to the UNFCCC';
COMMENT ON COLUMN trade_area_list.is_annex1 IS 'True for a Party in Annex I to the UNFCCC';
COMMENT ON COLUMN trade_area_list.is_host IS 'True where it hosts under a counted agreement';
COMMENT ON COLUMN trade_area_list.is_exporter IS 'True where it exports in a preferred row';
COMMENT ON COLUMN trade_area_list.is_importer IS 'True where it imports in a preferred row';

COMMENT ON TABLE trade_code_years IS 'Years for which there are rows at all, by product and source; others were not obtained';
COMMENT ON COLUMN trade_code_years.row_count IS 'Preferred rows';
COMMENT ON COLUMN trade_code_years.exporter_iso3 IS 'Exporter that alone is known; empty where all are';

COMMENT ON TABLE trade_gap_list IS 'Codes that are probably missing from an importer''s year, with what they would have been worth';
COMMENT ON COLUMN trade_gap_list.missing_usd IS 'Mean of the years around, or the year before, US dollars; an estimate, in no total; computed';

COMMENT ON TABLE trade_list IS 'Bilateral trade by code and year from all sources; add up preferred rows only';
COMMENT ON COLUMN trade_list.is_preferred IS 'True for the rows that count: one source for an importer, year and family of codes';

COMMENT ON TABLE trade_published_list IS 'Published figures on trade in clean technology, with their publication';

COMMENT ON TABLE trade_reconciliation_list IS 'Rows of the Atlas against other figures, with their ratio';
COMMENT ON COLUMN trade_reconciliation_list.ratio IS 'atlas_usd over reference_usd; computed';

COMMENT ON TABLE trade_source_list IS 'Sources of trade rows in the order of precedence';

COMMENT ON TABLE trade_window_list IS 'Covered products beside all low-carbon technology that a country exports, by year; a ratio of two sources, no share';
COMMENT ON COLUMN trade_window_list.series IS 'Breaks in the totals up to that year; only years of one series can be compared';
COMMENT ON COLUMN trade_window_list.covered_usd IS 'Exports of the products with rows here to all importers, dual use left out, current US dollars, as importers report them as a rule; computed';
COMMENT ON COLUMN trade_window_list.low_carbon_usd IS 'Exports of all low-carbon technology to the world as the IMF counts them, current US dollars; empty where it has none';
COMMENT ON COLUMN trade_window_list.ratio IS 'covered_usd over low_carbon_usd; computed';
COMMENT ON COLUMN trade_window_list.source_id IS 'Publication of the total';
COMMENT ON TABLE party_names IS 'Names, spellings and codes of the Parties; each leads to one Party';
COMMENT ON COLUMN party_names.iso3 IS 'Party';
COMMENT ON COLUMN party_names.name IS 'Name as it is written';
COMMENT ON COLUMN party_names.folded IS 'Name without case, accents, punctuation and "the": what is looked up, by fold_name(text)';
COMMENT ON COLUMN party_names.is_code IS 'True for a code of ISO 3166-1, which is no name in a running text';
