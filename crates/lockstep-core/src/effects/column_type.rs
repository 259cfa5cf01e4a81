//! `ALTER COLUMN … TYPE`: what becomes of the stored values, and of what is
//! defined on the column.
//!
//! Source: `ATPrepAlterColumnType`, `ATExecAlterColumnType` and
//! `ATPostAlterTypeCleanup` in `src/backend/commands/tablecmds.c`.

mod indexes;
mod keys;
mod refusal;

use lockstep_syntax::tree::{
    AlterActionKind, ColumnChange, Expression, GeneratedStorage, Shape, Span, TypeChange,
};

use super::alter_table::{Target, scan};
use super::moment::Pass;
use super::{Effects, Reason, Situation, WorkKind};
use crate::catalog::naming;
use crate::catalog::{
    CastContext, Catalog, Coercion, Column, Constraint, ConstraintKind, DataType, Name, Object,
    ObjectKind, Uses,
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
    for relation in target.all {
        let retype = Retype {
            situation,
            target,
            relation,
            column,
            change,
            span,
        };
        let moment = into.pass(Pass::Prepare);
        retype.refuse(into);
        into.moment = moment;
    }
    carry_out(situation, target, column, change, span, into);
}

/// What is done once the tables are known to be the right ones.
pub(super) fn carry_out(
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
    let fates: Vec<Fate> = target.all.iter().map(|it| retype(it).fate()).collect();
    for (relation, fate) in target.all.iter().zip(&fates) {
        retype(relation).refuse_values(fate, into);
    }
    for (relation, fate) in target.all.iter().zip(&fates) {
        retype(relation).act(fate, into);
    }
    for (old, new) in naming::remade(situation.catalog, target.all, column) {
        for work in &mut into.work {
            if matches!(&work.kind, WorkKind::IndexBuild(index) if *index == old) {
                work.kind = WorkKind::IndexBuild(new.clone());
            }
        }
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

    fn act(self, fate: &Fate, into: &mut Effects) {
        let known = self.catalog().relations.get(self.relation);
        if known.is_some_and(|known| known.kind == RelationKind::ForeignTable) {
            return;
        }
        if let Fate::Unsure(fact) = fate {
            into.depends(fact.as_str());
        }
        if !self.catalog().knows_dependents(self.relation) {
            into.depends(format!(
                "which indexes, constraints and views use {}.{}",
                self.relation, self.column
            ));
        }
        let rewritten = self.is_rewritten(fate);
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
    fn is_rewritten(self, fate: &Fate) -> bool {
        let anew = |fate: &Fate| matches!(fate, Fate::Unsure(_) | Fate::Rewritten);
        let mut others = self
            .all()
            .filter(|it| !std::ptr::eq(it.change, self.change));
        anew(fate) || others.any(|it| anew(&it.fate()))
    }

    /// Whether `USING` only sorts the column otherwise, which leaves its values
    /// as they are.
    fn is_collated(self, using: &Expression<'_>) -> bool {
        let text = using.span.of(self.situation.text);
        let words: Vec<&str> = text.split_whitespace().collect();
        let [column, collate, _] = words.as_slice() else {
            return false;
        };
        column.trim_matches('"') == self.column && collate.eq_ignore_ascii_case("COLLATE")
    }

    /// Source: `ATColumnChangeRequiresRewrite`, which looks for the column
    /// itself under casts that leave it as it is.
    pub(super) fn fate(self) -> Fate {
        let catalog = self.catalog();
        let generated = self.known_column().and_then(|column| column.generated);
        if generated == Some(GeneratedStorage::Virtual) {
            return Fate::Stored;
        }
        let mut steps = Vec::new();
        if let Some(using) = &self.change.using {
            match &using.shape {
                Shape::Column(of) if of.value == self.column => {}
                Shape::Cast(of) if of.value == self.column => {
                    let casts = using.casts.iter().map(|cast| catalog.data_type(cast));
                    steps.extend(casts.map(|cast| (cast, CastContext::Explicit)));
                }
                _ if self.is_collated(using) => {}
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

    /// Whether a definition names the column.
    fn is_in(self, uses: &Uses) -> bool {
        uses.uses_column(self.relation, self.column) == Some(true)
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
                    Reason::TypeChange,
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
        constraints.filter(move |constraint| !self.is_dropped(|it| it == constraint.name))
    }

    /// Whether the statement changes the column's type before.
    fn is_second(self) -> bool {
        let mut changes = self.all().filter(|it| it.column == self.column);
        changes.next().is_some_and(|first| {
            first.change.data_type.span != self.change.data_type.span
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
    fn is_dropped(self, is: impl Fn(&str) -> bool) -> bool {
        self.target.statement.actions.iter().any(|action| {
            matches!(&action.kind, AlterActionKind::DropConstraint { name, .. } if is(&name.value))
        })
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

/// Whether a time zone is one whose time is UTC, always.
///
/// Source: `TimestampTimestampTzRequiresRewrite` in
/// `src/backend/utils/adt/timestamp.c`. A zone of that kind has one of these
/// names, or it is any name with the offset 0 behind it.
fn is_utc(zone: &str) -> bool {
    const ZONES: [&str; 6] = ["gmt", "greenwich", "uct", "universal", "utc", "zulu"];
    let zone = zone.to_ascii_lowercase();
    let bare = zone.strip_prefix("etc/").unwrap_or(&zone);
    let name = bare.trim_end_matches(['0', '+', '-', ':']);
    let letters = name.bytes().all(|byte| byte.is_ascii_alphabetic());
    ZONES.contains(&bare) || (bare.ends_with('0') && letters && name.len() != 1)
}
