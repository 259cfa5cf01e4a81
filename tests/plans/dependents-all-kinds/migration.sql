-- majors: 13-18
ALTER TABLE bills ADD CONSTRAINT bills_total CHECK (total >= 0), ALTER COLUMN customer SET NOT NULL, ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';
CREATE INDEX bills_due ON bills (due) WHERE total > 0;
ALTER TABLE bills ENABLE TRIGGER logged;
ALTER VIEW open_bills SET (security_barrier = true);
ALTER STATISTICS bills_stats SET STATISTICS 200;
COMMENT ON COLUMN bills.currency IS 'as ISO 4217 has it';
CREATE UNIQUE INDEX totals_customer ON totals (customer);
