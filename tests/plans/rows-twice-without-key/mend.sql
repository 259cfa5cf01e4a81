DELETE FROM seats WHERE guest = 'double';
