//! `ADD UNIQUE` and `ADD PRIMARY KEY` on a table in use: the index is built
//! while writes go on, and the constraint takes it over.
//!
//! A primary key's columns are proven not to hold NULL before, because `ADD
//! PRIMARY KEY USING INDEX` reads the table for each that may.

use lockstep_syntax::tree::{
    AlterActionKind, ConstraintProperties, Ident, Span, TableConstraintKind,
};

use super::create_index::{build, duplicates, no_new_duplicates};
use super::operation::{has_constraint, relation_exists};
use super::partitioned_index::{self, Making};
use super::{Draft, Operation, Rewrite, not_null};
use crate::catalog::{Constraint, ConstraintKind, Index, Name, naming, quote, storage_clause};
use crate::effects::Reason;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::AddConstraint(added) = &action.kind else {
        return None;
    };
    let (index, reason, word) = match &added.kind {
        TableConstraintKind::Unique(index) => (index, Reason::Unique, "UNIQUE"),
        TableConstraintKind::PrimaryKey(index) => (index, Reason::PrimaryKey, "PRIMARY KEY"),
        _ => return None,
    };
    let catalog = operation.situation.catalog;
    let table = operation.resolve(&alter.name);
    if !operation.blocks_for(&[reason]) || index.without_overlaps || index.using_index.is_some() {
        return None;
    }
    let spelled = operation.spell(&alter.name);
    let raw = naming::constraint_name(catalog, &table, added, operation.situation.major);
    let name = quote(&raw);
    let columns = quoted(&index.columns);
    let keys: Vec<&str> = columns.iter().map(String::as_str).collect();
    let include = match index.include.as_slice() {
        [] => String::new(),
        included => format!(" INCLUDE ({})", quoted(included).join(", ")),
    };
    let nulls = if index.nulls_not_distinct {
        " NULLS NOT DISTINCT"
    } else {
        ""
    };
    let storage = index
        .storage
        .as_deref()
        .map(storage_clause)
        .unwrap_or_default();
    let definition = format!("({}){include}{nulls}{storage}", keys.join(", "));
    let deferrable = deferrable(added.properties);
    let using = |index: &str| format!("{word} USING INDEX {index}{deferrable}");
    let mut rewrite = Rewrite::default();
    if reason == Reason::PrimaryKey {
        refuse_null(operation, &table, &spelled, &index.columns, &mut rewrite)?;
    }
    // Code of before leaves a column that it does not know to its default.
    if !operation.inline {
        rewrite.steps.push(no_new_duplicates(&spelled, &keys));
        rewrite.steps.push(duplicates(
            &operation.indexed_rows(&alter.name),
            &keys,
            None,
            index.nulls_not_distinct,
        ));
        rewrite.assumptions.push(format!(
            "{spelled} holds no duplicates of ({}) by then",
            keys.join(", ")
        ));
    }
    if catalog.is_partitioned(&table) {
        let start = added
            .name
            .as_ref()
            .map_or(added.span.start, |name| name.span.end);
        let making = Making {
            table: &alter.name,
            index: table.sibling(raw.as_str()),
            unique: "UNIQUE ",
            definition: &definition,
            constraint: Some((
                operation.text(Span::new(start, added.span.end)).trim(),
                &using,
            )),
        };
        rewrite
            .steps
            .extend(partitioned_index::steps(operation, &making)?);
        // Measured: what a partition's own key made NOT NULL stays so.
        if reason == Reason::PrimaryKey && operation.situation.major >= 18 {
            let switch = |step: &&mut Draft| step.phase == Phase::Switch;
            for step in rewrite.steps.iter_mut().filter(switch) {
                step.rollback = None;
                step.rollback_note = Some(format!(
                    "Without its primary key {spelled} can be left, but its partitions keep their NOT NULL constraints: ALTER TABLE {spelled} DROP CONSTRAINT {name}."
                ));
            }
            rewrite.difference = Some(format!(
                "From PostgreSQL 18 on each partition of {spelled} has the NOT NULL constraints of its primary key as its own, too, because it got the key before it became part of {name}."
            ));
        }
        return Some(rewrite);
    }
    // The index that it takes the place of has the name still.
    let built = if operation.replaces {
        naming::beside_name(catalog, &table.sibling(raw.as_str()), "new")
    } else {
        raw.clone()
    };
    let index = operation.spell_beside(&alter.name, &built);
    let built = quote(&built);
    rewrite.steps.push(build(
        operation,
        &spelled,
        &index,
        format!("CREATE UNIQUE INDEX CONCURRENTLY {built} ON {spelled} {definition};"),
    ));
    let mut taken = take_over(&spelled, &raw, &using(&built));
    if operation.replaces {
        let there = has_constraint(&spelled, &raw, "");
        taken.done = Some(format!("{there} AND NOT ({})", relation_exists(&index)));
    }
    rewrite.steps.push(taken);
    Some(rewrite)
}

/// Proofs that the columns of a primary key hold no NULL; none where there is
/// no way to prove it.
fn refuse_null(
    operation: &Operation<'_>,
    table: &Name,
    spelled: &str,
    columns: &[Ident<'_>],
    rewrite: &mut Rewrite,
) -> Option<()> {
    for column in columns {
        let known = operation.situation.catalog.relations.get(table);
        let refuses_null = known
            .and_then(|known| known.column(&column.value))
            .and_then(|column| column.not_null);
        if refuses_null == Some(true) {
            continue;
        }
        // PostgreSQL 11 takes nothing for a proof.
        if operation.situation.major < 12 {
            return None;
        }
        let shown = quote(&column.value);
        if !operation.inline {
            rewrite.steps.push(Draft::deploy(
                Phase::Prepare,
                format!("Ship code that never writes NULL to {spelled}.{shown}"),
                "From the next step on such a write fails. Fill the rows that hold NULL today, in batches.",
            ));
            rewrite
                .assumptions
                .push(format!("no row of {spelled} holds NULL in {shown} by then"));
        }
        rewrite
            .steps
            .extend(not_null::steps(operation, table, spelled, &column.value));
    }
    Some(())
}

/// An index becomes that of a constraint of its name.
pub(super) fn take_over(table: &str, name: &str, constraint: &str) -> Draft {
    let quoted = quote(name);
    Draft::single(
        Phase::Switch,
        format!("Make the index the constraint {name}"),
        format!("ALTER TABLE {table} ADD CONSTRAINT {quoted} {constraint};"),
    )
    .why("The index is there, so nothing is read and the lock lasts a moment.")
    .done(has_constraint(table, name, ""))
    .rollback(format!(
        "-- The index goes with it.\nALTER TABLE {table} DROP CONSTRAINT IF EXISTS {quoted};"
    ))
}

/// How the index of a key is written from the columns on, and of the constraint
/// that takes it over the word and whether it can be deferred; none where it is
/// no key that an index can be taken over for.
pub(super) fn of(
    constraint: &Constraint,
    index: &Index,
) -> Option<(String, (&'static str, &'static str))> {
    let word = match constraint.kind {
        ConstraintKind::PrimaryKey { .. } => "PRIMARY KEY",
        ConstraintKind::Unique { .. } => "UNIQUE",
        _ => return None,
    };
    if index.method != "btree" {
        return None;
    }
    let list = |columns: &[String]| {
        let columns: Vec<_> = columns.iter().map(|column| quote(column)).collect();
        columns.join(", ")
    };
    let mut definition = format!("({})", list(&index.columns));
    if !index.include.is_empty() {
        definition = format!("{definition} INCLUDE ({})", list(&index.include));
    }
    if index.nulls_not_distinct {
        definition += " NULLS NOT DISTINCT";
    }
    definition += &constraint.text;
    let properties = match (constraint.deferrable, constraint.deferred) {
        (_, true) => " DEFERRABLE INITIALLY DEFERRED",
        (true, false) => " DEFERRABLE",
        (false, false) => "",
    };
    Some((definition, (word, properties)))
}

fn quoted(columns: &[Ident<'_>]) -> Vec<String> {
    columns
        .iter()
        .map(|column| quote(&column.value).into_owned())
        .collect()
}

/// `DEFERRABLE …` as it was written behind the columns.
fn deferrable(properties: ConstraintProperties) -> &'static str {
    match (properties.initially_deferred, properties.is_deferrable()) {
        (Some(true), _) => " DEFERRABLE INITIALLY DEFERRED",
        (_, true) => " DEFERRABLE",
        _ => "",
    }
}
