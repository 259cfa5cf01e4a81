//! A table that autovacuum leaves alone.

use lockstep_syntax::tree::{AlterActionKind, StatementKind};

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::catalog::apply::alter::autovacuum_off;
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "autovacuum-disabled",
    severity: Severity::Advice,
    occasion: Occasion::Outcome,
    title: page!("Autovacuum is switched off for a table"),
    docs: page!(
        "\
Without autovacuum dead rows stay, the table and its indexes grow, and the planner works \
with old statistics. Only the vacuum that prevents transaction ids from running out \
still comes, when there is most to do.

Lower its thresholds or its cost limits instead. For one large load switch it off and \
reset it in the same migration."
    ),
    versions: "11-18",
    source: citation::PLANNER_STATISTICS,
    hazards: page!(&["C9", "D"]),
    bad: page!(&[
        example("ALTER TABLE events SET (autovacuum_enabled = false);"),
        example("CREATE TABLE events (id bigint) WITH (autovacuum_enabled = off);"),
    ]),
    good: page!(&[
        example("ALTER TABLE events SET (autovacuum_vacuum_scale_factor = 0.01);"),
        example(
            "ALTER TABLE events SET (autovacuum_enabled = false); ALTER TABLE events RESET (autovacuum_enabled);"
        ),
        example("CREATE TEMPORARY TABLE ids (id bigint) WITH (autovacuum_enabled = off);"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if context.effects.fails.is_some() {
        return Vec::new();
    }
    let (name, span) = match &context.statement.kind {
        StatementKind::CreateTable(create)
            if !create.temporary && autovacuum_off(&create.parameters) == Some(true) =>
        {
            (&create.name, context.statement.span)
        }
        StatementKind::AlterTable(alter) => {
            let off = alter.actions.iter().find(|action| match &action.kind {
                AlterActionKind::SetParameters(parameters) => {
                    autovacuum_off(parameters) == Some(true)
                }
                _ => false,
            });
            match off {
                Some(action) => (&alter.name, action.span),
                None => return Vec::new(),
            }
        }
        _ => return Vec::new(),
    };
    let table = context.catalog().resolve(name);
    let of = table.clone();
    vec![Hit {
        span,
        title: format!("Autovacuum leaves {table} alone from here on."),
        what:
            "Dead rows stay until somebody runs VACUUM, and statistics until somebody runs ANALYZE."
                .to_owned(),
        why: "The table grows and its queries slow down, long after this migration is forgotten."
            .to_owned(),
        action: "Lower its thresholds instead, or reset the parameter at the end of the migration."
            .to_owned(),
        relations: vec![table],
        unless: Some(Unless::new(move |left| {
            left.relations.get(&of).is_none_or(|it| !it.autovacuum_off)
        })),
        ..Hit::default()
    }]
}
