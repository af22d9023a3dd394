-- Trade before and after a signature (docs/method.md): each rule stands here alone, and whoever asks uses it from here.

-- Who bought less than this in each known year bought too little to say anything of the years around a signature.
CREATE MACRO trade_floor_usd() AS 25000000;

-- A country and a pair tell of so many years, the newest for which there are rows.
CREATE MACRO newest_years() AS 5;

-- An importer's year is no data when the codes that it probably left out make up more than this share of its imports.
CREATE MACRO most_missing() AS 0.1;

-- Why it is not known what an importer bought in a year: from the number of codes obtained, whether its own report is needed and was made,
-- what that probably left out, and what it holds.
CREATE MACRO why_unknown(code_count, needs_report, has_reported, missing_usd, seen_usd) AS CASE
    WHEN code_count = 0 THEN 'not obtained'
    WHEN needs_report AND NOT coalesce(has_reported, false) THEN 'did not report'
    WHEN missing_usd > most_missing() * (missing_usd + coalesce(seen_usd, 0)) THEN 'report looks incomplete'
END;

-- A partner counts from its own signature: trade of an earlier year was none with a partner.
CREATE MACRO has_signed_by(agreed_on, y) AS coalesce(agreed_on <= make_date(y, 12, 31), false);

-- The year of the signature lies on neither side, for it has months of both; nor does a year that isn't over.
CREATE MACRO side_of_signature(y, agreed_on, edition_on) AS CASE
    WHEN make_date(y, 12, 31) > edition_on THEN 'in_progress'
    WHEN y < year(agreed_on) THEN 'before'
    WHEN y = year(agreed_on) THEN 'signature'
    ELSE 'after'
END;

-- What can be said of a partner. An agreement without a date of signature has no years around it.
CREATE MACRO before_and_after(highest_usd, is_dated, before_years, after_years) AS CASE
    WHEN highest_usd IS NULL THEN 'no_report'
    WHEN highest_usd < trade_floor_usd() THEN 'too_little'
    WHEN NOT is_dated THEN 'no_date'
    WHEN before_years = 0 THEN 'no_year_before'
    WHEN after_years = 0 THEN 'no_year_after'
    ELSE 'compared'
END;

-- One country drives a sum when half of it or more is its own.
CREATE MACRO drives(part, whole) AS coalesce(part > 0 AND part >= 0.5 * whole, false);
