UPDATE counters SET n = n WHERE id = :n - 999990;
