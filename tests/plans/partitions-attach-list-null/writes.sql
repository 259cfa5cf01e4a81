INSERT INTO wares VALUES ('A', 'n' || :n);
INSERT INTO wares_none VALUES (NULL, 'n' || :n);
