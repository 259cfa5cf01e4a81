ALTER TABLE hr.doors ADD FOREIGN KEY (opened_by) REFERENCES hr."Staff" ("Badge No") ON UPDATE CASCADE;
ALTER TABLE hr.doors ADD CONSTRAINT "doors→login" FOREIGN KEY (closed_by) REFERENCES hr."Staff" (login) DEFERRABLE;
CREATE INDEX ON hr.doors (opened_by, closed_by);
