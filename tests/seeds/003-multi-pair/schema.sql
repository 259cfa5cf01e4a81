-- A market maker's sessions, their orders and the fills of those orders.
-- Times are milliseconds since 1970.

CREATE TABLE sessions (
    id text PRIMARY KEY,
    symbol text,
    startedat bigint NOT NULL,
    settlesession boolean DEFAULT false,
    settledcomplete boolean
);

CREATE TABLE orders (
    id text PRIMARY KEY,
    sessionid text NOT NULL REFERENCES sessions (id),
    symbol text NOT NULL,
    side text NOT NULL,
    status text NOT NULL,
    price numeric NOT NULL,
    size numeric NOT NULL,
    timestamp bigint NOT NULL
);

CREATE TABLE fills (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sessionid text NOT NULL REFERENCES sessions (id),
    orderid text,
    symbol text NOT NULL,
    price numeric NOT NULL,
    size numeric,
    amount numeric,
    timestamp bigint NOT NULL
);
