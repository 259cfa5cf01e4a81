-- Types, casts and operator classes: a kind of line, and a word of it.
WITH type AS (
  SELECT oid, typtype, typrelid, typcategory, typcollation, typnamespace,
         CASE typname WHEN 'char' THEN '"char"' ELSE typname END AS name
  FROM pg_type
  -- Arrays are told by their elements.
  WHERE typname !~ '^_' AND typrelid = 0
  -- What only catalogs and indexes hold.
  AND typname !~ '^(gtsvector|ghstore|ltree_gist|smgr|pg_(dep|ndis|mcv|node|brin|ddl).*)$'
  AND typnamespace IN ('pg_catalog'::regnamespace, 'public'::regnamespace)
)
-- What a type is: one that PostgreSQL takes for text can be written to from
-- any other, one with a collation sorts by it.
SELECT CASE WHEN typnamespace <> 'pg_catalog'::regnamespace THEN 'extension'
            WHEN typtype = 'p' THEN 'pseudo'
            WHEN typtype = 'r' THEN 'range'
            WHEN typtype = 'm' THEN 'multirange'
            ELSE 'plain' END AS kind, name AS word
FROM type WHERE typtype IN ('b', 'p', 'r', 'm')
UNION ALL SELECT 'string', name FROM type WHERE typcategory = 'S'
UNION ALL SELECT 'collated', name FROM type WHERE typcollation <> 0
-- `cast/METHOD CONTEXT/SOURCE`: b is no work at all, f a function, i the text
-- of the value; e has to be written, a happens in assignments, i anywhere.
UNION ALL
SELECT 'cast/' || castmethod::text || castcontext::text || '/' || source.name, target.name
FROM pg_cast JOIN type source ON source.oid = castsource JOIN type target ON target.oid = casttarget
WHERE castsource <> casttarget
-- Types whose modifiers are a cast of the type to itself.
UNION ALL
SELECT 'length', name FROM pg_cast JOIN type ON type.oid = castsource WHERE castsource = casttarget
-- `class/METHOD`: the types that have a default operator class.
UNION ALL
SELECT 'class/' || amname, name
FROM pg_opclass JOIN pg_am ON pg_am.oid = opcmethod JOIN type ON type.oid = opcintype
WHERE opcdefault
-- `named/TYPE`: the other operator classes.
UNION ALL
SELECT DISTINCT 'named/' || name, opcname::text
FROM pg_opclass JOIN type ON type.oid = opcintype WHERE NOT opcdefault
-- `equal/TYPE`: what else a btree compares it with.
UNION ALL
SELECT 'equal/' || l.name, r.name
FROM pg_amop JOIN pg_am ON pg_am.oid = amopmethod
  JOIN type l ON l.oid = amoplefttype JOIN type r ON r.oid = amoprighttype
WHERE amname = 'btree' AND amopstrategy = 3 AND amoppurpose = 's' AND amoplefttype <> amoprighttype
