INSERT INTO stock VALUES ('n' || :n, 4, 1);
