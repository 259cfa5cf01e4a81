//! Why PostgreSQL refuses to change the type of a column.

use std::borrow::Cow;

use lockstep_syntax::tree::Shape;

use super::{Fate, Retype};
use crate::catalog::{CastContext, Coercion, DataType, Name, Object, ObjectKind, Strength, Uses};
use crate::effects::moment::Pass;
use crate::effects::refuse::is_integer;
use crate::effects::{Effects, inherit, names};
use crate::report::RelationKind;

impl Retype<'_> {
    /// What is looked at before anything is done.
    ///
    /// Source: `ATPrepAlterColumnType`.
    pub(super) fn refuse(self, into: &mut Effects) {
        let catalog = self.catalog();
        let Some(known) = catalog.relations.get(self.relation) else {
            return;
        };
        let spelled = || format!("{}.{}", self.relation, self.column);
        let named = self.relation == self.target.table;
        let view = matches!(
            known.kind,
            RelationKind::View | RelationKind::MaterializedView
        );
        let fate = self.fate();
        if !view || self.situation.major < 13 {
            self.refuse_definition(named, &fate, into);
        }
        // A view is refused for what it is.
        if view {
            return;
        }
        if known.of_type.is_some() && named {
            into.fail("42809", format!("{} is a table of a type", self.relation));
        }
        names::has_column(self.situation, self.relation, self.column, into);
        let Some(column) = known.column(self.column) else {
            return;
        };
        if column.generated.is_some() && self.change.using.is_some() {
            into.fail(
                "42611",
                format!("{} is generated, so USING has no say", spelled()),
            );
        }
        let inherits = |parent: &Name| {
            let parent = catalog.relations.get(parent);
            parent.is_some_and(|parent| parent.column(self.column).is_some())
        };
        if named && known.parents.iter().any(inherits) {
            into.fail("42P16", format!("{} is inherited", spelled()));
        }
        if known.partition_key.iter().any(|key| key == self.column) {
            into.fail(
                "42P16",
                format!("{} is part of the partition key", spelled()),
            );
        }
        let to = self.new_type();
        if to.is_pseudo() {
            into.fail("42P16", format!("{to} is no type for a column"));
        }
        // The tables below come behind the cast.
        if named && known.kind != RelationKind::ForeignTable {
            self.refuse_cast(&fate, into);
        }
        if self.target.only && !catalog.descendants(self.relation).is_empty() {
            into.fail("42P16", "the type must be changed in the child tables, too");
        }
        if named
            && let Some((child, parent)) =
                inherit::other_parent(self.situation, self.target, self.column)
        {
            let reason = format!("{child} has {} from {parent}, too", spelled());
            into.fail("42P16", reason);
        }
    }

    /// What is read before anything is asked of the column: the expression, and
    /// the type that the sequence of an identity column gets.
    ///
    /// Source: `transformAlterTableStmt` in
    /// `src/backend/parser/parse_utilcmd.c`.
    fn refuse_definition(self, named: bool, fate: &Fate, into: &mut Effects) {
        let moment = into.pass(Pass::transform(self.situation.major));
        let columns = self.change.using.iter().filter(|it| it.parsed && named);
        for column in columns.flat_map(|it| &it.columns) {
            if column.value != self.relation.name() && !names::is_system_column(&column.value) {
                names::has_column(self.situation, self.relation, &column.value, into);
            }
        }
        if let Fate::Refused(from, to, CastContext::Explicit) = fate {
            into.fail("42846", format!("there is no cast from {from} to {to}"));
        }
        let to = self.new_type();
        let identity = self.known_column().is_some_and(|it| it.identity);
        if identity && named && self.catalog().knows_type(&to) && !is_integer(&to) {
            into.fail("22023", "an identity column is smallint, integer or bigint");
        }
        into.moment = moment;
    }

    /// What the column and its values do not let happen.
    pub(super) fn refuse_values(self, fate: &Fate, into: &mut Effects) {
        let known = self.catalog().relations.get(self.relation);
        let moment = into.pass(Pass::Prepare);
        if !known.is_some_and(|known| known.kind == RelationKind::ForeignTable) {
            self.refuse_cast(fate, into);
        } else if self.change.using.is_some() {
            into.fail("42809", format!("{} has no rows of its own", self.relation));
        }
        into.moment = moment;
        self.refuse_carrying_out(into);
    }

    fn refuse_cast(self, fate: &Fate, into: &mut Effects) {
        let refused = match fate {
            Fate::Refused(from, to, _) => Some((Cow::Borrowed(from), Cow::Borrowed(to))),
            _ => self
                .refused_source()
                .map(|(from, to)| (Cow::Owned(from), Cow::Owned(to))),
        };
        match refused {
            Some((from, to)) => into.fail(
                "42804",
                format!("{from} does not become {to} by itself: USING has to say how"),
            ),
            None => self.refuse_length(into),
        }
    }

    /// Values of `bit(8)` are eight bits long, all of them, and an assignment
    /// neither cuts them nor makes them longer.
    fn refuse_length(self, into: &mut Effects) {
        let to = self.new_type();
        let known = self
            .known_column()
            .and_then(|column| column.data_type.as_ref());
        let Some(from) = known.filter(|_| self.change.using.is_none()) else {
            return;
        };
        let length = |it: &DataType| it.modifiers.parse::<u32>().unwrap_or(u32::MAX);
        let bits = from.builtin_name() == Some("bit") && !from.array;
        let sqlstate = match to.builtin_name() {
            Some("bit") if length(from) != length(&to) => "22026",
            Some("varbit") if length(from) > length(&to) => "22001",
            _ => return,
        };
        if !bits || self.catalog().is_empty(self.relation) {
            return;
        }
        let reason = format!("no value of {from} fits into {to}");
        if self.catalog().filled.contains(self.relation) {
            let moment = into.pass(Pass::Rows);
            into.fail(sqlstate, reason);
            into.moment = moment;
        } else {
            into.depends(format!("whether {} has rows: {reason}", self.relation));
        }
    }

    /// `USING` may name another column.
    fn refused_source(self) -> Option<(DataType, DataType)> {
        let (catalog, major) = (self.catalog(), self.situation.major);
        let using = self.change.using.as_ref()?;
        let to = self.new_type();
        let from = match &using.shape {
            Shape::Column(of) => {
                let known = catalog.relations.get(self.relation)?.column(&of.value)?;
                known.data_type.clone()?
            }
            Shape::Cast(_) => catalog.data_type(using.casts.last()?),
            _ => return None,
        };
        let coercion = catalog.coerce(&from, &to, CastContext::Assignment, major);
        (coercion == Coercion::Refused).then_some((from, to))
    }

    /// What is found out while it is done.
    ///
    /// Source: `ATExecAlterColumnType`.
    fn refuse_carrying_out(self, into: &mut Effects) {
        let (catalog, major) = (self.catalog(), self.situation.major);
        let to = self.new_type();
        if self.is_second() {
            into.fail(
                "0A000",
                format!("the type of {} changes twice", self.column),
            );
        }
        let collatable = catalog.collation_of(&to, major).is_some() || !catalog.knows_type(&to);
        if self.change.collation.is_some() && !collatable {
            into.fail("42804", format!("{to} has no collations"));
        }
        let default = self
            .known_column()
            .and_then(|column| column.default_type.as_ref());
        if let Some(default) = default.filter(|_| !self.drops_default()) {
            let coercion = catalog.coerce(default, &to, CastContext::Assignment, major);
            if coercion == Coercion::Refused {
                into.fail(
                    "42804",
                    format!("the default of {} cannot become {to}", self.column),
                );
            }
        }
        self.refuse_dependents(into);
    }

    /// What PostgreSQL does not make again for the new type.
    ///
    /// Source: `RememberAllDependentForRebuilding`.
    fn refuse_dependents(self, into: &mut Effects) {
        let (catalog, major) = (self.catalog(), self.situation.major);
        let column = Object::part(ObjectKind::Column, self.relation, self.column);
        let gone = self.dropped();
        let found = catalog.reach(std::slice::from_ref(&column), &gone);
        for it in found.iter().filter(|it| it.on == column) {
            let sqlstate = match it.object.kind {
                ObjectKind::Relation if it.strength == Strength::Automatic => continue,
                ObjectKind::Column if major < 15 => "42601",
                ObjectKind::Relation
                | ObjectKind::Rule
                | ObjectKind::Trigger
                | ObjectKind::Policy
                | ObjectKind::Function
                | ObjectKind::Column => "0A000",
                _ => continue,
            };
            if it.strength == Strength::Doubtful {
                into.depends(format!("whether {} uses {column}", it.object));
            } else {
                into.fail(sqlstate, format!("{} uses {column}", it.object));
            }
        }
        for (publication, known) in catalog.publications.iter() {
            let published = |(_, uses): &(Name, Uses)| self.is_in(uses);
            if known.tables.iter().any(published) {
                let reason = format!("publication {publication} names {column}");
                into.fail("0A000", reason);
            }
        }
    }
}
