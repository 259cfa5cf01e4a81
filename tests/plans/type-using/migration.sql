ALTER TABLE app."Visit" ALTER COLUMN "Seen at" SET DATA TYPE date USING to_date("Seen at", 'YYYY-MM-DD');
