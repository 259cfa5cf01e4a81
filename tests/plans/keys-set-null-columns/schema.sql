CREATE TABLE tenants (id int PRIMARY KEY);
CREATE TABLE folders (tenant int, id bigint, parent bigint, title text, PRIMARY KEY (tenant, id));
INSERT INTO tenants SELECT generate_series(1, 5);
INSERT INTO folders SELECT g % 5 + 1, g, CASE WHEN g > 5 THEN g - 5 END, 'f' || g FROM generate_series(1, 3000) g;
