UPDATE users SET name = 'new' WHERE id = :n - 999990;
