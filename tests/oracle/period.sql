-- Keys WITHOUT OVERLAPS, and foreign keys that reference a period.

-- case: add
-- setup:
CREATE EXTENSION btree_gist;
CREATE TABLE rooms (id int, during daterange, name text, PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE bookings (id int PRIMARY KEY, room int, during daterange);
CREATE TABLE plain (id int, during daterange);
INSERT INTO rooms SELECT g, '[2024-01-01,2025-01-01)', 'r' || g FROM generate_series(1, 500) g;
INSERT INTO bookings SELECT g, g % 500 + 1, '[2024-02-01,2024-03-01)' FROM generate_series(1, 5000) g;
INSERT INTO plain SELECT g, '[2024-01-01,2025-01-01)' FROM generate_series(1, 500) g;
-- statement:
ALTER TABLE bookings ADD FOREIGN KEY (room, PERIOD during) REFERENCES rooms (id, PERIOD during);

-- case: add-without-columns
-- statement:
ALTER TABLE bookings ADD FOREIGN KEY (room, PERIOD during) REFERENCES rooms;

-- case: add-not-valid
-- statement:
ALTER TABLE bookings ADD FOREIGN KEY (room, PERIOD during) REFERENCES rooms (id, PERIOD during) NOT VALID;

-- case: add-without-period
-- statement:
ALTER TABLE bookings ADD FOREIGN KEY (room, during) REFERENCES rooms (id, during);

-- case: add-to-plain
-- statement:
ALTER TABLE bookings ADD FOREIGN KEY (room, PERIOD during) REFERENCES plain (id, PERIOD during);

-- case: add-missing-column
-- statement:
ALTER TABLE bookings ADD FOREIGN KEY (room, PERIOD lasting) REFERENCES rooms (id, PERIOD during);

-- case: add-missing-referenced-column
-- statement:
ALTER TABLE bookings ADD FOREIGN KEY (room, PERIOD during) REFERENCES rooms (id, PERIOD lasting);

-- case: add-key
-- statement:
ALTER TABLE plain ADD PRIMARY KEY (id, during WITHOUT OVERLAPS);

-- case: add-unique
-- statement:
ALTER TABLE plain ADD UNIQUE (id, during WITHOUT OVERLAPS);

-- case: drop-key
-- statement:
ALTER TABLE rooms DROP CONSTRAINT rooms_pkey;

-- case: drop-column-of-key
-- statement:
ALTER TABLE rooms DROP COLUMN during;

-- case: create-referencing
-- statement:
CREATE TABLE stays (id int PRIMARY KEY, room int, during daterange, FOREIGN KEY (room, PERIOD during) REFERENCES rooms (id, PERIOD during));
