ALTER TABLE users RENAME COLUMN mail TO email;
ALTER TABLE users RENAME TO people;
ALTER TABLE people SET SCHEMA crm;
ALTER TABLE crm.people RENAME COLUMN age TO years;
ALTER TABLE crm.people ADD COLUMN nickname text;
