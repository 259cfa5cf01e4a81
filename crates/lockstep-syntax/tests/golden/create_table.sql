CREATE TABLE t ();
CREATE TABLE IF NOT EXISTS public.orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id int NOT NULL REFERENCES users ON DELETE CASCADE,
  total numeric(10, 2) DEFAULT 0.00 CHECK (total >= 0),
  tags text[] DEFAULT '{}'::text[] NOT NULL,
  at timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP,
  code character varying(20) UNIQUE,
  kind my.kind,
  span interval day to second(3),
  CONSTRAINT one UNIQUE (user_id, code),
  FOREIGN KEY (kind) REFERENCES kinds (id)
) WITH (fillfactor = 70) TABLESPACE fast;
CREATE TEMP TABLE a (LIKE b INCLUDING ALL EXCLUDING INDEXES, c int) ON COMMIT DROP;
CREATE UNLOGGED TABLE c () INHERITS (a, s.b);
CREATE TABLE p (a int, b date) PARTITION BY RANGE (a, date_trunc('day', b), (a + 1));
CREATE TABLE p1 PARTITION OF p (a NOT NULL DEFAULT 1) FOR VALUES IN (1, 'two', NULL) PARTITION BY HASH (b);
CREATE TABLE p2 PARTITION OF p FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE o OF my_type (id WITH OPTIONS PRIMARY KEY);
CREATE TABLE q AS SELECT * FROM r JOIN s USING (id) WITH NO DATA;
CREATE TABLE q (x, y) AS TABLE r;
CREATE FOREIGN TABLE f (a int OPTIONS (n 'x')) SERVER s OPTIONS (t 'u');
CREATE TABLE {{schema}}.t (id int DEFAULT nextval('seq'::regclass), ${col} text);
