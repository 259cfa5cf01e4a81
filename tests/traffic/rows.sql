INSERT INTO customers SELECT n, 'customer ' || n FROM generate_series(1, :rows / 10) n;
INSERT INTO orders SELECT n, n, 1 + n % (:rows / 10), 'state ' || n % 7, n % 1000, 'note ' || n FROM generate_series(1, :rows) n;
INSERT INTO items SELECT n, n, n % 50 FROM generate_series(1, :rows) n;
INSERT INTO readings_2024 SELECT n, 2024, n % 100 FROM generate_series(1, :rows) n;
