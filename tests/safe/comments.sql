COMMENT ON TABLE users IS 'people';
COMMENT ON COLUMN users.name IS 'as they write it';
COMMENT ON INDEX orders_status_idx IS 'for the dashboard';
