//! What a table has to have when it becomes a partition: the indexes, keys and
//! foreign keys of its parent.
//!
//! Source: `AttachPartitionEnsureIndexes`, `tryAttachPartitionForeignKey` and
//! `addFkRecurseReferencing` in `src/backend/commands/tablecmds.c`.

use lockstep_syntax::script;
use lockstep_syntax::tree::{MatchKind, ReferentialAction, StatementKind};

use super::super::{Draft, add_foreign_key, add_unique, create_index};
use super::{Joining, Prepared};
use crate::catalog::{Catalog, Constraint, ConstraintKind, Index, Name, naming, quote};

impl Joining<'_> {
    /// The indexes that the parent has and the table lacks, with the names that
    /// PostgreSQL would give them.
    pub(super) fn indexes(&self, parent: &Name) -> Option<Prepared> {
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
                if let Some((word, properties)) = constraint {
                    let using = format!("{word} USING INDEX {name}{properties}");
                    let draft = add_unique::take_over(&spelled, index.name(), &using);
                    constraints.push((draft, word));
                }
            }
        }
        let keys = constraints.iter().any(|(_, word)| *word == "PRIMARY KEY");
        let mut constraints: Vec<Draft> = constraints.into_iter().map(|(draft, _)| draft).collect();
        // Measured: what a partition's own key made NOT NULL stays so.
        if keys && before.is_partitioned(&self.table) && self.operation.situation.major >= 18 {
            let spelled = self.operation.spell(self.partition);
            for draft in &mut constraints {
                draft.rollback = None;
                draft.rollback_note = Some(format!(
                    "The constraint can be dropped again, but the partitions of {spelled} keep the NOT NULL constraints that it gave them."
                ));
            }
            prepared.difference = Some(format!(
                "From PostgreSQL 18 on each partition of {spelled} has the NOT NULL constraints of the primary key as its own, too, because it got the key before {spelled} was attached."
            ));
        }
        prepared.steps.append(&mut constraints);
        Some(prepared)
    }

    /// The foreign keys that the parent has and the table lacks.
    pub(super) fn foreign_keys(&self, parent: &Name) -> Option<Prepared> {
        let catalog = self.operation.situation.catalog;
        let mut prepared = Prepared::default();
        let theirs = &catalog.relations.get(parent)?.constraints;
        let major = self.operation.situation.major;
        let is_checked =
            |it: &&Constraint| it.references().is_some() && it.validated && it.enforced;
        for wanted in theirs.iter().filter(is_checked) {
            let (referenced, body) = self.foreign_key(wanted)?;
            let mut waiting = vec![self.table.clone()];
            while let Some(table) = waiting.pop() {
                let own = catalog.adopted_foreign_key(&table, wanted, major);
                if own.is_none() && catalog.is_partitioned(&table) {
                    let below = catalog.partitions(&table);
                    waiting.extend(below.map(|(name, _)| name.clone()));
                    continue;
                }
                let spelled = self.operation.spell_near(self.partition, &table);
                let name = own.map_or_else(
                    || naming::copied_foreign_key_name(catalog, &table, wanted, major),
                    |own| own.name.clone(),
                );
                let [add, check] = add_foreign_key::proven(&spelled, &referenced, &name, &body);
                match own {
                    None => prepared.steps.extend([add, check]),
                    Some(own) if !own.validated => prepared.steps.push(check),
                    Some(_) => {}
                }
            }
        }
        Some(prepared)
    }

    /// A foreign key as it is written.
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
        // What it sets to NULL is a part of the key, or it goes by periods.
        if !wanted.text.is_empty() {
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

    /// What takes back what a table with partitions of its own got as it was
    /// attached, and what keeps it from that: its partitions had a part of it
    /// before, which goes with the whole.
    pub(super) fn given(&self) -> Result<Vec<String>, String> {
        let (before, after) = (self.operation.situation.catalog, self.operation.applied());
        let mut undo = Vec::new();
        if !self.attaches || !before.is_partitioned(&self.table) {
            return Ok(undo);
        }
        let spelled = self.operation.spell(self.partition);
        let without = |constraint: &str| {
            let name = quote(constraint);
            format!("ALTER TABLE {spelled} DROP CONSTRAINT {name};")
        };
        let mut had = None;
        for (index, known) in after.indexes_of(&self.table) {
            if known.parent.is_none() || before.indexes.contains_key(index) {
                continue;
            }
            let parts = after.index_partitions(index);
            had = had.or(parts.into_iter().find(|it| before.indexes.contains_key(it)));
            let constraint = after.constraint(&self.table, index.name());
            undo.push(constraint.map_or_else(
                || {
                    format!(
                        "DROP INDEX {};",
                        self.operation.spell_near(self.partition, index)
                    )
                },
                |constraint| without(&constraint.name),
            ));
        }
        let foreign_keys = |catalog: &Catalog| -> Vec<Constraint> {
            let known = catalog.relations.get(&self.table).into_iter();
            let all = known.flat_map(|known| known.constraints.clone());
            all.filter(|it| it.references().is_some()).collect()
        };
        let own = foreign_keys(before);
        let below = before.descendants(&self.table);
        for added in foreign_keys(&after) {
            if own.iter().any(|own| own.name == added.name) {
                continue;
            }
            let adopted = |table: &&Name| {
                let major = self.operation.situation.major;
                before.adopted_foreign_key(table, &added, major).is_some()
            };
            had = had.or_else(|| below.iter().find(adopted).cloned());
            undo.push(without(&added.name));
        }
        match had {
            None => Ok(undo),
            Some(part) => Err(format!(
                "Detached again, {spelled} keeps what it got, because {part} has become a part of it."
            )),
        }
    }
}

fn list(columns: &[String]) -> String {
    let columns: Vec<_> = columns.iter().map(|column| quote(column)).collect();
    columns.join(", ")
}

/// How an index is written: `UNIQUE `, what follows the table, and of its
/// constraint the word and whether it can be deferred.
type Model = (&'static str, String, Option<(&'static str, &'static str)>);

/// How the index of the partitioned table is written that one of a partition
/// belongs to.
fn model(after: &Catalog, parent: &Name, index: &Index) -> Option<Model> {
    let mut name = index.parent.as_ref()?;
    let mut above = after.indexes.get(name)?;
    while above.table != *parent {
        name = above.parent.as_ref()?;
        above = after.indexes.get(name)?;
    }
    let unique = if above.unique { "UNIQUE " } else { "" };
    if let Some(constraint) = after.constraint(parent, name.name()) {
        let (definition, taken) = add_unique::of(constraint, above)?;
        return Some((unique, definition, Some(taken)));
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
