//! `ALTER COLUMN … TYPE`: what becomes of the stored values, and of what is
//! defined on the column.
//!
//! Source: `ATPrepAlterColumnType`, `ATExecAlterColumnType` and
//! `ATPostAlterTypeCleanup` in `src/backend/commands/tablecmds.c`.

mod refusal;

use lockstep_syntax::tree::{AlterActionKind, ColumnChange, Shape, Span, TypeChange};

use super::alter_table::{Target, scan};
use super::{Effects, Reason, Situation, WorkKind, foreign_key};
use crate::catalog::{
    CastContext, Catalog, Coercion, Column, Constraint, ConstraintKind, DataType, Index, Name,
    Object, ObjectKind, Uses,
};
use crate::citation;
use crate::report::{LockMode, RelationKind};

/// A change of a type, as it reaches one table.
#[derive(Clone, Copy)]
pub(super) struct Retype<'a> {
    pub(super) situation: Situation<'a>,
    pub(super) target: Target<'a>,
    pub(super) relation: &'a Name,
    pub(super) column: &'a str,
    pub(super) change: &'a TypeChange<'a>,
    pub(super) span: Span,
}

/// What becomes of the stored values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// They stay as they are.
    Stored,
    /// They are written anew, unless this says otherwise.
    Unsure(String),
    /// They are written anew.
    Rewritten,
    /// There is no cast from the first type to the second.
    Refused(DataType, DataType, CastContext),
}

pub(super) fn set_type(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &str,
    change: &TypeChange<'_>,
    span: Span,
    into: &mut Effects,
) {
    into.cite(citation::ALTER_TABLE_NOTES);
    let retype = |relation| Retype {
        situation,
        target,
        relation,
        column,
        change,
        span,
    };
    for relation in target.all {
        retype(relation).refuse(into);
    }
    for relation in target.all {
        retype(relation).act(into);
    }
    for relation in target.all {
        if let Some((table, column)) = situation.catalog.column_holding(relation) {
            into.fail(
                "0A000",
                format!("column {} of {table} holds rows of {relation}", column.name),
            );
        }
    }
}

impl<'a> Retype<'a> {
    pub(super) fn catalog(self) -> &'a Catalog {
        self.situation.catalog
    }

    pub(super) fn known_column(self) -> Option<&'a Column> {
        self.catalog()
            .relations
            .get(self.relation)?
            .column(self.column)
    }

    pub(super) fn new_type(self) -> DataType {
        self.catalog().data_type(&self.change.data_type)
    }

    fn act(self, into: &mut Effects) {
        let known = self.catalog().relations.get(self.relation);
        if known.is_some_and(|known| known.kind == RelationKind::ForeignTable) {
            return;
        }
        if let Fate::Unsure(fact) = self.fate() {
            into.depends(fact);
        }
        if !known.is_some_and(|known| known.complete) {
            into.depends(format!(
                "which indexes, constraints and views use {}.{}",
                self.relation, self.column
            ));
        }
        let rewritten = self.is_rewritten();
        if rewritten {
            into.rewrite(self.situation, self.relation, Reason::TypeChange, self.span);
        }
        self.indexes(rewritten, into);
        self.checks(into);
        self.foreign_keys(rewritten, into);
        self.sequence(into);
    }

    /// The statement's changes of types in this table, this one among them.
    fn all(self) -> impl Iterator<Item = Retype<'a>> {
        let actions = self.target.statement.actions.iter();
        actions.filter_map(move |action| match &action.kind {
            AlterActionKind::AlterColumn {
                name,
                change: ColumnChange::SetType(change),
            } => Some(Retype {
                column: &name.value,
                change,
                ..self
            }),
            _ => None,
        })
    }

    /// Whether the statement writes the table anew: one change is enough.
    fn is_rewritten(self) -> bool {
        let anew = |it: Retype<'_>| matches!(it.fate(), Fate::Unsure(_) | Fate::Rewritten);
        self.all().any(anew)
    }

    /// Source: `ATColumnChangeRequiresRewrite`, which looks for the column
    /// itself under casts that leave it as it is.
    pub(super) fn fate(self) -> Fate {
        let catalog = self.catalog();
        let mut steps = Vec::new();
        if let Some(using) = &self.change.using {
            match &using.shape {
                Shape::Column(of) if of.value == self.column => {}
                Shape::Cast(of) if of.value == self.column => {
                    let casts = using.casts.iter().map(|cast| catalog.data_type(cast));
                    steps.extend(casts.map(|cast| (cast, CastContext::Explicit)));
                }
                _ => return Fate::Rewritten,
            }
        }
        steps.push((self.new_type(), CastContext::Assignment));
        let known = self
            .known_column()
            .and_then(|column| column.data_type.clone());
        let Some(mut value) = known else {
            return Fate::Unsure(format!(
                "the current type of {}.{}",
                self.relation, self.column
            ));
        };
        let mut fate = Fate::Stored;
        for (next, context) in steps {
            match catalog.coerce(&value, &next, context, self.situation.major) {
                Coercion::Refused => return Fate::Refused(value, next, context),
                Coercion::Computed => fate = Fate::Rewritten,
                Coercion::Unknown(unknown) if fate == Fate::Stored => {
                    fate = Fate::Unsure(format!("what the type {unknown} is"));
                }
                Coercion::StoredInUtc if fate == Fate::Stored => {
                    fate = match catalog.time_zone.as_deref().map(is_utc) {
                        Some(true) => Fate::Stored,
                        Some(false) => Fate::Rewritten,
                        None => Fate::Unsure("whether the session's TimeZone is UTC".to_owned()),
                    };
                }
                Coercion::Stored | Coercion::Unknown(_) | Coercion::StoredInUtc => {}
            }
            value = next;
        }
        fate
    }

    /// Indexes on the column are dropped and made again. One that is as it
    /// was takes over the old one's storage.
    fn indexes(self, rewritten: bool, into: &mut Effects) {
        for (name, index) in self.catalog().indexes_of(self.relation) {
            if !self.is_in(&index.uses) || self.is_dropped(&name.name) {
                continue;
            }
            let cause = "made again for the new type";
            into.lock(self.situation, name, LockMode::AccessExclusive, cause);
            let same = self.keeps_classes(index, into);
            if !rewritten && !(same && self.could_be_kept(name, index)) {
                into.work_on(
                    self.situation,
                    self.relation,
                    &WorkKind::IndexBuild(name.clone()),
                    Reason::TypeChange,
                    self.span,
                );
            }
        }
    }

    /// Whether a definition names the column.
    fn is_in(self, uses: &Uses) -> bool {
        uses.uses_column(self.relation, self.column) == Some(true)
    }

    /// Whether the storage of an index can be taken over at all: what is
    /// computed for it may have changed, and the index of a partition is
    /// built when that of its parent is made.
    ///
    /// Source: `CheckIndexCompatible` in `src/backend/commands/indexcmds.c`.
    fn could_be_kept(self, name: &Name, index: &Index) -> bool {
        let expression = index.columns.iter().any(String::is_empty);
        !index.partial && !expression && self.catalog().parent_index(name).is_none()
    }

    /// Whether the keys on the column are compared as before; fails where the
    /// new type cannot be compared so.
    fn keeps_classes(self, index: &Index, into: &mut Effects) -> bool {
        let (catalog, major) = (self.catalog(), self.situation.major);
        let Some(column) = self.known_column() else {
            return false;
        };
        let Some(old) = &column.data_type else {
            return false;
        };
        let new = self.new_type();
        let collated = collation(catalog, old, column.collation.as_deref(), major);
        let recollated = self.new_collation();
        let mut same = true;
        let keys = index.columns.iter().enumerate();
        for (number, _) in keys.filter(|(_, key)| *key == self.column) {
            let written = index.keys.get(number);
            let class = written.and_then(|key| key.class.as_deref());
            let own = written.and_then(|key| key.collation.clone());
            // What is written but the default is made again as the default.
            let own = own.filter(|own| Some(own) != collated.as_ref());
            same &= own.is_some() || collated == recollated;
            if let Some((class, input)) =
                class.and_then(|class| Some((class, Catalog::named_class(class, major)?)))
            {
                let input = DataType::builtin(input);
                let fits = catalog.coerce(&new, &input, CastContext::Implicit, major);
                if fits != Coercion::Stored && catalog.knows_type(&new) {
                    into.fail(
                        "42804",
                        format!("operator class {class} does not accept the type {new}"),
                    );
                }
                continue;
            }
            let class = |it: &DataType| catalog.default_class(it, &index.method, major);
            let (before, after) = (class(old), class(&new));
            if before.is_some() && after.is_none() && catalog.knows_type(&new) {
                into.fail(
                    "42704",
                    format!(
                        "the type {new} has no default operator class for {}",
                        index.method
                    ),
                );
            }
            // What serves many types compares by the type itself; gin holds the
            // elements of an array, which are of another type than the column.
            let any = after.as_ref().is_some_and(|class| class.starts_with("any"));
            let polymorphic = any && (index.method == "gin" || !old.is_same_type(&new));
            same &= before == after && !polymorphic;
        }
        same
    }

    fn new_collation(self) -> Option<String> {
        let written = self
            .change
            .collation
            .as_ref()
            .map(|collation| collation.name());
        collation(
            self.catalog(),
            &self.new_type(),
            written,
            self.situation.major,
        )
    }

    /// CHECK constraints on the column are added again, and so checked again.
    fn checks(self, into: &mut Effects) {
        for constraint in self.constraints() {
            if matches!(constraint.kind, ConstraintKind::Check { .. })
                && constraint.validated
                && self.is_in(&constraint.uses)
            {
                scan(
                    self.situation,
                    self.relation,
                    Reason::Check,
                    self.span,
                    into,
                );
            }
        }
    }

    /// The constraints that the statement does not drop.
    fn constraints(self) -> impl Iterator<Item = &'a Constraint> {
        let known = self.catalog().relations.get(self.relation);
        let constraints = known.into_iter().flat_map(|known| &known.constraints);
        constraints.filter(move |constraint| !self.is_dropped(&constraint.name))
    }

    /// Whether the statement changes the column's type before.
    fn is_second(self) -> bool {
        let mut changes = self.all().filter(|it| it.column == self.column);
        changes.next().is_some_and(|first| {
            !std::ptr::eq(first.change, self.change)
                && first.known_column().and_then(|it| it.data_type.clone())
                    != Some(first.new_type())
        })
    }

    /// Whether the statement drops the column's default, which it does first.
    fn drops_default(self) -> bool {
        self.target.statement.actions.iter().any(|action| {
            matches!(&action.kind, AlterActionKind::AlterColumn { name, change: ColumnChange::DropDefault }
                if name.value == self.column)
        })
    }

    /// The columns and constraints that the statement drops, which it does
    /// first.
    fn dropped(self) -> Vec<Object> {
        let mut gone = Vec::new();
        for action in &self.target.statement.actions {
            let (kind, name) = match &action.kind {
                AlterActionKind::DropConstraint { name, .. } => (ObjectKind::Constraint, name),
                AlterActionKind::DropColumn { name, .. } => (ObjectKind::Column, name),
                _ => continue,
            };
            let object = |table: &Name| Object::part(kind, table, &name.value);
            gone.extend(self.target.all.iter().map(object));
        }
        gone
    }

    /// What the same statement drops is gone before.
    fn is_dropped(self, constraint: &str) -> bool {
        self.target.statement.actions.iter().any(|action| {
            matches!(&action.kind, AlterActionKind::DropConstraint { name, .. } if name.value == constraint)
        })
    }

    /// Foreign keys on the column and to it are added again. They are checked
    /// again where a table is written anew or values are compared otherwise.
    fn foreign_keys(self, rewritten: bool, into: &mut Effects) {
        let (catalog, relation) = (self.catalog(), self.relation);
        let mut both = Vec::new();
        for constraint in self.constraints() {
            if let ConstraintKind::ForeignKey { columns, table, .. } = &constraint.kind
                && columns.iter().any(|key| key == self.column)
            {
                both.push((relation, table, constraint));
            }
        }
        for (referencing, constraint) in catalog.foreign_keys_to(relation) {
            let dropped =
                self.target.all.contains(referencing) && self.is_dropped(&constraint.name);
            if !dropped && self.is_referenced(constraint) {
                both.push((referencing, relation, constraint));
            }
        }
        for (referencing, referenced, constraint) in both {
            let cause = "its foreign key is made again for the new type";
            into.lock(
                self.situation,
                referencing,
                LockMode::AccessExclusive,
                cause,
            );
            foreign_key::lock_referenced(
                self.situation,
                referenced,
                LockMode::AccessExclusive,
                cause,
                into,
            );
            self.match_types(referencing, constraint, into);
            let checked = constraint.validated && constraint.enforced;
            if checked && (rewritten || self.compares_otherwise()) {
                scan(
                    self.situation,
                    referencing,
                    Reason::ForeignKey,
                    self.span,
                    into,
                );
                foreign_key::scan_referenced(
                    self.situation,
                    referenced,
                    Reason::ForeignKey,
                    self.span,
                    into,
                );
            }
        }
    }

    fn is_referenced(self, constraint: &Constraint) -> bool {
        let ConstraintKind::ForeignKey { referenced, .. } = &constraint.kind else {
            return false;
        };
        let key = if referenced.is_empty() {
            self.catalog()
                .primary_key(self.relation)
                .unwrap_or_default()
        } else {
            referenced
        };
        key.iter().any(|column| column == self.column)
    }

    fn compares_otherwise(self) -> bool {
        let old = self
            .known_column()
            .and_then(|column| column.data_type.clone());
        let class = |it: &DataType| {
            self.catalog()
                .default_class(it, "btree", self.situation.major)
        };
        old.as_ref().and_then(class) != class(&self.new_type())
    }

    /// A foreign key needs types that can be compared.
    fn match_types(self, referencing: &Name, constraint: &Constraint, into: &mut Effects) {
        let catalog = self.catalog();
        let ConstraintKind::ForeignKey {
            columns,
            table,
            referenced,
            ..
        } = &constraint.kind
        else {
            return;
        };
        let keys = if referenced.is_empty() {
            catalog.primary_key(table).unwrap_or_default()
        } else {
            referenced
        };
        for (column, key) in columns.iter().zip(keys) {
            let (Some(from), Some(to)) = (self.after(referencing, column), self.after(table, key))
            else {
                continue;
            };
            if !catalog.can_reference(&from, &to, self.situation.major) {
                into.fail(
                    "42804",
                    format!(
                        "foreign key {} cannot compare {from} with {to}",
                        constraint.name
                    ),
                );
            }
        }
    }

    /// The type of a column as the statement leaves it.
    fn after(self, table: &Name, column: &str) -> Option<DataType> {
        if self.target.all.contains(table)
            && let Some(change) = self.all().find(|it| it.column == column)
        {
            return Some(change.new_type());
        }
        let known = self.catalog().relations.get(table)?.column(column)?;
        known.data_type.clone()
    }

    /// The sequence of an identity column gets the new type, too.
    fn sequence(self, into: &mut Effects) {
        if !self.known_column().is_some_and(|column| column.identity) {
            return;
        }
        for (sequence, owner) in self.catalog().sequences_of(self.relation) {
            if owner == self.column {
                let cause = "gets the type of its identity column";
                into.lock(
                    self.situation,
                    &sequence,
                    LockMode::ShareRowExclusive,
                    cause,
                );
            }
        }
    }
}

/// The collation of a column: its own, or that of its type.
pub(super) fn collation(
    catalog: &Catalog,
    data_type: &DataType,
    own: Option<&str>,
    major: u8,
) -> Option<String> {
    own.map(str::to_owned)
        .or_else(|| catalog.collation_of(data_type, major))
}

/// Whether a time zone is one whose time is UTC, always.
///
/// Source: `TimestampTimestampTzRequiresRewrite` in
/// `src/backend/utils/adt/timestamp.c`; the names are those of the time zone
/// database that measured so.
fn is_utc(zone: &str) -> bool {
    const ZONES: [&str; 10] = [
        "gmt",
        "gmt+0",
        "gmt-0",
        "gmt0",
        "greenwich",
        "uct",
        "universal",
        "utc",
        "zulu",
        "0",
    ];
    let zone = zone.to_ascii_lowercase();
    let bare = zone.strip_prefix("etc/").unwrap_or(&zone);
    ZONES.contains(&bare)
}
