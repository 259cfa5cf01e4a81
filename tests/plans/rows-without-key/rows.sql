INSERT INTO votes VALUES (1, NULL, 'no');
