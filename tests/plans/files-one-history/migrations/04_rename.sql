ALTER TABLE groups RENAME TO device_groups;
ALTER TABLE devices RENAME CONSTRAINT devices_group_fk TO devices_device_group_fk;
