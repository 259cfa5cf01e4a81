-- open: law 2, another refresh waits for the view, but nobody else writes to it
UPDATE sales SET amount = amount + 1 WHERE day = '2024-02-02';
REFRESH MATERIALIZED VIEW sales_by_day;
REFRESH MATERIALIZED VIEW "Days" WITH DATA;
