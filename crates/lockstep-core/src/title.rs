//! A short human title for a statement: `Add column users.age`.

use lockstep_syntax::tree::{
    AlterAction, AlterActionKind, AlterTable, ColumnChange, DropObject, ObjectName,
    ObjectReference, ReindexTarget, RelationWord, Statement, StatementKind, TableConstraint,
    TableConstraintKind, TransactionControl,
};

use crate::catalog::{naming::written, quote};

/// The title of a statement.
#[must_use]
pub(crate) fn title(text: &str, statement: &Statement<'_>) -> String {
    match &statement.kind {
        StatementKind::AlterTable(alter) => alter_table(alter),
        StatementKind::CreateTable(create) => {
            let what = match (&create.partition_of, &create.partition_by, &create.as_query) {
                (Some(_), _, _) => "Create partition",
                (_, Some(_), _) => "Create partitioned table",
                (_, _, Some(_)) => "Create and fill table",
                _ => "Create table",
            };
            format!("{what} {}", written(&create.name))
        }
        StatementKind::CreateIndex(create) => {
            let unique = if create.unique {
                "unique index"
            } else {
                "index"
            };
            let name = create
                .name
                .as_ref()
                .map(|name| format!(" {}", quote(&name.value)))
                .unwrap_or_default();
            let how = if create.concurrently {
                ", concurrently"
            } else {
                ""
            };
            format!("Create {unique}{name} on {}{how}", written(&create.table))
        }
        StatementKind::Drop(drop) => {
            let names = list(&drop.names);
            let what = match drop.object {
                DropObject::Other => statement
                    .command
                    .trim_start_matches("DROP ")
                    .to_ascii_lowercase(),
                _ => drop_word(drop.object).to_owned(),
            };
            let on = drop
                .table
                .as_ref()
                .map(|table| format!(" of {}", written(table)))
                .unwrap_or_default();
            let how = if drop.concurrently {
                ", concurrently"
            } else {
                ""
            };
            format!("Drop {what} {names}{on}{how}")
        }
        StatementKind::CreateTrigger(create) => {
            let level = if create.for_each_row {
                "row-level"
            } else {
                "statement-level"
            };
            format!(
                "Create {level} trigger {} on {}",
                quote(&create.name.value),
                written(&create.table)
            )
        }
        StatementKind::CreateFunction(create) => {
            let what = if create.procedure {
                "procedure"
            } else {
                "function"
            };
            let how = if create.or_replace {
                "Create or replace"
            } else {
                "Create"
            };
            format!("{how} {what} {}", written(&create.name))
        }
        StatementKind::CreatePolicy(create) => format!(
            "Create policy {} on {}",
            quote(&create.name.value),
            written(&create.table)
        ),
        StatementKind::CreateView(create) => {
            let what = if create.materialized {
                "materialized view"
            } else {
                "view"
            };
            format!("Create {what} {}", written(&create.name))
        }
        StatementKind::CreateSequence(create) => {
            format!("Create sequence {}", written(&create.name))
        }
        StatementKind::CreateType(create) => format!("Create type {}", written(&create.name)),
        StatementKind::CreateDomain(create) => format!("Create domain {}", written(&create.name)),
        StatementKind::CreateSchema(create) => match &create.name {
            Some(name) => format!("Create schema {}", quote(&name.value)),
            None => "Create schema".to_owned(),
        },
        StatementKind::Select(query) => match query.reads.as_slice() {
            [] => "Select".to_owned(),
            names => format!("Select from {}", list(names)),
        },
        StatementKind::Insert(insert) => format!("Insert into {}", written(&insert.table)),
        StatementKind::Update(update) => {
            let all = if update.condition.is_none() && !update.has_from {
                " every row of"
            } else {
                ""
            };
            format!("Update{all} {}", written(&update.table))
        }
        StatementKind::Delete(delete) => {
            let all = if delete.condition.is_none() && !delete.has_using {
                "every row of"
            } else {
                "from"
            };
            format!("Delete {all} {}", written(&delete.table))
        }
        StatementKind::Merge(merge) => format!("Merge into {}", written(&merge.table)),
        StatementKind::Truncate(truncate) => {
            let names: Vec<String> = truncate
                .tables
                .iter()
                .map(|(name, _)| written(name))
                .collect();
            format!("Empty {}", names.join(", "))
        }
        StatementKind::Copy(copy) => match &copy.table {
            Some(table) if copy.from => format!("Copy into {}", written(table)),
            Some(table) => format!("Copy from {}", written(table)),
            None => "Copy a query".to_owned(),
        },
        StatementKind::Lock(lock) => {
            let names: Vec<String> = lock.tables.iter().map(|(name, _)| written(name)).collect();
            format!("Lock {} in {} mode", names.join(", "), lock.mode)
        }
        StatementKind::Transaction(control) => transaction(control),
        StatementKind::Set(set) if set.values.is_empty() => format!("Reset {}", set.name),
        StatementKind::Set(set) => format!("Set {} to {}", set.name, set.values.join(", ")),
        StatementKind::Do(_) => "Run an anonymous block".to_owned(),
        StatementKind::Maintenance(run) => {
            let what = match (run.vacuum, run.full, run.analyze) {
                (true, true, _) => "Vacuum in full",
                (true, false, true) => "Vacuum and analyze",
                (true, false, false) => "Vacuum",
                _ => "Analyze",
            };
            match run.tables.as_slice() {
                [] => format!("{what} every table"),
                tables => {
                    let names: Vec<String> =
                        tables.iter().map(|table| written(&table.name)).collect();
                    format!("{what} {}", names.join(", "))
                }
            }
        }
        StatementKind::Comment(comment) => match &comment.object.name {
            Some(name) => format!("Comment on {}", written(name)),
            None => "Comment".to_owned(),
        },
        StatementKind::Fragment => "Part of a statement".to_owned(),
        StatementKind::MoveAll(_) | StatementKind::Clauses(_) | StatementKind::Other => {
            sentence(statement.command)
        }
        StatementKind::Unknown => {
            let start: String = statement.span.of(text).chars().take(24).collect();
            format!(
                "Not understood: {}",
                start.split_whitespace().collect::<Vec<_>>().join(" ")
            )
        }
        StatementKind::AlterObject(alter) => named(statement, &alter.object),
        StatementKind::CreateRule(create) => {
            format!(
                "Create rule {} on {}",
                quote(&create.name.value),
                written(&create.table)
            )
        }
        StatementKind::CreateStatistics(create) => {
            format!("Create statistics on {}", written(&create.table))
        }
        StatementKind::Reindex(it) => match &it.name {
            Some(name) if it.target == ReindexTarget::Index => {
                format!("Rebuild index {}", written(name))
            }
            Some(name) => format!("Rebuild the indexes of {}", written(name)),
            None => sentence(statement.command),
        },
        StatementKind::Cluster(it) => match &it.table {
            Some(name) => format!("{} {}", sentence(statement.command), written(name)),
            None => sentence(statement.command),
        },
        StatementKind::Refresh(it) => format!("Refresh {}", written(&it.name)),
        StatementKind::Explain(it) => format!("Explain: {}", title(text, &it.statement)),
        _ => sentence(statement.command),
    }
}

/// `Alter policy p`
fn named(statement: &Statement<'_>, object: &ObjectReference<'_>) -> String {
    let name = object.name.as_ref().map(written);
    format!(
        "{} {}",
        sentence(statement.command),
        name.unwrap_or_default()
    )
}

fn alter_table(alter: &AlterTable<'_>) -> String {
    let table = written(&alter.name);
    match alter.actions.as_slice() {
        [] => format!("Alter {table}"),
        [action] => action_title(alter, &table, action),
        [first, rest @ ..] => format!(
            "{}, and {} more",
            action_title(alter, &table, first),
            rest.len()
        ),
    }
}

fn action_title(alter: &AlterTable<'_>, table: &str, action: &AlterAction<'_>) -> String {
    match &action.kind {
        AlterActionKind::AddColumn { column, .. } => {
            format!("Add column {table}.{}", quote(&column.name.value))
        }
        AlterActionKind::DropColumn { name, .. } => {
            format!("Drop column {table}.{}", quote(&name.value))
        }
        AlterActionKind::AlterColumn { name, change } => {
            let column = format!("{table}.{}", quote(&name.value));
            match change {
                ColumnChange::SetDefault(_) => format!("Set the default of {column}"),
                ColumnChange::DropDefault => format!("Drop the default of {column}"),
                ColumnChange::SetNotNull => format!("Set {column} NOT NULL"),
                ColumnChange::DropNotNull => format!("Let {column} be NULL"),
                ColumnChange::SetType { .. } => format!("Change the type of {column}"),
                ColumnChange::SetStatistics(_) => format!("Set the statistics target of {column}"),
                ColumnChange::AddIdentity(_) => format!("Make {column} an identity column"),
                ColumnChange::DropIdentity { .. } => format!("Drop the identity of {column}"),
                ColumnChange::SetExpression(_) => format!("Change the expression of {column}"),
                ColumnChange::DropExpression { .. } => {
                    format!("Make {column} a plain column")
                }
                _ => format!("Alter {column}"),
            }
        }
        AlterActionKind::AddConstraint(constraint) => add_constraint(table, constraint),
        AlterActionKind::AlterConstraint { name, .. } => {
            format!("Alter constraint {} of {table}", quote(&name.value))
        }
        AlterActionKind::ValidateConstraint(name) => {
            format!("Validate {} of {table}", quote(&name.value))
        }
        AlterActionKind::DropConstraint { name, .. } => {
            format!("Drop constraint {} of {table}", quote(&name.value))
        }
        AlterActionKind::Rename(to) => {
            let what = if alter.object == RelationWord::Index {
                "index "
            } else {
                ""
            };
            format!("Rename {what}{table} to {}", quote(&to.value))
        }
        AlterActionKind::RenameColumn { from, to } => format!(
            "Rename column {table}.{} to {}",
            quote(&from.value),
            quote(&to.value)
        ),
        AlterActionKind::RenameConstraint { from, to } => format!(
            "Rename constraint {} of {table} to {}",
            quote(&from.value),
            quote(&to.value)
        ),
        AlterActionKind::SetSchema(schema) => {
            format!("Move {table} to schema {}", quote(&schema.value))
        }
        AlterActionKind::AttachPartition { partition, .. } => {
            format!("Attach {} to {table}", written(partition))
        }
        AlterActionKind::DetachPartition { partition, .. } => {
            format!("Detach {} from {table}", written(partition))
        }
        AlterActionKind::RowSecurity(_) => format!("Switch row security of {table}"),
        AlterActionKind::Trigger { .. } => format!("Switch triggers of {table}"),
        AlterActionKind::Owner(_) => format!("Change the owner of {table}"),
        AlterActionKind::SetParameters(_) | AlterActionKind::ResetParameters(_) => {
            format!("Set storage parameters of {table}")
        }
        AlterActionKind::SetLogged => format!("Make {table} logged"),
        AlterActionKind::SetUnlogged => format!("Make {table} unlogged"),
        AlterActionKind::SetTablespace(name) => {
            format!("Move {table} to tablespace {}", quote(&name.value))
        }
        AlterActionKind::Inherit(parent) => format!("Let {table} inherit {}", written(parent)),
        _ => format!("Alter {table}"),
    }
}

fn add_constraint(table: &str, constraint: &TableConstraint<'_>) -> String {
    let name = constraint
        .name
        .as_ref()
        .map(|name| format!(" {}", quote(&name.value)))
        .unwrap_or_default();
    let what = match &constraint.kind {
        TableConstraintKind::Check { .. } => "check constraint",
        TableConstraintKind::NotNull { .. } => "not-null constraint",
        TableConstraintKind::Unique(_) => "unique constraint",
        TableConstraintKind::PrimaryKey(_) => "primary key",
        TableConstraintKind::Exclude(_) => "exclusion constraint",
        TableConstraintKind::ForeignKey { target, .. } => {
            return format!(
                "Add foreign key{name} from {table} to {}",
                written(&target.table)
            );
        }
    };
    format!("Add {what}{name} to {table}")
}

fn transaction(control: &TransactionControl<'_>) -> String {
    match control {
        TransactionControl::Begin(_) => "Begin a transaction".to_owned(),
        TransactionControl::Commit { .. } => "Commit".to_owned(),
        TransactionControl::Rollback { .. } => "Roll back".to_owned(),
        TransactionControl::Savepoint(name) => format!("Set savepoint {}", quote(&name.value)),
        TransactionControl::RollbackTo(name) => format!("Roll back to {}", quote(&name.value)),
        TransactionControl::Release(name) => format!("Release savepoint {}", quote(&name.value)),
        TransactionControl::TwoPhase => "Two-phase commit".to_owned(),
        TransactionControl::Characteristics(_) => "Set how the transaction behaves".to_owned(),
    }
}

fn drop_word(object: DropObject) -> &'static str {
    match object {
        DropObject::Table => "table",
        DropObject::Index => "index",
        DropObject::Trigger => "trigger",
        DropObject::Policy => "policy",
        DropObject::Rule => "rule",
        DropObject::View => "view",
        DropObject::MaterializedView => "materialized view",
        DropObject::Sequence => "sequence",
        DropObject::Function => "function",
        DropObject::Schema => "schema",
        DropObject::Type => "type",
        DropObject::Domain => "domain",
        DropObject::ForeignTable => "foreign table",
        DropObject::Other => "object",
    }
}

fn list(names: &[ObjectName<'_>]) -> String {
    names.iter().map(written).collect::<Vec<_>>().join(", ")
}

/// `CREATE EXTENSION` as `Create extension`.
fn sentence(command: &str) -> String {
    let lower = command.to_ascii_lowercase();
    let mut characters = lower.chars();
    match characters.next() {
        Some(first) => std::iter::once(first.to_ascii_uppercase())
            .chain(characters)
            .collect(),
        None => String::new(),
    }
}
