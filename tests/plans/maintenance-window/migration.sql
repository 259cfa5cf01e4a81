-- open: law 2, PostgreSQL has no online way to any of these
VACUUM (FULL) users;
CLUSTER users USING users_pkey;
ALTER TABLE "Seen" SET UNLOGGED;
ALTER TABLE bookings ADD CONSTRAINT apart EXCLUDE USING gist (room WITH &&);
ALTER TABLE users ADD COLUMN age int;
