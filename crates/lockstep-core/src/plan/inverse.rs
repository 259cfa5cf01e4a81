//! What can be said of a statement that a plan takes over as it is: when it
//! has taken effect, and what undoes it.

use lockstep_syntax::tree::{
    AlterActionKind, AlterTable, ColumnChange, DropObject, ObjectName, ParameterMode, Statement,
    StatementKind,
};

use super::Operation;
use super::operation::{has_column, has_constraint, index_is_valid, relation_exists};
use crate::catalog::{Name, Presence, literal, naming, quote};
use crate::report::Phase;

/// What is known of a statement that stays as it is.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// True once it has taken effect, as a boolean SQL expression.
    pub(super) done: Option<String>,
    /// What undoes it.
    pub(super) undo: Option<String>,
    /// What is lost where nothing undoes it.
    pub(super) lost: Option<String>,
}

impl Known {
    fn lost(note: impl Into<String>) -> Self {
        Known {
            lost: Some(note.into()),
            ..Known::default()
        }
    }

    /// It finds nothing to do.
    fn nothing() -> Self {
        Known {
            undo: Some("-- Nothing to undo: it finds nothing to do.".to_owned()),
            ..Known::default()
        }
    }

    /// The same of a statement that `IF NOT EXISTS` keeps from doing anything
    /// where the object is there: what was there before is not to be dropped.
    fn unless(self, if_not_exists: bool, there: impl FnOnce() -> Option<bool>) -> Self {
        if !if_not_exists {
            return self;
        }
        match there() {
            Some(false) => self,
            Some(true) => Known::nothing(),
            None => Known {
                done: self.done,
                undo: None,
                lost: Some(
                    "It may have been there before: drop it only where this step has made it."
                        .to_owned(),
                ),
            },
        }
    }

    fn undone(done: String, undo: String) -> Self {
        Known {
            done: Some(done),
            undo: Some(undo),
            lost: None,
        }
    }
}

/// The phase in which a statement stands when nothing else decides it.
pub(super) fn phase(statement: &Statement<'_>) -> Phase {
    match &statement.kind {
        StatementKind::Drop(_) | StatementKind::Truncate(_) => Phase::Contract,
        StatementKind::Update(_)
        | StatementKind::Delete(_)
        | StatementKind::Insert(_)
        | StatementKind::Merge(_)
        | StatementKind::Copy(_)
        | StatementKind::Do(_) => Phase::Backfill,
        StatementKind::AlterTable(alter) => {
            let any = |wanted: fn(&AlterActionKind<'_>) -> bool| {
                alter.actions.iter().any(|action| wanted(&action.kind))
            };
            if any(|kind| matches!(kind, AlterActionKind::ValidateConstraint(_))) {
                Phase::Validate
            } else if any(|kind| {
                matches!(
                    kind,
                    AlterActionKind::Rename(_)
                        | AlterActionKind::RenameColumn { .. }
                        | AlterActionKind::SetSchema(_)
                        | AlterActionKind::AttachPartition { .. }
                )
            }) {
                Phase::Switch
            } else if any(|kind| {
                matches!(
                    kind,
                    AlterActionKind::DropColumn { .. }
                        | AlterActionKind::DropConstraint { .. }
                        | AlterActionKind::DetachPartition { .. }
                )
            }) {
                Phase::Contract
            } else {
                Phase::Expand
            }
        }
        _ => Phase::Expand,
    }
}

/// What is known of a statement that stays as it is.
pub(super) fn known(operation: &Operation<'_>) -> Known {
    match &operation.statement.kind {
        StatementKind::AlterTable(alter) => alter_table(operation, alter),
        StatementKind::CreateTable(create) if !create.temporary => {
            let name = operation.spell(&create.name);
            Known::undone(
                relation_exists(&name),
                format!("DROP TABLE IF EXISTS {name};"),
            )
            .unless(create.if_not_exists, || there(operation, &create.name))
        }
        StatementKind::CreateIndex(create) => {
            let table = operation.resolve(&create.table);
            let raw = naming::index_name(operation.situation.catalog, &table, create);
            let index = operation.spell_beside(&create.table, raw.name());
            let how = if create.concurrently {
                "CONCURRENTLY "
            } else {
                ""
            };
            Known::undone(
                index_is_valid(&index),
                format!("DROP INDEX {how}IF EXISTS {index};"),
            )
            .unless(create.if_not_exists, || is_there(operation, &raw))
        }
        StatementKind::CreateTrigger(create) => {
            let table = operation.spell(&create.table);
            let name = quote(&create.name.value);
            let done = format!(
                "EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass({}) AND tgname = {})",
                literal(&table),
                literal(&create.name.value)
            );
            if create.or_replace {
                Known {
                    lost: Some("The trigger that it replaces is not in the input.".to_owned()),
                    ..Known::default()
                }
            } else {
                Known::undone(done, format!("DROP TRIGGER IF EXISTS {name} ON {table};"))
            }
        }
        StatementKind::CreateFunction(create) if !create.or_replace => {
            let name = operation.spell(&create.name);
            let what = if create.procedure {
                "PROCEDURE"
            } else {
                "FUNCTION"
            };
            let takes = create.parameters.iter().filter(|parameter| {
                !matches!(parameter.mode, ParameterMode::Out | ParameterMode::Table)
            });
            let types: Vec<&str> = takes
                .map(|parameter| operation.text(parameter.data_type.span))
                .collect();
            Known {
                undo: Some(format!(
                    "DROP {what} IF EXISTS {name}({});",
                    types.join(", ")
                )),
                ..Known::default()
            }
        }
        StatementKind::CreateFunction(_) => Known::lost(
            "The definition that it replaces is not in the input: keep the answer of pg_get_functiondef before this step.",
        ),
        StatementKind::CreateView(create) if !create.or_replace => {
            let name = operation.spell(&create.name);
            let what = if create.materialized {
                "MATERIALIZED VIEW"
            } else {
                "VIEW"
            };
            Known::undone(
                relation_exists(&name),
                format!("DROP {what} IF EXISTS {name};"),
            )
            .unless(create.if_not_exists, || there(operation, &create.name))
        }
        StatementKind::CreateSequence(create) => {
            let name = operation.spell(&create.name);
            Known::undone(
                relation_exists(&name),
                format!("DROP SEQUENCE IF EXISTS {name};"),
            )
            .unless(create.if_not_exists, || there(operation, &create.name))
        }
        StatementKind::CreatePolicy(create) => {
            let table = operation.spell(&create.table);
            Known::undone(
                format!(
                    "EXISTS (SELECT FROM pg_policy WHERE polrelid = to_regclass({}) AND polname = {})",
                    literal(&table),
                    literal(&create.name.value)
                ),
                format!(
                    "DROP POLICY IF EXISTS {} ON {table};",
                    quote(&create.name.value)
                ),
            )
        }
        StatementKind::Drop(drop) => dropped(operation, drop),
        StatementKind::Insert(_)
        | StatementKind::Update(_)
        | StatementKind::Delete(_)
        | StatementKind::Merge(_)
        | StatementKind::Copy(_) => {
            Known::lost("The rows as they were before are not kept; only a backup has them.")
        }
        StatementKind::Truncate(_) => Known::lost("The rows are gone; only a backup has them."),
        StatementKind::Select(_) | StatementKind::Maintenance(_) => Known {
            undo: Some("-- Nothing to undo.".to_owned()),
            ..Known::default()
        },
        StatementKind::Comment(_) => Known::lost("The comment before it is not in the input."),
        _ => Known::lost("What undoes it is not known here."),
    }
}

/// Whether a relation of that name exists; `None` where nobody has said.
fn there(operation: &Operation<'_>, name: &ObjectName<'_>) -> Option<bool> {
    is_there(operation, &operation.resolve(name))
}

fn is_there(operation: &Operation<'_>, name: &Name) -> Option<bool> {
    let catalog = operation.situation.catalog;
    match catalog.presence(name) {
        Presence::Known(_) => Some(true),
        _ if catalog.indexes.contains_key(name) => Some(true),
        Presence::Absent => Some(false),
        Presence::Unknown => None,
    }
}

fn dropped(operation: &Operation<'_>, drop: &lockstep_syntax::tree::Drop<'_>) -> Known {
    let catalog = operation.situation.catalog;
    let is_relation = matches!(
        drop.object,
        DropObject::Table
            | DropObject::Index
            | DropObject::View
            | DropObject::MaterializedView
            | DropObject::Sequence
    );
    let absent = |name: &ObjectName<'_>| there(operation, name) == Some(false);
    if drop.if_exists && is_relation && drop.names.iter().all(absent) {
        return Known::nothing();
    }
    let gone: Vec<String> = drop
        .names
        .iter()
        .filter_map(|name| match (drop.object, &drop.table) {
            (DropObject::Trigger, Some(table)) => Some(format!(
                "NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass({}) AND tgname = {})",
                literal(&operation.spell(table)),
                literal(name.name())
            )),
            (
                DropObject::Table
                | DropObject::Index
                | DropObject::View
                | DropObject::MaterializedView
                | DropObject::Sequence,
                _,
            ) => Some(format!(
                "to_regclass({}) IS NULL",
                literal(&operation.spell(name))
            )),
            _ => None,
        })
        .collect();
    let done = (!gone.is_empty() && gone.len() == drop.names.len()).then(|| gone.join(" AND "));
    let undo: Option<Vec<String>> = drop
        .names
        .iter()
        .map(|name| match (drop.object, &drop.table) {
            (DropObject::Trigger, Some(table)) => catalog
                .relations
                .get(&operation.resolve(table))?
                .triggers
                .iter()
                .find(|trigger| trigger.name == name.name() && !trigger.definition.is_empty())
                .map(|trigger| format!("{};", trigger.definition.trim_end_matches(';'))),
            (DropObject::Index, _) => catalog
                .indexes
                .get(&operation.resolve(name))?
                .definition
                .as_ref()
                .map(|definition| format!("{definition};")),
            _ => None,
        })
        .collect();
    let lost = match drop.object {
        DropObject::Table | DropObject::MaterializedView => {
            "The rows are gone; only a backup has them."
        }
        _ => "The definition is not in the input: keep it before this step.",
    };
    Known {
        done,
        lost: undo.is_none().then(|| lost.to_owned()),
        undo: undo.map(|statements| statements.join("\n")),
    }
}

fn alter_table(operation: &Operation<'_>, alter: &AlterTable<'_>) -> Known {
    if alter.if_exists && there(operation, &alter.name) == Some(false) {
        return Known::nothing();
    }
    let table = operation.spell(&alter.name);
    let mut done = Vec::new();
    let mut undo = Vec::new();
    let mut lost = Vec::new();
    for action in &alter.actions {
        let known = action_known(operation, alter, &table, &action.kind);
        done.extend(known.done);
        undo.extend(known.undo);
        lost.extend(known.lost);
    }
    // Last in, first out.
    undo.reverse();
    Known {
        done: (done.len() == alter.actions.len() && !done.is_empty()).then(|| done.join(" AND ")),
        undo: lost
            .is_empty()
            .then(|| undo.join("\n"))
            .filter(|sql| !sql.is_empty()),
        lost: (!lost.is_empty()).then(|| lost.join(" ")),
    }
}

fn action_known(
    operation: &Operation<'_>,
    alter: &AlterTable<'_>,
    table: &str,
    action: &AlterActionKind<'_>,
) -> Known {
    let name = operation.resolve(&alter.name);
    let catalog = operation.situation.catalog;
    match action {
        AlterActionKind::AddColumn {
            if_not_exists,
            column,
        } => Known::undone(
            has_column(table, &column.name.value, ""),
            format!(
                "ALTER TABLE {table} DROP COLUMN IF EXISTS {};",
                quote(&column.name.value)
            ),
        )
        .unless(*if_not_exists, || {
            let known = catalog.relations.get(&name)?;
            let there = known.column(&column.name.value).is_some();
            (there || known.complete).then_some(there)
        }),
        AlterActionKind::DropColumn { name: column, .. } => Known {
            done: Some(format!("NOT {}", has_column(table, &column.value, ""))),
            undo: None,
            lost: Some(format!(
                "The values of {} are gone; only a backup has them.",
                column.value
            )),
        },
        AlterActionKind::AlterColumn {
            name: column,
            change,
        } => {
            let shown = quote(&column.value);
            match change {
                ColumnChange::SetNotNull => Known::undone(
                    has_column(table, &column.value, " AND attnotnull"),
                    format!("ALTER TABLE {table} ALTER COLUMN {shown} DROP NOT NULL;"),
                ),
                ColumnChange::SetDefault(_) | ColumnChange::DropDefault => {
                    let known = catalog
                        .relations
                        .get(&name)
                        .and_then(|relation| relation.column(&column.value));
                    match known.map(|known| known.default.as_deref()) {
                        Some(Some(default)) => Known {
                            undo: Some(format!(
                                "ALTER TABLE {table} ALTER COLUMN {shown} SET DEFAULT {default};"
                            )),
                            ..Known::default()
                        },
                        Some(None) => Known {
                            undo: Some(format!(
                                "ALTER TABLE {table} ALTER COLUMN {shown} DROP DEFAULT;"
                            )),
                            ..Known::default()
                        },
                        None => Known::lost(format!(
                            "The default of {shown} before this step is not in the input."
                        )),
                    }
                }
                ColumnChange::DropNotNull => Known {
                    done: Some(format!(
                        "NOT {}",
                        has_column(table, &column.value, " AND attnotnull")
                    )),
                    undo: None,
                    lost: Some(format!(
                        "To undo it, {shown} has to be set NOT NULL again, which needs a plan of its own."
                    )),
                },
                _ => Known::lost(format!("What {shown} was before is not in the input.")),
            }
        }
        AlterActionKind::AddConstraint(added) => {
            let raw = naming::constraint_name(catalog, &name, added, operation.situation.major);
            Known::undone(
                has_constraint(table, &raw, ""),
                format!(
                    "ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {};",
                    quote(&raw)
                ),
            )
        }
        AlterActionKind::ValidateConstraint(constraint) => Known {
            done: Some(has_constraint(
                table,
                &constraint.value,
                " AND convalidated",
            )),
            undo: None,
            lost: Some(
                "A validated constraint cannot be made NOT VALID again; it can stay.".to_owned(),
            ),
        },
        AlterActionKind::DropConstraint {
            name: constraint,
            if_exists: true,
            ..
        } if catalog.relations.get(&name).is_some_and(|it| it.complete)
            && catalog.constraint(&name, &constraint.value).is_none() =>
        {
            Known::nothing()
        }
        AlterActionKind::DropConstraint {
            name: constraint, ..
        } => Known {
            done: Some(format!(
                "NOT {}",
                has_constraint(table, &constraint.value, "")
            )),
            undo: None,
            lost: Some(format!(
                "The definition of {} is not in the input: keep the answer of pg_get_constraintdef before this step.",
                constraint.value
            )),
        },
        AlterActionKind::Rename(to) => {
            let renamed = operation.spell_beside(&alter.name, &to.value);
            let what = if alter.object == lockstep_syntax::tree::RelationWord::Index {
                "INDEX"
            } else {
                "TABLE"
            };
            let mut done = relation_exists(&renamed);
            // Another one may get the name in the same step.
            if !operation.ahead.relations.contains_key(&name) {
                done = format!("{done} AND NOT ({})", relation_exists(table));
            }
            Known::undone(
                done,
                format!("ALTER {what} {renamed} RENAME TO {};", quote(name.name())),
            )
        }
        AlterActionKind::RenameColumn { from, to } => Known::undone(
            format!(
                "{} AND NOT {}",
                has_column(table, &to.value, ""),
                has_column(table, &from.value, "")
            ),
            format!(
                "ALTER TABLE {table} RENAME COLUMN {} TO {};",
                quote(&to.value),
                quote(&from.value)
            ),
        ),
        AlterActionKind::RenameConstraint { from, to } => Known::undone(
            has_constraint(table, &to.value, ""),
            format!(
                "ALTER TABLE {table} RENAME CONSTRAINT {} TO {};",
                quote(&to.value),
                quote(&from.value)
            ),
        ),
        _ => Known::lost("What undoes it is not known here."),
    }
}
