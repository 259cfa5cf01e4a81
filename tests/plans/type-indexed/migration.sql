ALTER TABLE orders ALTER customer TYPE bigint;
