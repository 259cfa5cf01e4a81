//! What drops a foreign key, or makes it again, locks the table at its other
//! end, too.

use std::collections::BTreeSet;

use lockstep_syntax::tree::{DropObject, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::report::{LockMode, Severity};

pub(super) static RULE: Rule = Rule {
    id: "drop-locks-referenced-table",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("Dropping one end of a foreign key locks the other end in ACCESS EXCLUSIVE"),
    docs: page!(
        "\
A foreign key has triggers on both of its tables. Whatever drops it (DROP CONSTRAINT, \
DROP COLUMN, DROP TABLE) removes them and takes ACCESS EXCLUSIVE on both; a new type of \
a key column drops and makes it again. The lock is short, but it has to wait for every \
query on the other table first, and all that come after queue behind it.

Set a short lock_timeout and try again until it succeeds. Before a table is dropped, \
drop its foreign keys one by one, each in a transaction of its own."
    ),
    versions: "11-18",
    source: citation::EXPLICIT_LOCKING,
    hazards: page!(&["A52", "A53"]),
    bad: page!(&[
        example("DROP TABLE carts;")
            .given("CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE carts (user_id int REFERENCES users);")
            .also(&["data-loss"]),
        example("ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;").given(
            "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE orders (user_id int REFERENCES users);"
        ),
        example("ALTER TABLE orders DROP COLUMN user_id;")
            .given("CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE orders (user_id int REFERENCES users);")
            .also(&["column-drop"]),
    ]),
    good: page!(&[
        example("SET lock_timeout = '2s'; ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;")
            .given("CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE orders (user_id int REFERENCES users);"),
        example("ALTER TABLE orders DROP CONSTRAINT positive;").given(
            "CREATE TABLE orders (amount int CONSTRAINT positive CHECK (amount > 0));"
        ),
        example("DROP TABLE carts;")
            .given("CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE carts (user_id int);")
            .also(&["data-loss"]),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let catalog = context.catalog();
    let named: Vec<Name> = match &context.statement.kind {
        StatementKind::Drop(drop) if drop.object == DropObject::Table => {
            drop.names.iter().map(|it| catalog.resolve(it)).collect()
        }
        // What takes long there is told by its own name, with all tables.
        StatementKind::AlterTable(alter) if context.blocked_work().next().is_none() => {
            vec![catalog.resolve(&alter.name)]
        }
        _ => return Vec::new(),
    };
    let mut locked = context.locked(LockMode::blocks_reads);
    let other = locked.any(|it| !named.contains(it) && !catalog.indexes.contains_key(it));
    if !other || context.gives_up() || context.effects.fails.is_some() {
        return Vec::new();
    }
    let mut family: BTreeSet<Name> = BTreeSet::new();
    for name in &named {
        family.extend(catalog.ancestors(name));
        family.extend(catalog.descendants(name));
        family.insert(name.clone());
    }
    let mut tied: BTreeSet<Name> = BTreeSet::new();
    for name in &family {
        let known = catalog.relations.get(name).into_iter();
        let constraints = known.flat_map(|known| &known.constraints);
        tied.extend(
            constraints
                .filter_map(crate::catalog::Constraint::references)
                .cloned(),
        );
        tied.extend(
            catalog
                .foreign_keys_to(name)
                .map(|(table, _)| table.clone()),
        );
    }
    let waits = |name: &Name| {
        let held = context.effects.locks.get(name);
        let held = held.is_some_and(|held| held.mode.blocks_reads());
        held && !family.contains(name) && context.is_busy(name)
    };
    let relations: Vec<Name> = tied.into_iter().filter(waits).collect();
    if relations.is_empty() {
        return Vec::new();
    }
    let others = super::list(&relations);
    vec![Hit {
        span: context.statement.span,
        title: format!("Every query on {others} waits, too."),
        what: format!(
"A foreign key ties {} to {others}, and PostgreSQL locks both ends to drop it or to make it again: it waits for every query on {others}, and all that come after wait for it.",
            super::list(&named)
        ),
        why: "One long query there is enough to hold up everybody, although the statement does not name the table."
            .to_owned(),
        action: "Set a short lock_timeout and try again until it succeeds; drop foreign keys one by one, each in a transaction of its own."
            .to_owned(),
        relations,
        ..Hit::default()
    }]
}
