CREATE TABLE accounts (
  id bigint PRIMARY KEY,
  total numeric(10,2),
  ratio real,
  state text NOT NULL,
  email text,
  settings json
);
INSERT INTO accounts SELECT g, g, NULL, CASE g % 3 WHEN 0 THEN 'new' ELSE 'old' END, 'User' || g || '@Example.org', '{}'
FROM generate_series(1, 12000) g;
