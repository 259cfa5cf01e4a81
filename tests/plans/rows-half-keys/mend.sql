UPDATE cars SET yard = NULL WHERE id = 9001;
