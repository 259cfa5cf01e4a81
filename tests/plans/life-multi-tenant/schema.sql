CREATE TABLE orgs (id uuid PRIMARY KEY, name text);
CREATE TABLE projects (id bigint PRIMARY KEY, org_id uuid, title text);
CREATE TABLE issues (id bigint PRIMARY KEY, project_id bigint, title text, state text);
INSERT INTO orgs SELECT md5(g::text)::uuid, 'o' || g FROM generate_series(1, 20) g;
INSERT INTO projects SELECT g, md5((g % 20 + 1)::text)::uuid, 'p' || g FROM generate_series(1, 500) g;
INSERT INTO issues SELECT g, g % 500 + 1, 'i' || g, 'open' FROM generate_series(1, 3000) g;
