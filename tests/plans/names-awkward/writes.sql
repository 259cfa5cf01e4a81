INSERT INTO "odd ""quoted"" table" VALUES (:n, :n, 'new', 's', 5, :n);
INSERT INTO "order" VALUES (:n, 4);
