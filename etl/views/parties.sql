-- Read models of Parties and their names. Input besides the declared tables: label_points (iso3, x_km, y_km), projected by
-- etl/boundaries.py.

CREATE TABLE edition AS SELECT max(retrieved_on) AS edition_on FROM sources;
COMMENT ON TABLE edition IS 'One row: the day of this edition of the data';
COMMENT ON COLUMN edition.edition_on IS 'Newest day on which a source was read';

CREATE TABLE party_list AS
SELECT p.*, l.x_km, l.y_km
FROM parties p LEFT JOIN label_points l USING (iso3)
ORDER BY iso3;
COMMENT ON TABLE party_list IS 'Parties with their label point on the maps of the Atlas';

-- Every name that leads to a Party, for visitors and addresses. A name is of one Party alone (checks/country_names.sql).
CREATE TABLE party_names AS
SELECT iso3, arg_min(name, source_order) AS name, folded, bool_or(source_order IN (3, 4)) AS is_code
FROM (
    SELECT iso3, name, fold_name(name) AS folded, source_order
    FROM (
        SELECT iso3, short_name AS name, 1 AS source_order FROM parties
        UNION ALL SELECT iso3, un_name, 2 FROM parties
        UNION ALL SELECT iso3, iso3, 3 FROM parties
        UNION ALL SELECT iso3, iso2, 4 FROM parties
        UNION ALL SELECT iso3, name, 5 FROM country_names WHERE iso3 IS NOT NULL
    )
)
GROUP BY iso3, folded ORDER BY iso3, folded;
COMMENT ON TABLE party_names IS 'Names, spellings and codes of the Parties; each leads to one Party';
COMMENT ON COLUMN party_names.iso3 IS 'Party';
COMMENT ON COLUMN party_names.name IS 'Name as it is written';
COMMENT ON COLUMN party_names.folded IS 'Name without case, accents, punctuation and "the": what is looked up, by fold_name(text)';
COMMENT ON COLUMN party_names.is_code IS 'True for a code of ISO 3166-1, which is no name in a running text';

-- The Parties that a text names, and the words that are left of it: of names that lie in each other the longest counts, so
-- that Guinea is not found in Papua New Guinea. A code is no name here, for many are words (is, no, can).
CREATE MACRO named_in(text) AS (
    WITH tokens AS (SELECT string_split(fold_name(text), ' ') AS tokens),
    starts AS (SELECT tokens, unnest(range(1, len(tokens) + 1)) AS first FROM tokens),
    spans AS (SELECT first, unnest(range(first, first + 7)) AS last, tokens FROM starts),
    named AS (
        SELECT first, last, iso3 FROM spans
        JOIN party_names ON folded = array_to_string(tokens[first:last], ' ') AND NOT is_code AND length(folded) > 2
        WHERE last <= len(tokens)
    ),
    longest AS (
        SELECT * FROM named n
        WHERE NOT EXISTS (
            FROM named o WHERE o.first <= n.first AND o.last >= n.last AND o.last - o.first > n.last - n.first
        )
    )
    SELECT {
        'parties': (SELECT coalesce(list(DISTINCT '@' || lower(iso3) ORDER BY '@' || lower(iso3)), []) FROM longest),
        'words': (
            SELECT coalesce(list(tokens[first] ORDER BY first), []) FROM starts s
            WHERE tokens[first] <> '' AND NOT EXISTS (FROM longest l WHERE s.first BETWEEN l.first AND l.last)
        )
    }
);

-- What a text has to hold to be found by the words of a visitor: a mark for each Party that they name, however it is
-- written (@vnm for Viet Nam, Vietnam and Việt Nam), and every other word. They are looked up once for both.
CREATE MACRO sought(words) AS (SELECT list_concat(n.parties, n.words) FROM (SELECT named_in(words) AS n));
