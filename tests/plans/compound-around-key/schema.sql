CREATE TABLE coupons (code text, percent int, owner text, CONSTRAINT coupons_old_key UNIQUE (owner, code));
INSERT INTO coupons SELECT 'c' || g, g % 90, 'o' || g % 10 FROM generate_series(1, 3000) g;
