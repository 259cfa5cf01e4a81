//! Foreign keys added in one transaction keep writers out of all their tables
//! until its end.

use std::collections::BTreeSet;

use lockstep_syntax::tree::{
    AlterActionKind, ColumnConstraintKind, Statement, StatementKind, TableConstraintKind,
};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::order;
use crate::report::{LockMode, Severity};

pub(super) static RULE: Rule = Rule {
    id: "foreign-keys-lock-many-tables",
    severity: Severity::Warning,
    occasion: Occasion::Once,
    title: page!("Foreign keys added in one transaction keep writers out of all their tables"),
    docs: page!(
        "\
Adding a foreign key locks the referencing and the referenced table in SHARE ROW \
EXCLUSIVE, NOT VALID or not, and every lock is held until the transaction ends. With \
several in one transaction, the writers of the first tables wait while it queues for the \
last, and transactions that write the same tables in another order run into deadlocks.

Add one foreign key a transaction, with a short lock_timeout."
    ),
    versions: "11-18",
    source: citation::EXPLICIT_LOCKING,
    hazards: page!(&["A22", "A29"]),
    bad: page!(&[
        example(
            "BEGIN;\n\
             ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users NOT VALID;\n\
             ALTER TABLE orders ADD CONSTRAINT b FOREIGN KEY (shop_id) REFERENCES shops NOT VALID;\n\
             COMMIT;"
        )
        .given("CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE shops (id int PRIMARY KEY);\n\
             CREATE TABLE orders (user_id int UNIQUE, shop_id int UNIQUE);"),
        example(
            "ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users NOT VALID, \
             ADD CONSTRAINT b FOREIGN KEY (shop_id) REFERENCES shops NOT VALID;"
        )
        .given("CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE shops (id int PRIMARY KEY);\n\
             CREATE TABLE orders (user_id int UNIQUE, shop_id int UNIQUE);"),
    ]),
    good: page!(&[
        example(
            "ALTER TABLE orders ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users NOT VALID;\n\
             ALTER TABLE orders ADD CONSTRAINT b FOREIGN KEY (shop_id) REFERENCES shops NOT VALID;"
        )
        .given("CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE shops (id int PRIMARY KEY);\n\
             CREATE TABLE orders (user_id int UNIQUE, shop_id int UNIQUE);"),
        example(
            "CREATE TABLE orders (user_id int UNIQUE REFERENCES users, shop_id int UNIQUE REFERENCES shops);"
        ),
    ]),
    check,
};

/// Whether a foreign key is added to a table that is there.
fn adds_foreign_key(statement: &Statement<'_>) -> bool {
    let StatementKind::AlterTable(alter) = &statement.kind else {
        return false;
    };
    alter.actions.iter().any(|action| match &action.kind {
        AlterActionKind::AddConstraint(added) => {
            matches!(added.kind, TableConstraintKind::ForeignKey { .. })
        }
        AlterActionKind::AddColumn { column, .. } => column
            .constraints
            .iter()
            .any(|it| matches!(it.kind, ColumnConstraintKind::References(_))),
        _ => false,
    })
}

fn check(context: &Context<'_>) -> Vec<Hit> {
    if !adds_foreign_key(context.statement) || context.effects.fails.is_some() {
        return Vec::new();
    }
    let catalog = context.catalog();
    let mut tables: BTreeSet<Name> = order::set(context.locked(LockMode::blocks_writes).cloned());
    if tables.is_empty() {
        return Vec::new();
    }
    let earlier = context.held.iter().filter(|(name, (mode, by))| {
        mode.blocks_writes()
            && context.is_busy(name)
            && context
                .units
                .get(*by)
                .is_some_and(|unit| adds_foreign_key(unit.statement))
    });
    // Three are enough to say so, however many there are.
    tables.extend(earlier.map(|(name, _)| name.clone()).take(3));
    // Partitions are locked with the table that they belong to.
    let apart = |name: &Name| {
        let known = catalog.relations.get(name);
        !known.is_some_and(|known| known.is_partition) && !catalog.indexes.contains_key(name)
    };
    let relations: Vec<Name> = tables.into_iter().filter(apart).collect();
    if relations.len() < 3 {
        return Vec::new();
    }
    let names = super::list(&relations);
    vec![Hit {
        span: context.statement.span,
        title: format!("Writes of {names} wait until the transaction ends."),
        what: format!(
            "Each foreign key locks both of its tables, NOT VALID or not: from its turn on, writers of {names} wait until the transaction ends."
        ),
        why: "While the transaction queues for the last table, nobody writes the first ones; whoever writes them in another order runs into a deadlock."
            .to_owned(),
        action: "Add one foreign key a transaction, with a short lock_timeout.".to_owned(),
        relations,
        ..Hit::default()
    }]
}
