UPDATE users SET id = id WHERE id = :n - 999990;
