-- Partitions made ahead and dropped after a year; runs after swap.sql.

CREATE OR REPLACE FUNCTION create_future_partitions(months_ahead integer DEFAULT 3)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    first_day date;
BEGIN
    FOR i IN 0..months_ahead LOOP
        first_day := (date_trunc('month', now()) + make_interval(months => i))::date;
        EXECUTE format(
            'CREATE TABLE IF NOT EXISTS %I PARTITION OF messages FOR VALUES FROM (%L) TO (%L)',
            'messages_' || to_char(first_day, 'YYYY_MM'),
            first_day,
            (first_day + interval '1 month')::date
        );
    END LOOP;
END;
$$;

CREATE OR REPLACE FUNCTION maintain_message_partitions() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    expired text := 'messages_' || to_char(now() - interval '12 months', 'YYYY_MM');
BEGIN
    PERFORM create_future_partitions(3);
    IF to_regclass(expired) IS NOT NULL THEN
        EXECUTE format('DROP TABLE %I', expired);
    END IF;
END;
$$;

SELECT create_future_partitions(6);
