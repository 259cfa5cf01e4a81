UPDATE counters SET m = m WHERE id = :n - 999990;
