CREATE TABLE recipes (id bigint PRIMARY KEY, title text, body text, lang text);
INSERT INTO recipes SELECT g, 'soup ' || g, 'water and salt ' || g, 'en' FROM generate_series(1, 2000) g;
