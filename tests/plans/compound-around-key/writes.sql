INSERT INTO coupons VALUES ('new' || :n, 5, 'me');
UPDATE coupons SET percent = 8 WHERE code = 'c' || (:n - 999990);
