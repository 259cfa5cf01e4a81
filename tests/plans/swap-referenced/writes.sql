INSERT INTO posts (title) VALUES ('written :n');
INSERT INTO posts (parent_id, title, created_at) VALUES (3, 'answer :n', '2024-12-01');
INSERT INTO likes VALUES (1, :n);
UPDATE posts SET title = title || '?', created_at = '2024-06-01' WHERE id = :n - 999000;
DELETE FROM posts WHERE id = :n - 997500;
UPDATE likes SET who = -who WHERE post_id = :n - 999500;
