-- Read models of prices and of programmes.

CREATE TABLE price_list AS
SELECT p.*, is_lead_only(p.confidence) AS is_lead, c.short_name AS country
FROM sourced('prices') p LEFT JOIN parties c ON c.iso3 = p.country_iso3
WHERE p.confidence <> 'C'
ORDER BY p.price_id;
COMMENT ON TABLE price_list IS 'Prices, domestic costs and claims with their publication; never converted';
COMMENT ON COLUMN price_list.country IS 'Buyer country that it concerns, name shown in the Atlas';

CREATE TABLE programme_feature_list AS
SELECT b.iso3 AS buyer_iso3, b.short_name AS buyer, n.need_id, n.label AS need, n.description, n.to_set_up, n.sort_order,
    coalesce(f.status, 'no source found') AS status, f.statement, f.confidence, f.source_id, f.source_publisher,
    f.source_title, f.source_url
FROM programme_needs n
    CROSS JOIN (SELECT * FROM parties WHERE iso3 IN (SELECT buyer_iso3 FROM programme_features)) b
    LEFT JOIN sourced('programme_features') f ON f.buyer_iso3 = b.iso3 AND f.need_id = n.need_id
ORDER BY n.sort_order, b.iso3;
COMMENT ON TABLE programme_feature_list IS 'Whether each buyer meets each need: yes, partly, or no source found';
COMMENT ON COLUMN programme_feature_list.need IS 'What a programme needs, name shown in the Atlas';
COMMENT ON COLUMN programme_feature_list.description IS 'What counts as it';
COMMENT ON COLUMN programme_feature_list.to_set_up IS 'What a newcomer would have to set up, in our words';
COMMENT ON COLUMN programme_feature_list.sort_order IS 'Order of the needs';
COMMENT ON COLUMN programme_feature_list.status IS 'yes, partly, or no source found';

CREATE TABLE calculator_preset_list AS
SELECT p.*, coalesce(d.currency, i.currency) AS currency, coalesce(d.price_year, i.price_year) AS price_year,
    d.low AS domestic_low, coalesce(d.high, d.low) AS domestic_high, d.subject AS domestic_subject,
    d.source_publisher AS domestic_publisher, d.source_url AS domestic_url, d.kind AS domestic_kind, coalesce(d.is_lead, false) AS domestic_is_lead,
    i.low AS itmo_low, coalesce(i.high, i.low) AS itmo_high, i.subject AS itmo_subject, i.source_publisher AS itmo_publisher,
    i.source_url AS itmo_url, i.kind AS itmo_kind, coalesce(i.is_lead, false) AS itmo_is_lead, s.publisher AS volume_publisher, s.kind = 'lead' AS volume_is_lead, s.url AS volume_url
FROM calculator_presets p
    LEFT JOIN price_list d ON d.price_id = p.domestic_price_id
    LEFT JOIN price_list i ON i.price_id = p.itmo_price_id
    JOIN sources s ON s.source_id = p.source_id
ORDER BY p.sort_order;
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

CREATE TABLE eligibility_list AS
FROM sourced('eligibility')
ORDER BY buyer_iso3, host_iso3;
COMMENT ON TABLE eligibility_list IS 'What a buyer accepts from each host, with the publication';
