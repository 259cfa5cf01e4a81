CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX recipes_title_trgm ON recipes USING gin (title gin_trgm_ops);
CREATE INDEX recipes_words ON recipes USING gin (to_tsvector('english', coalesce(title, '') || ' ' || coalesce(body, '')));
CREATE INDEX recipes_title_c ON recipes (title COLLATE "C" text_pattern_ops, lang) WHERE lang <> 'de';
CREATE UNIQUE INDEX recipes_title_once ON recipes (lower(title), lang);
ALTER TABLE recipes ADD CONSTRAINT lang_short CHECK (char_length(lang) = 2);
