CREATE TABLE tenants (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE people (id int PRIMARY KEY, tenant int REFERENCES tenants);
CREATE TABLE audits (
  id bigint PRIMARY KEY,
  tenant int NOT NULL REFERENCES tenants,
  person int CONSTRAINT "Who" REFERENCES people (id) ON DELETE SET NULL,
  parent bigint REFERENCES audits
);
INSERT INTO tenants SELECT g, 'tenant ' || g FROM generate_series(1, 20) g;
INSERT INTO people SELECT g, g % 20 + 1 FROM generate_series(1, 500) g;
INSERT INTO audits SELECT g, g % 20 + 1, g % 500 + 1 FROM generate_series(1, 3000) g;
