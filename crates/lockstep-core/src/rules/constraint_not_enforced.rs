//! A constraint that PostgreSQL does not check.

use lockstep_syntax::tree::{AlterActionKind, ConstraintProperties, Span, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "constraint-not-enforced",
    severity: Severity::Advice,
    occasion: Occasion::Outcome,
    title: page!("A constraint that is not enforced checks nothing"),
    docs: page!(
        "\
With NOT ENFORCED PostgreSQL 18 keeps a CHECK or a foreign key in its catalog and never \
looks at it: neither the rows that are there nor those that are written later have to \
satisfy it, and the planner does not rely on it. NOT VALID is another thing: it spares \
the old rows alone.

Use NOT VALID where the check of existing rows is what takes too long. Before a \
constraint is enforced again, look for the rows that broke it meanwhile."
    ),
    versions: "18",
    source: citation::CREATE_TABLE,
    hazards: page!(&["C16"]),
    bad: page!(&[
        example("ALTER TABLE users ADD CONSTRAINT grown CHECK (age >= 18) NOT ENFORCED;").on(18),
        example("CREATE TABLE orders (user_id int REFERENCES users NOT ENFORCED);").on(18),
    ]),
    good: page!(&[
        example("ALTER TABLE users ADD CONSTRAINT grown CHECK (age >= 18) NOT VALID;").on(18),
        example("CREATE TABLE orders (price int CHECK (price > 0) ENFORCED);").on(18),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if context.effects.fails.is_some() {
        return Vec::new();
    }
    let mut found: Vec<(Span, ConstraintProperties)> = Vec::new();
    let table = match &context.statement.kind {
        StatementKind::CreateTable(create) => {
            let inline = create.columns.iter().flat_map(|column| &column.constraints);
            found.extend(inline.map(|it| (it.span, it.properties)));
            found.extend(create.constraints.iter().map(|it| (it.span, it.properties)));
            &create.name
        }
        StatementKind::AlterTable(alter) => {
            for action in &alter.actions {
                match &action.kind {
                    AlterActionKind::AddConstraint(added) => {
                        found.push((added.span, added.properties));
                    }
                    AlterActionKind::AlterConstraint { properties, .. } => {
                        found.push((action.span, *properties));
                    }
                    AlterActionKind::AddColumn { column, .. } => {
                        found.extend(column.constraints.iter().map(|it| (it.span, it.properties)));
                    }
                    _ => {}
                }
            }
            &alter.name
        }
        _ => return Vec::new(),
    };
    let table = context.catalog().resolve(table);
    found
        .into_iter()
        .filter(|(_, properties)| properties.is_not_enforced())
        .map(|(span, _)| Hit {
            span,
            title: format!("PostgreSQL does not check this constraint of {table}."),
            what: "With NOT ENFORCED neither the rows that are there nor those written later have to satisfy it.".to_owned(),
            why: "Whoever reads the table's definition believes what nobody holds the rows to.".to_owned(),
            action: "Use NOT VALID if only the check of existing rows takes too long; otherwise write beside it why it is not enforced."
                .to_owned(),
            relations: vec![table.clone()],
            ..Hit::default()
        })
        .collect()
}
