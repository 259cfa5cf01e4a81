//! The new column takes the place of the old one.

use super::super::Draft;
use super::super::operation::{has_column, has_constraint};
use super::column::Retyped;
use super::dependents::{Copied, Dependents};
use super::{Change, carry, partitions};
use crate::catalog::{Constraint, ConstraintKind, Name, literal, naming, quote};
use crate::report::Phase;

/// One short transaction.
pub(super) fn swap(change: &Change<'_>, dependents: &Dependents) -> Draft {
    let table = &change.table;
    let trigger = quote(&change.trigger);
    let mut sql: Vec<String> = change
        .triggered()
        .iter()
        .map(|table| format!("DROP TRIGGER {trigger} ON {table};"))
        .collect();
    sql.push(format!("DROP FUNCTION {}();", change.function));
    for column in change.columns.iter().filter(|it| it.filler.is_some()) {
        sql.push(format!(
            "ALTER TABLE {table} ALTER COLUMN {} DROP DEFAULT;",
            quote(&column.new)
        ));
    }
    for (place, name) in &dependents.sequences {
        if let Some(column) = change.columns.get(*place) {
            sql.extend(sequence(change, column, name));
        }
    }
    let comments = carry::late_comments(change, dependents);
    let restore = comments.map(|[remember, restore]| {
        sql.push(remember);
        restore
    });
    for column in &change.columns {
        sql.push(format!(
            "-- lockstep-ignore column-drop, dependent-function-breaks: {} gives its name to the new column\n\
             ALTER TABLE {table} DROP COLUMN {};",
            if change.is_one() { "the next statement" } else { "a later statement" },
            quote(&column.old)
        ));
    }
    for column in &change.columns {
        let (quoted, name) = (quote(&column.old), quote(&column.new));
        sql.push(format!(
            "-- lockstep-ignore column-rename, dependent-function-breaks: code knows the column by the name that it gets\n\
             ALTER TABLE {table} RENAME COLUMN {name} TO {quoted};"
        ));
        if let Some((from, to)) = not_null(change, column) {
            sql.push(format!(
                "ALTER TABLE {table} RENAME CONSTRAINT {} TO {};",
                quote(&from),
                quote(&to)
            ));
        }
        if let Some(default) = &column.default {
            sql.push(format!(
                "ALTER TABLE {table} ALTER COLUMN {quoted} SET DEFAULT {default};"
            ));
        }
    }
    for index in &dependents.indexes {
        let (old, new) = (quote(&index.old), quote(&index.new));
        sql.push(match index.constraint {
            Some(constraint) => {
                format!("ALTER TABLE {table} ADD CONSTRAINT {old} {constraint} USING INDEX {new};")
            }
            None => format!(
                "ALTER INDEX {} RENAME TO {old};",
                change.operation.spell_beside(change.written, &index.new)
            ),
        });
    }
    sql.extend(partitions::switch(change, &dependents.parts));
    for index in &dependents.indexes {
        let name = quote(&index.old);
        if index.clustered {
            sql.push(format!("ALTER TABLE {table} CLUSTER ON {name};"));
        }
        if index.identity {
            sql.push(format!(
                "ALTER TABLE {table} REPLICA IDENTITY USING INDEX {name};"
            ));
        }
    }
    for check in &dependents.checks {
        sql.push(format!(
            "ALTER TABLE {table} RENAME CONSTRAINT {} TO {};",
            quote(&check.new),
            quote(&check.old)
        ));
    }
    sql.extend(restore);
    let done: Vec<_> = change
        .columns
        .iter()
        .map(|it| format!("NOT {}", has_column(table, &it.new, "")))
        .collect();
    let (old, values, types) = if change.is_one() {
        ("the old column", "type", "type")
    } else {
        ("the old columns", "types", "types")
    };
    Draft::single(
        Phase::Switch,
        format!("Put {} in the place of {}", change.news(), change.olds()),
        sql.join("\n"),
    )
    .why("One transaction, which reads and writes no row: the lock lasts a moment once it is granted.")
    .done(done.join(" AND "))
    .no_rollback(format!(
        "The values in the old {values} are gone with {old}. To go back, change the {types} of {} with a plan of its own.",
        change.olds()
    ))
}

/// The name of the constraint that the proof of NOT NULL has left, and the one
/// that it has to get; from PostgreSQL 18 on, where NOT NULL is one.
pub(super) fn not_null(change: &Change<'_>, column: &Retyped<'_>) -> Option<(String, String)> {
    let catalog = change.operation.situation.catalog;
    if column.column.not_null != Some(true) || change.operation.situation.major < 18 {
        return None;
    }
    let is_own = |it: &&Constraint| matches!(&it.kind, ConstraintKind::NotNull { column: it } if *it == column.old);
    let relation = catalog.relations.get(&change.name)?;
    let own = relation.constraints.iter().find(is_own);
    let chosen = |column: &str| naming::not_null_name(catalog, &change.name, column);
    let to = own.map_or_else(|| chosen(&column.old), |own| own.name.clone());
    Some((chosen(&column.new), to))
}

/// The sequence goes on where it is. That of an identity column belongs to
/// its column for good, so there is another one of its name, which goes on
/// with its numbers and has its privileges and its comment.
fn sequence(change: &Change<'_>, column: &Retyped<'_>, name: &Name) -> Vec<String> {
    let (table, new) = (&change.table, quote(&column.new));
    let shown = change.spell(name);
    let Some(identity) = &column.identity else {
        return vec![format!("ALTER SEQUENCE {shown} OWNED BY {table}.{new};")];
    };
    let catalog = change.operation.situation.catalog;
    let aside = naming::beside_name(catalog, name, "old");
    let before = change.spell(&name.sibling(&aside));
    let (kind, options) = identity.split_once(" (").unwrap_or((identity, ")"));
    let space = if options == ")" { "" } else { " " };
    vec![
        format!("ALTER SEQUENCE {shown} RENAME TO {};", quote(&aside)),
        format!(
            "ALTER TABLE {table} ALTER COLUMN {new} ADD {kind} (SEQUENCE NAME {shown}{space}{options};"
        ),
        format!(
            "SELECT setval({}, last_value, is_called) FROM {before};",
            literal(&shown)
        ),
        carry::sequence(&before, &shown),
    ]
}

/// The foreign key on the new column takes the place of the one on the old.
/// Each does so in a step of its own, because it locks two tables.
pub(super) fn hand_over(key: &Copied) -> Draft {
    let Copied {
        table, referenced, ..
    } = key;
    let (old, new) = (quote(&key.old), quote(&key.new));
    let back = format!("ALTER TABLE {table} ADD CONSTRAINT {old} {}", key.before);
    let validate = if key.validated {
        format!("\nALTER TABLE {table} VALIDATE CONSTRAINT {old};")
    } else {
        String::new()
    };
    Draft::single(
        Phase::Switch,
        format!("Let {} go by the new column", key.old),
        format!(
            "ALTER TABLE {table} DROP CONSTRAINT {old};\nALTER TABLE {table} RENAME CONSTRAINT {new} TO {old};"
        ),
    )
    .why(format!(
        "Both foreign keys hold by now, so either can go. {table} and {referenced} are locked, and no row is read."
    ))
    .done(format!("NOT {}", has_constraint(table, &key.new, "")))
    .rollback(format!(
        "ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new};\n{back} NOT VALID;{validate}\n{}",
        carry::constraint_comment(table, &key.new, &key.old)
    ))
}
