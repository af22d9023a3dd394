-- Types, and the rules and words that many tables share. The files of this folder are the one declaration of what the warehouse
-- holds: loader, data dictionary and column help are derived from them. A table is filled from the CSV file of the same name below
-- data/ (and by the modules in etl/sources).

CREATE TYPE confidence AS ENUM ('A', 'B', 'L', 'C');
CREATE TYPE counting_rule AS ENUM ('binding', 'memoranda', 'statements', 'concluded');
CREATE TYPE claim_field AS ENUM ('instrument', 'status', 'signed_on', 'concluded_on', 'in_force_on', 'valid_until', 'known_by_on');

-- Dates that may be known to the month or year only are kept as text: 2022, 2022-09 or 2022-09-13.
CREATE MACRO first_possible_day(d) AS
    TRY_CAST(d || CASE length(d) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END AS DATE);
CREATE MACRO is_known_day(d) AS
    CASE WHEN d IS NOT NULL THEN regexp_full_match(d, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?') AND first_possible_day(d) IS NOT NULL END;
CREATE MACRO is_period(days) AS
    CASE WHEN days IS NOT NULL THEN regexp_full_match(days, '[12][0-9]{3}(-[0-9]{2}){2}/[12][0-9]{3}(-[0-9]{2}){2}')
        AND coalesce(TRY_CAST(days[:10] AS DATE) <= TRY_CAST(days[12:] AS DATE), false) END;
CREATE MACRO is_address(address) AS regexp_full_match(address, 'https?://[^\s]+\.[^\s]+');
CREATE MACRO last_possible_day(d) AS
    CASE length(d)
        WHEN 4 THEN TRY_CAST(d || '-12-31' AS DATE)
        WHEN 7 THEN last_day(TRY_CAST(d || '-01' AS DATE))
        ELSE TRY_CAST(d AS DATE)
    END;
-- A date in words, as precisely as it is known: 1 Aug 2021, Sep 2022, 2013. An end that is known to the year is its last day.
CREATE MACRO date_in_words(d) AS
    CASE length(d)
        WHEN 4 THEN d
        WHEN 7 THEN strftime(TRY_CAST(d || '-01' AS DATE), '%b %Y')
        ELSE strftime(TRY_CAST(d AS DATE), '%-d %b %Y')
    END;
CREATE MACRO until_in_words(d) AS CASE WHEN length(d) < 10 THEN 'the end of ' ELSE '' END || date_in_words(d);
-- What a claim is on a day. One that ended without a known day is repealed from its own on; a lead stays a lead. A claim without a day is
-- known from the day of its page (`known_from_on`), and before that nobody can say; so is a draft or statement, whose day may be one to come.
CREATE MACRO rule_state(status, applies_from_on, ends_on, known_from_on, day) AS
    CASE
        WHEN status = 'unconfirmed' THEN status
        WHEN ends_on <= day THEN 'repealed'
        WHEN applies_from_on IS NULL AND known_from_on > day THEN 'undated'
        WHEN applies_from_on > day AND (status IN ('repealed', 'in_force') OR known_from_on > day) THEN 'not_yet'
        WHEN status = 'repealed' THEN CASE WHEN ends_on IS NULL THEN 'repealed' ELSE 'in_force' END
        ELSE status
    END;
-- What a cell of Party and kind shows of the states of its claims: the first of this order.
CREATE MACRO rule_cell(states) AS
    coalesce(list_filter(['in_force', 'not_yet', 'announced', 'draft', 'proposed', 'repealed', 'undated', 'unconfirmed'], lambda s: list_contains(states, s))[1], 'not_found');
-- Whether a text is in force on a day, as far as is known (docs/method.md, "In force"); `in_use_from_on` is the last possible
-- day of the earliest use that is known, `is_looked_up` says that its entry into force was looked for.
CREATE MACRO force_state(status, in_force_on, valid_until, in_use_from_on, is_looked_up, enters_into_force, day) AS
    CASE
        WHEN status = 'concluded_not_signed' THEN 'concluded_not_signed'
        WHEN status = 'under_negotiation' THEN 'announced'
        WHEN status = 'unclear' THEN 'unclear'
        WHEN last_possible_day(valid_until) < day THEN 'ended'
        WHEN last_possible_day(in_force_on) <= day THEN 'in_force'
        WHEN in_force_on IS NULL AND status = 'in_force' THEN 'in_force'
        WHEN in_force_on IS NOT NULL THEN 'not_yet_in_force'
        WHEN valid_until IS NOT NULL THEN 'valid_until'
        WHEN in_use_from_on <= day THEN 'in_use'
        WHEN is_looked_up AND enters_into_force THEN 'not_found'
        WHEN enters_into_force THEN 'not_looked_up'
        ELSE 'not_applicable'
    END;
CREATE MACRO force_words(state, in_force_on, valid_until) AS
    CASE state
        WHEN 'concluded_not_signed' THEN 'concluded, not signed'
        WHEN 'announced' THEN 'announced, not signed'
        WHEN 'unclear' THEN 'signature not settled'
        WHEN 'unconfirmed' THEN 'unconfirmed, known from a lead alone'
        WHEN 'ended' THEN 'was valid until ' || until_in_words(valid_until)
        WHEN 'in_force' THEN coalesce('in force since ' || date_in_words(in_force_on), 'in force, day not found')
            || coalesce(', valid until ' || until_in_words(valid_until), '')
        WHEN 'not_yet_in_force' THEN 'signed, not yet in force'
        WHEN 'valid_until' THEN 'valid until ' || until_in_words(valid_until)
        WHEN 'in_use' THEN 'signed, in use'
        WHEN 'not_found' THEN 'signed, entry into force not found'
        WHEN 'not_looked_up' THEN 'signed, entry into force not looked up'
        ELSE 'signed, entry into force not applicable'
    END;
-- A lead: a machine-written page or an unsigned copy (L), or general knowledge without a page (C).
CREATE MACRO is_lead_only(confidence) AS confidence::VARCHAR IN ('L', 'C');
-- The word for a quantity that is missing: from whether it can exist, how many events there were, how many of them are no
-- leads, and whether a source says that the amount is withheld.
CREATE MACRO missing_word(is_applicable, events, confirmed, withheld) AS
    CASE WHEN NOT is_applicable THEN 'not applicable'
        WHEN coalesce(events, 0) = 0 THEN 'none yet'
        WHEN coalesce(confirmed, 0) = 0 THEN 'none confirmed'
        WHEN withheld THEN 'not published'
        ELSE 'amount not found' END;
-- The ending of a counted word.
CREATE MACRO plural_s(n) AS CASE n WHEN 1 THEN '' ELSE 's' END;
-- A fiscal year as Japan's: from April of its calendar year to March of the next.
CREATE MACRO fiscal_year_start(fiscal_year) AS make_date(fiscal_year, 4, 1);
CREATE MACRO fiscal_year_end(fiscal_year) AS make_date(fiscal_year + 1, 3, 31);
-- A quantity in million tonnes, from the units that publications state; NULL for what is no mass.
CREATE MACRO megatonnes(quantity, unit) AS CASE unit WHEN 'mtco2e' THEN quantity WHEN 'tco2e' THEN quantity / 1e6 END;
CREATE MACRO tonnes(quantity, unit) AS CASE unit WHEN 'mtco2e' THEN quantity * 1e6 WHEN 'tco2e' THEN quantity END;
CREATE MACRO date_precision(d) AS CASE length(d) WHEN 4 THEN 'year' WHEN 7 THEN 'month' WHEN 10 THEN 'day' END;

-- A name without case, accents, punctuation and "the": spellings of one name become equal. etl/names.py does the same.
CREATE MACRO fold_name(name) AS array_to_string(list_transform(
    list_filter(
        string_split_regex(strip_accents(lower(replace(name, '&', ' and '))), '[^\p{L}\p{N}]+'), lambda w: w NOT IN ('', 'the')
    ),
    lambda w: CASE w WHEN 'st' THEN 'saint' ELSE w END
), ' ');

-- Other words for what a text is about, so that visitors find it by them too; the text itself is never changed.
CREATE TABLE synonyms (
    begins VARCHAR PRIMARY KEY CHECK (regexp_full_match(begins, '[a-z0-9]+( [a-z0-9]+)*')),
    also   VARCHAR NOT NULL CHECK (regexp_full_match(also, '[a-z0-9]+( [a-z0-9]+)*'))
);
COMMENT ON TABLE synonyms IS 'Other words that find a text, by what a word or words of it begin with';
COMMENT ON COLUMN synonyms.begins IS 'Beginning of a word or of words that follow one another, without case, accents and punctuation';
COMMENT ON COLUMN synonyms.also IS 'Words that find such a text too';
CREATE MACRO also_called(folded) AS
    coalesce((SELECT string_agg(also, ' ' ORDER BY begins) FROM synonyms WHERE contains(' ' || folded, ' ' || begins)), '');
