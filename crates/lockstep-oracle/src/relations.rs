//! What a database holds, before and after.

use std::collections::BTreeMap;

use postgres::Client;

use crate::error::Error;

/// One relation of the user's schemas, or a TOAST relation that belongs to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    /// Qualified and quoted as PostgreSQL needs it; TOAST relations are named
    /// after their table.
    pub name: String,
    /// As in the report contract.
    pub kind: &'static str,
    /// The file it is stored in; none for partitioned ones and views.
    pub file: Option<u32>,
    /// Its size in bytes.
    pub bytes: i64,
    /// Rows of a table, its children not counted.
    pub rows: i64,
    /// TOAST relations come and go with their table.
    pub toast: bool,
    /// The table that an index belongs to.
    pub table: Option<u32>,
}

/// All relations by their object id.
pub(crate) type Relations = BTreeMap<u32, Relation>;

const LIST: &str = "
SELECT c.oid,
       CASE WHEN o.oid IS NULL
            THEN quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            ELSE 'toast of ' || quote_ident(m.nspname) || '.' || quote_ident(o.relname) END,
       c.relkind::text,
       pg_relation_filenode(c.oid),
       coalesce(pg_relation_size(c.oid), 0),
       o.oid IS NOT NULL,
       i.indrelid,
       c.relispopulated
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_index i ON i.indexrelid = c.oid
LEFT JOIN pg_class o ON n.nspname = 'pg_toast' AND o.reltoastrelid = coalesce(i.indrelid, c.oid)
LEFT JOIN pg_namespace m ON m.oid = o.relnamespace
WHERE coalesce(m.nspname, n.nspname) NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
  -- What a session that has just ended leaves for a moment.
  AND NOT pg_is_other_temp_schema(coalesce(m.oid, n.oid))
ORDER BY c.oid";

/// Lists the relations as a session sees them now.
pub(crate) fn list(client: &mut Client) -> Result<Relations, Error> {
    let failed = || Error::server("listing the relations");
    let mut relations = Relations::new();
    let mut readable = Vec::new();
    for row in client.query(LIST, &[]).map_err(failed())? {
        let toast: bool = row.get(5);
        if row.get(7) {
            readable.push(row.get(0));
        }
        let relkind: String = row.get(2);
        relations.insert(
            row.get(0),
            Relation {
                name: row.get(1),
                kind: kind(&relkind, toast),
                file: row.get(3),
                bytes: row.get(4),
                rows: 0,
                toast,
                table: row.get(6),
            },
        );
    }
    for oid in readable {
        if let Some(relation) = relations.get_mut(&oid)
            && matches!(relation.kind, "table" | "materialized view")
        {
            let count = format!("SELECT count(*) FROM ONLY {}", relation.name);
            relation.rows = client.query_one(&count, &[]).map_err(failed())?.get(0);
        }
    }
    Ok(relations)
}

fn kind(relkind: &str, toast: bool) -> &'static str {
    match (relkind, toast) {
        ("t", _) => "toast",
        ("i", true) => "toast index",
        ("i", false) => "index",
        ("I", _) => "partitioned index",
        ("p", _) => "partitioned table",
        ("v", _) => "view",
        ("m", _) => "materialized view",
        ("S", _) => "sequence",
        ("f", _) => "foreign table",
        ("c", _) => "composite type",
        _ => "table",
    }
}
