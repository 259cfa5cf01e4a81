//! `ATTACH PARTITION` of a table with rows, and a new partition beside a
//! default one with rows.
//!
//! What PostgreSQL would read under ACCESS EXCLUSIVE it can be told before: a
//! CHECK constraint proves the bound, another one that the default partition
//! holds no row of it, and indexes and foreign keys that are there already are
//! taken over. No CHECK constraint proves the bound of a hash partition.
//!
//! Source: `ATExecAttachPartition`, `PartConstraintImpliedByRelConstraint`,
//! `AttachPartitionEnsureIndexes` and `tryAttachPartitionForeignKey` in
//! `src/backend/commands/tablecmds.c`.

use lockstep_syntax::script;
use lockstep_syntax::tree::{
    AlterActionKind, MatchKind, ObjectName, PartitionBound, ReferentialAction, StatementKind,
};

use super::operation::{has_constraint, relation_exists};
use super::{Draft, Operation, Rewrite, add_foreign_key, add_unique, create_index};
use crate::catalog::{Bound, Catalog, Condition, Constraint, ConstraintKind, Index, Name};
use crate::catalog::{literal, naming, quote};
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
        steps: joining.joined(prepared),
        ..Rewrite::default()
    })
}

/// A condition that PostgreSQL proves another one from; of a list with more
/// than a hundred values it does not look at each.
///
/// Source: `MAX_SAOP_ARRAY_SIZE` in `src/backend/optimizer/util/predtest.c`.
fn provable(condition: &Condition) -> Option<String> {
    let long = |part: &Condition| matches!(part, Condition::Any(parts) if parts.len() > 100);
    match condition {
        Condition::All(parts) if parts.iter().any(long) => None,
        condition => condition.sql(),
    }
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
}

impl Prepared {
    /// Adds what else is done before; none where there is no way.
    fn take(&mut self, other: Option<Prepared>) {
        match other {
            Some(other) => {
                self.steps.extend(other.steps);
                self.assumptions.extend(other.assumptions);
                self.drops.extend(other.drops);
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

    /// The indexes that the parent has and the table lacks, with the names that
    /// PostgreSQL would give them.
    fn indexes(&self, parent: &Name) -> Option<Prepared> {
        let before = self.operation.situation.catalog;
        let after = self.operation.applied();
        let mut prepared = Prepared::default();
        let mut constraints = Vec::new();
        for table in self.operation.leaves(&self.table) {
            let spelled = self.operation.spell_near(self.partition, &table);
            for (index, known) in after.indexes_of(&table) {
                if before.indexes.contains_key(index) {
                    continue;
                }
                let (unique, definition, constraint) = model(&after, parent, known)?;
                let name = quote(index.name());
                let built = self.operation.spell_near(self.partition, index);
                if known.unique
                    && !known.partial
                    && known.columns.iter().all(|column| !column.is_empty())
                {
                    let keys: Vec<_> = known.columns.iter().map(|column| quote(column)).collect();
                    let keys: Vec<&str> = keys.iter().map(|key| &**key).collect();
                    prepared.steps.extend([
                        create_index::no_new_duplicates(&spelled, &keys),
                        create_index::duplicates(&spelled, &keys, None, known.nulls_not_distinct),
                    ]);
                    prepared.assumptions.push(format!(
                        "{spelled} holds no duplicates of ({}) by then",
                        keys.join(", ")
                    ));
                }
                prepared.steps.push(create_index::build(
                    self.operation,
                    &spelled,
                    &built,
                    format!("CREATE {unique}INDEX CONCURRENTLY {name} ON {spelled} {definition};"),
                ));
                if let Some(word) = constraint {
                    let using = format!("{word} USING INDEX {name}");
                    constraints.push(add_unique::take_over(&spelled, index.name(), &using));
                }
            }
        }
        prepared.steps.append(&mut constraints);
        Some(prepared)
    }

    /// The foreign keys that the parent has and the table lacks.
    fn foreign_keys(&self, parent: &Name) -> Option<Prepared> {
        let catalog = self.operation.situation.catalog;
        let mut prepared = Prepared::default();
        let theirs = &catalog.relations.get(parent)?.constraints;
        for wanted in theirs.iter().filter(|it| it.references().is_some()) {
            for table in self.operation.leaves(&self.table) {
                let own = &catalog.relations.get(&table)?.constraints;
                let same = own
                    .iter()
                    .find(|own| catalog.is_same_foreign_key(own, wanted));
                if same.is_some_and(|own| own.validated) {
                    continue;
                }
                let taken = own.iter().any(|own| own.name == wanted.name);
                if same.is_some() || taken {
                    return None;
                }
                let (referenced, body) = self.foreign_key(wanted)?;
                let spelled = self.operation.spell_near(self.partition, &table);
                prepared.steps.extend(add_foreign_key::proven(
                    &spelled,
                    &referenced,
                    &wanted.name,
                    &body,
                ));
            }
        }
        Some(prepared)
    }

    /// A foreign key as it is written; none where it may name columns to set.
    fn foreign_key(&self, wanted: &Constraint) -> Option<(String, String)> {
        let ConstraintKind::ForeignKey {
            columns,
            table,
            referenced,
            on_delete,
            on_update,
            match_kind,
            deferrable,
            deferred,
        } = &wanted.kind
        else {
            return None;
        };
        let action = |action: ReferentialAction| match action {
            ReferentialAction::NoAction => "",
            ReferentialAction::Restrict => "RESTRICT",
            ReferentialAction::Cascade => "CASCADE",
            ReferentialAction::SetNull => "SET NULL",
            ReferentialAction::SetDefault => "SET DEFAULT",
        };
        if columns.len() > 1 && action(*on_delete).starts_with("SET") {
            return None;
        }
        let to = self.operation.spell_near(self.parent, table);
        let mut body = format!("FOREIGN KEY ({}) REFERENCES {to}", list(columns));
        if !referenced.is_empty() {
            body = format!("{body} ({})", list(referenced));
        }
        if *match_kind == MatchKind::Full {
            body += " MATCH FULL";
        }
        for (event, what) in [(" ON UPDATE ", *on_update), (" ON DELETE ", *on_delete)] {
            if what != ReferentialAction::NoAction {
                body += event;
                body += action(what);
            }
        }
        if *deferrable {
            body += " DEFERRABLE";
        }
        if *deferred {
            body += " INITIALLY DEFERRED";
        }
        Some((to, body))
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
            step.why("What PostgreSQL would look for is proven, so no row is read and the lock lasts a moment.")
                .rollback(undo)
        });
        steps
    }
}

fn list(columns: &[String]) -> String {
    let columns: Vec<_> = columns.iter().map(|column| quote(column)).collect();
    columns.join(", ")
}

/// How the index of the partitioned table is written that one of a partition
/// belongs to: `UNIQUE `, what follows the table, and its constraint.
fn model(
    after: &Catalog,
    parent: &Name,
    index: &Index,
) -> Option<(&'static str, String, Option<&'static str>)> {
    let mut name = index.parent.as_ref()?;
    let mut above = after.indexes.get(name)?;
    while above.table != *parent {
        name = above.parent.as_ref()?;
        above = after.indexes.get(name)?;
    }
    let unique = if above.unique { "UNIQUE " } else { "" };
    let constraint = after.constraint(parent, name.name());
    if let Some(constraint) = constraint {
        let word = match constraint.kind {
            ConstraintKind::PrimaryKey { .. } => "PRIMARY KEY",
            ConstraintKind::Unique { .. } => "UNIQUE",
            _ => return None,
        };
        if constraint.deferrable || above.method != "btree" {
            return None;
        }
        let mut definition = format!("({})", list(&above.columns));
        if !above.include.is_empty() {
            definition = format!("{definition} INCLUDE ({})", list(&above.include));
        }
        if above.nulls_not_distinct {
            definition += " NULLS NOT DISTINCT";
        }
        return Some((unique, definition, Some(word)));
    }
    let text = above.definition.as_deref()?;
    let script = script::read(text);
    let StatementKind::CreateIndex(create) = &script.statements().next()?.kind else {
        return None;
    };
    let mut definition = create.definition.of(text).trim().to_owned();
    if let Some(predicate) = &create.predicate {
        definition += " WHERE ";
        definition += predicate.span.of(text);
    }
    Some((unique, definition, None))
}
