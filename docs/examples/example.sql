-- curl -O {site}/data/article6.duckdb
-- duckdb article6.duckdb
SELECT buyer, count(DISTINCT host) AS hosts, count(*) AS agreements
FROM agreement_list
WHERE is_counted AND counting_rule = 'binding'
GROUP BY buyer
ORDER BY hosts DESC, buyer;
