CREATE TABLE posts (
  id bigserial PRIMARY KEY, parent_id bigint REFERENCES posts (id), title text NOT NULL, created_at date NOT NULL DEFAULT '2024-03-01'
);
CREATE TABLE likes (post_id bigint NOT NULL REFERENCES posts (id) ON DELETE CASCADE, who int NOT NULL, PRIMARY KEY (post_id, who));
INSERT INTO posts (parent_id, title, created_at) SELECT CASE WHEN g > 10 AND g % 2 = 0 THEN g % 10 + 1 END, 'post ' || g, date '2024-01-01' + g % 300 FROM generate_series(1, 3000) g;
INSERT INTO likes SELECT g % 1000 + 1, g FROM generate_series(1, 2500) g;
CREATE VIEW recent AS SELECT id, title FROM posts WHERE created_at > '2024-09-01';
