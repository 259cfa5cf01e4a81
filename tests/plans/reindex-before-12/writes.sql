INSERT INTO users VALUES (:n, 'w' || :n);
INSERT INTO "Shop"."Items" VALUES (:n, 'w' || :n, 'w', 5);
