-- What Parties file on their accounts: documents that a page names, and the duties that say when one is due.

CREATE TABLE party_reports (
    report_id VARCHAR PRIMARY KEY,
    iso3 VARCHAR NOT NULL REFERENCES parties (iso3),
    kind VARCHAR NOT NULL CHECK (kind IN ('initial_report', 'annual_information', 'biennial_report', 'review', 'adjustment_notice', 'agreement_clause')),
    submitted_on VARCHAR CHECK (is_known_day(submitted_on)),
    is_read BOOLEAN NOT NULL,
    accounting_method VARCHAR CHECK (accounting_method IS NULL OR accounting_method IN ('trajectory', 'averaging', 'multi_year', 'averaging_or_multi_year')),
    divisor VARCHAR CHECK (divisor IS NULL OR divisor IN ('inventory_years', 'elapsed_years', 'period_years')),
    authorised_tco2e BIGINT CHECK (authorised_tco2e IS NULL OR authorised_tco2e >= 0),
    says VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (is_address(source_url)),
    confidence confidence NOT NULL
);
COMMENT ON TABLE party_reports IS 'Documents on the account of a Party that a page names: its reports, reviews of them, and clauses of agreements on the method. No report itself was readable so far';
COMMENT ON COLUMN party_reports.report_id IS 'Key of the document';
COMMENT ON COLUMN party_reports.iso3 IS 'Party whose account it is on';
COMMENT ON COLUMN party_reports.kind IS 'What the document is; a clause of an agreement is no report of a Party';
COMMENT ON COLUMN party_reports.submitted_on IS 'Day of the document, as known; empty where no page gives it';
COMMENT ON COLUMN party_reports.is_read IS 'True where the document itself was read, false where another page names it';
COMMENT ON COLUMN party_reports.accounting_method IS 'Method of corresponding adjustments that the document states; empty where it states none';
COMMENT ON COLUMN party_reports.divisor IS 'Years by which averaging divides, where the document states them';
COMMENT ON COLUMN party_reports.authorised_tco2e IS 'Quantity authorised that the page states, tCO2e';
COMMENT ON COLUMN party_reports.says IS 'What is known of it, in our words';
COMMENT ON COLUMN party_reports.source_id IS 'Publication';
COMMENT ON COLUMN party_reports.source_url IS 'Deep link';
COMMENT ON COLUMN party_reports.confidence IS 'A: official page; B: another page; L: a lead, that decides nothing';

CREATE TABLE report_duties (
    kind VARCHAR PRIMARY KEY CHECK (kind IN ('annual_information', 'biennial_report')),
    first_year INTEGER NOT NULL,
    every_years INTEGER NOT NULL CHECK (every_years > 0),
    due_years_later INTEGER NOT NULL,
    due_month_day VARCHAR NOT NULL CHECK (regexp_full_match(due_month_day, '[0-9]{2}-[0-9]{2}')),
    rule VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (is_address(source_url)),
    confidence confidence NOT NULL
);
COMMENT ON TABLE report_duties IS 'Reports that fall due on a day of the calendar. The initial report has no day: it comes no later than an authorisation, or with the next biennial report';
COMMENT ON COLUMN report_duties.kind IS 'What is due';
COMMENT ON COLUMN report_duties.first_year IS 'First year that a report is on, or, of biennial reports, falls due in';
COMMENT ON COLUMN report_duties.every_years IS 'Years from one report to the next';
COMMENT ON COLUMN report_duties.due_years_later IS 'Years from that year to the one in which it is due';
COMMENT ON COLUMN report_duties.due_month_day IS 'Month and day';
COMMENT ON COLUMN report_duties.rule IS 'The rule in our words';
COMMENT ON COLUMN report_duties.source_id IS 'Publication';
COMMENT ON COLUMN report_duties.source_url IS 'Deep link';
COMMENT ON COLUMN report_duties.confidence IS 'A: official page; B: read from the rules, not from a page that says the day';
