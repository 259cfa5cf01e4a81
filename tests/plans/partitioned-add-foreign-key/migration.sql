-- open: law 2 on 11-17, no recipe that goes by partition
ALTER TABLE readings ADD CONSTRAINT readings_sensor FOREIGN KEY (sensor_id) REFERENCES sensors (id);
