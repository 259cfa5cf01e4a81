ALTER TABLE devices ADD CONSTRAINT devices_group_fk FOREIGN KEY (group_id) REFERENCES groups;
CREATE INDEX devices_group_idx ON devices (group_id);
