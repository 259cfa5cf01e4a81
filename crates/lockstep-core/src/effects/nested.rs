//! Statements that hold another, or run one that stands elsewhere.

use std::borrow::Cow;

use lockstep_syntax::tree::{
    Body, DeclareCursor, Execute, Explain, Ident, ObjectName, Prepare, Query, Span, Statement,
    StatementKind,
};

use super::{Effects, Situation, dml, effects, names, other};
use crate::catalog::{Origin, naming};
use crate::citation;
use crate::report::{LockMode, Understood};

/// Statements inside another, each on what those before it left behind.
///
/// The catalog is large, so that it is copied only for what a later statement
/// may see.
pub(super) fn one_by_one(
    situation: Situation<'_>,
    statements: &[Statement<'_>],
    into: &mut Effects,
) {
    let mut catalog = Cow::Borrowed(situation.catalog);
    let mut statements = statements.iter().peekable();
    while let Some(statement) = statements.next() {
        let inside = Situation {
            catalog: &catalog,
            ..situation
        };
        into.join(effects(inside, statement));
        if statements.peek().is_some() && !catalog.stays(statement) {
            let (text, major) = (situation.text, situation.major);
            catalog.to_mut().apply(text, statement, Origin::New, major);
        }
    }
}

/// `EXPLAIN ANALYZE` does what its statement does; `EXPLAIN` plans it only.
pub(super) fn explain(
    situation: Situation<'_>,
    explain: &Explain<'_>,
    span: Span,
    into: &mut Effects,
) {
    into.cite(citation::EXPLAIN);
    if explain.analyze {
        into.join(effects(situation, &explain.statement));
    } else {
        plan(situation, &explain.statement, span, into);
        dml::refuse_unidentified(situation, &explain.statement.kind, into);
    }
}

pub(super) fn prepare(situation: Situation<'_>, prepare: &Prepare<'_>, into: &mut Effects) {
    let name = &*prepare.name.value;
    if situation.catalog.prepared.contains_key(name) {
        into.fail(
            "42P05",
            format!("a prepared statement {name} exists already"),
        );
    }
    plan(situation, &prepare.statement, prepare.statement.span, into);
}

/// Locks what a statement names, as planning does; measured for `EXPLAIN` and
/// `PREPARE`, which keep the locks until the transaction ends.
pub(super) fn plan(
    situation: Situation<'_>,
    statement: &Statement<'_>,
    span: Span,
    into: &mut Effects,
) {
    let (query, written): (&Query<'_>, Option<&ObjectName<'_>>) = match &statement.kind {
        StatementKind::Select(query) => (query, None),
        StatementKind::Insert(it) => (&it.query, Some(&it.table)),
        StatementKind::Update(it) => (&it.query, Some(&it.table)),
        StatementKind::Delete(it) => (&it.query, Some(&it.table)),
        StatementKind::Merge(it) => {
            into.needs(situation, 15, "MERGE");
            (&it.query, Some(&it.table))
        }
        StatementKind::DeclareCursor(it) => (&it.query, None),
        StatementKind::CreateView(it) => (&it.query, None),
        StatementKind::CreateTable(it) => match &it.as_query {
            Some(stored) if stored.execute.is_none() => (&stored.query, None),
            Some(stored) => return prepared(situation, stored.execute.as_ref(), true, span, into),
            None => return into.understood = Understood::Partial,
        },
        StatementKind::Execute(it) => {
            return prepared(situation, it.prepared.as_ref(), true, span, into);
        }
        // `NOTIFY` of a rule, and what else has nothing to plan.
        StatementKind::Session { .. } | StatementKind::Clauses(_) => return,
        _ => return into.understood = Understood::Partial,
    };
    dml::read(situation, query, into);
    if let Some(table) = written {
        let table = situation.catalog.resolve(table);
        into.lock(situation, &table, LockMode::RowExclusive, "written");
        // Which partition a new row goes to is found out when it is there.
        let everywhere = !matches!(statement.kind, StatementKind::Insert(_));
        let below = situation.catalog.descendants(&table);
        for below in below.into_iter().filter(|_| everywhere) {
            let cause = format!("below {table}");
            into.lock(situation, &below, LockMode::RowExclusive, cause);
        }
    }
}

/// Locks what a statement of a function's body names. Partitions are left
/// alone: nothing is planned.
pub(super) fn analyze(situation: Situation<'_>, statement: &Statement<'_>, into: &mut Effects) {
    let (query, written): (&Query<'_>, Option<&ObjectName<'_>>) = match &statement.kind {
        StatementKind::Select(query) => (query, None),
        StatementKind::Insert(it) => (&it.query, Some(&it.table)),
        StatementKind::Update(it) => (&it.query, Some(&it.table)),
        StatementKind::Delete(it) => (&it.query, Some(&it.table)),
        StatementKind::Merge(it) => (&it.query, Some(&it.table)),
        // What is no query is looked at when it runs.
        _ => return,
    };
    let written = query.writes.iter().chain(written);
    for (names, mode) in [
        (
            query.reads.iter().collect::<Vec<_>>(),
            LockMode::AccessShare,
        ),
        (query.locks_rows_of.iter().collect(), LockMode::RowShare),
        (written.collect(), LockMode::RowExclusive),
    ] {
        for name in names {
            let relation = situation.catalog.resolve(name);
            names::exists(situation, &relation, into);
            let known = situation.catalog.relations.get(&relation);
            let bases = known.into_iter().flat_map(|known| &known.reads);
            for relation in std::iter::once(&relation).chain(bases) {
                into.lock(situation, relation, mode, "named in the function's body");
            }
        }
    }
}

/// What a prepared statement does, or what planning it locks.
pub(super) fn prepared(
    situation: Situation<'_>,
    name: Option<&Ident<'_>>,
    planned: bool,
    span: Span,
    into: &mut Effects,
) {
    let Some(name) = name else {
        return;
    };
    let Some(text) = situation.catalog.prepared.get(&*name.value) else {
        into.depends(format!("what {} was prepared as", name.value));
        into.understood = into.understood.min(Understood::Partial);
        return;
    };
    elsewhere(situation, text, span, into, |inside, statement, into| {
        if planned {
            plan(inside, statement, statement.span, into);
        } else {
            into.join(effects(inside, statement));
        }
    });
}

/// What statements do that stand in another text; what they ask for is asked
/// for at `span`.
fn elsewhere(
    situation: Situation<'_>,
    text: &str,
    span: Span,
    into: &mut Effects,
    act: impl Fn(Situation<'_>, &Statement<'_>, &mut Effects),
) {
    let script = lockstep_syntax::script::read(text);
    let before = into.work.len();
    for statement in script.statements() {
        act(Situation { text, ..situation }, statement, into);
    }
    for work in into.work.iter_mut().skip(before) {
        work.span = span;
    }
}

pub(super) fn declare(situation: Situation<'_>, declare: &DeclareCursor<'_>, into: &mut Effects) {
    if !declare.hold {
        other::needs_block(situation, "DECLARE CURSOR", into);
    }
    dml::select(situation, &declare.query, into);
}

/// What a prepared statement or a procedure does stands elsewhere.
pub(super) fn execute(
    situation: Situation<'_>,
    execute: &Execute<'_>,
    span: Span,
    into: &mut Effects,
) {
    let query = Query {
        span: Span::default(),
        reads: execute.reads.clone(),
        locks_rows_of: Vec::new(),
        writes: Vec::new(),
        into: None,
        twice: None,
        functions: execute.functions.clone(),
    };
    dml::select(situation, &query, into);
    if let Some(procedure) = &execute.procedure {
        call(situation, procedure, span, into);
    }
    prepared(situation, execute.prepared.as_ref(), false, span, into);
}

/// A procedure does what its body does, where that is known and calls no
/// other.
fn call(situation: Situation<'_>, procedure: &ObjectName<'_>, span: Span, into: &mut Effects) {
    let name = situation.catalog.resolve(procedure);
    let unknown = |into: &mut Effects| {
        into.depends(format!("what {}() does", naming::written(procedure)));
        into.understood = into.understood.min(Understood::Partial);
    };
    let Some(known) = situation.catalog.functions.get(&name) else {
        return unknown(into);
    };
    let text = known.as_do_block();
    let calls = |body: &Body<'_>| {
        let execute = |it: &Statement<'_>| matches!(it.kind, StatementKind::Execute(_));
        body.statements.iter().any(execute)
    };
    elsewhere(
        situation,
        &text,
        span,
        into,
        |inside, statement, into| match &statement.kind {
            StatementKind::Do(body) if !calls(body) => other::do_block(inside, body, into),
            _ => unknown(into),
        },
    );
}
