--- The users ---
-- diff --git would begin a diff
ALTER TABLE users ADD COLUMN a int;
/*
--- a/1.sql
@@ -1 +1 @@
*/
SELECT '
+++ b/1.sql
';
-- migrate:downwards is no marker
