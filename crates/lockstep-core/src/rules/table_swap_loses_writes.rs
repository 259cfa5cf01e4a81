//! A table swapped for a copy of itself loses what was written meanwhile.

use lockstep_syntax::tree::{AlterAction, AlterActionKind, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "table-swap-loses-writes",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("A table swapped for a copy loses what was written after the copy"),
    docs: page!(
        "\
INSERT … SELECT copies the rows of its snapshot. What others insert, update or delete \
from then on until the rename takes its lock is in the old table alone, and lost for \
everybody who uses the new one. Policies, grants, triggers, foreign keys of other \
tables, comments and the ownership of sequences stay with the old table as well.

Attach the old table as a partition of the new one; or keep both in step with a \
trigger while the rows are copied in batches, and swap in one short transaction, as the \
plan does where the copy keeps the primary key. Where nobody writes, say so with LOCK TABLE … IN SHARE MODE before the copy."
    ),
    versions: "11-18",
    source: citation::EXPLICIT_LOCKING,
    hazards: page!(&["S10"]),
    bad: page!(&[
        example(
            "CREATE TABLE users_new (id bigint);\n\
         INSERT INTO users_new SELECT id FROM users;\n\
         ALTER TABLE users RENAME TO users_old;\n\
         ALTER TABLE users_new RENAME TO users;"
        )
        .also(&["unbatched-write"]),
        example(
            "CREATE TABLE users_new (id bigint);\n\
         INSERT INTO users_new SELECT id FROM users;\n\
         DROP TABLE users;\n\
         ALTER TABLE users_new RENAME TO users;"
        )
        .also(&["unbatched-write"])
    ]),
    good: page!(&[example(
        "CREATE TABLE users_new (id bigint);\n\
         INSERT INTO users_new SELECT id FROM users;"
    )
    .also(&["unbatched-write"])]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::AlterTable(alter) = &context.statement.kind else {
        return Vec::new();
    };
    let catalog = context.situation.catalog;
    let table = catalog.resolve(&alter.name);
    let renamed = |source: &Name| {
        // The copy takes the name of what was dropped.
        let dropped = catalog.absent.contains(source);
        let takes = |action: &AlterAction<'_>| matches!(&action.kind, AlterActionKind::Rename(to) if table.sibling(&*to.value) == *source);
        dropped && alter.actions.iter().any(takes)
    };
    let swapped = catalog
        .copies
        .iter()
        .find(|(source, copy)| *source == table || (*copy == table && renamed(source)));
    let Some((source, copy)) = swapped else {
        return Vec::new();
    };
    // Whoever locked the table against writes before the copy loses nothing.
    let locked = context
        .held
        .get(source)
        .is_some_and(|(mode, _)| mode.blocks_writes());
    if locked || context.effects.fails.is_some() {
        return Vec::new();
    }
    alter
        .actions
        .iter()
        .filter(|action| {
            matches!(
                action.kind,
                AlterActionKind::Rename(_) | AlterActionKind::SetSchema(_)
            )
        })
        .map(|action| Hit {
            span: action.span,
            title: format!("What was written to {source} after the copy is lost."),
            what: format!(
                "{copy} holds the rows of {source} as they were when the copy began; what others wrote since then is in the old table alone."
            ),
            why: "Nothing fails and nothing tells you: the rows are simply not there.".to_owned(),
            action: if catalog.is_partitioned(copy) {
                format!(
                    "Attach {source} as a partition instead of copying it; or keep both in step with a trigger, copy in batches, and swap in one short transaction."
                )
            } else {
                format!(
                    "Change {source} in place where that can be done; else keep both in step with a trigger, copy in batches, and swap in one short transaction."
                )
            },
            relations: vec![source.clone(), copy.clone()],
            ..Hit::default()
        })
        .collect()
}
