INSERT INTO a_table_whose_name_is_exactly_sixty_three_bytes_long_as_allowed VALUES (:n, :n, 'new' || :n);
