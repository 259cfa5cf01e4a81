//! A filled table that becomes the first partition of a new one, which gets its
//! name: `RENAME`, `CREATE TABLE … PARTITION BY`, `ATTACH PARTITION`.
//!
//! What proves the bound is made before, while the table still has its name;
//! all else is one short transaction, so that code never finds a table without
//! its rows.

use lockstep_syntax::script;
use lockstep_syntax::tree::{AlterActionKind, ObjectName, StatementKind};

use super::super::{Draft, Operation, attach_partition};
use super::{Swap, belongs, is_light, is_rollback, own_text};
use crate::analysis::Unit;
use crate::catalog::{Catalog, Name, Origin, literal, naming, quote};
use crate::effects::{Situation, effects};
use crate::report::Phase;

/// The swap that begins with a rename.
pub(in super::super) fn attach(
    operation: &Operation<'_>,
    units: &[Unit<'_>],
    id: usize,
) -> Option<Swap> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::Rename(to) = &action.kind else {
        return None;
    };
    let old = operation.resolve(&alter.name);
    let aside = old.sibling(&*to.value);
    let situation = operation.situation;
    if !operation.ahead.is_partitioned(&old)
        || situation.catalog.is_partitioned(&old)
        || situation.catalog.is_new(&old)
    {
        return None;
    }
    let mut catalog = operation.applied();
    let mut together = vec![id];
    let mut copies_checks = false;
    let mut created = false;
    let mut attached = None;
    for (at, unit) in units.iter().enumerate().skip(id + 1) {
        let statement = unit.statement;
        let is = |name: &ObjectName<'_>, table: &Name| catalog.resolve(name) == *table;
        let now = Situation {
            text: unit.text,
            catalog: &catalog,
            ..situation
        };
        let found = effects(now, statement);
        let part = match &statement.kind {
            StatementKind::Transaction(control) if is_rollback(control) => return None,
            StatementKind::Transaction(_) => continue,
            StatementKind::Set(set) if set.name.ends_with("_timeout") => continue,
            StatementKind::CreateTable(create) if is(&create.name, &old) => {
                created |= create.partition_by.is_some();
                let mut copied = create.like.iter().flat_map(|like| &like.including);
                copies_checks |= copied.any(|it| matches!(*it, "ALL" | "CONSTRAINTS"));
                true
            }
            StatementKind::CreateTable(create) => {
                matches!(&create.partition_of, Some(of) if is(&of.parent, &old))
            }
            StatementKind::AlterTable(alter) => match alter.actions.as_slice() {
                [action] => match &action.kind {
                    AlterActionKind::AttachPartition {
                        partition,
                        bound: Some(bound),
                    } if is(partition, &aside) && is(&alter.name, &old) => {
                        let bound = bound.span.of(unit.text);
                        attached = Some((at, bound, catalog.clone()));
                        true
                    }
                    _ => is_light(statement, &found),
                },
                _ => is_light(statement, &found),
            },
            _ => is_light(statement, &found),
        };
        let belongs = belongs(&catalog, [&old, &aside], unit, &found);
        if found.fails.is_some() {
            return None;
        }
        if part && belongs {
            together.push(at);
        } else if attached.is_some() {
            break;
        } else if belongs || matches!(statement.kind, StatementKind::Set(_)) {
            return None;
        }
        catalog.apply(unit.text, statement, Origin::New, situation.major);
    }
    let (at, bound, before) = attached.filter(|_| created)?;
    let table = operation.spell(&alter.name);
    let prepared = prepare(operation, &old, &aside, &table, bound, before)?;
    let shown = operation.spell_beside(&alter.name, &to.value);
    let mut sql: Vec<String> = together
        .iter()
        .filter_map(|id| Some(own_text(units.get(*id)?) + ";"))
        .collect();
    for constraint in prepared.proofs {
        // What the new table has, too, the partition has from it alone.
        let from = if copies_checks { &table } else { &shown };
        sql.push(format!("ALTER TABLE {from} DROP CONSTRAINT {constraint};"));
    }
    let switch = Draft::single(
        Phase::Switch,
        format!("Make {table} a partitioned table, and {shown} its partition"),
        sql.join("\n"),
    )
    .why("One transaction, so that nobody finds the one without the rows of the other. What PostgreSQL would look for is proven: no row is read, and the lock lasts a moment.")
    .done(format!(
        "EXISTS (SELECT FROM pg_inherits WHERE inhrelid = to_regclass({}) AND inhparent = to_regclass({}))",
        literal(&shown),
        literal(&table)
    ))
    .no_rollback(format!(
        "Rows may have come to other partitions. To go back, move these, detach {shown}, drop {table}, and rename {shown} to {} in one transaction.",
        quote(old.name())
    ));
    Some(Swap {
        table: old,
        early: Vec::new(),
        before: prepared.steps,
        switch,
        after: Vec::new(),
        at: id,
        together,
        answered: Vec::new(),
        rewritten: vec![id, at],
        assumptions: prepared.assumptions,
    })
}

/// What to do before such a rename where there is no recipe for it.
pub(in super::super) fn pause(operation: &Operation<'_>) -> Option<Draft> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::Rename(to) = &action.kind else {
        return None;
    };
    let old = operation.resolve(&alter.name);
    let becomes = operation.ahead.relations.get(&old.sibling(&*to.value))?;
    if !becomes.is_partition || !becomes.parents.contains(&old) {
        return None;
    }
    let table = operation.spell(&alter.name);
    Some(Draft::wait(
        Phase::Prepare,
        format!("Stop using {table} until its rows are attached to it again"),
        "From the rename on code finds a table without these rows. There is a recipe for doing all of it at one moment only where CHECK constraints prove what PostgreSQL looks for, and where nothing else stands in between.",
    ))
}

struct Prepared {
    steps: Vec<Draft>,
    /// The constraints that prove the bound.
    proofs: Vec<String>,
    assumptions: Vec<String>,
}

/// What is done before, under the name that the table has then; none where
/// others would still wait.
fn prepare(
    operation: &Operation<'_>,
    old: &Name,
    aside: &Name,
    table: &str,
    bound: &str,
    mut catalog: Catalog,
) -> Option<Prepared> {
    let major = operation.situation.major;
    let parent = old.sibling(naming::beside_name(&catalog, old, "partitioned"));
    for (from, to) in [(old, &parent), (aside, old)] {
        let sql = format!("ALTER TABLE {from} RENAME TO {}", quote(to.name()));
        super::carry_out(&mut catalog, &sql, major).then_some(())?;
    }
    let text = format!("ALTER TABLE {parent} ATTACH PARTITION {table} {bound}");
    let read = script::read(&text);
    let statement = read.statements().next()?;
    let situation = Situation {
        text: &text,
        catalog: &catalog,
        ..operation.situation
    };
    let found = effects(situation, statement);
    let attach = Operation {
        situation,
        statement,
        effects: &found,
        ..*operation
    };
    let mut prepared = Prepared {
        steps: Vec::new(),
        proofs: Vec::new(),
        assumptions: Vec::new(),
    };
    let Some(mut rewrite) = attach_partition::recipe(&attach) else {
        return attach.waited_for(|_| true).is_none().then_some(prepared);
    };
    let joined = rewrite.steps.pop()?;
    // The names of indexes would be made of the name that the table has then.
    let builds = rewrite.steps.iter().any(|it| it.sql.contains("INDEX"));
    if rewrite.partial || builds {
        return None;
    }
    let drop = format!("ALTER TABLE {table} DROP CONSTRAINT ");
    for line in joined.sql.lines().skip(1) {
        let name = line.strip_prefix(&drop)?.trim_end_matches(';');
        prepared.proofs.push(name.to_owned());
    }
    prepared.steps = rewrite.steps;
    prepared.assumptions = rewrite.assumptions;
    Some(prepared)
}
