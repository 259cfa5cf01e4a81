//! Statements that hold another, or run one that stands elsewhere.

use std::borrow::Cow;

use lockstep_syntax::tree::{
    CreateTable, DeclareCursor, Execute, Explain, ObjectName, Query, Span, Statement, StatementKind,
};

use super::{Effects, Situation, dml, effects};
use crate::catalog::{Origin, naming};
use crate::citation;
use crate::report::{LockMode, Understood};

/// Statements inside another, each on what those before it left behind.
///
/// The catalog is large, so that it is copied only for a second statement.
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
        if statements.peek().is_some() {
            let (text, major) = (situation.text, situation.major);
            catalog.to_mut().apply(text, statement, Origin::New, major);
        }
    }
}

/// `EXPLAIN ANALYZE` does what its statement does; `EXPLAIN` plans it only.
pub(super) fn explain(situation: Situation<'_>, explain: &Explain<'_>, into: &mut Effects) {
    into.cite(citation::EXPLAIN);
    if explain.analyze {
        into.join(effects(situation, &explain.statement));
    } else {
        plan(situation, &explain.statement, into);
    }
}

/// Locks what a statement names, as planning does; measured for `EXPLAIN` and
/// `PREPARE`, which keep the locks until the transaction ends.
pub(super) fn plan(situation: Situation<'_>, statement: &Statement<'_>, into: &mut Effects) {
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
        StatementKind::CreateTable(it) => match created_from(it) {
            Some(query) => (query, None),
            None => return into.understood = Understood::Partial,
        },
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

fn created_from<'t, 'a>(create: &'t CreateTable<'a>) -> Option<&'t Query<'a>> {
    create.as_query.as_ref().map(|stored| &stored.query)
}

pub(super) fn declare(situation: Situation<'_>, declare: &DeclareCursor<'_>, into: &mut Effects) {
    dml::select(situation, &declare.query, into);
}

/// What a prepared statement or a procedure does stands elsewhere.
pub(super) fn execute(situation: Situation<'_>, execute: &Execute<'_>, into: &mut Effects) {
    into.understood = into.understood.min(Understood::Partial);
    let query = Query {
        span: Span::default(),
        reads: execute.reads.clone(),
        locks_rows_of: Vec::new(),
        writes: Vec::new(),
        into: None,
        functions: execute.functions.clone(),
    };
    dml::select(situation, &query, into);
    if let Some(procedure) = &execute.procedure {
        into.depends(format!("what {}() does", naming::written(procedure)));
    }
    if let Some(prepared) = &execute.prepared {
        into.depends(format!("what {} was prepared as", prepared.value));
    }
}
