//! Statements that are planned together with others further behind.

use std::collections::BTreeSet;

use lockstep_syntax::script;

use super::super::index_swap::{self, IndexSwap};
use super::super::operation::Operation;
use super::super::renames::{self, Renames};
use super::super::split::Operations;
use super::super::{column_type, together};
use super::Planner;
use crate::analysis::Unit;
use crate::catalog::{Name, Origin};
use crate::effects::effects;

impl Planner {
    /// Whether an index is dropped by a statement, or made by it, that takes the
    /// place of another one of its name.
    pub(super) fn index_swap(
        &mut self,
        id: usize,
        units: &[Unit<'_>],
        undone: &BTreeSet<usize>,
    ) -> bool {
        let Some(unit) = units.get(id) else {
            return false;
        };
        let (filled, others) = std::mem::take(&mut self.index_swaps)
            .into_iter()
            .partition::<Vec<_>, _>(|it| it.created == id);
        self.index_swaps = others;
        if !filled.is_empty() {
            let dropping = |swap: &IndexSwap| units.get(swap.dropped).copied();
            let again = filled.iter().find(|it| it.again);
            if !again.is_some_and(|it| self.build_again(id, *unit, it, dropping(it))) {
                self.statement(id, *unit);
            }
            for swap in filled.iter().filter(|it| !it.again) {
                if let Some(dropping) = dropping(swap) {
                    self.drop_part(swap.dropped, dropping, |it| *it == swap.index);
                }
            }
            return true;
        }
        let swaps = index_swap::find(units, id, undone, &self.catalog);
        if swaps.is_empty() {
            return false;
        }
        self.drop_part(id, *unit, |it| !swaps.iter().any(|swap| swap.index == *it));
        self.index_swaps.extend(swaps);
        true
    }

    /// Drops some of the indexes that a statement drops.
    fn drop_part(&mut self, id: usize, unit: Unit<'_>, of: impl Fn(&Name) -> bool) {
        if let Some(sql) = index_swap::part(&unit, &self.catalog, of) {
            self.part(id, unit, &sql);
        }
    }

    /// Builds an index that takes the place of another one, which the statement
    /// `dropping` drops.
    fn build_again(
        &mut self,
        id: usize,
        unit: Unit<'_>,
        swap: &IndexSwap,
        dropping: Option<Unit<'_>>,
    ) -> bool {
        let drop = format!("DROP INDEX IF EXISTS {};", swap.index);
        let mut without = self.catalog.clone();
        for statement in script::read(&drop).statements() {
            without.apply(&drop, statement, Origin::New, self.major);
        }
        let before = std::mem::replace(&mut self.catalog, without);
        let found = effects(self.situation(unit.text), unit.statement);
        let operation = self.operation(unit.text, unit.statement, &found);
        let rewrite = index_swap::steps(&operation, swap, &before);
        self.catalog = before;
        if let Some(rewrite) = rewrite {
            self.rewritten(id, rewrite, None);
            self.rewritten.push(swap.dropped);
            self.sequence.answer_later(swap.dropped);
            return true;
        }
        if let Some(dropping) = dropping {
            self.drop_part(swap.dropped, dropping, |it| *it == swap.index);
        }
        false
    }

    /// Whether a statement renames a relation or columns of it along with
    /// others.
    pub(super) fn renames(
        &mut self,
        id: usize,
        units: &[Unit<'_>],
        undone: &BTreeSet<usize>,
    ) -> bool {
        let Some(unit) = units.get(id).filter(|it| renames::is_one(it.statement)) else {
            return false;
        };
        let found = effects(self.situation(unit.text), unit.statement);
        let operation = self.operation(unit.text, unit.statement, &found);
        let Some(renames) = Renames::together(&operation, units, id, undone) else {
            return false;
        };
        let Some(rewrite) = renames.rewrite(&operation) else {
            return false;
        };
        self.rewritten.extend(&renames.others);
        self.done.extend(&renames.others);
        self.along = renames.others;
        self.rewritten(id, rewrite, None);
        self.along.clear();
        true
    }

    /// Whether a statement begins a run of changes of types that one pass
    /// through their table serves.
    pub(super) fn retypes(
        &mut self,
        id: usize,
        units: &[Unit<'_>],
        may: &dyn Fn(usize) -> bool,
    ) -> bool {
        let Some(unit) = units.get(id) else {
            return false;
        };
        let mut found = None;
        for run in together::runs(units, id, &self.catalog) {
            let last = run.others.last().copied();
            let alone = last.filter(|it| may(*it)).and_then(|it| units.get(it));
            if !alone.is_some_and(|it| self.moves(it.statement.span.of(it.text)))
                || found.is_none() && !self.moves(unit.statement.span.of(unit.text))
                || !self.moves(&run.sql)
            {
                break;
            }
            found = Some(run);
        }
        let Some(run) = found else {
            return false;
        };
        let script = script::read(&run.sql);
        let Some(statement) = script.statements().next() else {
            return false;
        };
        self.done.extend(&run.others);
        self.along = run.others;
        let text = &*run.sql;
        self.statement(
            id,
            Unit {
                text,
                statement,
                ..*unit
            },
        );
        self.along.clear();
        true
    }

    /// Whether a statement changes types, and the steps go by new columns.
    fn moves(&self, sql: &str) -> bool {
        let script = script::read(sql);
        script.statements().next().is_some_and(|statement| {
            let found = effects(self.situation(sql), statement);
            column_type::moves(&self.operation(sql, statement, &found))
        })
    }

    /// The other parts of a statement that change types as this one does.
    pub(super) fn retyped_beside(
        &self,
        operations: &Operations,
        index: usize,
        operation: &Operation<'_>,
    ) -> Option<Vec<usize>> {
        if operations.is_gathered(index) || !column_type::moves(operation) {
            return None;
        }
        let others: Vec<usize> = (index + 1..operations.count())
            .filter(|it| self.moves(&operations.statement(*it..*it + 1)))
            .collect();
        let all = !others.is_empty() && self.moves(&operations.together(index, &others));
        all.then_some(others)
    }
}
