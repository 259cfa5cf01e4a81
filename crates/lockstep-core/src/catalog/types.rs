//! Types that are known not to be domains.

/// Whether an unqualified type is one of PostgreSQL's own, or one that a
/// widely used extension brings, and so no domain with constraints.
///
/// Source: `pg_type` of PostgreSQL 18 (base types, ranges, multiranges), and
/// the types of the extensions citext, hstore, ltree, `PostGIS`, pgvector, cube,
/// isn and seg.
#[must_use]
pub fn is_plain_type(name: &str) -> bool {
    PLAIN.binary_search(&name).is_ok()
}

const PLAIN: &[&str] = &[
    "bit",
    "bool",
    "box",
    "bpchar",
    "bytea",
    "char",
    "cid",
    "cidr",
    "circle",
    "citext",
    "cstring",
    "cube",
    "date",
    "datemultirange",
    "daterange",
    "ean13",
    "float4",
    "float8",
    "geography",
    "geometry",
    "halfvec",
    "hstore",
    "inet",
    "int2",
    "int4",
    "int4multirange",
    "int4range",
    "int8",
    "int8multirange",
    "int8range",
    "interval",
    "isbn",
    "isbn13",
    "ismn",
    "ismn13",
    "issn",
    "issn13",
    "json",
    "jsonb",
    "jsonpath",
    "line",
    "lquery",
    "lseg",
    "ltree",
    "ltxtquery",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "path",
    "pg_lsn",
    "pg_snapshot",
    "point",
    "polygon",
    "raster",
    "regclass",
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "seg",
    "sparsevec",
    "text",
    "tid",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "txid_snapshot",
    "upc",
    "uuid",
    "varbit",
    "varchar",
    "vector",
    "xid",
    "xid8",
    "xml",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(PLAIN.is_sorted());
    }
}
