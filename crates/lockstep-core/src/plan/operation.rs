//! One thing that a migration does: a statement, or one action of an ALTER
//! TABLE.

use lockstep_syntax::tree::{AlterAction, AlterTable, ObjectName, Span, Statement, StatementKind};

use super::Substitute;
use crate::catalog::{Catalog, Name, Origin, literal, naming, quote};
use crate::effects::{Effects, Reason, Situation};
use crate::title::title;

/// An operation, and what surrounds it.
pub(crate) struct Operation<'o> {
    /// The schema before it; never in a transaction, because the plan decides
    /// about those.
    pub(crate) situation: Situation<'o>,
    /// It, as a statement of its own.
    pub(crate) statement: &'o Statement<'o>,
    /// What PostgreSQL does with it.
    pub(crate) effects: &'o Effects,
    /// The schema behind the last statement of the migration.
    pub(crate) ahead: &'o Catalog,
    /// The migration sets a search path of its own, so that names are written
    /// with their schema.
    pub(crate) qualified: bool,
    /// The columns that triggers keep from now on.
    pub(crate) substitutes: &'o [Substitute],
    /// A rule finds that it writes many rows of a table in use at once.
    pub(crate) unbatched: bool,
    /// The constraint that it adds takes the place of one of its name, which
    /// is dropped in the same transaction.
    pub(crate) replaces: bool,
    /// It is a constraint that was written with its column, so that no code
    /// knows the column yet.
    pub(crate) inline: bool,
}

impl<'o> Operation<'o> {
    /// The condition that the constraint which it adds is there, before the old
    /// rows are checked.
    pub(crate) fn has_unchecked(&self, table: &str, constraint: &str) -> String {
        let further = if self.replaces {
            " AND NOT convalidated"
        } else {
            ""
        };
        has_constraint(table, constraint, further)
    }

    /// What it does, in a few words.
    pub(crate) fn title(&self) -> String {
        title(self.situation.text, self.statement)
    }

    /// A part of its text.
    pub(crate) fn text(&self, span: Span) -> &'o str {
        span.of(self.situation.text)
    }

    /// The ALTER TABLE and its only action.
    pub(crate) fn action(&self) -> Option<(&'o AlterTable<'o>, &'o AlterAction<'o>)> {
        match &self.statement.kind {
            StatementKind::AlterTable(alter) => match alter.actions.as_slice() {
                [action] => Some((alter, action)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Its own text, without the semicolon.
    pub(crate) fn sql(&self) -> &'o str {
        let text = self.text(self.statement.span);
        text.trim_end().trim_end_matches(';').trim_end()
    }

    /// Whether a trigger of the plan keeps a column of a table, and has to
    /// follow what becomes of it.
    pub(crate) fn is_substituted(&self, table: &Name) -> bool {
        self.substitutes.iter().any(|it| it.table == *table)
    }

    /// The relation that a name means.
    pub(crate) fn resolve(&self, name: &ObjectName<'_>) -> Name {
        self.situation.catalog.resolve(name)
    }

    /// A name as the steps write it: as the user wrote it, with its schema
    /// where the migration sets a search path.
    pub(crate) fn spell(&self, name: &ObjectName<'_>) -> String {
        if self.qualified {
            self.resolve(name).to_string()
        } else {
            naming::written(name)
        }
    }

    /// A table as it stands in a FROM clause that is about the rows which an
    /// index on it covers: without those of tables that inherit from it.
    pub(crate) fn indexed_rows(&self, table: &ObjectName<'_>) -> String {
        let spelled = self.spell(table);
        let (name, catalog) = (self.resolve(table), self.situation.catalog);
        if catalog.is_partitioned(&name) || catalog.descendants(&name).is_empty() {
            spelled
        } else {
            format!("ONLY {spelled}")
        }
    }

    /// A name beside a written one, in the same schema and spelling.
    pub(crate) fn spell_beside(&self, beside: &ObjectName<'_>, name: &str) -> String {
        if self.qualified {
            return self.resolve(beside).sibling(name).to_string();
        }
        match beside.schema() {
            Some(schema) => format!("{}.{}", quote(schema), quote(name)),
            None => quote(name).into_owned(),
        }
    }

    /// Any name, spelled like one that is written where it stands in the same
    /// schema.
    pub(crate) fn spell_near(&self, beside: &ObjectName<'_>, name: &Name) -> String {
        if name.schema() == self.resolve(beside).schema() {
            self.spell_beside(beside, name.name())
        } else {
            name.to_string()
        }
    }

    /// The schema behind it.
    pub(crate) fn applied(&self) -> Catalog {
        let mut after = self.situation.catalog.clone();
        after.apply(
            self.situation.text,
            self.statement,
            Origin::New,
            self.situation.major,
        );
        after
    }

    /// The tables below a partitioned one that hold its rows, or a table itself.
    pub(crate) fn leaves(&self, table: &Name) -> Vec<Name> {
        let catalog = self.situation.catalog;
        let mut leaves = catalog.descendants(table);
        leaves.push(table.clone());
        leaves.retain(|leaf| !catalog.is_partitioned(leaf));
        leaves
    }

    /// Whether it works on a relation in use, for one of these reasons, while
    /// others wait.
    pub(crate) fn blocks_for(&self, reasons: &[Reason]) -> bool {
        self.waited_for(|reason| reasons.contains(&reason))
            .is_some()
    }

    /// A relation in use that it works on while others wait, for a reason.
    pub(crate) fn waited_for(&self, counts: impl Fn(Reason) -> bool) -> Option<&'o Name> {
        let mut work = self.effects.work.iter();
        let found = work.find(|work| {
            counts(work.reason)
                && !self.situation.catalog.is_new(&work.relation)
                && self
                    .effects
                    .locks
                    .get(&work.relation)
                    .is_some_and(|held| held.mode.blocks_writes())
        });
        found.map(|work| &work.relation)
    }

    /// A query from another session on how far an index build has come; there
    /// is none before PostgreSQL 12.
    pub(crate) fn index_progress(&self, table: &str) -> Option<String> {
        (self.situation.major >= 12).then(|| {
            format!(
                "SELECT phase, blocks_done, blocks_total, tuples_done, tuples_total, lockers_done, lockers_total\n\
                 FROM pg_stat_progress_create_index\n\
                 WHERE relid = {}::regclass;",
                literal(table)
            )
        })
    }
}

/// The condition that an index of that name exists and can be used.
pub(crate) fn index_is_valid(index: &str) -> String {
    format!(
        "EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass({}) AND indisvalid)",
        literal(index)
    )
}

/// The condition that a table has a constraint of that name, with a further
/// condition on its row of `pg_constraint`.
pub(crate) fn has_constraint(table: &str, constraint: &str, further: &str) -> String {
    format!(
        "EXISTS (SELECT FROM pg_constraint WHERE conrelid = to_regclass({}) AND conname = {}{further})",
        literal(table),
        literal(constraint)
    )
}

/// The condition that a table has a column, with a further condition on its
/// row of `pg_attribute`.
pub(crate) fn has_column(table: &str, column: &str, further: &str) -> String {
    format!(
        "EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass({}) AND attname = {} AND NOT attisdropped{further})",
        literal(table),
        literal(column)
    )
}

/// The condition that a relation exists.
pub(crate) fn relation_exists(relation: &str) -> String {
    format!("to_regclass({}) IS NOT NULL", literal(relation))
}
