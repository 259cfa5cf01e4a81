//! When PostgreSQL comes to what.
//!
//! An `ALTER TABLE` with several actions is first prepared, action by action,
//! and then carried out in passes, so that an action may fail before one that
//! is written in front of it.
//!
//! Source: `ATPrepCmd` and `AlterTablePass` in
//! `src/backend/commands/tablecmds.c`.

use lockstep_syntax::tree::{AlterAction, AlterActionKind, ColumnChange, TableConstraintKind};

use super::Situation;
use crate::catalog::Catalog;

/// A moment while a statement is carried out; that of what has no passes is
/// the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    pass: Pass,
    action: usize,
}

/// What is done in one go for all actions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pass {
    /// The statement is read, and its table looked up.
    #[default]
    Start,
    /// Until 12 all definitions are looked through.
    Transform,
    /// Whether the table is of the right kind, and types can be changed.
    Prepare,
    /// `DROP` of all sorts.
    Drop,
    /// `ALTER COLUMN … TYPE`
    Type,
    /// Until 11, before columns are added.
    EarlyAttributes,
    /// `ADD COLUMN`
    AddColumn,
    /// `SET EXPRESSION`
    Expression,
    /// From 13 on the definitions of constraints are looked through.
    Definition,
    /// `SET NOT NULL` and the like.
    Attributes,
    /// Constraints with an index.
    Index,
    /// Defaults, and what makes a column an identity column.
    Default,
    /// Other constraints.
    Constraint,
    /// Until 12 foreign keys come behind all other constraints.
    ForeignKey,
    /// Everything else.
    Other,
    /// Rows are read and written.
    Rows,
}

impl Moment {
    /// When PostgreSQL carries out an action.
    pub(super) fn of(index: usize, action: &AlterAction<'_>, major: u8) -> Self {
        use AlterActionKind as Kind;
        use ColumnChange as Change;
        let attributes = if major < 12 {
            Pass::EarlyAttributes
        } else {
            Pass::Attributes
        };
        let pass = match &action.kind {
            Kind::DropColumn { .. } | Kind::DropConstraint { .. } => Pass::Drop,
            Kind::AddColumn { .. } => Pass::AddColumn,
            Kind::AddConstraint(constraint) => match &constraint.kind {
                TableConstraintKind::NotNull { .. } => Pass::Attributes,
                TableConstraintKind::Unique(_)
                | TableConstraintKind::PrimaryKey(_)
                | TableConstraintKind::Exclude(_) => Pass::Index,
                TableConstraintKind::Check(_) => Pass::Constraint,
                TableConstraintKind::ForeignKey { .. } => Pass::foreign_key(major),
            },
            Kind::AlterColumn { change, .. } => match change {
                Change::DropDefault
                | Change::DropNotNull
                | Change::DropIdentity { .. }
                | Change::DropExpression { .. } => Pass::Drop,
                Change::SetType(_) => Pass::Type,
                Change::SetExpression(_) => Pass::Expression,
                Change::SetNotNull if major < 12 => Pass::Constraint,
                Change::SetNotNull => attributes,
                Change::SetIdentity(_) if major < 13 => attributes,
                Change::SetDefault(_) | Change::AddIdentity(_) => Pass::Default,
                _ => Pass::Other,
            },
            _ => Pass::Other,
        };
        Moment {
            pass,
            action: index,
        }
    }

    /// What PostgreSQL finds at the moment, where `left` is the schema without
    /// what the statement drops.
    pub(super) fn seen<'s>(
        self,
        situation: Situation<'s>,
        left: Option<&'s Catalog>,
    ) -> Situation<'s> {
        match left {
            Some(catalog) if self.pass >= Pass::AddColumn => Situation {
                catalog,
                ..situation
            },
            _ => situation,
        }
    }

    /// Whether columns have been added before it.
    pub(super) fn sees_new_columns(self) -> bool {
        self.pass > Pass::AddColumn
    }

    /// When an action is prepared.
    pub(super) fn prepared(action: usize) -> Self {
        Moment {
            pass: Pass::Prepare,
            action,
        }
    }

    /// The moment for the same action in another pass.
    pub(super) fn in_pass(self, pass: Pass) -> Self {
        if self.pass == Pass::Start {
            self
        } else {
            Moment { pass, ..self }
        }
    }
}

impl Pass {
    /// When foreign keys are added.
    pub(super) fn foreign_key(major: u8) -> Self {
        if major < 13 {
            Pass::ForeignKey
        } else {
            Pass::Constraint
        }
    }

    /// When the forms of definitions and `USING` are looked through that are
    /// from 13 on when an action is prepared.
    pub(super) fn transform(major: u8) -> Self {
        if major < 13 {
            Pass::Transform
        } else {
            Pass::Prepare
        }
    }

    /// When definitions are looked through.
    pub(super) fn definition(major: u8) -> Self {
        if major < 13 {
            Pass::Transform
        } else {
            Pass::Definition
        }
    }
}
