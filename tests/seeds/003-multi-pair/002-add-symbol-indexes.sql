-- Indexes for queries over several pairs; runs after
-- 001-add-multi-pair-support.sql and outside a transaction.

CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_session_symbol
    ON orders (sessionid, symbol);

CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_fills_session_symbol
    ON fills (sessionid, symbol);

CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_fills_session_order_symbol
    ON fills (sessionid, orderid, symbol);

-- Older fills have an amount instead of a size.
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS idx_fills_unique_dedup
    ON fills (sessionid, orderid, symbol, timestamp, price, COALESCE(size, amount));

CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_sessions_pair_count
    ON sessions (pair_count)
    WHERE pair_count > 0;

CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_sessions_pairs_gin
    ON sessions USING gin (pairs);

CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_sessions_settlement_discovery
    ON sessions (settlesession, settledcomplete, startedat DESC)
    WHERE settlesession = true AND (settledcomplete IS NULL OR settledcomplete = false);

CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_symbol_status
    ON orders (symbol, status);

CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_fills_symbol_timestamp
    ON fills (symbol, timestamp DESC);

ANALYZE sessions;
ANALYZE orders;
ANALYZE fills;
