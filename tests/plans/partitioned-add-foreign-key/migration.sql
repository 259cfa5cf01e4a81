ALTER TABLE readings ADD CONSTRAINT readings_sensor FOREIGN KEY (sensor_id) REFERENCES sensors (id);
