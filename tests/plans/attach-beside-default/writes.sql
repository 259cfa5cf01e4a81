INSERT INTO logs VALUES ('a', 5000, :n);
