//! The state of a database as lines of text that can be compared.

use std::collections::BTreeSet;

use postgres::Client;

use crate::error::Error;

/// What is compared of a database, a line for each thing.
pub(super) type State = BTreeSet<String>;

/// Schemas of the user, and what of a catalog row is a fact rather than a
/// number: read through JSON, because older majors lack some columns.
const CATALOG: &str = "
WITH ns AS (
  SELECT oid, nspname FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), rel AS (
  SELECT c.oid, c.relname, c.relkind, c.relpersistence, c.reloptions, c.relrowsecurity,
         c.relforcerowsecurity, c.relreplident, c.relacl, c.relpartbound, c.relowner, ns.nspname,
         quote_ident(ns.nspname) || '.' || quote_ident(c.relname) AS name
  FROM pg_class c JOIN ns ON ns.oid = c.relnamespace
)
SELECT 'schema ' || nspname FROM ns
UNION ALL
SELECT concat_ws(' ', 'relation', name, 'kind', relkind, 'persistence', relpersistence,
         'options', reloptions::text, 'rls', relrowsecurity, relforcerowsecurity,
         'identity', relreplident, 'acl', relacl::text,
         'bound', pg_get_expr(relpartbound, oid), 'key', pg_get_partkeydef(oid),
         'owner', pg_get_userbyid(relowner),
         CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END)
FROM rel WHERE relkind <> 'i' AND relkind <> 'I'
UNION ALL
SELECT concat_ws(' ', 'column', rel.name || '.' || quote_ident(a.attname),
         format_type(a.atttypid, a.atttypmod),
         'notnull', a.attnotnull, 'identity', a.attidentity,
         'generated', to_jsonb(a) ->> 'attgenerated', 'storage', a.attstorage,
         'statistics', nullif(coalesce(to_jsonb(a) ->> 'attstattarget', '-1'), '-1'),
         'collation', (SELECT collname FROM pg_collation WHERE oid = a.attcollation),
         'acl', a.attacl::text, 'default', pg_get_expr(d.adbin, d.adrelid))
FROM pg_attribute a JOIN rel ON rel.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND rel.relkind NOT IN ('i', 'I', 'S')
UNION ALL
SELECT concat_ws(' ', 'constraint', coalesce(rel.name, 'domain'), quote_ident(k.conname),
         pg_get_constraintdef(k.oid), 'valid', k.convalidated,
         'enforced', to_jsonb(k) ->> 'conenforced', 'local', k.conislocal)
FROM pg_constraint k JOIN ns ON ns.oid = k.connamespace LEFT JOIN rel ON rel.oid = k.conrelid
WHERE k.contype <> 't'
UNION ALL
SELECT concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid), 'valid', i.indisvalid,
         'ready', i.indisready, 'primary', i.indisprimary, 'unique', i.indisunique,
         'immediate', i.indimmediate, 'clustered', i.indisclustered,
         'identity', i.indisreplident, 'options', rel.reloptions::text)
FROM pg_index i JOIN rel ON rel.oid = i.indexrelid
UNION ALL
SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled)
FROM pg_trigger t JOIN rel ON rel.oid = t.tgrelid WHERE NOT t.tgisinternal
UNION ALL
SELECT 'function ' || pg_get_functiondef(p.oid)
FROM pg_proc p JOIN ns ON ns.oid = p.pronamespace WHERE p.prokind IN ('f', 'p')
UNION ALL
SELECT concat_ws(' ', 'sequence', s.schemaname, s.sequencename, s.data_type, s.start_value,
         s.min_value, s.max_value, s.increment_by, s.cycle, 'owner',
         (SELECT refobjid::regclass::text || '.' || refobjsubid FROM pg_depend
          WHERE objid = rel.oid AND classid = 'pg_class'::regclass
            AND refobjsubid > 0 AND deptype IN ('a', 'i')))
FROM pg_sequences s JOIN rel ON rel.nspname = s.schemaname AND rel.relname = s.sequencename
UNION ALL
SELECT concat_ws(' ', 'policy', schemaname, tablename, policyname, permissive, roles::text, cmd,
         qual, with_check) FROM pg_policies
UNION ALL
SELECT concat_ws(' ', 'type', quote_ident(ns.nspname) || '.' || quote_ident(t.typname), t.typtype,
         t.typnotnull, t.typdefault,
         (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum
          WHERE enumtypid = t.oid))
FROM pg_type t JOIN ns ON ns.oid = t.typnamespace WHERE t.typtype IN ('d', 'e', 'r')
UNION ALL
SELECT concat_ws(' ', 'comment', pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description)
FROM pg_description d
WHERE d.classoid = 'pg_class'::regclass AND d.objoid IN (SELECT oid FROM rel)
   OR d.classoid = 'pg_constraint'::regclass
      AND d.objoid IN (SELECT k.oid FROM pg_constraint k JOIN ns ON ns.oid = k.connamespace)";

/// The catalog; the order of columns is left out.
pub(super) fn catalog(client: &mut Client) -> Result<State, Error> {
    let rows = client
        .query(CATALOG, &[])
        .map_err(Error::server("reading the catalog"))?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// The rows, equal ones counted. `differs`
/// names columns whose values cannot be compared.
pub(super) fn data(client: &mut Client, differs: &[String]) -> Result<State, Error> {
    let failed = || Error::server("reading the rows");
    let tables = client
        .query(
            "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) \
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' \
               AND n.nspname <> 'information_schema' ORDER BY 1",
            &[],
        )
        .map_err(failed())?;
    let mut state = State::new();
    for table in tables {
        let table: String = table.get(0);
        let columns: Vec<&str> = differs
            .iter()
            .filter_map(|column| column.strip_prefix(&table)?.strip_prefix('.'))
            .collect();
        let mut row = "to_jsonb(t)".to_owned();
        for column in &columns {
            row = format!("{row} - '{column}'");
        }
        // Keys of jsonb are sorted, so the order of columns does not matter.
        let rows = client
            .query(
                &format!(
                    "SELECT count(*) || ' × {table} ' || ({row})::text FROM ONLY {table} t \
                     GROUP BY ({row})::text"
                ),
                &[],
            )
            .map_err(failed())?;
        state.extend(rows.iter().map(|row| row.get::<_, String>(0)));
        for column in columns {
            // Short random values may well meet once or twice.
            let shape: String = client
                .query_one(
                    &format!(
                        "SELECT count(x) || ' filled, ' || CASE \
                           WHEN count(DISTINCT x) * 100 >= count(x) * 99 THEN 'each its own' \
                           ELSE count(DISTINCT x) || ' different' END \
                         FROM (SELECT to_jsonb(t) ->> '{column}' AS x FROM ONLY {table} t) s"
                    ),
                    &[],
                )
                .map_err(failed())?
                .get(0);
            state.insert(format!("values of {table}.{column}: {shape}"));
        }
    }
    Ok(state)
}

/// What only one of two states has, one line each; of many, the first few.
pub(super) fn difference(expected: &State, found: &State) -> Vec<String> {
    let mut lines = Vec::new();
    let mut add = |sign: char, only: Vec<&String>| {
        for line in only.iter().take(3) {
            let line: String = line.split_whitespace().collect::<Vec<_>>().join(" ");
            lines.push(format!("{sign} {line}"));
        }
        if only.len() > 3 {
            lines.push(format!("{sign} and {} more", only.len() - 3));
        }
    };
    add('-', expected.difference(found).collect());
    add('+', found.difference(expected).collect());
    lines
}
