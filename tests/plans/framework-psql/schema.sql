CREATE TABLE accounts (id bigint PRIMARY KEY, owner text, balance bigint NOT NULL DEFAULT 0);
INSERT INTO accounts SELECT g, 'o' || g, g FROM generate_series(1, 4000) g;
