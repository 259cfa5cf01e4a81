//! A constraint of a domain is checked in every table that uses it, while
//! writes wait.

use lockstep_syntax::tree::{DomainChange, ObjectChange, StatementKind};

use super::{Context, Hit, Occasion, Rule, example, insertion};
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "domain-constraint-scan",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("A constraint of a domain reads every table that uses it while writes wait"),
    docs: page!(
        "\
ALTER DOMAIN … ADD CONSTRAINT and SET NOT NULL read every column of the domain, in every \
table, and hold SHARE on all of them until the last is read: writes wait.

NOT VALID takes a moment and holds for new values. VALIDATE CONSTRAINT of a domain is \
not the light one of a table: it takes SHARE on all tables, too. Where writes must go \
on, put the condition as CHECK constraints on the tables, each NOT VALID first and \
validated on its own."
    ),
    versions: "11-18",
    source: citation::ALTER_DOMAIN,
    hazards: page!(&["A49"]),
    bad: page!(&[
        example("ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%');").given(
            "CREATE DOMAIN email AS text; CREATE TABLE users (email email); CREATE TABLE invitations (email email);"
        ),
        example("ALTER DOMAIN email SET NOT NULL;"),
        example("ALTER DOMAIN email VALIDATE CONSTRAINT has_at;").given(
            "CREATE DOMAIN email AS text; CREATE TABLE users (email email);\n\
             ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID;"
        ),
    ]),
    good: page!(&[
        example("ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID;"),
        example("ALTER DOMAIN email ADD CHECK (VALUE <> '');")
            .given(
                "CREATE DOMAIN email AS text; CREATE TABLE users (email text);\n\
                 INSERT INTO users VALUES ('a@b.example');"
            ),
        example("CREATE DOMAIN email AS text; ALTER DOMAIN email SET NOT NULL;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::AlterObject(alter) = &context.statement.kind else {
        return Vec::new();
    };
    let ObjectChange::Domain(change) = &alter.change else {
        return Vec::new();
    };
    let blocked = context.blocked_for(&[Reason::Domain]).pop();
    let unknown = !context.effects.depends_on.is_empty();
    if context.effects.fails.is_some() || (blocked.is_none() && !unknown) {
        return Vec::new();
    }
    let relations = blocked.map_or_else(Vec::new, |blocked| blocked.relations);
    let (names, depends) = if relations.is_empty() {
        (
            "every table that uses the domain".to_owned(),
            " Which tables these are depends on the schema.",
        )
    } else {
        (super::list(&relations), "")
    };
    let span = context.statement.span;
    let text = span.of(context.situation.text);
    let text = text.trim_end_matches(';').trim_end();
    let at = span.start + u32::try_from(text.len()).unwrap_or_default();
    let addition = matches!(**change, DomainChange::AddConstraint { check: Some(_), .. });
    vec![Hit {
        span,
        title: "Every table that uses the domain is read while writes wait.".to_owned(),
        what: format!(
            "PostgreSQL reads {names} to check old values, and keeps writers out of all of them until the last is read.{depends}"
        ),
        why: "How long that takes grows with all these tables together.".to_owned(),
        action: match **change {
            DomainChange::Validate(_) => {
                "Unlike that of a table, a domain's VALIDATE CONSTRAINT keeps writers out: leave it NOT VALID, which holds for new values, and check the old ones by CHECK constraints of the tables; or plan a maintenance window."
            }
            _ if addition => {
                "Add it NOT VALID, which takes a moment and holds for new values; check the old ones by CHECK constraints of the tables, added NOT VALID and validated one by one."
            }
            _ => {
                "Give each table a CHECK constraint instead, added NOT VALID and validated on its own."
            }
        }
        .to_owned(),
        fix: (addition && text.ends_with(')') && !text.contains("--"))
            .then(|| insertion(at, "Add it NOT VALID", " NOT VALID")),
        relations,
        ..Hit::default()
    }]
}
