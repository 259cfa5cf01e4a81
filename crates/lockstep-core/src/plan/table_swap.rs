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
mod forward;
mod steps;

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::script;
use lockstep_syntax::tree::{DropObject, Span, Statement, StatementKind, TransactionControl};

use super::{Draft, Operation};
use crate::analysis::Unit;
use crate::catalog::{Catalog, Name, Origin, naming, quote};
use crate::effects::{Effects, Situation, effects};
pub(super) use attach::{attach, pause};
use copy::{Copy, value};
use forward::{Forward, Place};
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
    let referring = walk.prepared.foreign_keys_to(&copy.old);
    assumptions.extend(referring.filter(|(table, _)| **table != copy.old).map(|(table, key)| {
        format!(
            "what refers to {} may refer to its rows of before only: the foreign key {} of {table} stays with the table set aside, as the migration has it",
            copy.spelled,
            quote(&key.name)
        )
    }));
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
