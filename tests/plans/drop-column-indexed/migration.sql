ALTER TABLE app."Orders" DROP COLUMN "Customer";
ALTER TABLE app."Orders" DROP COLUMN IF EXISTS note;
ALTER TABLE app."Orders" ADD COLUMN paid boolean NOT NULL DEFAULT false;
