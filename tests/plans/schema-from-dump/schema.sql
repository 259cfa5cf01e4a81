SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET client_min_messages = warning;
SET row_security = off;

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN NEW.updated_at := '2024-05-05'; RETURN NEW; END $$;

SET default_tablespace = '';

CREATE TABLE public.invoices (
    id bigint NOT NULL,
    number character varying(40),
    state text DEFAULT 'open'::text,
    updated_at timestamp without time zone
);

CREATE SEQUENCE public.invoices_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.invoices_id_seq OWNED BY public.invoices.id;
ALTER TABLE ONLY public.invoices ALTER COLUMN id SET DEFAULT nextval('public.invoices_id_seq'::regclass);
ALTER TABLE ONLY public.invoices ADD CONSTRAINT invoices_pkey PRIMARY KEY (id);
CREATE INDEX invoices_state_idx ON public.invoices USING btree (state);
CREATE TRIGGER touched BEFORE UPDATE ON public.invoices FOR EACH ROW EXECUTE FUNCTION public.touch();
