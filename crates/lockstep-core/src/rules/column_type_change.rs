//! A column type that changes may write the table anew, build its indexes
//! again or check its constraints again.

use lockstep_syntax::tree::{AlterActionKind, ColumnChange, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::effects::{Reason, WorkKind};
use crate::report::Severity;
use crate::rule::Blocked;

pub(super) static RULE: Rule = Rule {
    id: "column-type-change",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("A new column type writes the table anew, or builds and checks again what stands on the column"),
    docs: page!(
        "\
Whether ALTER COLUMN … TYPE takes a moment or hours depends on the old type. Where the \
stored values stay as they are (varchar to a longer varchar or to text, numeric to more \
digits before the point, cidr to inet), nothing is written. Otherwise every row is \
written again and every index built again, under ACCESS EXCLUSIVE.

Even where the values stay, indexes on expressions, partial ones, and those that sort \
otherwise for the new type are built again, and CHECK constraints on the column are \
checked again. timestamp to timestamptz is free only where the session's TimeZone is UTC.

Give the schema, and the answer is exact. Where it does write, add a column of the new \
type, keep both in step with a trigger, fill it in batches, let the code change over, \
and drop the old column. For a shorter limit, a CHECK constraint added NOT VALID and \
validated later is enough."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE_NOTES,
    hazards: page!(&["A15", "A16", "A17", "A18"]),
    bad: page!(&[
        example("ALTER TABLE users ALTER COLUMN id TYPE bigint;")
            .given("CREATE TABLE users (id int);"),
        example("ALTER TABLE users ALTER COLUMN name TYPE varchar(200);"),
        example("ALTER TABLE users ALTER COLUMN name TYPE text;").given(
            "CREATE TABLE users (name varchar(50)); CREATE INDEX users_lower ON users (lower(name));"
        ),
        example("ALTER TABLE users ALTER COLUMN name TYPE varchar(100);").given(
            "CREATE TABLE users (name varchar(50) CONSTRAINT named CHECK (name <> ''));"
        ),
    ]),
    good: page!(&[
        example("ALTER TABLE users ALTER COLUMN name TYPE varchar(100);")
            .given("CREATE TABLE users (name varchar(50)); CREATE INDEX users_name ON users (name);"),
        example("ALTER TABLE users ALTER COLUMN name TYPE text;")
            .given("CREATE TABLE users (name varchar(50));"),
        example("ALTER TABLE bills ALTER COLUMN total TYPE numeric(14,2);")
            .given("CREATE TABLE bills (total numeric(10,2));"),
        example("CREATE TABLE users (id int); ALTER TABLE users ALTER COLUMN id TYPE bigint;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    context
        .blocked_for(&[Reason::TypeChange])
        .into_iter()
        .map(|blocked| hit(context, blocked))
        .collect()
}

fn hit(context: &Context<'_>, blocked: Blocked) -> Hit {
    let table = &blocked.relations[0];
    let subject = column(context, &blocked).map_or_else(
        || format!("a column of {table}"),
        |column| format!("{table}.{column}"),
    );
    let names = blocked.names();
    // Which indexes and constraints there are changes the verdict for the
    // worse only.
    let mut facts = context.effects.depends_on.iter();
    let unsure = facts.find(|fact| !fact.starts_with("which "));
    let index = context
        .effects
        .work
        .iter()
        .find_map(|work| match &work.kind {
            WorkKind::IndexBuild(index) if work.span == blocked.span => Some(index),
            _ => None,
        });
    let (title, what, action) = if blocked.rewrite {
        let (rewritten, read): (Vec<Name>, Vec<Name>) = blocked
            .relations
            .iter()
            .cloned()
            .partition(|it| context.effects.rewrites().any(|rewritten| rewritten == it));
        let checked = if read.is_empty() {
            String::new()
        } else {
            format!(", and checks foreign keys against {}", super::list(&read))
        };
        let again = format!(
            "PostgreSQL writes every row of {} again, with every index{checked}, under {}: {} wait.",
            super::list(&rewritten),
            blocked.mode.name(),
            blocked.waiting()
        );
        let (title, what) = match unsure {
            Some(fact) => (
                format!("The new type of {subject} may write the whole table anew."),
                format!(
                    "It depends on {fact}. Where stored values cannot stay as they are, {again}"
                ),
            ),
            None => (
                format!("The new type of {subject} writes the whole table anew."),
                again,
            ),
        };
        let action = "Add a column of the new type, keep it in step with a trigger, fill it in batches, let code change over, then drop the old one.";
        let first = match unsure {
            Some(fact) if fact.contains("TimeZone") => {
                "If the stored times are meant in UTC, SET TimeZone = 'UTC' before it, and nothing is written. Otherwise: "
            }
            Some(_) => "Give the schema, and the answer is exact. ",
            None => "",
        };
        (title, what, format!("{first}{action}"))
    } else if let Some(index) = index {
        (
            format!("The new type of {subject} builds {index} again."),
            format!(
                "The values stay as they are, but PostgreSQL builds {index} again from all of {names} under {}: {} wait.",
                blocked.mode.name(),
                blocked.waiting()
            ),
            format!(
                "Where queries can do without it for a while, drop {index} concurrently before the change and build it again CONCURRENTLY behind it."
            ),
        )
    } else {
        (
            format!("The new type of {subject} has its constraints checked again."),
            format!(
                "The values stay as they are, but PostgreSQL checks a constraint on the column for every row of {names} under {}: {} wait.",
                blocked.mode.name(),
                blocked.waiting()
            ),
            "Drop the constraint before the change; add it NOT VALID afterwards, and validate it in a transaction of its own.".to_owned(),
        )
    };
    Hit {
        span: blocked.span,
        title,
        what,
        why: blocked.grows(),
        action,
        relations: blocked.relations,
        ..Hit::default()
    }
}

/// The column whose type changes there.
fn column<'c>(context: &Context<'c>, blocked: &Blocked) -> Option<&'c str> {
    let StatementKind::AlterTable(alter) = &context.statement.kind else {
        return None;
    };
    alter.actions.iter().find_map(|action| match &action.kind {
        AlterActionKind::AlterColumn {
            name,
            change: ColumnChange::SetType(_),
        } if action.span == blocked.span => Some(&*name.value),
        _ => None,
    })
}
