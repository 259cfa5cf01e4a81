INSERT INTO sessions SELECT 's' || g, CASE WHEN g % 10 > 0 THEN 'BTC/USD' END, 1700000000000 + g FROM generate_series(1, 2000) g;
INSERT INTO orders SELECT 'o' || g, 's' || g % 2000 + 1, 'BTC/USD', 'buy', 'open', 10, g, 1700000000000 + g FROM generate_series(1, 10000) g;
