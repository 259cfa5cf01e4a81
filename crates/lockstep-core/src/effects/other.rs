//! Triggers, policies, views, functions, maintenance, and what is known by its
//! command alone.

use lockstep_syntax::tree::{
    Body, CreateFunction, CreatePolicy, CreateSequence, CreateTrigger, CreateView, LockTable,
    Statement,
};

use super::{Effects, Reason, Situation, dml, nested};
use crate::catalog::{Name, Presence};
use crate::citation;
use crate::report::{LockMode, RelationKind, Understood};

/// Source: `CreateTriggerFiringOn` in `src/backend/commands/trigger.c`.
pub(super) fn create_trigger(
    situation: Situation<'_>,
    create: &CreateTrigger<'_>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let table = catalog.resolve(&create.table);
    into.cite(citation::CREATE_TRIGGER);
    if create.or_replace {
        into.needs(situation, 14, "CREATE OR REPLACE TRIGGER");
    }
    into.lock(
        situation,
        &table,
        LockMode::ShareRowExclusive,
        "gets a trigger",
    );
    if create.for_each_row && catalog.is_partitioned(&table) {
        for partition in catalog.descendants(&table) {
            let cause = format!("partition of {table}");
            into.lock(situation, &partition, LockMode::ShareRowExclusive, cause);
        }
    }
    if let Some(from) = &create.from {
        into.lock(
            situation,
            &catalog.resolve(from),
            LockMode::AccessShare,
            "named by FROM",
        );
    }
}

/// A function locks nothing, but a body in SQL is analyzed, and the tables that
/// it names stay locked until the transaction ends.
///
/// Source: `fmgr_sql_validator` in `src/backend/catalog/pg_proc.c`,
/// `interpret_AS_clause` in `src/backend/commands/functioncmds.c`.
pub(super) fn create_function(
    situation: Situation<'_>,
    create: &CreateFunction<'_>,
    into: &mut Effects,
) {
    let body = &create.body;
    if body.language != "sql" {
        return;
    }
    let parsed = body.named.is_some();
    if parsed {
        into.needs(situation, 14, "BEGIN ATOMIC and RETURN");
    }
    let polymorphic = create
        .parameters
        .iter()
        .any(|it| it.data_type.name.starts_with("any"));
    if parsed || (situation.catalog.checks_bodies && !polymorphic) {
        for statement in &body.statements {
            nested::analyze(situation, statement, into);
        }
    }
}

/// `COMMIT AND CHAIN`, `ROLLBACK AND CHAIN`.
///
/// Source: `EndTransactionBlock` and `UserAbortTransactionBlock` in
/// `src/backend/access/transam/xact.c`.
pub(super) fn chain(situation: Situation<'_>, into: &mut Effects) {
    into.needs(situation, 12, "AND CHAIN");
    needs_block(situation, "AND CHAIN", into);
}

/// `SAVEPOINT` and what returns to one, `DECLARE` without `HOLD`, `LOCK TABLE`.
///
/// Source: `RequireTransactionBlock` in
/// `src/backend/access/transam/xact.c`.
pub(super) fn needs_block(situation: Situation<'_>, command: &str, into: &mut Effects) {
    if !situation.in_transaction {
        let reason = format!("{command} can only be used in transaction blocks");
        into.fail("25P01", reason);
    }
}

pub(super) fn create_policy(
    situation: Situation<'_>,
    create: &CreatePolicy<'_>,
    into: &mut Effects,
) {
    let table = situation.catalog.resolve(&create.table);
    into.cite(citation::CREATE_POLICY);
    into.lock(
        situation,
        &table,
        LockMode::AccessExclusive,
        "gets a policy",
    );
    for read in &create.reads {
        let read = situation.catalog.resolve(read);
        into.lock(
            situation,
            &read,
            LockMode::AccessShare,
            "read by the policy",
        );
    }
}

pub(super) fn create_view(situation: Situation<'_>, create: &CreateView<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    into.cite(citation::CREATE_VIEW);
    let schema = create
        .name
        .schema()
        .unwrap_or_else(|| catalog.creation_schema());
    let name = Name::new(schema, create.name.name());
    let kind = if create.materialized {
        RelationKind::MaterializedView
    } else {
        RelationKind::View
    };
    dml::read(situation, &create.query, into);
    match catalog.presence(&name) {
        Presence::Known(_) if create.or_replace => {
            into.lock(situation, &name, LockMode::AccessExclusive, "replaced");
        }
        // Without IF NOT EXISTS it has been refused.
        Presence::Known(_) => {}
        Presence::Unknown if create.or_replace => {
            into.hold(
                &name,
                kind,
                LockMode::AccessExclusive,
                false,
                "created or replaced",
            );
            into.depends(format!(
                "whether {name} exists already: then its readers wait"
            ));
        }
        Presence::Absent | Presence::Unknown => into.lock_created(&name, kind),
    }
    if create.materialized && create.with_data {
        dml::scan_reads(situation, &create.query, Reason::Query, into);
    }
}

pub(super) fn create_sequence(
    situation: Situation<'_>,
    create: &CreateSequence<'_>,
    into: &mut Effects,
) {
    let schema = create
        .name
        .schema()
        .unwrap_or_else(|| situation.catalog.creation_schema());
    let name = Name::new(schema, create.name.name());
    if create.if_not_exists && situation.catalog.relations.contains_key(&name) {
        return;
    }
    if create.unlogged && situation.major < 15 {
        into.fail("0A000", "unlogged sequences came with PostgreSQL 15");
    }
    super::alter_relation::sequence_options(situation, &create.options, into);
    into.lock_created(&name, RelationKind::Sequence);
}

pub(super) fn lock_table(situation: Situation<'_>, lock: &LockTable<'_>, into: &mut Effects) {
    into.cite(citation::LOCK);
    let mode = LockMode::ALL
        .into_iter()
        .find(|mode| mode.name() == lock.mode)
        .unwrap_or(LockMode::AccessExclusive);
    needs_block(situation, "LOCK TABLE", into);
    for (written, only) in &lock.tables {
        let table = situation.catalog.resolve(written);
        into.lock(situation, &table, mode, "locked by name");
        if !only {
            for below in situation.catalog.descendants(&table) {
                into.lock(situation, &below, mode, format!("below {table}"));
            }
        }
        if let Presence::Known(known) = situation.catalog.presence(&table) {
            for base in &known.reads {
                into.lock(situation, base, mode, format!("read by {table}"));
            }
        }
    }
}

/// A DO block does what its statements do: all of them where nothing decides
/// which of them run.
pub(super) fn do_block(situation: Situation<'_>, body: &Body<'_>, into: &mut Effects) {
    if body.dynamic {
        into.understood = into.understood.min(Understood::Partial);
        into.depends("the SQL that the block puts together at run time");
    }
    if body.conditional {
        into.depends("which statements of the block run");
    }
    if body.commits {
        into.refuse_transaction();
        if situation.in_transaction {
            into.fail(
                "2D000",
                "the block ends a transaction that it has not begun",
            );
        }
    }
    let inside = Situation {
        in_transaction: !body.commits,
        ..situation
    };
    let failed = into.fails.clone();
    super::nested::one_by_one(inside, &body.statements, into);
    // What may not run, or has its error caught, need not fail.
    if body.conditional {
        into.fails = failed;
    }
}

/// A command that names no relation.
///
/// `tests/oracle/definition.sql` and `commands.sql` hold a case of each: none
/// of them locks one.
pub(super) fn without_relation(
    situation: Situation<'_>,
    statement: &Statement<'_>,
    into: &mut Effects,
) {
    into.cite(citation::SYNTAX);
    let says = |words: &str| {
        let text = statement.span.of(situation.text).to_ascii_uppercase();
        text.split_ascii_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .contains(words)
    };
    match statement.command {
        "CREATE DATABASE" | "ALTER SYSTEM" | "CREATE TABLESPACE" | "DISCARD ALL" => {
            into.refuse_transaction();
            if statement.command == "CREATE DATABASE" && says(" STRATEGY") {
                into.needs(situation, 15, "the option STRATEGY");
            }
        }
        "ALTER DATABASE" => {
            if says(" SET TABLESPACE") {
                into.refuse_transaction();
            }
            if says(" REFRESH COLLATION") {
                into.needs(situation, 15, "REFRESH COLLATION VERSION");
            }
        }
        _ => {}
    }
}
