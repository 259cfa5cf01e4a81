//! A column that must have a value meets code that gives it none.

use lockstep_syntax::tree::{AlterActionKind, ColumnChange, Shape, TableConstraintKind};

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "required-column-breaks-old-code",
    severity: Severity::Advice,
    occasion: Occasion::Otherwise,
    title: page!("A column that must have a value meets code that gives it none"),
    docs: page!(
        "\
SET NOT NULL, and a CHECK (column IS NOT NULL) from the moment it is there, NOT VALID \
or not, refuse every INSERT that leaves the column out unless it has a default. Code \
that was written before the column was required does just that. Dropping the default of \
a NOT NULL column has the same effect.

Give the column a default, or fill it by a trigger, until no such code runs any more."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE,
    hazards: page!(&["C8"]),
    bad: page!(&[
        example("ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;"),
        example("ALTER TABLE users ALTER COLUMN plan DROP DEFAULT;")
            .given("CREATE TABLE users (id int, plan text NOT NULL DEFAULT 'free');"),
    ]),
    good: page!(&[
        example("ALTER TABLE users ADD CONSTRAINT planned CHECK (plan IS NOT NULL) NOT VALID;")
            .given("CREATE TABLE users (id int, plan text DEFAULT 'free');"),
        example("ALTER TABLE users ALTER COLUMN plan DROP DEFAULT;")
            .given("CREATE TABLE users (id int, plan text DEFAULT 'free');"),
        example("ALTER TABLE users ADD COLUMN plan text NOT NULL DEFAULT 'free';"),
        example(
            "ALTER TABLE users ALTER COLUMN plan DROP NOT NULL, ALTER COLUMN plan DROP DEFAULT;"
        )
        .given("CREATE TABLE users (id int, plan text NOT NULL DEFAULT 'free');")
        .also(&["null-allowed-again"]),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some((table, actions)) = context.altered() else {
        return Vec::new();
    };
    let catalog = context.catalog();
    let mut hits = Vec::new();
    for action in actions {
        let (column, dropped) = match &action.kind {
            AlterActionKind::AddConstraint(added) if !added.properties.is_not_enforced() => {
                match &added.kind {
                    TableConstraintKind::Check(check) => match &check.shape {
                        Shape::IsNotNull(column) => (column, false),
                        _ => continue,
                    },
                    TableConstraintKind::NotNull { column } => (column, false),
                    _ => continue,
                }
            }
            AlterActionKind::AlterColumn {
                name,
                change: ColumnChange::SetNotNull,
            } if !catalog.check_proves_not_null(&table, &name.value) => (name, false),
            AlterActionKind::AlterColumn {
                name,
                change: ColumnChange::DropDefault,
            } if catalog.is_not_null(&table, &name.value) == Some(true)
                && !catalog.is_new_column(&table, &name.value) =>
            {
                (name, true)
            }
            _ => continue,
        };
        let known = catalog
            .relations
            .get(&table)
            .and_then(|it| it.column(&column.value));
        let filled = known.is_some_and(|it| {
            it.default.is_some()
                || it.identity
                || it.generated.is_some()
                || !it.uses.relations.is_empty()
        });
        let required = known.is_some_and(|it| it.not_null == Some(true));
        if !dropped && (filled || required) {
            continue;
        }
        let (of, name) = (table.clone(), column.value.to_string());
        hits.push(Hit {
            span: action.span,
            title: format!("An INSERT that leaves out {table}.{name} fails from here on."),
            what: if dropped {
                format!("{name} is NOT NULL and has no default any more: code that does not name it is refused (23502).")
            } else {
                format!("New rows must have a {name}, and no default of it is known: code that does not name it is refused.")
            },
            why: "Code from before this change still runs during the deployment.".to_owned(),
            action: "Keep a default, or fill the column by a trigger, until all code that writes the table gives it a value.".to_owned(),
            relations: vec![table.clone()],
            severity: dropped.then_some(Severity::Warning),
            unless: Some(Unless::new(move |left| {
                let column = left.relations.get(&of).and_then(|it| it.column(&name));
                column.is_some_and(|it| {
                    it.default.is_some() || dropped && it.not_null == Some(false)
                })
            })),
            ..Hit::default()
        });
    }
    hits
}
