INSERT INTO folders VALUES (1, :n, 5, 'new');
DELETE FROM folders WHERE tenant = 3 AND id = 2997;
