CREATE TABLE parents (id int PRIMARY KEY);
CREATE TABLE children (id int PRIMARY KEY, parent int CONSTRAINT children_parent_fk REFERENCES parents ON DELETE CASCADE, nick text CONSTRAINT nick_given CHECK (nick <> ''));
INSERT INTO parents SELECT generate_series(1, 100);
INSERT INTO children SELECT g, g % 100 + 1, 'n' FROM generate_series(1, 2000) g;
