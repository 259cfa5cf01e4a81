CREATE TABLE nothing (id bigint PRIMARY KEY, word text);
