//! The actions of `ALTER TABLE` under the names that PostgreSQL's parser has
//! for them.

use lockstep_syntax::tree::{
    AlterActionKind as Kind, ColumnChange as Change, Firing, RowSecurity, Statement, StatementKind,
    TableConstraintKind as Constraint, TriggerChoice,
};

/// The subcommands and the kinds of constraints added, both in order of name.
pub(crate) fn of(statement: &Statement<'_>) -> [Vec<&'static str>; 2] {
    let StatementKind::AlterTable(alter) = &statement.kind else {
        return [vec!["no ALTER TABLE"], Vec::new()];
    };
    let kinds = || alter.actions.iter().map(|action| &action.kind);
    let mut subcommands: Vec<_> = kinds().map(subcommand).collect();
    let mut constraints: Vec<_> = kinds().filter_map(constraint).collect();
    subcommands.sort_unstable();
    constraints.sort_unstable();
    [subcommands, constraints]
}

fn constraint(action: &Kind<'_>) -> Option<&'static str> {
    let Kind::AddConstraint(added) = action else {
        return None;
    };
    Some(match added.kind {
        Constraint::Check(_) => "CONSTR_CHECK",
        Constraint::NotNull { .. } => "CONSTR_NOTNULL",
        Constraint::Unique(_) => "CONSTR_UNIQUE",
        Constraint::PrimaryKey(_) => "CONSTR_PRIMARY",
        Constraint::Exclude(_) => "CONSTR_EXCLUSION",
        Constraint::ForeignKey { .. } => "CONSTR_FOREIGN",
    })
}

fn subcommand(action: &Kind<'_>) -> &'static str {
    match action {
        Kind::AddColumn { .. } => "AT_AddColumn",
        Kind::DropColumn { .. } => "AT_DropColumn",
        Kind::AlterColumn { change, .. } => column_change(change),
        Kind::SetStatistics { .. } => "AT_SetStatistics",
        Kind::AddConstraint(_) => "AT_AddConstraint",
        Kind::AlterConstraint { .. } => "AT_AlterConstraint",
        Kind::ValidateConstraint(_) => "AT_ValidateConstraint",
        Kind::DropConstraint { .. } => "AT_DropConstraint",
        Kind::AttachPartition { .. } => "AT_AttachPartition",
        Kind::DetachPartition { finalize, .. } if *finalize => "AT_DetachPartitionFinalize",
        Kind::DetachPartition { .. } => "AT_DetachPartition",
        Kind::RowSecurity(RowSecurity::Enable) => "AT_EnableRowSecurity",
        Kind::RowSecurity(RowSecurity::Disable) => "AT_DisableRowSecurity",
        Kind::RowSecurity(RowSecurity::Force) => "AT_ForceRowSecurity",
        Kind::RowSecurity(RowSecurity::NoForce) => "AT_NoForceRowSecurity",
        Kind::Trigger { firing, which } => match (firing, which) {
            (Firing::Enable, TriggerChoice::Named(_)) => "AT_EnableTrig",
            (Firing::Enable, TriggerChoice::All) => "AT_EnableTrigAll",
            (Firing::Enable, TriggerChoice::User) => "AT_EnableTrigUser",
            (Firing::EnableAlways, _) => "AT_EnableAlwaysTrig",
            (Firing::EnableReplica, _) => "AT_EnableReplicaTrig",
            (Firing::Disable, TriggerChoice::Named(_)) => "AT_DisableTrig",
            (Firing::Disable, TriggerChoice::All) => "AT_DisableTrigAll",
            (Firing::Disable, TriggerChoice::User) => "AT_DisableTrigUser",
        },
        Kind::Rule { firing, .. } => match firing {
            Firing::Enable => "AT_EnableRule",
            Firing::EnableAlways => "AT_EnableAlwaysRule",
            Firing::EnableReplica => "AT_EnableReplicaRule",
            Firing::Disable => "AT_DisableRule",
        },
        Kind::Owner(_) => "AT_ChangeOwner",
        Kind::SetParameters(_) => "AT_SetRelOptions",
        Kind::ResetParameters(_) => "AT_ResetRelOptions",
        Kind::SetLogged => "AT_SetLogged",
        Kind::SetUnlogged => "AT_SetUnLogged",
        Kind::SetTablespace(_) => "AT_SetTableSpace",
        Kind::SetAccessMethod(_) => "AT_SetAccessMethod",
        Kind::ClusterOn(_) => "AT_ClusterOn",
        Kind::SetWithoutCluster => "AT_DropCluster",
        Kind::SetWithoutOids => "AT_DropOids",
        Kind::ReplicaIdentity(_) => "AT_ReplicaIdentity",
        Kind::Inherit(_) => "AT_AddInherit",
        Kind::NoInherit(_) => "AT_DropInherit",
        Kind::OfType(_) => "AT_AddOf",
        Kind::NotOf => "AT_DropOf",
        Kind::Options(_) => "AT_GenericOptions",
        Kind::Rename(_)
        | Kind::RenameColumn { .. }
        | Kind::RenameConstraint { .. }
        | Kind::SetSchema(_)
        | Kind::DependsOnExtension { .. }
        | Kind::Sequence(_)
        | Kind::SplitPartition(_)
        | Kind::MergePartitions(_) => "another statement",
    }
}

fn column_change(change: &Change<'_>) -> &'static str {
    match change {
        Change::SetDefault(_) | Change::DropDefault => "AT_ColumnDefault",
        Change::SetNotNull => "AT_SetNotNull",
        Change::DropNotNull => "AT_DropNotNull",
        Change::SetType(_) => "AT_AlterColumnType",
        Change::SetStatistics(_) => "AT_SetStatistics",
        Change::SetStorage(_) => "AT_SetStorage",
        Change::SetCompression(_) => "AT_SetCompression",
        Change::SetParameters(_) => "AT_SetOptions",
        Change::ResetParameters(_) => "AT_ResetOptions",
        Change::AddIdentity(_) => "AT_AddIdentity",
        Change::SetIdentity(_) => "AT_SetIdentity",
        Change::DropIdentity { .. } => "AT_DropIdentity",
        Change::SetExpression(_) => "AT_SetExpression",
        Change::DropExpression { .. } => "AT_DropExpression",
        Change::Options(_) => "AT_AlterColumnGenericOptions",
    }
}
