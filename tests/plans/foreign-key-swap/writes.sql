INSERT INTO customers VALUES (:n, 'writer :n');
INSERT INTO orders (id, customer_id, total) VALUES (:n, :n, 1);
