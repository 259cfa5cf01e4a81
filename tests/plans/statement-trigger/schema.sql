CREATE TABLE posts (id bigint PRIMARY KEY, comments_count bigint NOT NULL DEFAULT 0);
INSERT INTO posts SELECT g FROM generate_series(1, 100) g;
CREATE TABLE comments (id bigint PRIMARY KEY, post_id bigint NOT NULL REFERENCES posts, body text);
CREATE INDEX comments_post_id_idx ON comments (post_id);
CREATE FUNCTION count_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE posts SET comments_count = comments_count + 1 WHERE id = NEW.post_id;
  RETURN NULL;
END
$$;
INSERT INTO comments SELECT g, g % 100 + 1, 'comment ' || g FROM generate_series(1, 5000) g;
UPDATE posts SET comments_count = (SELECT count(*) FROM comments WHERE post_id = posts.id);
