CREATE SEQUENCE ticket_seq;
SELECT nextval('ticket_seq');
