CREATE TABLE a_table_whose_name_is_so_long_that_others_made_from_it_are_cut (id bigint PRIMARY KEY, a_column_with_a_rather_long_name_itself_too int, other_id bigint);
INSERT INTO a_table_whose_name_is_so_long_that_others_made_from_it_are_cut SELECT g, g, g FROM generate_series(1, 5000) g;
