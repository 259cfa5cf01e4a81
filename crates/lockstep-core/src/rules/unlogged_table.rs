//! A table whose rows a crash empties.

use lockstep_syntax::tree::{AlterActionKind, StatementKind};

use super::declared::advise;
use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "unlogged-table",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("An unlogged table is empty after a crash"),
    docs: page!(
        "\
What is written to an unlogged table is not in the log: after a crash the table is \
empty, on a standby it cannot be read at all, and neither a backup from the log \
nor logical replication has its rows.

Use it for what can be computed again."
    ),
    versions: "11-18",
    source: citation::CREATE_TABLE,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE UNLOGGED TABLE sessions (id bigint PRIMARY KEY);"),
        example(
            "CREATE TABLE sessions (id bigint PRIMARY KEY);\n\
ALTER TABLE sessions SET UNLOGGED;"
        )
    ]),
    good: page!(&[
        example("CREATE TABLE sessions (id bigint PRIMARY KEY);"),
        example(
            "CREATE UNLOGGED TABLE sessions (id bigint PRIMARY KEY);\n\
ALTER TABLE sessions SET LOGGED;"
        )
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let unlogged = match &context.statement.kind {
        StatementKind::CreateTable(create) => create.unlogged,
        StatementKind::AlterTable(alter) => {
            let mut actions = alter.actions.iter();
            actions.any(|action| matches!(action.kind, AlterActionKind::SetUnlogged))
        }
        _ => false,
    };
    let Some(declared) = context.declared().filter(|_| unlogged) else {
        return Vec::new();
    };
    let table = declared.table.clone();
    let words = [
        "A crash empties the table.",
        "is not written to the log.",
        "After a crash it is empty, a standby cannot read it, and logical replication does not see its rows.",
        "Leave UNLOGGED away, unless the rows can be computed again.",
    ];
    vec![Hit {
        unless: Some(Unless::new({
            let table = table.clone();
            move |left| {
                left.relations
                    .get(&table)
                    .is_none_or(|it| it.unlogged == Some(false))
            }
        })),
        ..advise(context.statement.span, &table, &table.to_string(), words)
    }]
}
