//! What `ALTER TABLE` does to a table as a whole.

use lockstep_syntax::tree::{AlterActionKind, Parameter, RelationWord, ReplicaIdentity, Span};

use super::alter_table::{Target, everyone};
use super::{Effects, Reason, Situation, index_kind};
use crate::catalog::Name;
use crate::report::LockMode::{
    self, AccessExclusive, AccessShare, ShareRowExclusive, ShareUpdateExclusive,
};

/// Source: `AlterTableGetLockLevel` in `src/backend/commands/tablecmds.c`.
pub(super) fn set(
    situation: Situation<'_>,
    target: Target<'_>,
    action: &AlterActionKind<'_>,
    span: Span,
    into: &mut Effects,
) {
    use AlterActionKind as Kind;
    if let Kind::Trigger { .. } = action {
        everyone(situation, target, ShareRowExclusive, "altered", into);
        return;
    }
    let mode = match action {
        Kind::SetParameters(list) | Kind::ResetParameters(list) => parameters_mode(list),
        Kind::ClusterOn(_) | Kind::SetWithoutCluster => ShareUpdateExclusive,
        _ => AccessExclusive,
    };
    into.lock(situation, target.table, mode, "altered");
    match action {
        Kind::SetParameters(list) | Kind::ResetParameters(list) => {
            let invoker = |it: &Parameter<'_>| it.name.value == "security_invoker";
            if target.statement.object == RelationWord::View && list.iter().any(invoker) {
                into.needs(situation, 15, "security_invoker");
            }
        }
        Kind::Owner(_) => {
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
        Kind::SetLogged | Kind::SetUnlogged | Kind::SetTablespace(_) => {
            into.rewrite(situation, target.table, Reason::Maintenance, span);
        }
        Kind::SetAccessMethod(method) => {
            into.needs(situation, 15, "SET ACCESS METHOD");
            if method.is_none() {
                into.needs(situation, 17, "SET ACCESS METHOD DEFAULT");
            }
            into.rewrite(situation, target.table, Reason::Maintenance, span);
        }
        Kind::Inherit(parent) => {
            let parent = situation.catalog.resolve(parent);
            into.lock(situation, &parent, ShareUpdateExclusive, "inherited from");
        }
        Kind::NoInherit(parent) => {
            let parent = situation.catalog.resolve(parent);
            into.lock(situation, &parent, AccessShare, "no longer inherited from");
        }
        Kind::SplitPartition(_) => into.needs(situation, 19, "SPLIT PARTITION"),
        Kind::MergePartitions(_) => into.needs(situation, 19, "MERGE PARTITIONS"),
        _ => {}
    }
}

/// Source: the lock level of each option in
/// `src/backend/access/common/reloptions.c`.
fn parameters_mode(parameters: &[Parameter<'_>]) -> LockMode {
    const STRONGER: [&str; 4] = [
        "user_catalog_table",
        "security_barrier",
        "security_invoker",
        "check_option",
    ];
    let stronger = |it: &Parameter<'_>| STRONGER.contains(&&*it.name.value);
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
