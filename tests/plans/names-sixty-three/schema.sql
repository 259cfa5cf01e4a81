CREATE TABLE a_table_whose_name_is_exactly_sixty_three_bytes_long_as_allowed (id bigint PRIMARY KEY, a_column_whose_name_is_exactly_sixty_three_bytes_long_if_counte int, other_column_with_a_rather_long_name_as_well text);
INSERT INTO a_table_whose_name_is_exactly_sixty_three_bytes_long_as_allowed SELECT g, g, 'x' || g FROM generate_series(1, 2000) g;
