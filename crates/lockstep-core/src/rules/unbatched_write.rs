//! One statement that writes every row.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "unbatched-write",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: "One statement updates or deletes every row of a table",
    docs: page!(
        "\
An UPDATE or DELETE without WHERE locks every row until its transaction ends: other \
writers of these rows wait for all of it. It also leaves a dead row behind for each \
until vacuum, holds back vacuum everywhere, and is lost as a whole when it fails.

Write in batches, each committed, by ranges of the primary key or of ctid."
    ),
    versions: "11-18",
    source: citation::UPDATE,
    hazards: &["B1", "B2", "B3", "B4"],
    bad: page!(&[
        example("UPDATE users SET active = true;"),
        example("DELETE FROM sessions;")
    ]),
    good: page!(&[
        example("UPDATE users SET active = true WHERE id = 1;"),
        example("CREATE TABLE users (active bool); UPDATE users SET active = true;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let deletes = matches!(context.statement.kind, StatementKind::Delete(_));
    if !deletes && !matches!(context.statement.kind, StatementKind::Update(_)) {
        return Vec::new();
    }
    let relations: Vec<_> = context
        .effects
        .work
        .iter()
        .filter(|work| {
            work.reason == Reason::Rows && !context.situation.catalog.is_new(&work.relation)
        })
        .map(|work| work.relation.clone())
        .collect();
    if relations.is_empty() {
        return Vec::new();
    }
    let names = super::list(&relations);
    vec![Hit {
        span: context.statement.span,
        title: "Every row stays locked until the transaction ends.".to_owned(),
        what: format!("One transaction writes every row of {names}; whoever wants to change one of them waits for all."),
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
