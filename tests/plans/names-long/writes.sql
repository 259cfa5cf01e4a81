INSERT INTO a_table_whose_name_is_so_long_that_others_made_from_it_are_cut VALUES (:n, :n, :n);
