CREATE TABLE tenants (id bigint PRIMARY KEY, tenant text, secret text);
INSERT INTO tenants SELECT g, 't' || g % 5, 's' FROM generate_series(1, 5000) g;
