INSERT INTO customers VALUES (:n, 'writer :n');
INSERT INTO orders (id, customer_id, total, customer_name) VALUES (:n, :n, 1, 'writer :n');
