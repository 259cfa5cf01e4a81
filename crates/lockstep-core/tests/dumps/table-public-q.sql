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

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: q; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.q (
    id integer NOT NULL
);


ALTER TABLE public.q OWNER TO postgres;

--
-- Name: q q_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.q
    ADD CONSTRAINT q_pkey PRIMARY KEY (id);


--
-- PostgreSQL database dump complete
--

\unrestrict token

