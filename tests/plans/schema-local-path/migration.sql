BEGIN;
SET LOCAL search_path = crm, pg_catalog;
ALTER TABLE leads ADD CONSTRAINT leads_mail UNIQUE (mail);
CREATE INDEX leads_plus ON leads (plus(score));
ALTER TABLE leads ALTER score SET NOT NULL, ADD CHECK (plus(score) > 0);
COMMIT;
