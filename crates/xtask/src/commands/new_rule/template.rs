//! A comment on a relation keeps other changes of it waiting.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "{id}",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("A comment on a relation keeps other changes of it waiting"),
    docs: page!(
        "\
PostgreSQL locks the relation that is commented on until the transaction ends. Reads and \
writes go on, other changes of the relation wait.

Keep the transaction short."
    ),
    versions: "11-18",
    source: citation::COMMENT,
    hazards: page!(&[]),
    bad: page!(&[example(
        "SET lock_timeout = '2s'; COMMENT ON TABLE users IS 'people';"
    )]),
    good: page!(&[example("SELECT 1;")]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if !matches!(context.statement.kind, StatementKind::Comment(_)) {
        return Vec::new();
    }
    let locks = context.effects.locks.iter();
    locks
        .filter(|(relation, _)| !context.is_new(relation))
        .map(|(relation, held)| Hit {
            span: context.statement.span,
            title: format!("Other changes of {relation} wait for the comment."),
            what: format!(
                "PostgreSQL holds {} on {relation} until the transaction ends.",
                held.mode.name()
            ),
            why: "Others who change the relation wait as long as this transaction is open."
                .to_owned(),
            action: "Keep the transaction short.".to_owned(),
            relations: vec![relation.clone()],
            ..Hit::default()
        })
        .collect()
}
