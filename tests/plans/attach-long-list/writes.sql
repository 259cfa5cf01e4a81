INSERT INTO shops VALUES (:n, 'far');
INSERT INTO shops_near VALUES (:n, '007');
