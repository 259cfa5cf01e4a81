-- majors: 12-18
BEGIN;
ALTER TABLE projects ALTER COLUMN org_id SET NOT NULL;
ALTER TABLE projects ADD CONSTRAINT projects_org_fk FOREIGN KEY (org_id) REFERENCES orgs ON DELETE CASCADE;
ALTER TABLE projects ADD CONSTRAINT projects_title_once UNIQUE (org_id, title);
CREATE INDEX issues_project ON issues (project_id, state);
ALTER TABLE issues ADD FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE;
CREATE TYPE issue_kind AS ENUM ('bug', 'wish');
ALTER TABLE issues ADD COLUMN kind issue_kind NOT NULL DEFAULT 'bug';
CREATE TABLE labels (org_id uuid NOT NULL REFERENCES orgs, name text NOT NULL, PRIMARY KEY (org_id, name));
INSERT INTO labels SELECT id, 'urgent' FROM orgs;
GRANT SELECT ON labels TO PUBLIC;
COMMIT;
ANALYZE issues;
