SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE UNIQUE INDEX CONCURRENTLY countries_code_key ON countries (code);
SET lock_timeout = '2s';
ALTER TABLE countries ADD CONSTRAINT countries_code_key UNIQUE USING INDEX countries_code_key;
