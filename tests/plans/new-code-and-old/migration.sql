-- V12__members.sql
CREATE TABLE clubs (id bigint PRIMARY KEY, name text NOT NULL UNIQUE);
INSERT INTO clubs VALUES (1, 'first');
ALTER TABLE members ADD COLUMN club_id bigint REFERENCES clubs (id);
CREATE INDEX members_club ON members (club_id);
CREATE FUNCTION grown_up(age int) RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = '' AS 'SELECT age >= 18';
REVOKE EXECUTE ON FUNCTION grown_up(int) FROM PUBLIC;
ALTER TABLE members ALTER COLUMN age SET DEFAULT 0;
ALTER TABLE members ADD CONSTRAINT members_mail_key UNIQUE (mail);
DROP INDEX members_nick;
CREATE VIEW adults AS SELECT id, nick FROM members WHERE age >= 18;
