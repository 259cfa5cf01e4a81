CREATE SCHEMA hr;
CREATE TABLE hr."Staff" (id int PRIMARY KEY, "Badge No" text NOT NULL UNIQUE, login text);
CREATE UNIQUE INDEX staff_login ON hr."Staff" (login);
CREATE TABLE hr.doors (id int PRIMARY KEY, opened_by text, closed_by text);
INSERT INTO hr."Staff" SELECT g, 'B-' || g, 'l' || g FROM generate_series(1, 300) g;
INSERT INTO hr.doors SELECT g, 'B-' || (g % 300 + 1), 'l' || (g % 300 + 1) FROM generate_series(1, 3000) g;
