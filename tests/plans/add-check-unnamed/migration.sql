ALTER TABLE users ADD CHECK (age >= 0), ADD CHECK (email <> '');
