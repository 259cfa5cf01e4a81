//! What was not understood is never called safe.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::{Severity, Understood};

pub(super) static RULE: Rule = Rule {
    id: "not-understood",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("The statement was not understood"),
    docs: page!(
        "\
The text is not SQL that PostgreSQL knows, or it is a command whose effects are not \
described here yet. Nothing is said of its locks, which does not mean that it takes \
none: look it up, or try it on a copy of the database.

For a syntax error the finding says what was found and what could have stood there. A \
statement of which a diff shows only a part is not judged either."
    ),
    versions: "11-18",
    source: citation::SYNTAX,
    hazards: page!(&["C17"]),
    bad: page!(&[example("ALTER TABEL users ADD COLUMN age int;")]),
    good: page!(&[example("ALTER TABLE users ADD COLUMN age int;")]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if let Some(error) = context.statement.errors.first() {
        let suggestion = error
            .suggestion
            .as_ref()
            .map(|meant| format!(" Did you mean {meant}?"))
            .unwrap_or_default();
        return vec![Hit {
            span: error.span,
            title: format!(
                "Syntax error: found {}, expected {}.",
                error.found, error.expected
            ),
            what: format!(
                "The statement cannot be read from here on: found {}, expected {}.{suggestion}",
                error.found, error.expected
            ),
            why: "PostgreSQL refuses it, and nothing can be said of its locks.".to_owned(),
            action: match &error.suggestion {
                Some(meant) => format!("Write {meant}."),
                None => "Correct the statement at this place.".to_owned(),
            },
            severity: Some(Severity::Danger),
            ..Hit::default()
        }];
    }
    if context.effects.understood != Understood::None {
        return Vec::new();
    }
    let command = context.statement.command;
    if matches!(context.statement.kind, StatementKind::Fragment) {
        return vec![Hit {
            span: context.statement.span,
            title: "Only a part of this statement is in the diff.".to_owned(),
            what: "It goes on outside the lines that the diff shows.".to_owned(),
            why: "Nothing is said of what it locks.".to_owned(),
            action:
                "Check the whole file, or a diff with more context, as `git diff -U999` gives it."
                    .to_owned(),
            severity: Some(Severity::Advice),
            ..Hit::default()
        }];
    }
    if !command.is_empty() && context.effects.depends_on.is_empty() {
        return Vec::new();
    }
    vec![Hit {
        span: context.statement.span,
        title: "This statement was not analysed.".to_owned(),
        what: if command.is_empty() {
            "It is not a command that PostgreSQL knows.".to_owned()
        } else {
            format!("The locks and effects of {command} are not described here yet.")
        },
        why: "It may block others or fail; nothing is said of it.".to_owned(),
        action: "Look it up in the manual, or try it on a copy of the database.".to_owned(),
        ..Hit::default()
    }]
}
