CREATE TYPE state AS ENUM ('new', 'paid');
CREATE TABLE payments (id bigint PRIMARY KEY, state state NOT NULL DEFAULT 'new');
