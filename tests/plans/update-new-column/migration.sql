BEGIN;
ALTER TABLE app."Order" ADD COLUMN "State" text, ADD COLUMN "Total" bigint;
UPDATE app."Order" SET "State" = 'open' WHERE "State" IS NULL;
UPDATE app."Order" AS o SET "Total" = (SELECT sum(price) FROM app."Line" AS l WHERE l.order_id = o."Id") WHERE (o."Total" IS NULL);
COMMIT;
