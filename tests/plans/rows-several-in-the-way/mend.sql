DELETE FROM bookings WHERE id > 9000;
DELETE FROM bookings WHERE id = 1;
