//! `ATTACH PARTITION` of a table with rows, and a new partition beside a
//! default one with rows.
//!
//! What PostgreSQL would read under ACCESS EXCLUSIVE it can be told before: a
//! CHECK constraint proves the bound, another one that the default partition
//! holds no row of it, and indexes and foreign keys that are there already are
//! taken over. No CHECK constraint proves the bound of a hash partition.
//!
//! Source: `ATExecAttachPartition` and `PartConstraintImpliedByRelConstraint`
//! in `src/backend/commands/tablecmds.c`.

mod shared;

use lockstep_syntax::tree::{AlterActionKind, ObjectName, PartitionBound, StatementKind};

use super::operation::{has_constraint, relation_exists};
use super::{Draft, Operation, Rewrite};
use crate::catalog::{Bound, Condition, Name, literal, naming, quote};
use crate::effects::Reason;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let created = match &operation.statement.kind {
        StatementKind::CreateTable(create) => Some(create),
        _ => None,
    };
    let (parent, partition, bound) = if let Some(create) = created {
        let of = create.partition_of.as_ref()?;
        (&of.parent, &create.name, &of.bound)
    } else {
        let (alter, action) = operation.action()?;
        let AlterActionKind::AttachPartition {
            partition,
            bound: Some(bound),
        } = &action.kind
        else {
            return None;
        };
        (&alter.name, partition, &**bound)
    };
    let needs = |reason| operation.blocks_for(&[reason]);
    if operation.effects.fails.is_some() {
        return None;
    }
    let catalog = operation.situation.catalog;
    let joining = Joining {
        operation,
        parent,
        table: operation.resolve(partition),
        partition,
        bound,
        attaches: created.is_none(),
    };
    let of = Bound::of(&bound.kind);
    let above = operation.resolve(parent);
    let condition = catalog.partition_constraint(&above, &of);
    let type_of = |column: &str| catalog.relations.get(&above)?.column(column)?.type_name();
    let provable = |condition: &Condition| {
        let known = condition.is_known_again(&type_of);
        known.then(|| condition.sql()).flatten()
    };
    let mut prepared = Prepared::default();
    if needs(Reason::PartitionBound) {
        let condition = condition.as_ref().and_then(provable);
        prepared.take(condition.map(|condition| joining.own_rows(&condition)));
    }
    if needs(Reason::DefaultPartition) {
        let steps = condition.as_ref().and_then(|condition| {
            let default = catalog.default_partition(&above)?;
            let taken = provable(condition)?;
            let rest = provable(&condition.clone().negated())?;
            Some(joining.default_rows(default, &taken, &rest))
        });
        prepared.take(steps);
    }
    if needs(Reason::Index) {
        prepared.take(joining.indexes(&above));
    }
    if needs(Reason::ForeignKey) {
        prepared.take(joining.foreign_keys(&above));
    }
    if prepared.steps.is_empty() {
        return None;
    }
    Some(Rewrite {
        assumptions: prepared.assumptions.clone(),
        partial: prepared.incomplete,
        difference: prepared.difference.clone(),
        steps: joining.joined(prepared),
        ..Rewrite::default()
    })
}

/// A table that becomes a partition.
struct Joining<'j> {
    operation: &'j Operation<'j>,
    parent: &'j ObjectName<'j>,
    partition: &'j ObjectName<'j>,
    table: Name,
    bound: &'j PartitionBound<'j>,
    /// It is there already.
    attaches: bool,
}

/// What is done before.
#[derive(Default)]
struct Prepared {
    steps: Vec<Draft>,
    assumptions: Vec<String>,
    /// The statements that drop the proofs, and those that add them again.
    drops: Vec<(String, String)>,
    /// Some of it there was no way to do before.
    incomplete: bool,
    /// How the outcome differs.
    difference: Option<String>,
}

impl Prepared {
    /// Adds what else is done before; none where there is no way.
    fn take(&mut self, other: Option<Prepared>) {
        match other {
            Some(other) => {
                self.steps.extend(other.steps);
                self.assumptions.extend(other.assumptions);
                self.drops.extend(other.drops);
                self.difference = self.difference.take().or(other.difference);
            }
            None => self.incomplete = true,
        }
    }
}

impl Joining<'_> {
    /// A CHECK constraint on the table that says what the bound says.
    fn own_rows(&self, condition: &str) -> Prepared {
        let table = self.operation.spell(self.partition);
        let deploy = Draft::deploy(
            Phase::Prepare,
            format!("Ship code that writes to {table} only rows that its bound takes"),
            format!(
                "From the next step on any other write fails. Rows that break {condition} have to go before."
            ),
        );
        let mut prepared = self.check(&self.table, &table, condition);
        prepared.steps.insert(0, deploy);
        prepared.assumptions.push(format!(
            "every row of {table} satisfies {condition} by then"
        ));
        prepared
    }

    /// A CHECK constraint on the default partition that keeps the rows of the
    /// new one out.
    fn default_rows(&self, default: &Name, taken: &str, rest: &str) -> Prepared {
        let spelled = self.operation.spell_near(self.parent, default);
        let parent = self.operation.spell(self.parent);
        let bound = self.operation.text(self.bound.span);
        let partition = self.operation.spell(self.partition);
        let deploy = Draft::deploy(
            Phase::Prepare,
            format!("Ship code that writes no row to {parent} that {partition} is to take"),
            format!(
                "Such rows ({bound}) go into {spelled} today. From the next step on until {partition} is there their writes fail."
            ),
        );
        let look = Draft::single(
            Phase::Prepare,
            format!("Look for rows of {partition} in {spelled}"),
            format!("SELECT * FROM {spelled} WHERE {taken} LIMIT 20;"),
        )
        .why("Lists up to 20 of them. While there is one PostgreSQL refuses the new partition: move or delete these rows first.")
        .done(format!("NOT EXISTS (SELECT FROM {spelled} WHERE {taken})"))
        .rollback("-- Nothing to undo: it only reads.");
        let mut prepared = self.check(default, &spelled, rest);
        prepared.steps.splice(0..0, [deploy, look]);
        prepared
            .assumptions
            .push(format!("{spelled} holds no row of {partition} by then"));
        prepared
    }

    fn check(&self, table: &Name, spelled: &str, condition: &str) -> Prepared {
        let raw = naming::check_name(self.operation.situation.catalog, table, Some("bound"));
        let name = quote(&raw);
        let add =
            format!("ALTER TABLE {spelled} ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID;");
        let drop = format!("ALTER TABLE {spelled} DROP CONSTRAINT {name};");
        let steps = vec![
            Draft::single(
                Phase::Expand,
                format!("Say in {raw} which rows {spelled} holds"),
                add.clone(),
            )
            .why("New and changed rows are checked from here on; old ones are not read, so the lock lasts a moment.")
            .done(has_constraint(spelled, &raw, ""))
            .rollback(format!("ALTER TABLE {spelled} DROP CONSTRAINT IF EXISTS {name};")),
            Draft::single(
                Phase::Validate,
                format!("Check the old rows of {spelled}"),
                format!("ALTER TABLE {spelled} VALIDATE CONSTRAINT {name};"),
            )
            .why("Reads the table in SHARE UPDATE EXCLUSIVE, while reads and writes go on. If a row violates the condition it fails and changes nothing: move the row and run it again.")
            .done(has_constraint(spelled, &raw, " AND convalidated"))
            .rollback(format!("{drop}\n{add}")),
        ];
        Prepared {
            steps,
            drops: vec![(drop, add)],
            ..Prepared::default()
        }
    }

    /// The statement itself, which finds everything proven, and drops what it
    /// was proven by.
    fn joined(&self, prepared: Prepared) -> Vec<Draft> {
        let partition = self.operation.spell(self.partition);
        let parent = self.operation.spell(self.parent);
        let text = self.operation.text(self.operation.statement.span);
        let mut sql = format!("{};", text.trim_end().trim_end_matches(';').trim_end());
        let mut undo = if self.attaches {
            format!("ALTER TABLE {parent} DETACH PARTITION {partition};")
        } else {
            format!("DROP TABLE IF EXISTS {partition};")
        };
        let given = self.given();
        for drop in given.iter().flatten() {
            undo = format!("{undo}\n{drop}");
        }
        for (drop, add) in &prepared.drops {
            sql = format!("{sql}\n{drop}");
            undo = format!("{undo}\n{add}");
        }
        let title = if self.attaches {
            format!("Attach {partition} to {parent}")
        } else {
            format!("Create the partition {partition}")
        };
        let dropped = if prepared.drops.is_empty() {
            ""
        } else {
            ", and drop what proved it"
        };
        let step = Draft::single(Phase::Switch, title + dropped, sql).done(if self.attaches {
            format!(
                "EXISTS (SELECT FROM pg_inherits WHERE inhrelid = {}::regclass AND inhparent = {}::regclass)",
                literal(&partition),
                literal(&parent)
            )
        } else {
            relation_exists(&partition)
        });
        let mut steps = prepared.steps;
        steps.push(if prepared.incomplete {
            step.why("Still reads rows while others wait: no CHECK constraint proves the bound of a hash partition, and not all of what the parent has can be given to the table before. There is no recipe for it here: run it in a maintenance window.")
                .no_rollback(format!("Detached again, {partition} keeps what it got from {parent}: {undo}"))
        } else {
            let step = step.why("What PostgreSQL would look for is proven, so no row is read and the lock lasts a moment.");
            match given {
                Ok(_) => step.rollback(undo),
                Err(note) => step.no_rollback(note),
            }
        });
        steps
    }
}
