//! The statements behind the copy, and where each belongs.

use lockstep_syntax::lexer::Lexer;
use lockstep_syntax::tree::{
    AlterActionKind, AlterTable, Behavior, ColumnChange, CreateIndex, DropObject, ObjectName, Span,
    StatementKind,
};

use super::super::Operation;
use super::copy::Copy;
use super::{BETWEEN, belongs, carry_out, is_light, is_rollback, mentions, own_text, with};
use crate::analysis::Unit;
use crate::catalog::{Catalog, Name, naming, quote};
use crate::effects::{Effects, Situation, effects};

/// Where a statement behind the copy belongs.
pub(super) enum Place {
    /// Before the copy.
    Early(String),
    /// Into the transaction of the switch.
    Switch,
    /// The steps before the switch do it.
    Answered,
    /// Where it stands.
    Behind,
}

/// A walk through the statements behind the copy.
pub(super) struct Forward<'w> {
    pub(super) copy: &'w Copy<'w>,
    pub(super) operation: &'w Operation<'w>,
    /// The schema before the statement that is looked at, as it was written.
    pub(super) catalog: Catalog,
    /// The same before the copy, with what is carried out there.
    pub(super) prepared: Catalog,
    /// The statement that takes the name from the old table, and whether it
    /// drops it.
    pub(super) aside: Option<(usize, bool)>,
    /// The statement that gives it to the new one.
    pub(super) swapped: Option<usize>,
    /// Nothing but what belongs to the switch has come since.
    pub(super) contiguous: bool,
    /// Nothing has come since that a moved statement could rest on.
    pub(super) moves: bool,
    pub(super) early: Vec<(usize, String)>,
    pub(super) together: Vec<usize>,
    pub(super) answered: Vec<usize>,
    /// The names of indexes that are built early, and those that they get.
    pub(super) names: Vec<(String, Name)>,
}

impl Forward<'_> {
    /// Where a statement belongs.
    pub(super) fn place(&mut self, at: usize, unit: &Unit<'_>) -> Result<Place, &'static str> {
        let statement = unit.statement;
        match &statement.kind {
            StatementKind::Transaction(control) => {
                return if is_rollback(control) {
                    Err(BETWEEN)
                } else {
                    Ok(Place::Behind)
                };
            }
            StatementKind::Set(set) if set.name.ends_with("_timeout") => return Ok(Place::Behind),
            StatementKind::Set(_) if self.swapped.is_none() => return Err(BETWEEN),
            // What is moved may rest on it.
            StatementKind::Set(_)
            | StatementKind::CreateDomain(_)
            | StatementKind::CreateExtension(_)
            | StatementKind::CreateFunction(_)
            | StatementKind::CreateType(_)
            | StatementKind::Do(_)
            | StatementKind::Other => self.moves = false,
            _ => {}
        }
        let situation = Situation {
            text: unit.text,
            catalog: &self.catalog,
            major: self.operation.situation.major,
            in_transaction: false,
        };
        let found = effects(situation, statement);
        let belongs = self.belongs(unit, &found);
        if self.swapped.is_some() {
            return Ok(self.behind(unit, &found, belongs));
        }
        if found.fails.is_some() {
            return Err(BETWEEN);
        }
        let table = |name: &ObjectName<'_>| self.catalog.resolve(name);
        match &statement.kind {
            StatementKind::AlterTable(alter) => {
                if let [action] = alter.actions.as_slice()
                    && let AlterActionKind::Rename(to) = &action.kind
                {
                    if table(&alter.name) == self.copy.old {
                        self.aside = Some((at, false));
                        return Ok(Place::Switch);
                    }
                    let named = self.copy.new.sibling(&*to.value) == self.copy.old;
                    if table(&alter.name) == self.copy.new && named && self.aside.is_some() {
                        self.swapped = Some(at);
                        return Ok(Place::Switch);
                    }
                }
                if table(&alter.name) == self.copy.new && builds(alter) {
                    return self.early(unit);
                }
            }
            StatementKind::Drop(drop)
                if drop.object == DropObject::Table
                    && matches!(drop.names.as_slice(), [one] if table(one) == self.copy.old) =>
            {
                // What CASCADE takes with it goes at once.
                self.aside = Some((at, drop.behavior != Behavior::Cascade));
                return Ok(Place::Switch);
            }
            StatementKind::CreateIndex(create) if table(&create.table) == self.copy.new => {
                return self.early(unit);
            }
            StatementKind::CreateTable(create) if matches!(&create.partition_of, Some(of) if table(&of.parent) == self.copy.new) =>
            {
                return self.early(unit);
            }
            StatementKind::Maintenance(it) if belongs => {
                let plain = it.analyze && !it.vacuum;
                return if plain {
                    Ok(Place::Answered)
                } else {
                    Err(BETWEEN)
                };
            }
            StatementKind::Lock(_) if belongs => return Ok(Place::Switch),
            _ => {}
        }
        match (belongs, is_light(statement, &found)) {
            (true, true) => Ok(Place::Switch),
            (false, _) => Ok(Place::Behind),
            (true, false) => Err(BETWEEN),
        }
    }

    /// A statement before the swap that is carried out before the copy.
    fn early(&self, unit: &Unit<'_>) -> Result<Place, &'static str> {
        let early = Place::Early(own_text(unit));
        self.moves.then_some(early).ok_or(BETWEEN)
    }

    /// Carries a statement out before the copy, if PostgreSQL would.
    pub(super) fn prepare(&mut self, sql: &str) -> bool {
        carry_out(&mut self.prepared, sql, self.operation.situation.major)
    }

    /// Where a statement behind the swap belongs.
    fn behind(&mut self, unit: &Unit<'_>, found: &Effects, belongs: bool) -> Place {
        let statement = unit.statement;
        let moves = |name: &ObjectName<'_>| {
            let of_copy = self.catalog.resolve(name) == self.copy.old;
            of_copy && self.moves && mentions(self.tables(), unit) == 1
        };
        let place = match &statement.kind {
            StatementKind::CreateIndex(create) if moves(&create.table) => {
                self.early_index(unit, create)
            }
            StatementKind::AlterTable(alter) if adds_named(alter) && moves(&alter.name) => {
                let new = (alter.name.span, self.copy.target.as_str());
                Some(Place::Early(with(unit, &[new])))
            }
            StatementKind::Maintenance(it) if it.analyze && !it.vacuum => {
                let one = matches!(it.tables.as_slice(), [one] if self.catalog.resolve(&one.name) == self.copy.old);
                one.then_some(Place::Answered)
            }
            _ if self.contiguous && belongs && is_light(statement, found) => Some(Place::Switch),
            _ => None,
        };
        place.unwrap_or_else(|| {
            self.contiguous = false;
            Place::Behind
        })
    }

    /// An index that is built before the copy: where its name is not free then,
    /// or is made of that of the table, it gets that later.
    fn early_index(&mut self, unit: &Unit<'_>, create: &CreateIndex<'_>) -> Option<Place> {
        let table = (create.table.span, self.copy.target.as_str());
        let name = naming::index_name(&self.catalog, &self.copy.old, create);
        let free = |catalog: &Catalog| {
            !catalog.indexes.contains_key(&name) && !catalog.relations.contains_key(&name)
        };
        if create.name.is_some() && free(&self.prepared) {
            return Some(Place::Early(with(unit, &[table])));
        }
        if !free(&self.catalog) {
            return None;
        }
        let other = naming::beside_name(&self.prepared, &name, "new");
        let shown = quote(&other).into_owned();
        let inserted = format!("{shown} ");
        let named = if let Some(name) = &create.name {
            (name.span, &*shown)
        } else {
            let before = Span::new(create.index_word.end, create.table.span.start);
            let mut tokens = Lexer::within(unit.text, before);
            let on = tokens.find(|it| it.span.of(unit.text).eq_ignore_ascii_case("on"))?;
            (Span::new(on.span.start, on.span.start), &*inserted)
        };
        let place = Place::Early(with(unit, &[named, table]));
        self.names.push((other, name));
        Some(place)
    }

    fn belongs(&self, unit: &Unit<'_>, found: &Effects) -> bool {
        belongs(&self.catalog, self.tables(), unit, found)
    }

    fn tables(&self) -> [&Name; 2] {
        [&self.copy.old, &self.copy.new]
    }
}

/// Whether all that it does is to build or to check something, which is done at
/// once in an empty table.
fn builds(alter: &AlterTable<'_>) -> bool {
    alter.actions.iter().all(|action| match &action.kind {
        AlterActionKind::AddConstraint(_) | AlterActionKind::ValidateConstraint(_) => true,
        AlterActionKind::AlterColumn { change, .. } => matches!(change, ColumnChange::SetNotNull),
        _ => false,
    })
}

/// Whether it adds constraints whose names do not depend on that of the table.
fn adds_named(alter: &AlterTable<'_>) -> bool {
    alter.actions.iter().all(|action| match &action.kind {
        AlterActionKind::AddConstraint(added) => added.name.is_some(),
        _ => false,
    })
}
