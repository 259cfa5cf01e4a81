INSERT INTO groups VALUES (1, 'all');
ALTER TABLE groups ADD CONSTRAINT groups_title_key UNIQUE (title);
