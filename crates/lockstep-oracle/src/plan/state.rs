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
  SELECT oid, nspname, nspowner, nspacl FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), rel AS (
  SELECT c.oid, c.relname, c.relkind, c.relpersistence, c.reloptions, c.reltoastrelid, c.reloftype,
         c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relacl, c.relpartbound,
         c.relowner, ns.nspname, quote_ident(ns.nspname) || '.' || quote_ident(c.relname) AS name,
         (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace) AS space,
         (SELECT amname FROM pg_am WHERE oid = c.relam) AS method
  FROM pg_class c JOIN ns ON ns.oid = c.relnamespace
)
SELECT concat_ws(' ', 'schema', nspname, 'owner', pg_get_userbyid(nspowner), 'acl', nspacl::text)
FROM ns
UNION ALL
SELECT concat_ws(' ', 'relation', name, 'kind', relkind, 'persistence', relpersistence,
         'options', reloptions::text, 'of its TOAST table',
         (SELECT reloptions::text FROM pg_class WHERE oid = rel.reltoastrelid),
         'space', space, 'method', method, 'rls', relrowsecurity, relforcerowsecurity,
         'identity', relreplident, 'acl', relacl::text, 'of type', nullif(reloftype, 0)::regtype,
         'bound', pg_get_expr(relpartbound, oid), 'key', pg_get_partkeydef(oid),
         'owner', pg_get_userbyid(relowner),
         CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END)
FROM rel WHERE relkind <> 'i' AND relkind <> 'I'
UNION ALL
SELECT concat_ws(' ', 'column', rel.name || '.' || quote_ident(a.attname),
         format_type(a.atttypid, a.atttypmod),
         'notnull', a.attnotnull, 'identity', a.attidentity,
         'generated', to_jsonb(a) ->> 'attgenerated', 'storage', a.attstorage,
         'compression', to_jsonb(a) ->> 'attcompression', 'options', a.attoptions::text,
         'statistics', nullif(coalesce(to_jsonb(a) ->> 'attstattarget', '-1'), '-1'),
         'local', a.attislocal, 'inherited', a.attinhcount,
         'collation', (SELECT collname FROM pg_collation WHERE oid = a.attcollation),
         'acl', a.attacl::text, 'default', pg_get_expr(d.adbin, d.adrelid))
FROM pg_attribute a JOIN rel ON rel.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND rel.relkind NOT IN ('i', 'I', 'S')
UNION ALL
SELECT concat_ws(' ', 'child', c.name, 'of', p.name,
         'being detached', to_jsonb(h) ->> 'inhdetachpending')
FROM pg_inherits h JOIN rel c ON c.oid = h.inhrelid JOIN rel p ON p.oid = h.inhparent
UNION ALL
SELECT concat_ws(' ', 'constraint', rel.name, nullif(k.contypid, 0)::regtype,
         quote_ident(k.conname), pg_get_constraintdef(k.oid), 'valid', k.convalidated,
         'enforced', to_jsonb(k) ->> 'conenforced', 'local', k.conislocal,
         'inherited', k.coninhcount, 'deferrable', k.condeferrable, k.condeferred,
         'index', nullif(k.conindid, 0)::regclass,
         'of', (SELECT concat(conrelid::regclass, ' ', conname) FROM pg_constraint p
                WHERE p.oid = nullif(k.conparentid, 0)))
FROM pg_constraint k JOIN ns ON ns.oid = k.connamespace LEFT JOIN rel ON rel.oid = k.conrelid
WHERE k.contype <> 't'
UNION ALL
SELECT concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid), 'valid', i.indisvalid,
         'ready', i.indisready, 'live', i.indislive, 'primary', i.indisprimary,
         'unique', i.indisunique, 'immediate', i.indimmediate, 'clustered', i.indisclustered,
         'identity', i.indisreplident, 'options', rel.reloptions::text, 'space', space,
         'owner', pg_get_userbyid(relowner), 'statistics',
         (SELECT string_agg(attnum || ':' || (to_jsonb(a) ->> 'attstattarget'), ' ' ORDER BY attnum)
          FROM pg_attribute a WHERE attrelid = rel.oid
            AND coalesce(to_jsonb(a) ->> 'attstattarget', '-1') <> '-1'))
FROM pg_index i JOIN rel ON rel.oid = i.indexrelid
UNION ALL
SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled)
FROM pg_trigger t JOIN rel ON rel.oid = t.tgrelid WHERE NOT t.tgisinternal
UNION ALL
SELECT concat_ws(' ', 'rule', pg_get_ruledef(r.oid), 'enabled', r.ev_enabled)
FROM pg_rewrite r JOIN rel ON rel.oid = r.ev_class WHERE r.rulename <> '_RETURN'
UNION ALL
SELECT concat_ws(' ', 'function', p.oid::regprocedure, CASE WHEN p.prokind <> 'a' THEN
         pg_get_functiondef(p.oid) END, 'owner', pg_get_userbyid(p.proowner), 'acl', p.proacl::text)
FROM pg_proc p JOIN ns ON ns.oid = p.pronamespace
UNION ALL
SELECT concat_ws(' ', 'sequence', s.schemaname, s.sequencename, s.data_type, s.start_value,
         s.min_value, s.max_value, s.increment_by, s.cycle, s.cache_size, 'owned by',
         (SELECT concat(a.attrelid::regclass, '.', a.attname, ' ', d.deptype)
          FROM pg_depend d JOIN pg_attribute a ON (attrelid, attnum) = (d.refobjid, d.refobjsubid)
          WHERE d.objid = rel.oid AND d.classid = 'pg_class'::regclass
            AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')))
FROM pg_sequences s JOIN rel ON rel.nspname = s.schemaname AND rel.relname = s.sequencename
UNION ALL
SELECT concat_ws(' ', 'policy', schemaname, tablename, policyname, permissive, roles::text, cmd,
         qual, with_check) FROM pg_policies
UNION ALL
SELECT concat_ws(' ', 'type', quote_ident(ns.nspname) || '.' || quote_ident(t.typname), t.typtype,
         format_type(nullif(t.typbasetype, 0), t.typtypmod), t.typnotnull, t.typdefault,
         (SELECT collname FROM pg_collation WHERE oid = t.typcollation),
         'owner', pg_get_userbyid(t.typowner), 'acl', t.typacl::text,
         (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum
          WHERE enumtypid = t.oid),
         (SELECT rngsubtype::regtype FROM pg_range WHERE rngtypid = t.oid))
FROM pg_type t JOIN ns ON ns.oid = t.typnamespace WHERE t.typtype IN ('d', 'e', 'r')
UNION ALL
SELECT concat_ws(' ', 'statistics', pg_get_statisticsobjdef(s.oid), to_jsonb(s) ->> 'stxstattarget',
         'owner', pg_get_userbyid(s.stxowner))
FROM pg_statistic_ext s JOIN ns ON ns.oid = s.stxnamespace
UNION ALL
SELECT concat_ws(' ', 'publication', (to_jsonb(p) - 'oid' - 'pubowner')::text,
         'owner', pg_get_userbyid(p.pubowner)) FROM pg_publication p
UNION ALL
SELECT concat_ws(' ', 'published', (to_jsonb(t) - 'attnames')::text,
         (SELECT string_agg(name, ',' ORDER BY name)
          FROM jsonb_array_elements_text(to_jsonb(t) -> 'attnames') AS name))
FROM pg_publication_tables t
UNION ALL
SELECT concat_ws(' ', 'event trigger', evtname, evtevent, evtfoid::regproc, evtenabled,
         evttags::text) FROM pg_event_trigger
UNION ALL
SELECT concat_ws(' ', 'default privileges', defaclrole::regrole,
         nullif(defaclnamespace, 0)::regnamespace, defaclobjtype, defaclacl::text)
FROM pg_default_acl
UNION ALL
SELECT concat_ws(' ', 'comment', pg_describe_object(classoid, objoid, objsubid), description)
FROM pg_description WHERE objoid >= 16384
UNION ALL
-- Whatever else there is: every object of the user's that depends on another.
SELECT DISTINCT concat_ws(' ', 'object', it.type, it.identity)
FROM pg_depend d, LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) AS it
WHERE d.objid >= 16384 AND it.identity !~ '^pg_toast\\.'
  AND NOT EXISTS (SELECT FROM pg_trigger WHERE oid = d.objid AND tgisinternal)";

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
    // A sequence that is behind would give a number twice.
    let sequences = client
        .query(
            "SELECT format('%I.%I at %s', schemaname, sequencename, last_value) \
             FROM pg_sequences ORDER BY 1",
            &[],
        )
        .map_err(failed())?;
    state.extend(sequences.iter().map(|row| row.get::<_, String>(0)));
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
