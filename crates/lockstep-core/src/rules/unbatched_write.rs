//! One statement that writes every row.

use lockstep_syntax::tree::{Expression, Shape, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "unbatched-write",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("One statement updates or deletes every row of a table"),
    docs: page!(
        "\
An UPDATE or DELETE without WHERE, or with a condition that leaves no row out, locks \
every row until its transaction ends: other writers of these rows wait for all of it. \
It also leaves a dead row behind for each until vacuum, holds back vacuum everywhere, \
and is lost as a whole when it fails. WHERE column IS NULL, filled for the first time, \
is every row, too. A large INSERT … SELECT is one long transaction as well.

Write in batches, each committed, by ranges of the primary key or of ctid."
    ),
    versions: "11-18",
    source: citation::UPDATE,
    hazards: page!(&["B1", "B2", "B3", "B4"]),
    bad: page!(&[
        example("UPDATE users SET active = true;"),
        example("DELETE FROM sessions WHERE 1 = 1;"),
        example("UPDATE users SET active = true WHERE active IS NULL;"),
        example("INSERT INTO archive SELECT id, name FROM users;"),
    ]),
    good: page!(&[
        example("UPDATE users SET active = true WHERE id = 1;"),
        example("CREATE TABLE users (active bool); UPDATE users SET active = true;"),
        example("UPDATE plans SET active = true;").sized(&[(
            "public.plans",
            crate::sizes::Size {
                rows: 12,
                bytes: 8_192,
                writes_per_second: 0
            }
        )]),
        example("INSERT INTO plans (id, name) VALUES (1, 'free');"),
        example("INSERT INTO totals (seen) SELECT coalesce(max(id), 0) FROM events;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if context.effects.fails.is_some() || super::backfill_in_ddl_transaction::speaks(context) {
        return Vec::new();
    }
    let worked = |reason: Reason| {
        let mut found: Vec<Name> = Vec::new();
        for work in &context.effects.work {
            let counts = work.reason == reason && context.is_busy(&work.relation);
            if counts && !found.contains(&work.relation) {
                found.push(work.relation.clone());
            }
        }
        found
    };
    let catalog = context.catalog();
    let (target, condition, assigned) = match &context.statement.kind {
        StatementKind::Update(update) => (&update.table, &update.condition, &update.columns[..]),
        StatementKind::Delete(delete) => (&delete.table, &delete.condition, &[][..]),
        StatementKind::Insert(insert) if insert.from_query => {
            let text = insert
                .query
                .span
                .of(context.situation.text)
                .to_ascii_uppercase();
            // An aggregate makes few rows of many.
            let some = text
                .split(|it: char| !it.is_ascii_alphanumeric() && it != '_')
                .any(|word| {
                    matches!(
                        word,
                        "WHERE"
                            | "LIMIT"
                            | "FETCH"
                            | "HAVING"
                            | "MAX"
                            | "MIN"
                            | "COUNT"
                            | "SUM"
                            | "AVG"
                    )
                });
            return if some {
                Vec::new()
            } else {
                copied(context, worked(Reason::Query))
            };
        }
        _ => return Vec::new(),
    };
    let target = catalog.resolve(target);
    let mut relations = worked(Reason::Rows);
    let mut filled = false;
    if let Some(condition) = condition
        && context.is_busy(&target)
    {
        filled = match &condition.shape {
            Shape::IsNull(column) => assigned.iter().any(|it| it.value == column.value),
            _ => false,
        };
        if filled || is_always_true(context.situation.text, condition) {
            relations.push(target);
        }
    }
    if relations.is_empty() {
        return Vec::new();
    }
    let names = super::list(&relations);
    let deletes = matches!(context.statement.kind, StatementKind::Delete(_));
    vec![Hit {
        span: context.statement.span,
        title: format!(
            "Every row of {names}{} stays locked until the transaction ends.",
            if filled { " without a value" } else { "" }
        ),
        what: format!(
            "{} written in one transaction, and whoever wants to change one of them waits for the last.",
            if filled {
                "Where the column is new, that is every row there is. All are"
            } else {
                "All rows are"
            }
        ),
        why: "It takes as long as the table is large, and when it fails all of it is lost.".to_owned(),
        action: if deletes {
            "Delete in batches, each committed, or TRUNCATE if nothing references the table and nobody uses it."
        } else {
            "Update in batches, each committed, by ranges of the primary key."
        }
        .to_owned(),
        relations,
        ..Hit::default()
    }]
}

/// One INSERT that copies a whole table.
fn copied(context: &Context<'_>, relations: Vec<Name>) -> Vec<Hit> {
    if relations.is_empty() {
        return Vec::new();
    }
    let names = super::list(&relations);
    vec![Hit {
        span: context.statement.span,
        title: format!("All rows of {names} are copied in one transaction."),
        what: format!("It reads {names} from end to end and keeps its snapshot until the last row is written."),
        why: "Vacuum cannot clean up behind it anywhere in the database, and when it fails all of it is lost.".to_owned(),
        action: "Copy in batches, each committed, by ranges of the primary key.".to_owned(),
        relations,
        severity: Some(Severity::Advice),
        source: Some(citation::INSERT),
        ..Hit::default()
    }]
}

/// Whether a condition leaves no row out: `true`, `1 = 1`.
fn is_always_true(text: &str, condition: &Expression<'_>) -> bool {
    let written: String = condition
        .span
        .of(text)
        .chars()
        .filter(|it| !it.is_whitespace() && !matches!(it, '(' | ')'))
        .collect();
    if written.eq_ignore_ascii_case("true") {
        return true;
    }
    let same = written.split_once('=');
    same.is_some_and(|(left, right)| left == right && left.bytes().all(|it| it.is_ascii_digit()))
}
