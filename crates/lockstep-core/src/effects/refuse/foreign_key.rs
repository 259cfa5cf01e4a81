//! What a foreign key needs: columns on both sides, a key, and types that can
//! be compared.

use lockstep_syntax::tree::ForeignKeyTarget;

use super::super::{Effects, Situation, names};
use super::{TABLES, missing, type_of};
use crate::catalog::{CastContext, Coercion, DataType, Name, quote};

/// What a foreign key references has to be there, and to be a table.
pub(super) fn target(situation: Situation<'_>, target: &ForeignKeyTarget<'_>, into: &mut Effects) {
    let referenced = situation.catalog.resolve(&target.table);
    names::exists(situation, &referenced, into);
    names::is_kind(situation, &referenced, TABLES, "a table", into);
    if situation.major < 12 && situation.catalog.is_partitioned(&referenced) {
        into.fail(
            "42809",
            "foreign keys that reference partitioned tables came with PostgreSQL 12",
        );
    }
}

/// Source: `ATAddForeignKeyConstraint` and `transformFkeyCheckAttrs` in
/// `src/backend/commands/tablecmds.c`.
pub(super) fn refuse(
    situation: Situation<'_>,
    columns: &[(&str, Option<DataType>)],
    target: &ForeignKeyTarget<'_>,
    into: &mut Effects,
) {
    self::target(situation, target, into);
    let catalog = situation.catalog;
    let referenced = catalog.resolve(&target.table);
    for column in &target.columns {
        names::has_column(situation, &referenced, &column.value, into);
    }
    let Some(known) = catalog.relations.get(&referenced) else {
        return;
    };
    let key: Vec<&str> = if target.columns.is_empty() {
        match catalog.primary_key(&referenced) {
            Some(key) => key.iter().map(String::as_str).collect(),
            None if known.complete => {
                return missing("42704", "a primary key of", &referenced, into);
            }
            None => return,
        }
    } else {
        target.columns.iter().map(|column| &*column.value).collect()
    };
    if key.len() != columns.len() {
        into.fail(
            "42830",
            "as many columns have to reference as are referenced",
        );
    }
    let period = catalog.references_period(&referenced, target);
    if known.complete && !is_unique(situation, &referenced, &key, period) {
        let list = key.iter().map(|column| quote(column)).collect::<Vec<_>>();
        let list = list.join(", ");
        into.fail(
            "42830",
            format!("nothing makes ({list}) of {referenced} unique"),
        );
    }
    for ((column, from), to) in columns.iter().zip(key) {
        let to_type = type_of(situation, &referenced, to);
        if let (Some(from), Some(to_type)) = (from, &to_type)
            && !comparable(situation, from, to_type)
        {
            let (column, to) = (quote(column), quote(to));
            into.fail(
                "42804",
                format!("{column} and {referenced}.{to} have types that are not compared"),
            );
        }
    }
}

/// Whether a unique index has just these columns, in whichever order; for a
/// period, that of a key WITHOUT OVERLAPS.
fn is_unique(situation: Situation<'_>, table: &Name, key: &[&str], period: bool) -> bool {
    situation.catalog.indexes_of(table).any(|(_, index)| {
        index.unique
            && (index.method == "gist") == period
            && !index.partial
            && index.columns.len() == key.len()
            && key
                .iter()
                .all(|column| index.columns.iter().any(|it| it == column))
    })
}

/// Whether values of a referencing column can be compared with the key: by an
/// operator of the family of its index, or after a cast that nobody writes.
fn comparable(situation: Situation<'_>, from: &DataType, to: &DataType) -> bool {
    const FAMILIES: [&[&str]; 4] = [
        &["int2", "int4", "int8"],
        &["float4", "float8"],
        &["text", "varchar", "name"],
        &["date", "timestamp", "timestamptz"],
    ];
    let catalog = situation.catalog;
    let (Some(from), Some(to)) = (catalog.base_type(from), catalog.base_type(to)) else {
        return true;
    };
    let family = |data_type: &DataType| {
        let name = data_type.builtin_name().unwrap_or_default();
        FAMILIES.iter().position(|family| family.contains(&name))
    };
    let same_family =
        from.array == to.array && family(from).is_some() && family(from) == family(to);
    same_family
        || from.is_same_type(to)
        || catalog.coerce(from, to, CastContext::Implicit, situation.major) != Coercion::Refused
}
