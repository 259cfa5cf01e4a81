DROP TABLE IF EXISTS "App"."Users" CASCADE; -- nobody needs it
