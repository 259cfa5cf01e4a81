//! `ADD UNIQUE` on a table in use.

use lockstep_syntax::tree::{
    AlterActionKind, ConstraintProperties, IndexStorage, TableConstraintKind,
};

use super::create_index::{build, duplicates, no_new_duplicates};
use super::operation::has_constraint;
use super::{Draft, Operation, Rewrite};
use crate::catalog::{naming, quote};
use crate::effects::Reason;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::AddConstraint(added) = &action.kind else {
        return None;
    };
    let TableConstraintKind::Unique(index) = &added.kind else {
        return None;
    };
    let catalog = operation.situation.catalog;
    let table = operation.resolve(&alter.name);
    if !operation.blocks_for(&[Reason::Unique])
        || catalog.is_partitioned(&table)
        || index.without_overlaps
    {
        return None;
    }
    let spelled = operation.spell(&alter.name);
    let raw = naming::constraint_name(catalog, &table, added, operation.situation.major);
    let name = quote(&raw).into_owned();
    let quoted = |columns: &[lockstep_syntax::tree::Ident<'_>]| -> Vec<String> {
        columns
            .iter()
            .map(|column| quote(&column.value).into_owned())
            .collect()
    };
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
    let built = operation.spell_beside(&alter.name, &raw);
    let storage = index.storage.as_deref().map(storage).unwrap_or_default();
    let deferrable = deferrable(added.properties);
    Some(Rewrite {
        steps: vec![
            no_new_duplicates(&spelled, &keys),
            duplicates(&spelled, &keys, None, index.nulls_not_distinct),
            build(
                operation,
                &spelled,
                &built,
                format!(
                    "CREATE UNIQUE INDEX CONCURRENTLY {name} ON {spelled} ({}){include}{nulls}{storage};",
                    keys.join(", ")
                ),
            ),
            Draft::single(
                Phase::Switch,
                format!("Make the index the constraint {raw}"),
                format!("ALTER TABLE {spelled} ADD CONSTRAINT {name} UNIQUE USING INDEX {name}{deferrable};"),
            )
            .why("The index is there, so nothing is read and the lock lasts a moment.")
            .done(has_constraint(&spelled, &raw, ""))
            .no_rollback(format!(
                "Dropping the constraint drops its index, too: ALTER TABLE {spelled} DROP CONSTRAINT {name}."
            )),
        ],
        assumptions: vec![format!(
            "{spelled} holds no duplicates of ({}) by then",
            keys.join(", ")
        )],
        ..Rewrite::default()
    })
}

/// How the index is stored, as `CREATE INDEX` says it.
fn storage(storage: &IndexStorage<'_>) -> String {
    let mut text = String::new();
    for (index, parameter) in storage.parameters.iter().enumerate() {
        text += if index == 0 { " WITH (" } else { ", " };
        text += &quote(&parameter.name.value);
        if let Some(value) = parameter.value {
            text += " = ";
            text += value;
        }
    }
    if !text.is_empty() {
        text += ")";
    }
    if let Some(tablespace) = &storage.tablespace {
        text += " TABLESPACE ";
        text += &quote(&tablespace.value);
    }
    text
}

/// `DEFERRABLE …` as it was written behind the columns.
fn deferrable(properties: ConstraintProperties) -> &'static str {
    match (properties.initially_deferred, properties.is_deferrable()) {
        (Some(true), _) => " DEFERRABLE INITIALLY DEFERRED",
        (_, true) => " DEFERRABLE",
        _ => "",
    }
}
