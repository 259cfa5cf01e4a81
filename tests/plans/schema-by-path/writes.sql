INSERT INTO app.users VALUES (:n, 'writer:n', 'sad', 4);
INSERT INTO audit.log VALUES (:n, 17);
