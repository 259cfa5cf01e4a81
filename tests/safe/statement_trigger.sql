CREATE FUNCTION refresh_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('orders', 'changed');
    RETURN NULL;
END $$;
SET lock_timeout = '2s';
CREATE TRIGGER orders_changed AFTER INSERT ON orders REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION refresh_counts();
