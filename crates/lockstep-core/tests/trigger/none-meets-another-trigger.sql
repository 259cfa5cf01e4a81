CREATE TABLE items (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id int,
    kind text NOT NULL,
    amount int,
    weight int NOT NULL,
    price numeric(10,2),
    made_at timestamp,
    "Group" int,
    ok boolean
);
CREATE TABLE owners (
    id int PRIMARY KEY,
    "Group" int,
    kind text,
    n int,
    total bigint,
    balance numeric(12,2),
    first_at timestamp,
    last_at timestamp,
    active boolean NOT NULL DEFAULT true,
    touched_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE stats (
    kind text,
    day date NOT NULL,
    n bigint NOT NULL DEFAULT 0,
    total bigint,
    low int,
    high int,
    touched_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, day)
);
CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item_id bigint,
    what text,
    row_data jsonb
);
CREATE TABLE names (
    kind text UNIQUE,
    label text NOT NULL,
    n int
);

-- migration
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE owners SET n = n + 1 WHERE id = NEW.owner_id;
    RETURN NEW;
END;
$$;

CREATE TRIGGER keep AFTER INSERT ON items
FOR EACH ROW EXECUTE FUNCTION keep();

CREATE FUNCTION later() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit (item_id) SELECT o.n FROM owners o WHERE o.id = NEW.owner_id;
    RETURN NEW;
END;
$$;

CREATE TRIGGER later AFTER INSERT ON items
FOR EACH ROW EXECUTE FUNCTION later();
