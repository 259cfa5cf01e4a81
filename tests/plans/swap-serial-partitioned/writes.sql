INSERT INTO audit_log (tenant, what) VALUES (4, 'written :n');
UPDATE audit_log SET tenant = tenant + 1 WHERE id = :n - 999000;
DELETE FROM audit_log WHERE id = :n - 996000;
