ALTER TABLE tags ADD PRIMARY KEY (post_id, tag);
ALTER TABLE tags ADD FOREIGN KEY (post_id) REFERENCES posts ON DELETE CASCADE;
CREATE INDEX posts_author_idx ON posts (author) WHERE published;
