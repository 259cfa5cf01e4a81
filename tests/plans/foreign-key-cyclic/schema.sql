CREATE TABLE teams (id bigint PRIMARY KEY, lead_id bigint, name text);
CREATE TABLE people (id bigint PRIMARY KEY, team_id bigint, boss_id bigint);
INSERT INTO teams SELECT g, g, 'team ' || g FROM generate_series(1, 500) g;
INSERT INTO people SELECT g, g % 500 + 1, nullif(g - 1, 0) FROM generate_series(1, 5000) g;
