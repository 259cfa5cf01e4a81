UPDATE slugs SET "Slug" = 'slug-17-b' WHERE id = 9001;
