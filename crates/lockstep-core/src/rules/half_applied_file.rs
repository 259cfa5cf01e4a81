//! A file that cannot run in a transaction stops half-way.

use lockstep_syntax::tree::{AlterActionKind, Statement, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

/// So many statements before it are looked at: more do not make it clearer.
const NEAR: usize = 8;

pub(super) static RULE: Rule = Rule {
    id: "half-applied-file",
    severity: Severity::Advice,
    occasion: Occasion::Once,
    title: page!("A file without a transaction can stop half-way"),
    docs: page!(
        "\
CREATE INDEX CONCURRENTLY and its kin run outside of a transaction, and so does the \
rest of their file. When one of them fails, which a lock_timeout or a duplicate is \
enough for, what stood before it is there already: the tool takes the migration for \
undone, and running it again fails at the first statement.

Give each such statement a file of its own. Change the tables in another, in a \
transaction."
    ),
    versions: "11-18",
    source: citation::CREATE_INDEX_CONCURRENTLY,
    hazards: page!(&["S6", "S7"]),
    bad: page!(&[
        example(
            "ALTER TABLE users ADD COLUMN plan text;\nCREATE INDEX CONCURRENTLY users_plan ON users (plan);"
        ),
        example(
            "CREATE INDEX CONCURRENTLY users_name ON users (name);\nCREATE INDEX CONCURRENTLY users_email ON users (email);"
        ),
    ]),
    good: page!(&[
        example(
            "SET statement_timeout = 0;\nCREATE INDEX CONCURRENTLY users_plan ON users (plan);"
        ),
        example(
            "ALTER TABLE users ADD COLUMN IF NOT EXISTS plan text;\nCREATE INDEX CONCURRENTLY users_plan ON users (plan);"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if !context.effects.refuses_transaction
        || context.effects.fails.is_some()
        || context.situation.in_transaction
        || matches!(context.statement.kind, StatementKind::Maintenance(_))
    {
        return Vec::new();
    }
    let earlier = context.units[context.section..context.id]
        .iter()
        .rev()
        .take(NEAR)
        .find(|unit| fails_again(unit.statement));
    let Some(earlier) = earlier else {
        return Vec::new();
    };
    let (this, first) = (context.statement.command, earlier.statement.command);
    vec![Hit {
        span: context.statement.span,
        title: "When this fails, the file is half applied and cannot run again.".to_owned(),
        what: format!(
            "{this} runs outside of a transaction, and the {first} before it has committed by then."
        ),
        why: format!(
            "A timeout or a duplicate is enough; the next attempt then stops at the {first}, which finds its work done."
        ),
        action: format!("Give this {this} a file of its own."),
        ..Hit::default()
    }]
}

/// Whether the statement is refused when it is carried out a second time.
fn fails_again(statement: &Statement<'_>) -> bool {
    match &statement.kind {
        StatementKind::CreateTable(it) => !it.if_not_exists,
        StatementKind::CreateIndex(it) => !it.if_not_exists,
        StatementKind::CreateSequence(it) => !it.if_not_exists,
        StatementKind::CreateFunction(it) => !it.or_replace,
        StatementKind::CreateTrigger(it) => !it.or_replace,
        StatementKind::CreateView(it) => !it.or_replace && !it.if_not_exists,
        StatementKind::CreateType(_)
        | StatementKind::CreateDomain(_)
        | StatementKind::CreatePolicy(_) => true,
        StatementKind::Drop(it) => !it.if_exists,
        StatementKind::AlterTable(alter) => alter.actions.iter().any(|action| match &action.kind {
            AlterActionKind::AddColumn { if_not_exists, .. } => !if_not_exists,
            AlterActionKind::DropColumn { if_exists, .. }
            | AlterActionKind::DropConstraint { if_exists, .. } => !if_exists,
            AlterActionKind::AddConstraint(_)
            | AlterActionKind::Rename(_)
            | AlterActionKind::RenameColumn { .. }
            | AlterActionKind::RenameConstraint { .. }
            | AlterActionKind::AttachPartition { .. }
            | AlterActionKind::DetachPartition { .. } => true,
            _ => false,
        }),
        _ => false,
    }
}
