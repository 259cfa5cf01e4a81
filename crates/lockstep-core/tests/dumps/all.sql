--
-- PostgreSQL database dump
--

\restrict token

-- Dumped from database version 15.18
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: app; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA app;


ALTER SCHEMA app OWNER TO postgres;

--
-- Name: other; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA other;


ALTER SCHEMA other OWNER TO postgres;

--
-- Name: mood; Type: TYPE; Schema: app; Owner: postgres
--

CREATE TYPE app.mood AS ENUM (
    'a',
    'b'
);


ALTER TYPE app.mood OWNER TO postgres;

--
-- Name: f(); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.f() RETURNS integer
    LANGUAGE sql
    AS $$select 1$$;


ALTER FUNCTION public.f() OWNER TO postgres;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: t; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.t (
    id integer NOT NULL,
    m app.mood
);


ALTER TABLE app.t OWNER TO postgres;

--
-- Name: u; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.u (
    id integer
);


ALTER TABLE app.u OWNER TO postgres;

--
-- Name: x; Type: TABLE; Schema: other; Owner: postgres
--

CREATE TABLE other.x (
    id integer NOT NULL
);


ALTER TABLE other.x OWNER TO postgres;

--
-- Name: p; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.p (
    id integer NOT NULL
);


ALTER TABLE public.p OWNER TO postgres;

--
-- Name: p_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

CREATE SEQUENCE public.p_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.p_id_seq OWNER TO postgres;

--
-- Name: p_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: postgres
--

ALTER SEQUENCE public.p_id_seq OWNED BY public.p.id;


--
-- Name: q; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.q (
    id integer NOT NULL
);


ALTER TABLE public.q OWNER TO postgres;

--
-- Name: p id; Type: DEFAULT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.p ALTER COLUMN id SET DEFAULT nextval('public.p_id_seq'::regclass);


--
-- Name: t t_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.t
    ADD CONSTRAINT t_pkey PRIMARY KEY (id);


--
-- Name: x x_pkey; Type: CONSTRAINT; Schema: other; Owner: postgres
--

ALTER TABLE ONLY other.x
    ADD CONSTRAINT x_pkey PRIMARY KEY (id);


--
-- Name: p p_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.p
    ADD CONSTRAINT p_pkey PRIMARY KEY (id);


--
-- Name: q q_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.q
    ADD CONSTRAINT q_pkey PRIMARY KEY (id);


--
-- Name: u u_id_fkey; Type: FK CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.u
    ADD CONSTRAINT u_id_fkey FOREIGN KEY (id) REFERENCES app.t(id);


--
-- PostgreSQL database dump complete
--

\unrestrict token

