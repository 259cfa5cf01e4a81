UPDATE counters SET n = n + 1;
UPDATE counters SET n = m, m = n;
UPDATE counters SET note = 'seen';
CREATE INDEX ON counters (n);
