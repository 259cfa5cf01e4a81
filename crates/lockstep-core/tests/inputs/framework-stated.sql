-- lockstep: framework=flyway
ALTER TABLE users ADD COLUMN score int;
-- lockstep: framework=nobody
CREATE INDEX users_score_idx ON users (score);
-- lockstep: silence=please
