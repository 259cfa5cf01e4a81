//! Renaming a column breaks the code that runs.

use lockstep_syntax::tree::{AlterActionKind, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "column-rename",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("Renaming a column breaks the code that runs"),
    docs: page!(
        "\
The rename itself takes a moment. But no deployment is instant: code that still uses \
the old name fails from the moment of the rename, code that uses the new name fails \
before it.

Add a new column, keep both in step while old and new code run, and drop the old one \
when nothing uses it any more."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE,
    hazards: page!(&["C3"]),
    bad: page!(&[example(
        "ALTER TABLE users RENAME COLUMN name TO full_name;"
    )]),
    good: page!(&[
        example(
            "CREATE TABLE users (name text); ALTER TABLE users RENAME COLUMN name TO full_name;"
        ),
        example(
            "ALTER TABLE users ADD COLUMN name text; ALTER TABLE users RENAME COLUMN name TO full_name;"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::AlterTable(alter) = &context.statement.kind else {
        return Vec::new();
    };
    let table = context.situation.catalog.resolve(&alter.name);
    if context.situation.catalog.is_new(&table) || context.effects.fails.is_some() {
        return Vec::new();
    }
    alter
        .actions
        .iter()
        .filter_map(|action| match &action.kind {
            AlterActionKind::RenameColumn { from, to }
                if !context.situation.catalog.is_new_column(&table, &from.value) =>
            {
                Some(Hit {
                span: action.span,
                title: format!("Code that uses {table}.{} fails from here on.", from.value),
                what: format!(
                    "The column is called {} as soon as this commits, and queries that name {} are refused.",
                    to.value, from.value
                ),
                why: "Old and new code run side by side during a deployment, and one of them is wrong.".to_owned(),
                action: "Add a column of the new name, keep both in step with a trigger, move the code, then drop the old one."
                    .to_owned(),
                relations: vec![table.clone()],
                ..Hit::default()
            })
            }
            _ => None,
        })
        .collect()
}
