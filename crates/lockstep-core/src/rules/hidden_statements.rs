//! SQL that is put together while it runs.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::{Severity, Understood};

pub(super) static RULE: Rule = Rule {
    id: "hidden-statements",
    severity: Severity::Warning,
    occasion: Occasion::Otherwise,
    title: page!("What runs is decided while it runs"),
    docs: page!(
        "\
A DO block or a function that puts SQL together and runs it with EXECUTE may do \
anything: what it locks, and for how long, cannot be read from the migration. All that \
a DO block runs is one transaction, too, which holds every lock to its end.

Print the statements that it would run and put these into the migration; or try it on a \
copy of the database and look into pg_locks."
    ),
    versions: "11-18",
    source: citation::DYNAMIC_SQL,
    hazards: page!(&["C17"]),
    bad: page!(&[
        example(
            "DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN age int', t); END LOOP; END $$;"
        ),
        example("SELECT upgrade_everything();"),
    ]),
    good: page!(&[
        example("DO $$ BEGIN EXECUTE 'CREATE TABLE t (a int)'; END $$;"),
        example("SELECT upgrade_everything();").given(
            "CREATE FUNCTION upgrade_everything() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1';"
        ),
        example("SELECT lower('A'), count(*) FROM users;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if context.effects.fails.is_some() || context.effects.understood != Understood::Partial {
        return Vec::new();
    }
    let (title, what, severity) = match &context.statement.kind {
        StatementKind::Do(body) if body.dynamic => (
            "This block puts SQL together and runs it.",
            "What EXECUTE runs is decided at run time, so that nothing is said of what it locks."
                .to_owned(),
            None,
        ),
        StatementKind::Select(_) | StatementKind::Execute(_) => {
            let unknown = context
                .effects
                .depends_on
                .iter()
                .find_map(|it| it.strip_prefix("what ")?.strip_suffix(" does"));
            let Some(function) = unknown else {
                return Vec::new();
            };
            (
                "What this function does is not followed here.",
                format!("{function} runs its own statements, which may change rows and tables."),
                Some(Severity::Advice),
            )
        }
        _ => return Vec::new(),
    };
    vec![Hit {
        span: context.statement.span,
        title: title.to_owned(),
        what,
        why: "It may lock tables for as long as it runs, and others wait meanwhile.".to_owned(),
        action: "Put the statements that it runs into the migration, or try it on a copy of the database and look into pg_locks.".to_owned(),
        severity,
        ..Hit::default()
    }]
}
