-- Statements outside of a transaction block that PostgreSQL takes inside one,
-- or takes there only.

-- case: lock-table
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
INSERT INTO users SELECT g, 'mail' || g FROM generate_series(1, 500) g;
-- alone:
LOCK TABLE users IN SHARE MODE;

-- case: commit-and-chain
-- alone:
COMMIT AND CHAIN;

-- case: rollback-and-chain
-- alone:
ROLLBACK AND CHAIN;

-- case: do-block-that-commits
-- alone:
DO $$ BEGIN PERFORM 1; COMMIT; END $$;

-- case: do-block-that-rolls-back
-- alone:
DO $$ BEGIN ROLLBACK; END $$;

-- case: savepoint
-- alone:
SAVEPOINT here;

-- case: release
-- alone:
RELEASE SAVEPOINT here;

-- case: rollback-to-savepoint
-- alone:
ROLLBACK TO SAVEPOINT here;

-- case: cursor
-- alone:
DECLARE reading CURSOR FOR SELECT * FROM users;

-- case: cursor-with-hold
-- alone:
DECLARE kept CURSOR WITH HOLD FOR SELECT 1;

-- case: commit
-- alone:
COMMIT;

-- case: set-local
-- alone:
SET LOCAL lock_timeout = '2s';

-- case: set-transaction
-- alone:
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;

-- case: set-constraints
-- alone:
SET CONSTRAINTS ALL DEFERRED;

-- case: prepare-transaction
-- alone:
PREPARE TRANSACTION 'here';

-- case: commit-prepared-missing
-- alone:
COMMIT PREPARED 'nowhere';
