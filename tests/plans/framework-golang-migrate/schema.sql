CREATE TABLE posts (id serial PRIMARY KEY, author text, body text, published boolean DEFAULT false);
CREATE TABLE tags (post_id int NOT NULL, tag text NOT NULL);
INSERT INTO posts (author, body) SELECT 'a' || g % 40, 'text ' || g FROM generate_series(1, 3000) g;
INSERT INTO tags SELECT g, 'x' FROM generate_series(1, 3000) g;
