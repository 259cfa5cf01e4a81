DROP TABLE IF EXISTS readings_2023, scratch, readings_2024;
