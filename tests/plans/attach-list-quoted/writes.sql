INSERT INTO sales."Orders" VALUES (:n, 'eu', 'w');
