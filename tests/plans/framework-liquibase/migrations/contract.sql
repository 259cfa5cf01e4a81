--liquibase formatted sql

--changeset anna:1
--comment: ends behind starts
ALTER TABLE contract ADD CONSTRAINT contract_span CHECK (ends > starts);
--rollback ALTER TABLE contract DROP CONSTRAINT contract_span;

--changeset anna:2 runInTransaction:false
CREATE INDEX CONCURRENTLY contract_ends ON contract (ends);
--rollback DROP INDEX contract_ends;

--changeset bob:3
ALTER TABLE contract ADD CONSTRAINT contract_code UNIQUE (code);
--rollback ALTER TABLE contract DROP CONSTRAINT contract_code;
