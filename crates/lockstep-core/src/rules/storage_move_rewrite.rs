//! A table that moves to another kind of storage is copied while everybody
//! waits.

use lockstep_syntax::tree::{AlterActionKind, RelationWord, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::report::{LockMode, Severity};

pub(super) static RULE: Rule = Rule {
    id: "storage-move-rewrite",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!(
        "SET LOGGED, UNLOGGED, TABLESPACE and ACCESS METHOD copy the table under ACCESS EXCLUSIVE"
    ),
    docs: page!(
        "\
SET LOGGED, SET UNLOGGED and SET ACCESS METHOD write the table and its indexes anew; \
SET TABLESPACE copies the table's files, not those of its indexes. All of them hold \
ACCESS EXCLUSIVE until the copy is done. An index that moves keeps its table's readers \
waiting as well, because a SELECT opens every index of its table.

Where the table is as wanted already, nothing is copied. Move an index from PostgreSQL \
14 on with REINDEX (TABLESPACE …) INDEX CONCURRENTLY; for a table there is pg_repack, or \
a new table that is filled in batches."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE,
    hazards: page!(&["A43", "A44", "A45"]),
    bad: page!(&[
        example("ALTER TABLE events SET LOGGED;"),
        example("ALTER TABLE events SET UNLOGGED;").given("CREATE TABLE events (id int);"),
        example("ALTER INDEX events_pkey SET TABLESPACE fast;")
            .given("CREATE TABLE events (id int PRIMARY KEY);"),
        example("ALTER TABLE ALL IN TABLESPACE slow SET TABLESPACE fast;"),
    ]),
    good: page!(&[
        example("ALTER TABLE events SET LOGGED;").given("CREATE TABLE events (id int);"),
        example("CREATE TABLE events (id int); ALTER TABLE events SET TABLESPACE fast;"),
        example("REINDEX (TABLESPACE fast) INDEX CONCURRENTLY events_pkey;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let moves = |kind: &AlterActionKind<'_>| {
        matches!(
            kind,
            AlterActionKind::SetLogged
                | AlterActionKind::SetUnlogged
                | AlterActionKind::SetTablespace(_)
                | AlterActionKind::SetAccessMethod(_)
        )
    };
    let (span, index, all) = match &context.statement.kind {
        StatementKind::AlterTable(alter) => {
            let Some(action) = alter.actions.iter().find(|action| moves(&action.kind)) else {
                return Vec::new();
            };
            let name = context.catalog().resolve(&alter.name);
            let index = alter.object == RelationWord::Index
                || context.catalog().indexes.contains_key(&name);
            (action.span, index, false)
        }
        StatementKind::MoveAll(all) if all.from.value != all.to.value => {
            let index = all.object == RelationWord::Index;
            (context.statement.span, index, true)
        }
        _ => return Vec::new(),
    };
    let mut relations: Vec<Name> = Vec::new();
    for (work, mode) in context.blocked_work() {
        if work.span == span && LockMode::blocks_reads(mode) && !relations.contains(&work.relation)
        {
            relations.push(work.relation.clone());
        }
    }
    if context.effects.fails.is_some() || (relations.is_empty() && !all) {
        return Vec::new();
    }
    let names = if all {
        "everything in the tablespace, all of it locked at once,".to_owned()
    } else {
        super::list(&relations)
    };
    let unless = context.effects.depends_on.iter().find(|_| !all);
    vec![Hit {
        span,
        title: format!(
            "Reads and writes wait while {} {} copied.",
            if all { "everything in the tablespace".to_owned() } else { super::list(&relations) },
            match (unless, all || relations.len() == 1) {
                (Some(_), _) => "may be",
                (None, true) => "is",
                (None, false) => "are",
            }
        ),
        what: match unless {
            Some(fact) => format!(
                "PostgreSQL copies {names} and lets nobody read or write meanwhile. It depends on {fact}."
            ),
            None => format!("PostgreSQL copies {names} and lets nobody read or write meanwhile."),
        },
        why: "How long that takes grows with what is copied.".to_owned(),
        action: if index && context.situation.major >= 14 {
            "Use REINDEX (TABLESPACE …) INDEX CONCURRENTLY, which builds it there while others work."
        } else if index {
            "Build a second index there with CREATE INDEX CONCURRENTLY, then drop this one concurrently."
        } else {
            "Fill a new table in batches and exchange the two, use a tool such as pg_repack, or plan a maintenance window."
        }
        .to_owned(),
        relations,
        ..Hit::default()
    }]
}
