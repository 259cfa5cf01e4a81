//! A table that is swapped for a copy of itself: created anew, filled by
//! `INSERT … SELECT`, and called as the old one was, as one does to partition
//! it.
//!
//! A trigger carries over what is written meanwhile, the rows are copied in
//! batches, and one short transaction swaps the names. What the migration
//! builds on the copy later is built while it is empty; what has to come at
//! once, as row security, is part of that transaction.

mod attach;
mod copy;
mod steps;

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::script;
use lockstep_syntax::tree::{
    AlterActionKind, AlterTable, Behavior, ColumnChange, CreateIndex, DropObject, ObjectName, Span,
    Statement, StatementKind, TransactionControl,
};

use super::{Draft, Operation};
use crate::analysis::Unit;
use crate::catalog::{Catalog, Name, Origin, naming, quote};
use crate::effects::{Effects, Situation, effects};
pub(super) use attach::attach;
use copy::{Copy, value};
use steps::Sync;

/// A swap, which begins with the copy.
#[derive(Clone)]
pub(super) struct Swap {
    /// The table whose name it is.
    pub(super) table: Name,
    /// Statements that are carried out before the copy, as they then read.
    pub(super) early: Vec<(usize, String)>,
    /// The steps up to the switch.
    pub(super) before: Vec<Draft>,
    pub(super) switch: Draft,
    /// The steps right behind it.
    pub(super) after: Vec<Draft>,
    /// The statement in whose place the switch stands.
    pub(super) at: usize,
    /// Others that are part of it.
    pub(super) together: Vec<usize>,
    /// Those that the steps before it answer.
    pub(super) answered: Vec<usize>,
    /// Those of all these that are not carried out as they were written.
    pub(super) rewritten: Vec<usize>,
    pub(super) assumptions: Vec<String>,
}

impl Swap {
    /// Whether it takes over a statement behind the copy.
    pub(super) fn takes(&self, id: usize) -> bool {
        let mut early = self.early.iter();
        early.any(|(it, _)| *it == id) || self.together.contains(&id) || self.answered.contains(&id)
    }
}

/// Where a statement behind the copy belongs.
enum Place {
    /// Before the copy.
    Early(String),
    /// Into the transaction of the switch.
    Switch,
    /// The steps before the switch do it.
    Answered,
    /// Where it stands.
    Behind,
}

/// The swap that begins with an `INSERT`; why there is no recipe for it, where
/// the tables are swapped all the same.
pub(super) fn find(
    operation: &Operation<'_>,
    units: &[Unit<'_>],
    id: usize,
) -> Result<Swap, &'static str> {
    let copy = Copy::of(operation).ok_or(
        "There is a recipe for an online swap only where an INSERT … SELECT copies one table into an empty one, each row for itself.",
    )?;
    let mut walk = Forward {
        copy: &copy,
        operation,
        catalog: operation.applied(),
        prepared: operation.situation.catalog.clone(),
        aside: None,
        swapped: None,
        contiguous: true,
        moves: true,
        early: Vec::new(),
        together: Vec::new(),
        answered: Vec::new(),
        names: Vec::new(),
    };
    let major = operation.situation.major;
    let behind = units.iter().enumerate().skip(id + 1);
    for (at, unit) in behind.filter(|(_, unit)| !unit.down) {
        match walk.place(at, unit)? {
            Place::Early(sql) => {
                if walk.prepare(&sql) {
                    walk.early.push((at, sql));
                } else if walk.swapped.is_none() {
                    return Err(BETWEEN);
                }
            }
            Place::Switch => walk.together.push(at),
            Place::Answered => walk.answered.push(at),
            Place::Behind => {}
        }
        walk.catalog
            .apply(unit.text, unit.statement, Origin::New, major);
    }
    let (Some((at, dropped)), Some(named)) = (walk.aside, walk.swapped) else {
        return Err(BETWEEN);
    };
    let situation = Situation {
        catalog: &walk.prepared,
        ..operation.situation
    };
    let operation = Operation {
        situation,
        ..*operation
    };
    let key = copy.key(&operation).ok_or(
        "There is a recipe for an online swap only where the copy keeps a primary key, or another unique one without NULLs, as a part of its own.",
    )?;
    let sync = Sync::of(&operation, &copy)
        .ok_or("Its triggers fire before any that could keep the copy up to date.")?;
    // What the drop of the old table frees comes behind it.
    let aside = dropped.then(|| naming::beside_name(&walk.prepared, &copy.old, "old"));
    let mut switched = walk.prepared.clone();
    let mut written = Vec::new();
    let mut together = Vec::new();
    for id in walk.together {
        let Some(unit) = units.get(id) else { continue };
        let sql = match &aside {
            Some(aside) if id == at => {
                format!("ALTER TABLE {} RENAME TO {};", copy.spelled, quote(aside))
            }
            _ => own_text(unit) + ";",
        };
        if carry_out(&mut switched, &sql, major) {
            together.push(id);
            if !matches!(unit.statement.kind, StatementKind::Lock(_)) {
                written.push(sql);
            }
        } else if !dropped || id == named {
            return Err(BETWEEN);
        }
    }
    let mut after = Vec::new();
    if let Some(aside) = &aside {
        after = steps::drop_aside(&operation, &copy, aside);
    }
    if dropped && !walk.names.is_empty() {
        after.push(steps::name(&operation, &copy, &walk.names));
    } else {
        written.extend(steps::renames(&operation, &copy, &walk.names));
    }
    let mut assumptions = vec![format!(
        "every row that code writes to {} meanwhile fits the types, the constraints and the partitions of {}",
        copy.spelled, copy.target
    )];
    let known = walk.prepared.relations.get(&copy.old);
    if known.is_none_or(|it| !it.policies.is_empty()) {
        assumptions.push(format!(
            "the role that runs the steps sees every row of {}, whatever its policies say",
            copy.spelled
        ));
    }
    if known.is_none_or(|it| !it.complete) {
        assumptions.push(format!(
            "{} is an ordinary table, which nothing inherits from, and no trigger of it that fires before {} writes the same rows",
            copy.spelled,
            sync.name()
        ));
    }
    let before = steps::before(&operation, &copy, &key, &sync);
    let switch = steps::switch(&copy, &sync, &written);
    assumptions.extend(key.assumptions);
    let mut rewritten = vec![id, named];
    rewritten.extend(walk.early.iter().map(|(id, _)| *id));
    // What CASCADE takes with it waits for it as before.
    let as_before = matches!(units.get(at), Some(unit) if matches!(unit.statement.kind, StatementKind::Drop(_)));
    rewritten.extend((dropped || !as_before).then_some(at));
    Ok(Swap {
        table: copy.old.clone(),
        early: walk.early,
        before,
        switch,
        after,
        at,
        together,
        answered: walk.answered,
        rewritten,
        assumptions,
    })
}

const BETWEEN: &str =
    "There is no recipe for an online swap with what stands between the copy and the rename.";

/// Carries a statement out, if PostgreSQL would.
fn carry_out(catalog: &mut Catalog, sql: &str, major: u8) -> bool {
    let script = script::read(sql);
    let Some(statement) = script.statements().next() else {
        return false;
    };
    let situation = Situation {
        text: sql,
        catalog,
        major,
        in_transaction: false,
    };
    let possible = effects(situation, statement).fails.is_none();
    if possible {
        catalog.apply(sql, statement, Origin::New, major);
    }
    possible
}

/// A walk through the statements behind the copy.
struct Forward<'w> {
    copy: &'w Copy<'w>,
    operation: &'w Operation<'w>,
    /// The schema before the statement that is looked at, as it was written.
    catalog: Catalog,
    /// The same before the copy, with what is carried out there.
    prepared: Catalog,
    /// The statement that takes the name from the old table, and whether it
    /// drops it.
    aside: Option<(usize, bool)>,
    /// The statement that gives it to the new one.
    swapped: Option<usize>,
    /// Nothing but what belongs to the switch has come since.
    contiguous: bool,
    /// Nothing has come since that a moved statement could rest on.
    moves: bool,
    early: Vec<(usize, String)>,
    together: Vec<usize>,
    answered: Vec<usize>,
    /// The names of indexes that are built early, and those that they get.
    names: Vec<(String, Name)>,
}

impl Forward<'_> {
    /// Where a statement belongs.
    fn place(&mut self, at: usize, unit: &Unit<'_>) -> Result<Place, &'static str> {
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
    fn prepare(&mut self, sql: &str) -> bool {
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
        let inserted;
        let named = match &create.name {
            Some(name) => (name.span, &*shown),
            None => {
                let before = Span::new(create.index_word.end, create.table.span.start);
                let mut tokens = Lexer::within(unit.text, before);
                let on = tokens.find(|it| it.span.of(unit.text).eq_ignore_ascii_case("on"))?;
                inserted = format!("{shown} ");
                (Span::new(on.span.start, on.span.start), &*inserted)
            }
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

/// Whether a statement takes back what came before.
fn is_rollback(control: &TransactionControl<'_>) -> bool {
    matches!(
        control,
        TransactionControl::Rollback { .. } | TransactionControl::RollbackTo(_)
    )
}

/// Whether a statement is about one of two tables.
fn belongs(catalog: &Catalog, tables: [&Name; 2], unit: &Unit<'_>, found: &Effects) -> bool {
    let own = |name: &Name| {
        let of = catalog.indexes.get(name).map(|index| &index.table);
        let sequence = catalog.relations.get(name);
        let of = of.or_else(|| Some(&sequence?.owned_by.as_ref()?.0));
        tables.contains(&name) || of.is_some_and(|it| tables.contains(&it))
    };
    found.locks.iter().any(|(name, _)| own(name)) || mentions(tables, unit) > 0
}

/// How often a statement names one of two tables.
fn mentions(tables: [&Name; 2], unit: &Unit<'_>) -> usize {
    let names = tables.map(Name::name);
    let tokens = Lexer::within(unit.text, unit.statement.span);
    tokens
        .filter(|it| match it.kind {
            TokenKind::Word | TokenKind::QuotedWord => names.contains(&&*value(unit.text, it)),
            TokenKind::String | TokenKind::DollarString => names
                .iter()
                .any(|name| it.span.of(unit.text).contains(name)),
            _ => false,
        })
        .count()
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

/// Whether it changes the catalog only, or how a sequence goes on.
fn is_light(statement: &Statement<'_>, found: &Effects) -> bool {
    let definition = match &statement.kind {
        StatementKind::Select(query) => {
            return query.functions.iter().any(|it| it.name.name() == "setval");
        }
        StatementKind::Drop(drop) => drop.object == DropObject::View,
        StatementKind::AlterTable(_)
        | StatementKind::AlterObject(_)
        | StatementKind::Comment(_)
        | StatementKind::CreatePolicy(_)
        | StatementKind::CreateRule(_)
        | StatementKind::CreateTrigger(_)
        | StatementKind::CreateView(_)
        | StatementKind::Grant(_)
        | StatementKind::SecurityLabel(_) => true,
        _ => false,
    };
    definition
        && found.work.is_empty()
        && found.fails.is_none()
        && !found.refuses_transaction
        && !found.waits_for_transactions
}

/// The text of a statement, without the semicolon.
fn own_text(unit: &Unit<'_>) -> String {
    with(unit, &[])
}

/// The same with other words in some places.
fn with(unit: &Unit<'_>, changes: &[(Span, &str)]) -> String {
    let mut text = String::new();
    let mut start = unit.statement.span.start;
    for (span, words) in changes {
        text.push_str(Span::new(start, span.start).of(unit.text));
        text.push_str(words);
        start = span.end;
    }
    let rest = Span::new(start, unit.statement.span.end).of(unit.text);
    text.push_str(rest.trim_end().trim_end_matches(';').trim_end());
    text
}
