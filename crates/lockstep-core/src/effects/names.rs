//! What a statement names has to be there, and to be of the right kind.
//!
//! What nobody has said is taken for granted: only what the catalog knows to
//! be missing, or to be something else, is refused.

use lockstep_syntax::tree::ObjectName;

use super::{Effects, Situation};
use crate::catalog::{Name, Presence, Relation};
use crate::report::RelationKind;

/// What a name stands for.
pub(super) enum Named<'c> {
    /// A relation that is known.
    Relation(&'c Relation),
    /// An index that is known.
    Index,
    /// Nobody has said.
    Unknown,
    /// Nothing.
    Nothing,
}

/// What a name stands for.
pub(super) fn look_up<'c>(situation: Situation<'c>, name: &Name) -> Named<'c> {
    match situation.catalog.presence(name) {
        Presence::Known(relation) => Named::Relation(relation),
        _ if situation.catalog.indexes.contains_key(name) => Named::Index,
        Presence::Absent => Named::Nothing,
        Presence::Unknown => Named::Unknown,
    }
}

/// Refuses a relation that is missing; false when it is.
pub(super) fn exists(situation: Situation<'_>, name: &Name, into: &mut Effects) -> bool {
    let missing = matches!(look_up(situation, name), Named::Nothing);
    if missing {
        missing_relation(situation, name, into);
    }
    !missing
}

/// Refuses what names a relation that does not exist.
pub(super) fn missing_relation(situation: Situation<'_>, name: &Name, into: &mut Effects) {
    missing_schema(situation, name.schema(), into);
    into.fail("42P01", format!("relation {name} does not exist"));
}

/// Refuses what names a schema that does not exist.
pub(super) fn missing_schema(situation: Situation<'_>, schema: &str, into: &mut Effects) {
    if situation.catalog.has_schema(schema) == Some(false) {
        let schema = crate::catalog::quote(schema);
        into.fail("3F000", format!("schema {schema} does not exist"));
    }
}

/// Refuses a relation that is known to be of another kind; `wanted` says which
/// are right.
pub(super) fn is_kind(
    situation: Situation<'_>,
    name: &Name,
    wanted: &[RelationKind],
    what: &str,
    into: &mut Effects,
) {
    let wrong = match look_up(situation, name) {
        Named::Relation(known) => !wanted.contains(&known.kind) && !is_guess(known),
        Named::Index => !wanted.contains(&RelationKind::Index),
        Named::Unknown | Named::Nothing => false,
    };
    if wrong {
        into.fail("42809", format!("{name} is not {what}"));
    }
}

/// Whether only what the migration does to it tells that it is there.
fn is_guess(relation: &Relation) -> bool {
    relation.origin == crate::catalog::Origin::Assumed
}

/// Whether every table has a column of this name.
///
/// Source: `SystemAttributeByName` in `src/backend/catalog/heap.c`.
pub(super) fn is_system_column(name: &str) -> bool {
    ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"].contains(&name)
}

/// Refuses a column that a relation is known not to have.
pub(super) fn has_column(
    situation: Situation<'_>,
    table: &Name,
    column: &str,
    into: &mut Effects,
) -> bool {
    let missing = situation.catalog.has_column(table, column) == Some(false);
    if missing {
        let column = crate::catalog::quote(column);
        into.fail("42703", format!("{table} has no column {column}"));
    }
    !missing
}

/// A name that has to be free, for a relation or an index.
pub(super) fn is_free(situation: Situation<'_>, name: &Name, into: &mut Effects) -> bool {
    let taken = matches!(look_up(situation, name), Named::Relation(_) | Named::Index);
    if taken {
        into.fail("42P07", format!("{name} exists already"));
    }
    !taken
}

/// The relation that a statement creates.
pub(super) fn created(situation: Situation<'_>, written: &ObjectName<'_>) -> Name {
    let schema = written
        .schema()
        .unwrap_or_else(|| situation.catalog.creation_schema());
    Name::new(schema, written.name())
}

/// The relation that a statement creates, which hides one of its name where it
/// is temporary.
///
/// Source: `RangeVarAdjustRelationPersistence` in
/// `src/backend/catalog/namespace.c`.
pub(super) fn created_or_hides(
    situation: Situation<'_>,
    written: &ObjectName<'_>,
    temporary: bool,
) -> Name {
    let name = created(situation, written);
    let known = situation.catalog.relations.get(&name);
    if temporary && known.is_some_and(|known| !known.temporary) {
        return Name::new("pg_temp", name.name());
    }
    name
}
