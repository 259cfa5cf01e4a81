INSERT INTO crm.people (id, email) VALUES (:n, 'writer:n@example.org');
INSERT INTO crm.people (id, email) VALUES (:n, 'again:n@example.org') ON CONFLICT (id) DO UPDATE SET years = 44;
UPDATE crm.people SET years = years + 1 WHERE id = :n - 999990;
DELETE FROM crm.people WHERE id = :n - 998000;
