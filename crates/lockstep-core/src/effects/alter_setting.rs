//! What `ALTER TABLE` does to a table as a whole.

use lockstep_syntax::tree::{
    AlterActionKind, RelationWord, ReplicaIdentity, Span, StorageParameter, TriggerChoice,
};

use super::alter_table::{Target, everyone};
use super::{
    Effects, Reason, Situation, WorkKind, alter_relation, create_table, index_kind, inherit,
};
use crate::catalog::Name;
use crate::report::LockMode::{self, AccessExclusive, ShareRowExclusive, ShareUpdateExclusive};

/// Whether some of these triggers of a partitioned table have clones on its
/// partitions, as those for rows do; measured: from 15 on those of its foreign
/// keys, too.
///
/// Source: `EnableDisableTrigger` in `src/backend/commands/trigger.c`.
fn have_clones(situation: Situation<'_>, table: &Name, which: &TriggerChoice<'_>) -> bool {
    let catalog = situation.catalog;
    let Some(known) = catalog.relations.get(table).filter(|it| it.complete) else {
        return true;
    };
    let keys = || {
        let own = known.constraints.iter().any(|it| it.references().is_some());
        own || catalog.foreign_keys_to(table).next().is_some()
    };
    let chosen = |name: &str| match which {
        TriggerChoice::Named(chosen) => chosen.value == name,
        TriggerChoice::All | TriggerChoice::User => true,
    };
    let mut all = std::iter::once(table.clone()).chain(catalog.ancestors(table));
    let rows = all.any(|table| {
        let known = catalog.relations.get(&table);
        let mut triggers = known.into_iter().flat_map(|known| &known.triggers);
        triggers.any(|it| it.for_each_row && chosen(&it.name))
    });
    rows || (matches!(which, TriggerChoice::All) && situation.major >= 15 && keys())
}

/// Source: `AlterTableGetLockLevel` in `src/backend/commands/tablecmds.c`.
pub(super) fn set(
    situation: Situation<'_>,
    target: Target<'_>,
    action: &AlterActionKind<'_>,
    span: Span,
    into: &mut Effects,
) {
    use AlterActionKind as Kind;
    let partitioned = situation.catalog.is_partitioned(target.table);
    // Triggers of partitions follow, those of inheritance children do not.
    if let (Kind::Trigger { which, .. }, true) = (action, partitioned)
        && have_clones(situation, target.table, which)
    {
        everyone(situation, target, ShareRowExclusive, "altered", into);
        if matches!(which, TriggerChoice::User) && situation.major < 13 && target.all.len() > 1 {
            into.fail(
                "42704",
                "until 12 the triggers of partitions count as internal",
            );
        }
        return;
    }
    refuse_partitioned(situation, partitioned, action, into);
    let mode = match action {
        Kind::SetParameters(list) | Kind::ResetParameters(list) => parameters_mode(list),
        Kind::ClusterOn(_) | Kind::SetWithoutCluster => ShareUpdateExclusive,
        Kind::Trigger { .. } => ShareRowExclusive,
        _ => AccessExclusive,
    };
    into.lock(situation, target.table, mode, "altered");
    match action {
        Kind::SetParameters(list) | Kind::ResetParameters(list) => {
            let invoker = |it: &StorageParameter<'_>| it.name.value == "security_invoker";
            if target.statement.object == RelationWord::View
                && list.iter().any(invoker)
                && situation.major < 15
            {
                into.fail("22023", "security_invoker came with PostgreSQL 15");
            }
        }
        Kind::Owner(role) => {
            let owned = situation.catalog.indexes_of(target.table).next().is_some()
                || !situation.catalog.sequences_of(target.table).is_empty();
            if owned {
                into.depends(format!(
                    "whether {} belongs to {} already: then it alone is locked",
                    target.table, role.value
                ));
            }
            for (sequence, _) in situation.catalog.sequences_of(target.table) {
                let cause = "owned by a column of the table";
                into.lock(situation, &sequence, AccessExclusive, cause);
            }
            for (index, _) in situation.catalog.indexes_of(target.table) {
                into.lock(situation, index, AccessExclusive, "belongs to the table");
            }
        }
        Kind::ClusterOn(index) => lock_index(situation, target, &index.value, mode, into),
        Kind::ReplicaIdentity(ReplicaIdentity::Index(index)) => {
            lock_index(situation, target, &index.value, LockMode::Share, into);
        }
        Kind::SetLogged => set_logged(situation, target, false, span, into),
        Kind::SetUnlogged => set_logged(situation, target, true, span, into),
        Kind::SetTablespace(name) => {
            if name.value == "pg_global" {
                into.fail("22023", "pg_global is for the relations of all databases");
            }
            // Measured: the heap alone moves, its indexes stay.
            if !partitioned {
                let (table, space) = (target.table, &name.value);
                into.depends(format!(
                    "whether {table} is in tablespace {space} already: then nothing is copied"
                ));
            }
            into.work_on(
                situation,
                target.table,
                &WorkKind::Rewrite,
                Reason::Maintenance,
                span,
            );
        }
        Kind::SetAccessMethod(method) => {
            into.needs(situation, 15, "SET ACCESS METHOD");
            if method.is_none() {
                into.needs(situation, 17, "SET ACCESS METHOD DEFAULT");
            }
            if !partitioned {
                into.depends(format!(
                    "whether {} has this access method already: then nothing is written",
                    target.table
                ));
            }
            into.rewrite(situation, target.table, Reason::Maintenance, span);
        }
        Kind::Inherit(parent) => inherit::inherit(situation, target.table, parent, into),
        Kind::NoInherit(parent) => inherit::no_inherit(situation, target.table, parent, into),
        Kind::SetStatistics { .. } if target.statement.object != RelationWord::View => {
            into.fail("0A000", "only the columns of indexes have numbers");
        }
        Kind::OfType(name) => {
            let name = situation.catalog.resolve(name);
            create_table::lock_type(situation, &name, into);
        }
        Kind::DependsOnExtension { depends, .. } => {
            alter_relation::depends_on_extension(situation, *depends, into);
        }
        Kind::SplitPartition(_) => into.needs(situation, 19, "SPLIT PARTITION"),
        Kind::MergePartitions(_) => into.needs(situation, 19, "MERGE PARTITIONS"),
        _ => {}
    }
}

/// What a partitioned table, which has no storage, cannot be asked for.
///
/// Measured; the majors differ in how they say it.
fn refuse_partitioned(
    situation: Situation<'_>,
    partitioned: bool,
    action: &AlterActionKind<'_>,
    into: &mut Effects,
) {
    use AlterActionKind as Kind;
    let sqlstate = match (action, situation.major) {
        _ if !partitioned => return,
        (Kind::ClusterOn(_) | Kind::SetWithoutCluster, _) => "0A000",
        (Kind::SetParameters(_), ..16) => "22023",
        (Kind::SetParameters(_), _)
        | (Kind::SetLogged | Kind::SetUnlogged, 18..)
        | (Kind::SetAccessMethod(Some(_)), 15..17) => "42809",
        _ => return,
    };
    into.fail(sqlstate, "not for partitioned tables");
}

/// A table that is logged or unlogged already stays as it is; else it is
/// written anew, from 15 on together with the sequences of its columns.
fn set_logged(
    situation: Situation<'_>,
    target: Target<'_>,
    unlogged: bool,
    span: Span,
    into: &mut Effects,
) {
    let table = target.table;
    if situation.catalog.is_partitioned(table) {
        return;
    }
    let relation = situation.catalog.relations.get(table);
    match relation.and_then(|relation| relation.unlogged) {
        Some(known) if known == unlogged => return,
        Some(_) => {}
        None => {
            let word = if unlogged { "unlogged" } else { "logged" };
            into.depends(format!(
                "whether {table} is {word} already: then nothing is written"
            ));
        }
    }
    into.rewrite(situation, table, Reason::Maintenance, span);
    if situation.major >= 15 {
        for (sequence, _) in situation.catalog.sequences_of(table) {
            let cause = "owned by a column of the table";
            into.lock(situation, &sequence, AccessExclusive, cause);
        }
    }
}

/// Source: the lock level of each option in
/// `src/backend/access/common/reloptions.c`.
fn parameters_mode(parameters: &[StorageParameter<'_>]) -> LockMode {
    const STRONGER: [&str; 4] = [
        "user_catalog_table",
        "security_barrier",
        "security_invoker",
        "check_option",
    ];
    let stronger = |it: &StorageParameter<'_>| STRONGER.contains(&&*it.name.value);
    if parameters.iter().any(stronger) {
        AccessExclusive
    } else {
        ShareUpdateExclusive
    }
}

fn lock_index(
    situation: Situation<'_>,
    target: Target<'_>,
    index: &str,
    mode: LockMode,
    into: &mut Effects,
) {
    let index: Name = target.table.sibling(index);
    let kind = index_kind(situation.catalog.is_partitioned(target.table));
    let new = situation.catalog.is_new(&index);
    into.hold(&index, kind, mode, new, "named by the statement");
}
