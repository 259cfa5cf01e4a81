CREATE UNIQUE INDEX "slugs live" ON slugs (lower("Slug")) WHERE NOT gone;
