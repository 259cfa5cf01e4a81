INSERT INTO prefs (id) VALUES (:n);
UPDATE prefs SET lang = 'fr' WHERE id = :n - 999990;
