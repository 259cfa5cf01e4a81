INSERT INTO slugs VALUES (9001, 'SLUG-17', false), (9002, 'slug-17', true), (9003, 'slug-18', true);
