//! Several ALTER TABLE go through the same table, where one pass would do.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::effects::{Reason, Work, WorkKind};
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "repeated-table-pass",
    severity: Severity::Advice,
    occasion: Occasion::Always,
    title: page!("Two ALTER TABLE go through the whole table, where one pass would do"),
    docs: page!(
        "\
The actions of one ALTER TABLE share one pass over the table: new column types, columns \
that have to be filled and CHECK constraints are carried out row by row together. Two \
statements read and write the table twice.

Where they cannot be avoided, in a maintenance window, write them as actions of one \
ALTER TABLE. Not so VALIDATE CONSTRAINT, which needs a transaction of its own, nor SET \
NOT NULL together with dropping the CHECK that proves it: the drop comes first."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE_NOTES,
    hazards: page!(&["A31"]),
    bad: page!(&[
        example(
            "ALTER TABLE users ALTER COLUMN id TYPE bigint;\n\
             ALTER TABLE users ALTER COLUMN parent_id TYPE bigint;"
        )
        .given("CREATE TABLE users (id int, parent_id int);")
        .also(&["column-type-change"]),
        example(
            "ALTER TABLE orders ADD CONSTRAINT a CHECK (amount > 0);\n\
             ALTER TABLE orders ADD CONSTRAINT b CHECK (total > 0);"
        )
        .also(&["check-constraint-scan"]),
    ]),
    good: page!(&[
        example(
            "ALTER TABLE orders ALTER COLUMN shop_id TYPE bigint;\n\
             ALTER TABLE bills ALTER COLUMN shop_id TYPE bigint;"
        )
        .given(
            "CREATE TABLE shops (id bigint PRIMARY KEY);\n\
             CREATE TABLE orders (shop_id int REFERENCES shops);\n\
             CREATE TABLE bills (shop_id int REFERENCES shops);"
        )
        .also(&["column-type-change"]),
        example("ALTER TABLE users ADD COLUMN a int; ALTER TABLE users ADD COLUMN b int;"),
        example(
            "ALTER TABLE orders ADD CONSTRAINT a CHECK (amount > 0) NOT VALID;\n\
             ALTER TABLE orders ADD CONSTRAINT b CHECK (total > 0) NOT VALID;\n\
             ALTER TABLE orders VALIDATE CONSTRAINT a;\n\
             ALTER TABLE orders VALIDATE CONSTRAINT b;"
        ),
    ]),
    check,
};

/// What is done row by row, together with whatever else the statement asks of
/// each row.
///
/// Source: `ATRewriteTable` in `src/backend/commands/tablecmds.c`.
fn is_shared(work: &Work) -> bool {
    let by_row = !matches!(work.kind, WorkKind::IndexBuild(_));
    let asked = matches!(
        work.reason,
        Reason::VolatileDefault
            | Reason::SerialColumn
            | Reason::IdentityColumn
            | Reason::StoredColumn
            | Reason::ConstrainedDomain
            | Reason::Check
            | Reason::TypeChange
    );
    by_row && asked
}

/// The table that a statement alters, where it goes through all of it.
fn passes(context: &Context<'_>, id: usize, work: &[Work]) -> Option<Name> {
    let StatementKind::AlterTable(alter) = &context.units.get(id)?.statement.kind else {
        return None;
    };
    let table = context.catalog().resolve(&alter.name);
    let mut work = work.iter().filter(|it| is_shared(it));
    work.any(|it| it.relation == table).then_some(table)
}

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(table) = passes(context, context.id, &context.effects.work) else {
        return Vec::new();
    };
    // The second of a row speaks for all that follow.
    let mut earlier = context.before.iter().rev().map(|(it, work)| {
        let same_way = context.units[it.id].down == context.units[context.id].down;
        same_way && passes(context, it.id, work).as_ref() == Some(&table)
    });
    let second = earlier.next() == Some(true) && earlier.next() != Some(true);
    if !second || !context.is_busy(&table) {
        return Vec::new();
    }
    vec![Hit {
        span: context.statement.span,
        title: format!("{table} is gone through once more."),
        what: format!(
            "The statement before goes through all of {table} already; as actions of one ALTER TABLE both would share one pass."
        ),
        why: "Each pass keeps others waiting for as long as the table is large.".to_owned(),
        action: "Where neither can be avoided, write both as actions of one ALTER TABLE."
            .to_owned(),
        relations: vec![table],
        ..Hit::default()
    }]
}
