-- majors: 11
-- open: law 2, a foreign key goes by the index of a primary key
REINDEX TABLE authors;
