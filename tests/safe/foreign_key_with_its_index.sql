SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY users_country_id_idx ON users (country_id);
SET lock_timeout = '2s';
ALTER TABLE users ADD CONSTRAINT users_country_id_fkey FOREIGN KEY (country_id) REFERENCES countries (id) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT users_country_id_fkey;
