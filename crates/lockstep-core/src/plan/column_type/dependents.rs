//! What hangs on the column, and the same on the new one.
//!
//! Views, policies, rules, triggers, generated columns and functions do not
//! appear here: a column that one of them uses PostgreSQL lets nobody change.

use lockstep_syntax::script;
use lockstep_syntax::tree::{MatchKind, ReferentialAction, StatementKind};

use super::change::list;
use super::partitions::{self, PartIndex};
use super::{Change, reading};
use crate::catalog::{Constraint, ConstraintKind, Identity, Index, Name, Relation, naming, quote};
use crate::report::RelationKind;

/// What hangs on the column.
#[derive(Default)]
pub(super) struct Dependents {
    pub(super) indexes: Vec<IndexCopy>,
    /// Those of a partitioned table and its partitions instead.
    pub(super) parts: Vec<PartIndex>,
    pub(super) checks: Vec<Copied>,
    /// The column's own foreign keys, and those that reference it.
    pub(super) foreign_keys: Vec<Copied>,
    /// The sequences that the columns own, each with its column's place among
    /// them.
    pub(super) sequences: Vec<(usize, Name)>,
}

/// An index on the new column.
pub(super) struct IndexCopy {
    /// The name of the one on the old column, and its own, not quoted.
    pub(super) old: String,
    pub(super) new: String,
    /// The statement that builds it.
    pub(super) sql: String,
    /// The constraint that it stands behind: `PRIMARY KEY` or `UNIQUE`.
    pub(super) constraint: Option<&'static str>,
    /// `CLUSTER` goes by it.
    pub(super) clustered: bool,
    /// It tells rows apart for replication.
    pub(super) identity: bool,
}

/// A constraint on the new column.
pub(super) struct Copied {
    /// The table that has it, as the steps write it.
    pub(super) table: String,
    /// The table that it references.
    pub(super) referenced: String,
    /// The name of the one on the old column, and its own, not quoted.
    pub(super) old: String,
    pub(super) new: String,
    /// How it is written for the old column and for the new one.
    pub(super) before: String,
    pub(super) body: String,
    /// Old rows are known to satisfy it.
    pub(super) validated: bool,
}

impl Dependents {
    /// None where something would not become the same.
    pub(super) fn of(change: &Change<'_>) -> Option<Self> {
        let catalog = change.operation.situation.catalog;
        let mut found = Dependents::default();
        if change.is_partitioned() {
            if partitions::have_their_own(change)? {
                return None;
            }
            found.parts = partitions::indexes(change)?;
        }
        let own = catalog.indexes_of(&change.name);
        for (name, index) in own.filter(|(_, it)| !it.partitioned) {
            if change.is_used(&index.uses)? {
                let copy = index_copy(change, name, index)?;
                if found.indexes.iter().any(|other| other.new == copy.new) {
                    return None;
                }
                found.indexes.push(copy);
            }
        }
        for constraint in &change.relation.constraints {
            match &constraint.kind {
                ConstraintKind::Check { .. } if change.is_used(&constraint.uses)? => {
                    found.checks.push(check_copy(change, constraint)?);
                }
                ConstraintKind::ForeignKey { columns, .. }
                    if columns.iter().any(|it| change.has(it)) =>
                {
                    let copy = foreign_key_copy(change, &change.name, constraint)?;
                    found.foreign_keys.push(copy);
                }
                _ => {}
            }
        }
        for (referencing, constraint) in catalog.foreign_keys_to(&change.name) {
            let columns = constraint.kind.columns();
            let is_own = *referencing == change.name && columns.iter().any(|it| change.has(it));
            let key = referenced(change, constraint);
            let references = key.iter().any(|it| change.has(it));
            match (references, is_own) {
                (true, true) => return None,
                (true, false) => {
                    let copy = foreign_key_copy(change, referencing, constraint)?;
                    found.foreign_keys.push(copy);
                }
                _ => {}
            }
        }
        let owned = catalog.sequences_of(&change.name);
        for (place, column) in change.columns.iter().enumerate() {
            let mut own = owned.iter().filter(|(_, owner)| *owner == column.old);
            if let Some((sequence, _)) = own.next() {
                found.sequences.push((place, sequence.clone()));
            }
            if own.next().is_some() {
                return None;
            }
        }
        let names = found.checks.iter().chain(&found.foreign_keys);
        let mut names: Vec<_> = names.map(|it| (&it.table, &it.new)).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        (names.len() == all).then_some(found)
    }
}

fn index_copy(change: &Change<'_>, name: &Name, index: &Index) -> Option<IndexCopy> {
    let catalog = change.operation.situation.catalog;
    let new = naming::beside_name(catalog, name, "new");
    let definition = IndexDefinition::of(change, change.relation, name, index)?;
    Some(IndexCopy {
        sql: definition.create("CONCURRENTLY ", &quote(&new), &change.table),
        old: name.name().to_owned(),
        new,
        constraint: definition.constraint,
        clustered: change.relation.clustered.as_deref() == Some(name.name()),
        identity: change.relation.replica_identity == Identity::Index && index.identity,
    })
}

/// What an index on the column is on the new one.
#[derive(Clone)]
pub(super) struct IndexDefinition {
    /// The constraint that it stands behind: `PRIMARY KEY` or `UNIQUE`.
    pub(super) constraint: Option<&'static str>,
    unique: bool,
    /// From the key on, with the name of the new column.
    text: String,
    /// That of a constraint with the name that the column has in the end.
    pub(super) last: String,
}

impl IndexDefinition {
    /// None where it would not become the same.
    pub(super) fn of(
        change: &Change<'_>,
        relation: &Relation,
        name: &Name,
        index: &Index,
    ) -> Option<Self> {
        let mut constraints = relation.constraints.iter();
        let constraint = constraints.find(|it| it.kind.has_index() && it.name == name.name());
        let word = match constraint.map(|it| &it.kind) {
            None => None,
            Some(ConstraintKind::PrimaryKey { .. }) => Some("PRIMARY KEY"),
            Some(ConstraintKind::Unique { .. }) if index.method == "btree" => Some("UNIQUE"),
            Some(_) => return None,
        };
        if index.deferrable || constraint.is_some_and(|it| it.deferrable) {
            return None;
        }
        let structured = |constraint, columns: &dyn Fn(&[String]) -> String| {
            structured(index, constraint, columns)
        };
        let text = match (&index.definition, constraint) {
            (Some(definition), _) => written(change, index, definition)?,
            (None, Some(constraint)) => structured(constraint, &|it| change.listed(it)),
            (None, None) => return None,
        };
        Some(IndexDefinition {
            constraint: word,
            unique: index.unique,
            text,
            last: constraint.map_or_else(String::new, |it| structured(it, &|it| list(it))),
        })
    }

    /// The statement that builds it.
    pub(super) fn create(&self, how: &str, name: &str, table: &str) -> String {
        let unique = if self.unique { "UNIQUE " } else { "" };
        format!("CREATE {unique}INDEX {how}{name} ON {table} {};", self.text)
    }
}

/// An index as somebody wrote it, from the key on.
fn written(change: &Change<'_>, index: &Index, definition: &str) -> Option<String> {
    let script = script::read(definition);
    let statement = script.statements().next()?;
    let StatementKind::CreateIndex(create) = &statement.kind else {
        return None;
    };
    let key = create.definition.of(definition).trim();
    let mut text = key.to_owned();
    let predicate = create.predicate.as_ref();
    let predicate = predicate.map(|it| it.span.of(definition));
    let computed = index.columns.iter().any(String::is_empty);
    if computed {
        text = reading::same(change, &text)?;
    } else {
        text = reading::renamed(change, &text)?;
    }
    let mut changed = text != key;
    if let Some(predicate) = predicate {
        let same = reading::same(change, predicate)?;
        changed |= same != predicate;
        text.push_str(&[" WHERE ", &same].concat());
    }
    // It hangs on the column, whatever it calls it.
    changed.then_some(text)
}

/// The index of a constraint, from the key on.
fn structured(
    index: &Index,
    constraint: &Constraint,
    columns: &dyn Fn(&[String]) -> String,
) -> String {
    let mut text = format!("({})", columns(&index.columns));
    if !index.include.is_empty() {
        text.push_str(&[" INCLUDE (", &columns(&index.include), ")"].concat());
    }
    if index.nulls_not_distinct {
        text += " NULLS NOT DISTINCT";
    }
    text + &constraint.text
}

fn check_copy(change: &Change<'_>, constraint: &Constraint) -> Option<Copied> {
    if !constraint.enforced || constraint.inherited || constraint.text.is_empty() {
        return None;
    }
    let inherit = if constraint.no_inherit {
        " NO INHERIT"
    } else {
        ""
    };
    let text = reading::same(change, &constraint.text)?;
    Some(Copied {
        table: change.table.clone(),
        referenced: String::new(),
        old: constraint.name.clone(),
        new: constraint_name(change, &change.name, constraint),
        before: format!("CHECK ({}){inherit}", constraint.text),
        body: format!("CHECK ({text}){inherit}"),
        validated: constraint.validated,
    })
}

/// A foreign key on the column or to it.
fn foreign_key_copy(change: &Change<'_>, on: &Name, constraint: &Constraint) -> Option<Copied> {
    let catalog = change.operation.situation.catalog;
    let ConstraintKind::ForeignKey { columns, table, .. } = &constraint.kind else {
        return None;
    };
    let is_plain = |name: &Name, relation: &Relation| {
        relation.kind == RelationKind::Table
            && relation.parents.is_empty()
            && catalog.descendants(name).is_empty()
    };
    let known = |name: &Name| {
        let relation = catalog.relations.get(name);
        relation.is_some_and(|it| is_plain(name, it))
    };
    // On partitions it would be several.
    if !known(on) || !known(table) || !constraint.enforced || constraint.inherited {
        return None;
    }
    let key = referenced(change, constraint);
    let (own, target) = (change.spell(on), change.spell(table));
    let body = |rename: bool| {
        let named = |of: &Name, columns: &[String]| {
            if rename && *of == change.name {
                change.listed(columns)
            } else {
                list(columns)
            }
        };
        let to = match key.as_slice() {
            [] => String::new(),
            key => format!(" ({})", named(table, key)),
        };
        Some(format!(
            "FOREIGN KEY ({}) REFERENCES {target}{to}{}",
            named(on, columns),
            clauses(constraint)?
        ))
    };
    Some(Copied {
        new: constraint_name(change, on, constraint),
        before: body(false)?,
        body: body(true)?,
        table: own,
        referenced: target,
        old: constraint.name.clone(),
        validated: constraint.validated,
    })
}

/// The columns that a foreign key references; those of the primary key where
/// none are written.
pub(super) fn referenced(change: &Change<'_>, constraint: &Constraint) -> Vec<String> {
    let ConstraintKind::ForeignKey {
        table, referenced, ..
    } = &constraint.kind
    else {
        return Vec::new();
    };
    let catalog = change.operation.situation.catalog;
    let primary = || catalog.primary_key(table).unwrap_or_default();
    if referenced.is_empty() {
        primary()
    } else {
        referenced
    }
    .to_vec()
}

/// What stands behind the referenced columns.
fn clauses(constraint: &Constraint) -> Option<String> {
    let ConstraintKind::ForeignKey {
        on_delete,
        on_update,
        match_kind,
        deferrable,
        deferred,
        ..
    } = &constraint.kind
    else {
        return None;
    };
    // What it sets to NULL is a part of the key, or it goes by periods.
    if !constraint.text.is_empty() {
        return None;
    }
    let mut text = String::new();
    if *match_kind == MatchKind::Full {
        text += " MATCH FULL";
    }
    for (event, action) in [("UPDATE", on_update), ("DELETE", on_delete)] {
        let action = match action {
            ReferentialAction::NoAction => continue,
            ReferentialAction::Restrict => "RESTRICT",
            ReferentialAction::Cascade => "CASCADE",
            ReferentialAction::SetNull => "SET NULL",
            ReferentialAction::SetDefault => "SET DEFAULT",
        };
        text.push_str(&[" ON ", event, " ", action].concat());
    }
    if *deferrable {
        text += " DEFERRABLE";
    }
    if *deferred {
        text += " INITIALLY DEFERRED";
    }
    Some(text)
}

fn constraint_name(change: &Change<'_>, table: &Name, constraint: &Constraint) -> String {
    naming::constraint_beside(change.operation.situation.catalog, table, &constraint.name)
}
