//! Renaming a value of an enum, or a type, breaks the code that writes it.

use lockstep_syntax::tree::{EnumChange, ObjectChange, StatementKind};

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::catalog::Catalog;
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "enum-value-rename",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("Renaming an enum's value or a type breaks the code that writes it"),
    docs: page!(
        "\
Every row that holds the value shows the new spelling at once, and code that still \
compares with or writes the old one fails with 22P02; code that knows the new one alone \
fails before. The same goes for a type that is renamed or moved while code casts to it.

Add the new value, teach the code both, change the rows in batches, and leave the old \
value behind: PostgreSQL cannot drop one."
    ),
    versions: "11-18",
    source: citation::ALTER_TYPE,
    hazards: page!(&["C5"]),
    bad: page!(&[
        example("ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';"),
        example("ALTER TYPE mood RENAME TO feeling;"),
    ]),
    good: page!(&[
        example(
            "CREATE TYPE mood_new AS ENUM ('sad', 'fine');\n\
             ALTER TYPE mood RENAME TO mood_old;\n\
             ALTER TYPE mood_new RENAME TO mood;\n\
             DROP TYPE mood_old;"
        )
        .given("CREATE TYPE mood AS ENUM ('sad', 'ok');"),
        example("ALTER TYPE mood ADD VALUE 'fine' AFTER 'ok';"),
        example("CREATE TYPE mood AS ENUM ('ok'); ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::AlterObject(alter) = &context.statement.kind else {
        return Vec::new();
    };
    let (Some(name), "TYPE" | "DOMAIN") = (&alter.object.name, alter.object.kind) else {
        return Vec::new();
    };
    let catalog = context.catalog();
    let name = catalog.resolve(name);
    if context.effects.fails.is_some() || catalog.created.contains(&name) {
        return Vec::new();
    }
    let (old, new) = match &alter.change {
        ObjectChange::EnumValue(EnumChange::Rename { from, to }) => {
            (from.to_string(), to.to_string())
        }
        ObjectChange::Rename(to) => (name.to_string(), to.value.to_string()),
        ObjectChange::SetSchema(schema) => (
            name.to_string(),
            format!("{}.{}", schema.value, name.name()),
        ),
        _ => return Vec::new(),
    };
    let value = matches!(alter.change, ObjectChange::EnumValue(_));
    let again = name.clone();
    vec![Hit {
        span: context.statement.span,
        title: format!("Code that writes {old} fails from here on."),
        what: if value {
            format!(
                "Every row of type {name} that holds {old} shows {new} as soon as this commits, and PostgreSQL no longer takes {old}."
            )
        } else {
            format!(
                "The type {old} is called {new} as soon as this commits, and a cast to the old name fails."
            )
        },
        why: "Old and new code run side by side during a deployment, and one of them is wrong."
            .to_owned(),
        action: if value {
            format!(
                "Add {new} as a value, teach the code both, change the rows in batches, and leave {old} behind."
            )
        } else {
            "Ship code that does not name the type first, or keep the name.".to_owned()
        },
        // Another type may have taken its name.
        unless: (!value)
            .then(|| Unless::new(move |left: &Catalog| left.has_type(&again) == Some(true))),
        ..Hit::default()
    }]
}
