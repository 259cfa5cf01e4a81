-- majors: 12-18
ALTER TABLE metrics ALTER COLUMN value SET NOT NULL;
CREATE INDEX metrics_value ON metrics (value);
ALTER TABLE metrics ADD CONSTRAINT metrics_site_fk FOREIGN KEY (site) REFERENCES sites;
ALTER TABLE metrics ADD COLUMN unit text NOT NULL DEFAULT 'm';
