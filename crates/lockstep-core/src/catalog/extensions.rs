//! What widely used extensions bring, as far as definitions can depend on it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Types, functions and operator classes of an extension; none when its
/// members are not listed.
///
/// Source: the scripts of the extensions in `contrib` of PostgreSQL, pgvector
/// and `PostGIS`.
#[must_use]
pub fn extension_members(extension: &str) -> Option<impl Iterator<Item = &'static str>> {
    let of = MEMBERS.iter().find(|(name, _)| *name == extension);
    of.map(|(_, members)| members.split(' '))
}

/// The extension that brings a type, a function or an operator class.
#[must_use]
pub fn extension_with(member: &str) -> Option<&'static str> {
    static EXTENSIONS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
        let of = |(extension, members): &(&'static str, &'static str)| {
            let extension = *extension;
            members.split(' ').map(move |member| (member, extension))
        };
        MEMBERS.iter().flat_map(of).collect()
    });
    EXTENSIONS.get(member).copied()
}

/// Whether an extension is known to create no table, view or sequence.
#[must_use]
pub(super) fn creates_no_relations(extension: &str) -> bool {
    WITHOUT_RELATIONS.contains(&extension) || extension_members(extension).is_some()
}

const MEMBERS: &[(&str, &str)] = &[
    ("citext", "citext citext_ops"),
    ("cube", "cube gist_cube_ops cube_ops"),
    ("hstore", "hstore gin_hstore_ops gist_hstore_ops"),
    ("intarray", "gin__int_ops gist__int_ops gist__intbig_ops"),
    ("isn", "ean13 isbn isbn13 ismn ismn13 issn issn13 upc"),
    ("ltree", "ltree lquery ltxtquery gist_ltree_ops"),
    (
        "pg_trgm",
        "gin_trgm_ops gist_trgm_ops similarity word_similarity show_trgm",
    ),
    (
        "pgcrypto",
        "armor crypt dearmor decrypt digest encrypt gen_random_bytes gen_salt hmac",
    ),
    ("seg", "seg gist_seg_ops seg_ops"),
    ("unaccent", "unaccent"),
    (
        "uuid-ossp",
        "uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 \
         uuid_nil uuid_ns_dns uuid_ns_oid uuid_ns_url uuid_ns_x500",
    ),
    (
        "vector",
        "vector halfvec sparsevec vector_l2_ops vector_cosine_ops vector_ip_ops",
    ),
];

const WITHOUT_RELATIONS: &[&str] = &[
    "amcheck",
    "autoinc",
    "bloom",
    "btree_gin",
    "btree_gist",
    "dblink",
    "dict_int",
    "dict_xsyn",
    "earthdistance",
    "file_fdw",
    "fuzzystrmatch",
    "insert_username",
    "lo",
    "moddatetime",
    "pageinspect",
    "pgrowlocks",
    "pgstattuple",
    "plpgsql",
    "postgres_fdw",
    "refint",
    "sslinfo",
    "tablefunc",
    "tcn",
    "tsm_system_rows",
    "tsm_system_time",
    "xml2",
];
