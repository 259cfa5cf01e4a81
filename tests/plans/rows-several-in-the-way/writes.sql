INSERT INTO bookings VALUES (:n, :n, '2026-02-02', 7);
