INSERT INTO people (id, tenant) VALUES (:n, 1);
INSERT INTO audits (id, tenant, person) VALUES (:n, 1, 2);
