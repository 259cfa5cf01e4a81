-- open: law 2, REFRESH CONCURRENTLY needs a unique index, which nobody asked for
REFRESH MATERIALIZED VIEW sales_by_day;
