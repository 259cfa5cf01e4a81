//! Statements that are planned together with others further behind.

use std::collections::BTreeSet;

use lockstep_syntax::script;

use super::super::index_swap::{self, IndexSwap};
use super::super::renames::{self, Renames};
use super::Planner;
use crate::analysis::Unit;
use crate::catalog::Origin;
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
        if let Some(place) = self.index_swaps.iter().position(|it| it.created == id) {
            let swap = self.index_swaps.remove(place);
            let again = units.get(swap.dropped).copied();
            return self.build_again(id, *unit, &swap, again);
        }
        let swaps = index_swap::find(units, id, undone, &self.catalog);
        if swaps.is_empty() {
            return false;
        }
        if let Some(sql) = index_swap::rest(unit, &swaps, &self.catalog) {
            self.part(id, *unit, &sql);
        }
        self.index_swaps.extend(swaps);
        true
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
            self.part(swap.dropped, dropping, &drop);
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
        if self.renamed.contains(&id) {
            return true;
        }
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
        self.renamed.extend(&renames.others);
        self.along = renames.others;
        self.rewritten(id, rewrite, None);
        self.along.clear();
        true
    }
}
