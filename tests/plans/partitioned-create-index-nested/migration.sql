CREATE INDEX ON metrics."Readings" (sensor_id, lower("Kind")) WHERE sensor_id > 5;
