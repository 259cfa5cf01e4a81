//! `ALTER TABLE`, and the statements that share its grammar.

use super::{
    Behavior, ColumnDefinition, ConstraintProperties, Expression, GenericOption, Ident, ObjectName,
    PartitionBound, SequenceOption, Span, StorageParameter, TableConstraint, TypeName,
};

/// `ALTER TABLE [IF EXISTS] [ONLY] name action, …`, and the forms of `ALTER
/// INDEX`, `ALTER VIEW` and others that share its grammar.
#[derive(Clone, Debug)]
pub struct AlterTable<'a> {
    /// The word after `ALTER`.
    pub object: RelationWord,
    /// `IF EXISTS` was written.
    pub if_exists: bool,
    /// `ONLY` was written.
    pub only: bool,
    /// The relation.
    pub name: ObjectName<'a>,
    /// What is done to it, in order.
    pub actions: Vec<AlterAction<'a>>,
}

/// `ALTER TABLE | INDEX | MATERIALIZED VIEW ALL IN TABLESPACE … SET TABLESPACE
/// … [NOWAIT]`
#[derive(Clone, Debug)]
pub struct MoveAll<'a> {
    /// What is moved.
    pub object: RelationWord,
    /// The tablespace that they are in.
    pub from: Ident<'a>,
    /// The roles of `OWNED BY`, empty for everybody's.
    pub owned_by: Vec<Ident<'a>>,
    /// The tablespace that they go to.
    pub to: Ident<'a>,
    /// `NOWAIT` was written.
    pub nowait: bool,
}

/// The kinds of relations that a statement can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationWord {
    /// `TABLE`
    Table,
    /// `INDEX`
    Index,
    /// `VIEW`
    View,
    /// `MATERIALIZED VIEW`
    MaterializedView,
    /// `SEQUENCE`
    Sequence,
    /// `FOREIGN TABLE`
    ForeignTable,
}

/// One action of [`AlterTable`].
#[derive(Clone, Debug)]
pub struct AlterAction<'a> {
    /// From its first word to its last, without the comma.
    pub span: Span,
    /// What it does.
    pub kind: AlterActionKind<'a>,
}

/// What an action of [`AlterTable`] does.
#[derive(Clone, Debug)]
pub enum AlterActionKind<'a> {
    /// `ADD [COLUMN] [IF NOT EXISTS] column`
    AddColumn {
        /// `IF NOT EXISTS` was written.
        if_not_exists: bool,
        /// The column.
        column: Box<ColumnDefinition<'a>>,
    },
    /// `DROP [COLUMN] [IF EXISTS] name`
    DropColumn {
        /// `IF EXISTS` was written.
        if_exists: bool,
        /// The column.
        name: Ident<'a>,
        /// `CASCADE` or `RESTRICT`.
        behavior: Behavior,
    },
    /// `ALTER [COLUMN] name change`
    AlterColumn {
        /// The column.
        name: Ident<'a>,
        /// What is done to it.
        change: ColumnChange<'a>,
    },
    /// `ALTER [COLUMN] number SET STATISTICS target`, for the columns of an
    /// index, which have no names of their own.
    SetStatistics {
        /// Counted from 1.
        column: u16,
        /// None for `DEFAULT`.
        target: Option<i32>,
    },
    /// `ADD constraint`
    AddConstraint(Box<TableConstraint<'a>>),
    /// `ALTER CONSTRAINT name …`
    AlterConstraint {
        /// The constraint.
        name: Ident<'a>,
        /// What it is changed to.
        properties: ConstraintProperties,
    },
    /// `VALIDATE CONSTRAINT name`
    ValidateConstraint(Ident<'a>),
    /// `DROP CONSTRAINT [IF EXISTS] name`
    DropConstraint {
        /// `IF EXISTS` was written.
        if_exists: bool,
        /// The constraint.
        name: Ident<'a>,
        /// `CASCADE` or `RESTRICT`.
        behavior: Behavior,
    },
    /// `RENAME TO name`
    Rename(Ident<'a>),
    /// `RENAME [COLUMN] old TO new`
    RenameColumn {
        /// The old name.
        from: Ident<'a>,
        /// The new name.
        to: Ident<'a>,
    },
    /// `RENAME CONSTRAINT old TO new`
    RenameConstraint {
        /// The old name.
        from: Ident<'a>,
        /// The new name.
        to: Ident<'a>,
    },
    /// `SET SCHEMA name`
    SetSchema(Ident<'a>),
    /// `ATTACH PARTITION name bound`
    AttachPartition {
        /// The table or index that becomes a partition.
        partition: ObjectName<'a>,
        /// Its bound; an index has none.
        bound: Option<Box<PartitionBound<'a>>>,
    },
    /// `DETACH PARTITION name [CONCURRENTLY | FINALIZE]`
    DetachPartition {
        /// The partition.
        partition: ObjectName<'a>,
        /// `CONCURRENTLY` was written.
        concurrently: bool,
        /// `FINALIZE` was written.
        finalize: bool,
    },
    /// `SPLIT PARTITION name INTO (…)`, from PostgreSQL 19 on.
    SplitPartition(Box<SplitPartition<'a>>),
    /// `MERGE PARTITIONS (…) INTO name`, from PostgreSQL 19 on.
    MergePartitions(Box<MergePartitions<'a>>),
    /// `ENABLE | DISABLE | FORCE | NO FORCE ROW LEVEL SECURITY`
    RowSecurity(RowSecurity),
    /// `ENABLE | DISABLE TRIGGER …`
    Trigger {
        /// When it fires from now on.
        firing: Firing,
        /// Which of them.
        which: TriggerChoice<'a>,
    },
    /// `ENABLE | DISABLE RULE name`
    Rule {
        /// When it is applied from now on.
        firing: Firing,
        /// The rule.
        name: Ident<'a>,
    },
    /// `OWNER TO role`
    Owner(Ident<'a>),
    /// `SET (parameter = value, …)`
    SetParameters(Box<[StorageParameter<'a>]>),
    /// `RESET (parameter, …)`
    ResetParameters(Box<[StorageParameter<'a>]>),
    /// `SET LOGGED`
    SetLogged,
    /// `SET UNLOGGED`
    SetUnlogged,
    /// `SET TABLESPACE name`
    SetTablespace(Ident<'a>),
    /// `SET ACCESS METHOD name`; none for `DEFAULT`.
    SetAccessMethod(Option<Ident<'a>>),
    /// `CLUSTER ON index`
    ClusterOn(Ident<'a>),
    /// `SET WITHOUT CLUSTER`
    SetWithoutCluster,
    /// `SET WITHOUT OIDS`
    SetWithoutOids,
    /// `REPLICA IDENTITY …`
    ReplicaIdentity(ReplicaIdentity<'a>),
    /// `INHERIT parent`
    Inherit(ObjectName<'a>),
    /// `NO INHERIT parent`
    NoInherit(ObjectName<'a>),
    /// `OF type`
    OfType(ObjectName<'a>),
    /// `NOT OF`
    NotOf,
    /// `OPTIONS (…)` of a foreign table.
    Options(Box<[GenericOption<'a>]>),
    /// `[NO] DEPENDS ON EXTENSION name`
    DependsOnExtension {
        /// False for `NO DEPENDS`.
        depends: bool,
        /// The extension.
        extension: Ident<'a>,
    },
    /// The options of `ALTER SEQUENCE`, all of them one action.
    Sequence(Box<[SequenceOption<'a>]>),
}

/// What `ALTER COLUMN` does.
#[derive(Clone, Debug)]
pub enum ColumnChange<'a> {
    /// `SET DEFAULT expression`
    SetDefault(Box<Expression<'a>>),
    /// `DROP DEFAULT`
    DropDefault,
    /// `SET NOT NULL`
    SetNotNull,
    /// `DROP NOT NULL`
    DropNotNull,
    /// `[SET DATA] TYPE type [COLLATE name] [USING expression]`
    SetType(Box<TypeChange<'a>>),
    /// `SET STATISTICS target`; none for `DEFAULT`.
    SetStatistics(Option<i32>),
    /// `SET STORAGE PLAIN | EXTERNAL | EXTENDED | MAIN | DEFAULT`
    SetStorage(Box<Ident<'a>>),
    /// `SET COMPRESSION method`, `default` for `DEFAULT`.
    SetCompression(Box<Ident<'a>>),
    /// `SET (attribute = value, …)`
    SetParameters(Box<[StorageParameter<'a>]>),
    /// `RESET (attribute, …)`
    ResetParameters(Box<[StorageParameter<'a>]>),
    /// `ADD GENERATED ALWAYS | BY DEFAULT AS IDENTITY [(options)]`
    AddIdentity(Identity<'a>),
    /// `SET GENERATED …`, `SET` of sequence options, `RESTART`, in order.
    SetIdentity(Box<[IdentityChange<'a>]>),
    /// `DROP IDENTITY [IF EXISTS]`
    DropIdentity {
        /// `IF EXISTS` was written.
        if_exists: bool,
    },
    /// `SET EXPRESSION AS (expression)`
    SetExpression(Box<Expression<'a>>),
    /// `DROP EXPRESSION [IF EXISTS]`
    DropExpression {
        /// `IF EXISTS` was written.
        if_exists: bool,
    },
    /// `OPTIONS (…)` of a foreign table's column.
    Options(Box<[GenericOption<'a>]>),
}

/// What `ALTER COLUMN … TYPE` asks for.
#[derive(Clone, Debug)]
pub struct TypeChange<'a> {
    /// The new type.
    pub data_type: TypeName<'a>,
    /// The collation.
    pub collation: Option<ObjectName<'a>>,
    /// How old values become new ones.
    pub using: Option<Expression<'a>>,
}

/// `GENERATED ALWAYS | BY DEFAULT AS IDENTITY [(options)]`
#[derive(Clone, Debug)]
pub struct Identity<'a> {
    /// `ALWAYS`; false for `BY DEFAULT`.
    pub always: bool,
    /// The options of its sequence.
    pub options: Box<[SequenceOption<'a>]>,
}

/// One change of an identity column.
#[derive(Clone, Debug)]
pub enum IdentityChange<'a> {
    /// `SET GENERATED ALWAYS`, or `BY DEFAULT` when false.
    Generated {
        /// `ALWAYS` was written.
        always: bool,
    },
    /// `SET option` or `RESTART` of its sequence.
    Option(SequenceOption<'a>),
}

/// What is done to the row security of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowSecurity {
    /// `ENABLE`
    Enable,
    /// `DISABLE`
    Disable,
    /// `FORCE`
    Force,
    /// `NO FORCE`
    NoForce,
}

/// When a trigger fires or a rule is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firing {
    /// `ENABLE`
    Enable,
    /// `ENABLE ALWAYS`
    EnableAlways,
    /// `ENABLE REPLICA`
    EnableReplica,
    /// `DISABLE`
    Disable,
}

/// Which triggers are switched.
#[derive(Clone, Debug)]
pub enum TriggerChoice<'a> {
    /// The one of this name.
    Named(Ident<'a>),
    /// `ALL`
    All,
    /// `USER`
    User,
}

/// What identifies a row in the stream of changes.
#[derive(Clone, Debug)]
pub enum ReplicaIdentity<'a> {
    /// `NOTHING`
    Nothing,
    /// `FULL`
    Full,
    /// `DEFAULT`
    Default,
    /// `USING INDEX name`
    Index(Ident<'a>),
}

/// `SPLIT PARTITION name INTO (PARTITION name bound, …)`
#[derive(Clone, Debug)]
pub struct SplitPartition<'a> {
    /// The partition that is split.
    pub partition: ObjectName<'a>,
    /// The partitions that it becomes, with their bounds.
    pub into: Vec<(ObjectName<'a>, PartitionBound<'a>)>,
}

/// `MERGE PARTITIONS (name, …) INTO name`
#[derive(Clone, Debug)]
pub struct MergePartitions<'a> {
    /// The partitions that are merged.
    pub partitions: Vec<ObjectName<'a>>,
    /// What they become.
    pub into: ObjectName<'a>,
}
