-- majors: 11
REINDEX INDEX users_email_which_is_a_name_of_sixty_three_bytes_exactly_and_l;
REINDEX (VERBOSE) TABLE "Shop"."Items";
