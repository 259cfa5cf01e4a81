INSERT INTO "Büro"."Möbelstück" VALUES (:n, 3, 'neu' || :n);
INSERT INTO "Büro"."Räume" VALUES (:n, 5);
