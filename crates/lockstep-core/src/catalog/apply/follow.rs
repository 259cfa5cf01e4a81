//! What a migration still owes: statistics, the position of sequences, a role
//! that it took on.

use lockstep_syntax::tree::{
    AlterActionKind, ColumnChange, IdentityChange, Insert, ObjectName, SequenceOptionKind,
    Statement, StatementKind,
};

use super::super::{Catalog, Name};
use crate::report::RelationKind;

impl Catalog {
    /// Notes what a statement leaves for later ones to do, and what it does of
    /// that.
    pub(super) fn follow(&mut self, text: &str, statement: &Statement<'_>) {
        match &statement.kind {
            StatementKind::CreateIndex(create)
                if create.keys.iter().any(|key| key.column.is_none()) =>
            {
                let table = self.resolve(&create.table);
                self.unanalyzed.insert(table);
            }
            StatementKind::Update(update) => {
                let table = self.resolve(&update.table);
                let mut columns = update.columns.iter();
                if columns.any(|column| self.is_new_column(&table, &column.value)) {
                    self.unanalyzed.insert(table);
                }
            }
            StatementKind::Maintenance(run) if run.analyze || !run.vacuum => {
                if run.tables.is_empty() {
                    self.unanalyzed.clear();
                }
                for analyzed in &run.tables {
                    let table = self.resolve(&analyzed.name);
                    self.unanalyzed.remove(&table);
                }
            }
            StatementKind::Insert(insert) if self.numbered_column(text, insert).is_some() => {
                let table = self.resolve(&insert.table);
                self.numbered.insert(table);
            }
            // Which sequence is meant may be the result of a function.
            StatementKind::Select(query)
                if query.functions.iter().any(|it| it.name.name() == "setval") =>
            {
                self.numbered.clear();
            }
            StatementKind::Do(body) if body.span.of(text).contains("setval") => {
                self.numbered.clear();
            }
            StatementKind::AlterTable(alter) => {
                for action in &alter.actions {
                    self.restart(&alter.name, &action.kind);
                }
            }
            StatementKind::Set(set)
                if !set.local && matches!(&*set.name, "session_replication_role" | "all") =>
            {
                let role = set.values.first();
                self.replica_role = role.is_some_and(|it| it.eq_ignore_ascii_case("replica"));
            }
            _ => {}
        }
    }

    /// A sequence that is started anew knows where to go on.
    fn restart(&mut self, table: &ObjectName<'_>, action: &AlterActionKind<'_>) {
        match action {
            AlterActionKind::Sequence(options)
                if options
                    .iter()
                    .any(|it| matches!(it.kind, SequenceOptionKind::Restart(_))) =>
            {
                let sequence = self.relations.get(&self.resolve(table));
                if let Some((owner, _)) = sequence.and_then(|it| it.owned_by.clone()) {
                    self.numbered.remove(&owner);
                }
            }
            AlterActionKind::AlterColumn {
                change: ColumnChange::SetIdentity(changes),
                ..
            } if changes
                .iter()
                .any(|it| matches!(it, IdentityChange::Option(_))) =>
            {
                let table = self.resolve(table);
                self.numbered.remove(&table);
            }
            _ => {}
        }
    }

    /// The column that a sequence fills and that an INSERT gives values of its
    /// own.
    #[must_use]
    pub fn numbered_column(&self, text: &str, insert: &Insert<'_>) -> Option<&str> {
        let relation = self.relations.get(&self.resolve(&insert.table))?;
        let listed = insert.columns.map_or("", |it| it.of(text));
        let named = |column: &str| {
            let words = listed.split(|it: char| !it.is_alphanumeric() && it != '_');
            listed.is_empty() && relation.complete
                || words.into_iter().any(|it| it.eq_ignore_ascii_case(column))
        };
        let is_sequence = |name: &Name| {
            let known = self.relations.get(name);
            known.is_some_and(|it| it.kind == RelationKind::Sequence)
        };
        let column = relation.columns.iter().find(|column| {
            (column.identity || column.uses.relations.iter().any(is_sequence))
                && named(&column.name)
        })?;
        let calls = &insert.query.functions;
        let counts = calls.iter().any(|it| it.name.name() == "nextval");
        let written = insert.query.span.of(text);
        let mut words = written.split(|it: char| !it.is_ascii_alphanumeric());
        let left_to_it = words.any(|it| it.eq_ignore_ascii_case("default"));
        (!counts && !left_to_it).then_some(&*column.name)
    }
}
