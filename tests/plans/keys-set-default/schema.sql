CREATE TABLE statuses (code text PRIMARY KEY, title text);
CREATE TABLE tickets (id bigint PRIMARY KEY, status text DEFAULT 'new', previous text);
INSERT INTO statuses VALUES ('new', 'New'), ('done', 'Done'), ('old', 'Old');
INSERT INTO tickets SELECT g, 'done', 'old' FROM generate_series(1, 3000) g;
