INSERT INTO votes VALUES (3, :n, 'new');
