-- set aside: public.posts_before
CREATE TABLE posts_by_quarter (
  id bigint NOT NULL DEFAULT nextval('posts_id_seq'), parent_id bigint, title text NOT NULL, created_at date NOT NULL DEFAULT '2024-03-01',
  PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
CREATE TABLE posts_q1 PARTITION OF posts_by_quarter FOR VALUES FROM (MINVALUE) TO ('2024-04-01');
CREATE TABLE posts_q2 PARTITION OF posts_by_quarter FOR VALUES FROM ('2024-04-01') TO ('2024-07-01');
CREATE TABLE posts_rest PARTITION OF posts_by_quarter FOR VALUES FROM ('2024-07-01') TO (MAXVALUE);
INSERT INTO posts_by_quarter (id, parent_id, title, created_at) SELECT id, parent_id, title, created_at FROM posts;
CREATE INDEX posts_parent_idx ON posts_by_quarter (parent_id);
BEGIN;
ALTER TABLE posts RENAME TO posts_before;
ALTER TABLE posts_by_quarter RENAME TO posts;
ALTER SEQUENCE posts_id_seq OWNED BY posts.id;
CREATE OR REPLACE VIEW recent AS SELECT id, title FROM posts WHERE created_at > '2024-09-01';
COMMIT;
