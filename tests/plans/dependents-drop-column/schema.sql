CREATE TABLE staff (id bigint PRIMARY KEY, name text, fax text NOT NULL, room text);
INSERT INTO staff SELECT g, 's' || g, 'f' || g, 'r' FROM generate_series(1, 2000) g;
CREATE VIEW faxes AS SELECT id, fax FROM staff;
CREATE INDEX staff_fax ON staff (fax);
CREATE STATISTICS staff_stats ON name, fax FROM staff;
ALTER TABLE staff ADD CONSTRAINT fax_or_room CHECK (fax <> '' OR room <> '');
