INSERT INTO line_items VALUES (:n, 1, 'w');
