-- majors: 12-18
INSERT INTO public.organizations SELECT 'org' || g, 'Organization ' || g FROM generate_series(1, 100) g;
INSERT INTO public.connections (id, organization_id, status)
SELECT g, 'org' || g % 100 + 1, CASE WHEN g % 50 = 0 THEN 'revoked' ELSE 'active' END FROM generate_series(1, 1000) g;
INSERT INTO public.events (id, organization_id, connection_id, supersedes_event_id, semantic_type, title, payload_text, created_at)
SELECT g, 'org' || g % 100 + 1, g % 1000 + 1, CASE WHEN g % 10 = 0 THEN g - 1 END,
       CASE WHEN g % 20 = 0 THEN 'lifecycle' ELSE 'content' END,
       'title ' || g, 'some words about number ' || g, timestamptz '2025-01-01' + g * interval '1 minute'
FROM generate_series(1, 10000) g;
