ALTER TABLE app."Order" ADD CHECK ("Total amount" > 0);
