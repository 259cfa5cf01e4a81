ALTER TABLE app."Order" ADD UNIQUE ("user");
