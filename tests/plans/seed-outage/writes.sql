INSERT INTO public.events (id, organization_id, connection_id, title, payload_text, created_at)
VALUES (:n, 'org5', 5, 'fresh :n', NULL, '2025-06-01');
UPDATE public.events SET payload_text = 'other words :n' WHERE id = :n - 999990;
