SELECT count(*) FROM orders WHERE status = 'open';
EXPLAIN SELECT * FROM users WHERE email = 'a@example.org';
