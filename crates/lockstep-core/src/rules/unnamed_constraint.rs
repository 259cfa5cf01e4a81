//! A constraint or an index whose name PostgreSQL chooses.

use lockstep_syntax::tree::{
    ColumnConstraintKind, IndexConstraint, Span, StatementKind, TableConstraintKind,
};

use super::declared::{is_told, replace};
use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::naming::{column_constraint_name, constraint_name, index_name};
use crate::catalog::{Name, quote};
use crate::citation;
use crate::report::{Fix, Severity};

pub(super) static RULE: Rule = Rule {
    id: "unnamed-constraint",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("PostgreSQL chooses the name"),
    docs: page!(
        "\
PostgreSQL names what was given no name after its table and columns, cuts that to \
63 bytes and adds a number where the name is taken. Where databases came about in \
different ways the names differ, and a later migration that drops or validates by \
name fails in one of them.

Name it."
    ),
    versions: "11-18",
    source: citation::CONSTRAINTS,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE TABLE orders (id bigint PRIMARY KEY, amount int CHECK (amount > 0));"),
        example("CREATE TABLE orders (id bigint PRIMARY KEY, code text, UNIQUE (code));"),
        example("CREATE INDEX CONCURRENTLY ON orders (code);"),
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, code text);\n\
CREATE INDEX ON orders (code);"
        )
    ]),
    good: page!(&[
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, amount int NOT NULL DEFAULT 0 CONSTRAINT orders_amount CHECK (amount > 0));"
        ),
        example("CREATE INDEX CONCURRENTLY orders_code ON orders (code);")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let catalog = context.catalog();
    if let StatementKind::CreateIndex(create) = &context.statement.kind {
        if create.name.is_some() || !is_told(context) {
            return Vec::new();
        }
        let table = catalog.resolve(&create.table);
        let name = index_name(catalog, &table, create).name().to_owned();
        let word = create.index_word;
        let text = context.situation.text;
        let between = Span::new(word.end, create.table.span.start).of(text);
        let at = place_of_name(between, create.concurrently);
        let fix = at.map(|at| {
            let at = word.end + at;
            named(Span::new(at, at), format!("{} ", quote(&name)), &name)
        });
        return vec![Hit {
            fix,
            ..hit(word, &table, "index", &name)
        }];
    }
    let Some(declared) = context.declared() else {
        return Vec::new();
    };
    let table = &declared.table;
    let mut hits = Vec::new();
    for column in &declared.columns {
        for constraint in &column.constraints {
            let named = matches!(
                constraint.kind,
                ColumnConstraintKind::Check(_)
                    | ColumnConstraintKind::Unique { .. }
                    | ColumnConstraintKind::References(_)
            );
            let name = column_constraint_name(catalog, table, &column.name.value, &constraint.kind);
            if let Some(name) = name.filter(|_| named && constraint.name.is_none()) {
                hits.push(constraint_hit(constraint.span, table, &name));
            }
        }
    }
    for constraint in &declared.constraints {
        let chosen = match &constraint.kind {
            TableConstraintKind::PrimaryKey(_) | TableConstraintKind::NotNull { .. } => false,
            TableConstraintKind::Unique(IndexConstraint { using_index, .. }) => {
                using_index.is_none()
            }
            _ => true,
        };
        if chosen && constraint.name.is_none() {
            let name = constraint_name(catalog, table, constraint, context.situation.major);
            hits.push(constraint_hit(constraint.span, table, &name));
        }
    }
    hits
}

/// The place of `ON`, which the name of an index stands before, in what follows
/// the word `INDEX`; none where a comment is in between.
fn place_of_name(between: &str, concurrently: bool) -> Option<u32> {
    const CONCURRENTLY: &str = "concurrently";
    let between = between.to_ascii_lowercase();
    let skipped = if concurrently {
        between.find(CONCURRENTLY)? + CONCURRENTLY.len()
    } else {
        0
    };
    let rest = between.get(skipped..)?;
    let blank = rest.len() - rest.trim_start().len();
    rest.trim_start().starts_with("on").then_some(())?;
    u32::try_from(skipped + blank).ok()
}

fn constraint_hit(span: Span, table: &Name, name: &str) -> Hit {
    let start = Span::new(span.start, span.start);
    Hit {
        fix: Some(named(start, format!("CONSTRAINT {} ", quote(name)), name)),
        ..hit(span, table, "constraint", name)
    }
}

fn named(at: Span, text: String, name: &str) -> Fix {
    replace(format!("Name it {}", quote(name)), at, text)
}

fn hit(span: Span, table: &Name, kind: &str, name: &str) -> Hit {
    let name = quote(name);
    Hit {
        span,
        title: format!("The {kind} has no name of its own."),
        what: format!("PostgreSQL calls it {name}, with a number behind it where that is taken."),
        why: "Where databases came about in different ways the names differ, and a later migration that names it fails in one of them.".to_owned(),
        action: format!("Name the {kind}."),
        relations: vec![table.clone()],
        ..Hit::default()
    }
}
