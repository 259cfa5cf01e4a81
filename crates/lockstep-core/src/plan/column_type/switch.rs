//! The new column takes the place of the old one.

use super::super::Draft;
use super::super::operation::{has_column, has_constraint};
use super::Change;
use super::dependents::{Copied, Dependents};
use crate::catalog::{Constraint, ConstraintKind, literal, naming, quote};
use crate::report::Phase;

/// The comment, the privileges and the settings of the old column, which the
/// schema given need not show. Storage and compression are left out: with a
/// change of type they become those of the type.
///
/// Source: `ATExecAlterColumnType` in `src/backend/commands/tablecmds.c`.
pub(super) fn attributes(change: &Change<'_>) -> Draft {
    let Change {
        table, old, new, ..
    } = change;
    let in_format = |text: &str| text.replace('%', "%%");
    let (table_in_format, column) = (in_format(table), in_format(&quote(new)));
    let command = |text: String| literal(&text);
    let comment = command(format!(
        "COMMENT ON COLUMN {table_in_format}.{column} IS %L"
    ));
    let alter = format!("ALTER TABLE {table_in_format} ALTER COLUMN {column} SET");
    let statistics = command(format!("{alter} STATISTICS %s"));
    let options = command(format!("{alter} (%s)"));
    let grant = command(format!("GRANT %s ({column}) ON {table_in_format} TO %s%s"));
    Draft::single(
        Phase::Expand,
        format!("Give {new} what else {old} has"),
        format!(
            "-- lockstep-ignore hidden-statements: copies the comment, the privileges and the settings of one column to another\n\
             DO $lockstep$\n\
             DECLARE\n\
             \x20 command text;\n\
             BEGIN\n\
             \x20 FOR command IN\n\
             \x20   WITH old AS (\n\
             \x20     SELECT * FROM pg_attribute WHERE attrelid = {}::regclass AND attname = {}\n\
             \x20   )\n\
             \x20   SELECT format({comment}, col_description(attrelid, attnum)) FROM old WHERE col_description(attrelid, attnum) IS NOT NULL\n\
             \x20   UNION ALL\n\
             \x20   SELECT format({statistics}, attstattarget) FROM old WHERE attstattarget >= 0\n\
             \x20   UNION ALL\n\
             \x20   SELECT format({options}, array_to_string(attoptions, ', ')) FROM old WHERE attoptions IS NOT NULL\n\
             \x20   UNION ALL\n\
             \x20   SELECT format({grant}, privilege_type, coalesce(nullif(grantee, 0)::regrole::text, 'PUBLIC'), CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)\n\
             \x20   FROM old, aclexplode(attacl)\n\
             \x20 LOOP\n\
             \x20   EXECUTE command;\n\
             \x20 END LOOP;\n\
             END\n\
             $lockstep$;",
            literal(table),
            literal(old)
        ),
    )
    .why("Its comment, the privileges on it and its settings would be lost with the old column. Nobody waits for it.")
    .rollback("-- Nothing to undo: it goes with the column.")
}

/// One short transaction.
pub(super) fn swap(change: &Change<'_>, dependents: &Dependents) -> Draft {
    let Change {
        table, old, new, ..
    } = change;
    let (quoted, name) = (quote(old), quote(new));
    let mut sql = vec![
        format!("DROP TRIGGER {} ON {table};", quote(&change.trigger)),
        format!("DROP FUNCTION {}();", change.function),
    ];
    if let Some(sequence) = &dependents.sequence {
        sql.push(sequence_moves(change, sequence));
    }
    sql.push(format!(
        "-- lockstep-ignore column-drop: the next statement gives its name to the new column\n\
         ALTER TABLE {table} DROP COLUMN {quoted};"
    ));
    sql.push(format!(
        "-- lockstep-ignore column-rename: code knows the column by the name that it gets\n\
         ALTER TABLE {table} RENAME COLUMN {name} TO {quoted};"
    ));
    if let Some((from, to)) = not_null(change) {
        sql.push(format!(
            "ALTER TABLE {table} RENAME CONSTRAINT {} TO {};",
            quote(&from),
            quote(&to)
        ));
    }
    if let Some(default) = &change.default {
        sql.push(format!(
            "ALTER TABLE {table} ALTER COLUMN {quoted} SET DEFAULT {default};"
        ));
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
    for check in &dependents.checks {
        sql.push(format!(
            "ALTER TABLE {table} RENAME CONSTRAINT {} TO {};",
            quote(&check.new),
            quote(&check.old)
        ));
    }
    Draft::single(
        Phase::Switch,
        format!("Put {new} in the place of {old}"),
        sql.join("\n"),
    )
    .why("One transaction, which reads and writes no row: the lock lasts a moment once it is granted.")
    .done(format!("NOT {}", has_column(table, new, "")))
    .no_rollback(format!(
        "The values in the old type are gone with the old column. To go back, change the type of {old} with a plan of its own."
    ))
}

/// The name of the constraint that the proof of NOT NULL has left, and the one
/// that it has to get; from PostgreSQL 18 on, where NOT NULL is one.
fn not_null(change: &Change<'_>) -> Option<(String, String)> {
    let catalog = change.operation.situation.catalog;
    if change.column.not_null != Some(true) || change.operation.situation.major < 18 {
        return None;
    }
    let is_own = |it: &&Constraint| matches!(&it.kind, ConstraintKind::NotNull { column } if *column == change.old);
    let relation = catalog.relations.get(&change.name)?;
    let own = relation.constraints.iter().find(is_own);
    let chosen = |column: &str| naming::not_null_name(catalog, &change.name, column);
    let to = own.map_or_else(|| chosen(&change.old), |own| own.name.clone());
    Some((chosen(&change.new), to))
}

/// The sequence goes on where it is.
fn sequence_moves(change: &Change<'_>, sequence: &str) -> String {
    format!(
        "ALTER SEQUENCE {sequence} OWNED BY {}.{};",
        change.table,
        quote(&change.new)
    )
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
        "ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new};\n{back} NOT VALID;{validate}"
    ))
}
