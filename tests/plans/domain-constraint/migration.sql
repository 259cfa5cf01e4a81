-- open: law 2, PostgreSQL checks the old values of a domain with writers kept out
ALTER DOMAIN mail ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
ALTER DOMAIN "App"."Small Number" ADD CHECK (VALUE < 1000);
