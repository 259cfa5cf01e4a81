VACUUM users;
VACUUM (ANALYZE) orders;
ANALYZE countries;
