INSERT INTO users VALUES (:n, 'w');
INSERT INTO "Shop"."Items" VALUES (:n, 'w' || :n, 'w');
