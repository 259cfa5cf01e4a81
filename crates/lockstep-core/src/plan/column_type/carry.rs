//! What the schema given need not show, and what would be lost with the old
//! column: comments, privileges, settings.

use super::super::Draft;
use super::column::Retyped;
use super::dependents::Dependents;
use super::partitions::PartIndex;
use super::{Change, switch};
use crate::catalog::{literal, quote};
use crate::report::Phase;

/// The comment, the privileges and the settings of the old column, and the
/// comments of what hangs on it. Storage and compression are left out: with a
/// change of type they become those of the type.
///
/// Source: `ATExecAlterColumnType` in `src/backend/commands/tablecmds.c`.
pub(super) fn attributes(change: &Change<'_>, dependents: &Dependents) -> Draft {
    let mut blocks = Vec::new();
    for (place, column) in change.columns.iter().enumerate() {
        let mut queries = of_column(change, column);
        if place == 0 {
            let mut comments = of_dependents(change, dependents);
            comments.splice(0..0, queries.comments);
            queries.comments = comments;
            queries.others.extend(index_options(change, dependents));
        }
        queries.others.insert(0, commented(queries.comments));
        let old = format!(
            "WITH old AS (SELECT * FROM pg_attribute WHERE attrelid = {} AND attname = {})",
            regclass(&change.table),
            literal(&column.old)
        );
        blocks.push(block(
            "copies the comments, the privileges and the settings of one column to another",
            &format!(
                "{old}\n    {}",
                queries.others.join("\n    UNION ALL\n    ")
            ),
        ));
    }
    blocks.extend(of_partitions(change));
    let (have, why, go) = if change.is_one() {
        (
            "has",
            "Comments, privileges on the column and its settings would be lost with it.",
            "it goes with the column",
        )
    } else {
        (
            "have",
            "Comments, privileges on the columns and their settings would be lost with them.",
            "it goes with the columns",
        )
    };
    Draft::single(
        Phase::Expand,
        format!("Give {} what else {} {have}", change.news(), change.olds()),
        blocks.join("\n"),
    )
    .why(format!("{why} Nobody waits for it."))
    .rollback(format!("-- Nothing to undo: {go}."))
}

/// What gets comments, and queries that give other commands.
struct Queries {
    comments: Vec<Commented>,
    others: Vec<String>,
}

/// What a column has of its own.
fn of_column(change: &Change<'_>, column: &Retyped<'_>) -> Queries {
    let table = &change.table;
    let name = quote(&column.new);
    let alter = format!("ALTER TABLE {table} ALTER COLUMN {name} SET");
    let command = |before: &str, behind: &str| literal(&(in_format(before) + behind));
    let mut comments = vec![(
        format!("COLUMN {table}.{name}"),
        format!(
            "col_description({}, (SELECT attnum FROM old))",
            regclass(table)
        ),
    )];
    if let Some((new, old)) = switch::not_null(change, column) {
        comments.push(of_constraint(table, &old, &new));
    }
    Queries {
        comments,
        others: vec![
            format!(
                "SELECT format({}, attstattarget) FROM old WHERE attstattarget >= 0",
                command(&alter, " STATISTICS %s")
            ),
            format!(
                "SELECT format({}, array_to_string(attoptions, ', ')) FROM old WHERE attoptions IS NOT NULL",
                command(&alter, " (%s)")
            ),
            grants("attacl", &format!(" ({name}) ON {table}"), "old"),
        ],
    }
}

/// What the columns of partitions have of their own, for all of them at once.
fn of_partitions(change: &Change<'_>) -> Option<String> {
    let [column] = change.columns.as_slice() else {
        return None;
    };
    let tables = change.partitions.iter().map(|it| regclass(&it.table));
    let tables: Vec<String> = tables.collect();
    if tables.is_empty() {
        return None;
    }
    let name = in_format(quote(&column.new));
    let command = |text: String| literal(&text);
    let alter = format!("ALTER TABLE ONLY %s ALTER COLUMN {name} SET");
    let queries = [
        format!(
            "WITH old AS (SELECT * FROM pg_attribute WHERE attname = {} AND attrelid IN ({}))",
            literal(&column.old),
            tables.join(", ")
        ),
        format!(
            "SELECT format({}, attrelid::regclass, col_description(attrelid, attnum)) FROM old WHERE col_description(attrelid, attnum) IS NOT NULL",
            command(format!("COMMENT ON COLUMN %s.{name} IS %L"))
        ),
        format!(
            "UNION ALL\n    SELECT format({}, attrelid::regclass, attstattarget) FROM old WHERE attstattarget >= 0",
            command(format!("{alter} STATISTICS %s"))
        ),
        format!(
            "UNION ALL\n    SELECT format({}, attrelid::regclass, array_to_string(attoptions, ', ')) FROM old WHERE attoptions IS NOT NULL",
            command(format!("{alter} (%s)"))
        ),
        format!(
            "UNION ALL\n    SELECT format({}, privilege_type, attrelid::regclass, coalesce(nullif(grantee, 0)::regrole::text, 'PUBLIC'), CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)\n      FROM old, aclexplode(attacl)",
            command(format!("GRANT %s ({name}) ON %s TO %s%s"))
        ),
    ];
    Some(block(
        "copies the comments, the privileges and the settings of one column to another",
        &queries.join("\n    "),
    ))
}

/// The comments of what hangs on the columns.
fn of_dependents(change: &Change<'_>, dependents: &Dependents) -> Vec<Commented> {
    let spell = |name: &str| change.operation.spell_beside(change.written, name);
    let mut comments = Vec::new();
    for index in &dependents.indexes {
        comments.push((
            format!("INDEX {}", spell(&index.new)),
            format!(
                "obj_description({}, 'pg_class')",
                regclass(&spell(&index.old))
            ),
        ));
    }
    comments.extend(of_parts(change, dependents, false));
    for constraint in dependents.checks.iter().chain(&dependents.foreign_keys) {
        comments.push(of_constraint(
            &constraint.table,
            &constraint.old,
            &constraint.new,
        ));
    }
    comments
}

/// The comments of the indexes of a partitioned table: of those that the switch
/// makes, or of those that are there before.
fn of_parts<'d>(
    change: &'d Change<'_>,
    dependents: &'d Dependents,
    late: bool,
) -> impl Iterator<Item = Commented> + 'd {
    let parts = dependents.parts.iter();
    let parts = parts.filter(move |it| it.is_late() == late);
    parts.filter_map(move |part| {
        let from = part.commented(change, &dependents.parts)?;
        let name = if late { &part.last } else { &part.new };
        Some((
            format!("INDEX {}", change.spell(name)),
            format!(
                "obj_description({}, 'pg_class')",
                regclass(&change.spell(&from.old))
            ),
        ))
    })
}

/// The query for the options of indexes, which need not stand in `CREATE INDEX`.
fn index_options(change: &Change<'_>, dependents: &Dependents) -> Option<String> {
    let spell = |name: &str| change.operation.spell_beside(change.written, name);
    let rows = dependents.indexes.iter().map(|index| {
        let command = in_format(format!("ALTER INDEX {} SET (", spell(&index.new))) + "%s)";
        format!(
            "      ({}, {})",
            literal(&command),
            regclass(&spell(&index.old))
        )
    });
    let rows: Vec<String> = rows.collect();
    (!rows.is_empty()).then(|| {
        format!(
            "SELECT format(command, array_to_string(reloptions, ', ')) FROM (VALUES\n{}\n    ) AS indexes (command, old) JOIN pg_class ON pg_class.oid = old WHERE reloptions IS NOT NULL",
            rows.join(",\n")
        )
    })
}

/// The comments of constraints, for those that take their names.
pub(super) fn constraint_comments<'n>(
    table: &str,
    pairs: impl Iterator<Item = (&'n str, &'n str)>,
) -> Draft {
    let comments = pairs.map(|(old, new)| of_constraint(table, old, new));
    let query = commented(comments.collect());
    Draft::single(
        Phase::Expand,
        "Give the new constraints the comments of the old ones",
        block("copies the comments of constraints to others", &query),
    )
    .why("They would be lost with the constraints. Nobody waits for it.")
    .rollback("-- Nothing to undo: they go with the constraints.")
}

/// The comment of one constraint, for another of its table.
pub(super) fn constraint_comment(table: &str, from: &str, to: &str) -> String {
    block(
        "copies the comment of a constraint to another",
        &commented(vec![of_constraint(table, from, to)]),
    )
}

/// The comments of what is made in the transaction that drops what has them, as
/// of keys: what remembers them to its end, and what makes them again.
pub(super) fn late_comments(change: &Change<'_>, dependents: &Dependents) -> Option<[String; 2]> {
    let keys = dependents.indexes.iter();
    let keys = keys
        .filter(|it| it.constraint.is_some())
        .map(|it| (&*change.table, &*it.old));
    let mut comments: Vec<Commented> = keys
        .chain(dependents.parts.iter().filter_map(PartIndex::key))
        .map(|(table, key)| of_constraint(table, key, key))
        .collect();
    comments.extend(of_parts(change, dependents, true));
    if comments.is_empty() {
        return None;
    }
    let remember = format!(
        "SELECT set_config('lockstep.comments', jsonb_object_agg(command, comment)::text, true)\n\
         \x20 FROM (VALUES\n{}\n\x20   ) AS comments (command, comment);",
        rows(comments)
    );
    let query = "SELECT format(key, value) FROM jsonb_each_text(current_setting('lockstep.comments')::jsonb) WHERE value IS NOT NULL";
    Some([
        remember,
        block(
            "makes comments again that went with what they were on",
            query,
        ),
    ])
}

/// What gets a comment, and the comment that it gets.
type Commented = (String, String);

fn of_constraint(table: &str, old: &str, new: &str) -> Commented {
    (
        format!("CONSTRAINT {} ON {table}", quote(new)),
        format!(
            "(SELECT obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE conrelid = {} AND conname = {})",
            regclass(table),
            literal(old)
        ),
    )
}

/// The commands that comment on all of these.
fn commented(comments: Vec<Commented>) -> String {
    format!(
        "SELECT format(command, comment) FROM (VALUES\n{}\n    ) AS comments (command, comment) WHERE comment IS NOT NULL",
        rows(comments)
    )
}

/// Formats of commands, each with the comment for it.
fn rows(comments: Vec<Commented>) -> String {
    let rows = comments.into_iter().map(|(what, comment)| {
        let command = in_format(format!("COMMENT ON {what} IS ")) + "%L";
        format!("      ({}, {comment})", literal(&command))
    });
    let rows: Vec<String> = rows.collect();
    rows.join(",\n")
}

fn regclass(name: &str) -> String {
    format!("{}::regclass", literal(name))
}

/// The comment and the privileges of a sequence, for the one that takes its
/// name.
pub(super) fn sequence(before: &str, shown: &str) -> String {
    let comment = in_format(format!("COMMENT ON SEQUENCE {shown} IS ")) + "%L";
    let query = format!(
        "WITH old AS (SELECT * FROM pg_class WHERE oid = {}::regclass)\n\
         \x20   SELECT format({}, obj_description(oid, 'pg_class')) FROM old WHERE obj_description(oid, 'pg_class') IS NOT NULL\n\
         \x20   UNION ALL\n\
         \x20   {}",
        literal(before),
        literal(&comment),
        grants("relacl", &format!(" ON SEQUENCE {shown}"), "old")
    );
    block(
        "copies the comment and the privileges of one sequence to another",
        &query,
    )
}

/// The commands that grant what a list of privileges says.
fn grants(privileges: &str, on: &str, from: &str) -> String {
    format!(
        "SELECT format({}, privilege_type, coalesce(nullif(grantee, 0)::regrole::text, 'PUBLIC'), CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)\n\
         \x20     FROM {from}, aclexplode({privileges})",
        literal(&format!("GRANT %s{} TO %s%s", in_format(on)))
    )
}

/// A text as a part of a format, in which `%` would mean something.
fn in_format(text: impl AsRef<str>) -> String {
    text.as_ref().replace('%', "%%")
}

/// Carries out the commands that a query gives.
fn block(what: &str, query: &str) -> String {
    format!(
        "-- lockstep-ignore hidden-statements: {what}\n\
         DO $lockstep$\n\
         DECLARE\n\
         \x20 carried text;\n\
         BEGIN\n\
         \x20 FOR carried IN\n\
         \x20   {query}\n\
         \x20 LOOP\n\
         \x20   EXECUTE carried;\n\
         \x20 END LOOP;\n\
         END\n\
         $lockstep$;"
    )
}
