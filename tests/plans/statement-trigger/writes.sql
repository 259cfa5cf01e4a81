UPDATE comments SET body = 'edited :n' WHERE id = :n - 999990;
