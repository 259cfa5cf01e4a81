UPDATE readings SET high = 6 WHERE id = 9001;
