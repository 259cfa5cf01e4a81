CREATE TABLE leases (id bigint PRIMARY KEY, tenant text, rent numeric, deposit numeric, starts date, notes text NOT NULL DEFAULT '');
CREATE TABLE houses (id int PRIMARY KEY);
INSERT INTO houses SELECT generate_series(1, 100);
INSERT INTO leases SELECT g, 't' || g, g, g, '2024-01-01' FROM generate_series(1, 3000) g;
