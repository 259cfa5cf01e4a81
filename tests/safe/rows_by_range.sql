UPDATE users SET active = true WHERE id BETWEEN 1 AND 1000;
UPDATE users SET active = true WHERE id BETWEEN 1001 AND 2000;
