-- majors: 14-18
BEGIN;
ALTER TABLE app."Log a" DETACH PARTITION app."Log a 1";
ALTER TABLE app.log_h DETACH PARTITION app.log_h1;
COMMIT;
