//! Privileges for more people, or more of them, than anybody asked for.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "privileges-widened",
    severity: Severity::Advice,
    occasion: Occasion::Once,
    title: page!("A GRANT gives more than is needed"),
    docs: page!(
        "\
What is granted to PUBLIC every role has, also those created next year. ALL on a table \
is more than reading and writing: it includes TRUNCATE, which row security does not \
stop, and TRIGGER and REFERENCES. WITH GRANT OPTION lets others pass it on.

Grant the privileges that are used, to a role made for it."
    ),
    versions: "11-18",
    source: citation::GRANT,
    hazards: page!(&["C16"]),
    bad: page!(&[
        example("GRANT SELECT ON users TO PUBLIC;"),
        example("GRANT ALL ON users TO web;"),
        example("GRANT SELECT ON users TO web WITH GRANT OPTION;"),
    ]),
    good: page!(&[
        example("GRANT SELECT, INSERT ON users TO web;"),
        example("GRANT USAGE ON SCHEMA public TO PUBLIC;"),
        example("REVOKE ALL ON users FROM PUBLIC;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::Grant(grant) = &context.statement.kind else {
        return Vec::new();
    };
    // Functions and types are everybody's from the start.
    let (false, Some(kind @ ("TABLE" | "SEQUENCE" | "SCHEMA" | "DATABASE"))) =
        (grant.revoke, grant.kind)
    else {
        return Vec::new();
    };
    if context.effects.fails.is_some() {
        return Vec::new();
    }
    let asks = |word: &str| {
        grant.privileges.iter().any(|privilege| {
            let words = privilege.words.of(context.situation.text);
            words
                .split_whitespace()
                .next()
                .is_some_and(|first| first.eq_ignore_ascii_case(word))
        })
    };
    let reads_only = grant.privileges.iter().all(|privilege| {
        let words = privilege.words.of(context.situation.text);
        ["usage", "connect", "temporary", "temp"]
            .iter()
            .any(|it| words.eq_ignore_ascii_case(it))
    });
    let public = grant.roles.iter().any(|role| role.value == "public") && !reads_only;
    let (title, what, action) = if public {
        (
            "Every role gets these privileges.",
            "PUBLIC means every role there is, and every role that is created later.",
            "Grant them to the role that needs them.",
        )
    } else if asks("ALL") && kind == "TABLE" {
        (
            "ALL is more than reading and writing.",
            "ALL on a table includes TRUNCATE, which row security does not stop, and TRIGGER and REFERENCES.",
            "Name the privileges that are used: SELECT, INSERT, UPDATE, DELETE.",
        )
    } else if grant.grant_option {
        (
            "The role can pass these privileges on.",
            "With WITH GRANT OPTION it decides who else has them, and a REVOKE needs CASCADE to reach those.",
            "Leave the option away, and grant to each role that needs them.",
        )
    } else {
        return Vec::new();
    };
    vec![Hit {
        span: context.statement.span,
        title: title.to_owned(),
        what: what.to_owned(),
        why: "A privilege that nobody uses is noticed when somebody else uses it.".to_owned(),
        action: action.to_owned(),
        ..Hit::default()
    }]
}
