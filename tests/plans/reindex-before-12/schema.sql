CREATE SCHEMA "Shop";
CREATE TABLE "Shop"."Items" (id bigint PRIMARY KEY, sku text UNIQUE, note text, shelf int, CONSTRAINT "On a shelf" UNIQUE (shelf, id) INCLUDE (sku) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX "Items note" ON "Shop"."Items" (lower(note)) WHERE note <> '';
INSERT INTO "Shop"."Items" SELECT g, 'sku' || g, 'n' || g, g % 50 FROM generate_series(1, 9000) g;
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email_which_is_a_name_of_sixty_three_bytes_exactly_and_l ON users USING btree (email DESC NULLS LAST) WITH (fillfactor = 80);
INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 9000) g;
