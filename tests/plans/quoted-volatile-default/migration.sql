-- differs: app."Order".Sample
ALTER TABLE app."Order" ADD COLUMN "Sample" float8 DEFAULT random();
