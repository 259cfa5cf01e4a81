ALTER TABLE tags DROP CONSTRAINT tags_post_id_fkey;
ALTER TABLE tags DROP CONSTRAINT tags_pkey;
