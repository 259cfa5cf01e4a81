ALTER TABLE wares ATTACH PARTITION wares_none FOR VALUES IN (NULL, 'none');
COMMENT ON TABLE wares_none IS 'of no kind';
