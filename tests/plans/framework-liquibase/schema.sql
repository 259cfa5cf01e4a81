CREATE TABLE contract (id bigint PRIMARY KEY, code varchar(30), starts date, ends date);
INSERT INTO contract SELECT g, 'K' || g, '2024-01-01', '2024-12-31' FROM generate_series(1, 3000) g;
