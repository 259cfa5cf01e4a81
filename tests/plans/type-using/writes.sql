INSERT INTO app."Visit" ("Id", "Seen at") VALUES (:n, '2025-12-24');
UPDATE app."Visit" SET "Seen at" = '2026-01-01' WHERE "Id" = :n - 999990;
