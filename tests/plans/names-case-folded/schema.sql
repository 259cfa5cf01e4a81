CREATE TABLE Customer (Id bigint PRIMARY KEY, FullName text, "FullName" text);
INSERT INTO customer SELECT g, 'c' || g, 'C' || g FROM generate_series(1, 3000) g;
