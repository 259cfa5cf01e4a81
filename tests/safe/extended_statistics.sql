CREATE STATISTICS orders_stat (dependencies) ON user_id, status FROM orders;
ANALYZE orders;
