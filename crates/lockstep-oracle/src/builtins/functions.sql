-- Volatility of the functions that a person may call by name; a name with
-- several overloads has the most volatile of them.
SELECT CASE max(CASE provolatile WHEN 'v' THEN 2 WHEN 's' THEN 1 ELSE 0 END)
         WHEN 2 THEN 'volatile' WHEN 1 THEN 'stable' ELSE 'immutable' END AS kind,
       proname::text AS word
FROM pg_proc p
WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f'
  -- What stands behind types, operators, aggregates and operator classes.
  AND NOT 'internal'::regtype = ANY (proargtypes)
  AND prorettype NOT IN ('internal'::regtype, 'cstring'::regtype, 'trigger'::regtype,
                         'event_trigger'::regtype, 'language_handler'::regtype)
  AND NOT EXISTS (SELECT FROM pg_type t WHERE p.oid IN (typinput, typoutput, typreceive, typsend, typmodin))
  AND coalesce(obj_description(oid, 'pg_proc'), '') NOT LIKE 'implementation of % operator'
  AND NOT EXISTS (SELECT FROM pg_amproc WHERE amproc = p.oid)
  AND NOT EXISTS (SELECT FROM pg_aggregate
                  WHERE p.oid IN (aggtransfn, aggfinalfn, aggcombinefn, aggmtransfn, aggminvtransfn, aggmfinalfn))
  -- The views of statistics and pg_upgrade call these.
  AND proname !~ '^(pg_stat_get|binary_upgrade)'
GROUP BY proname
