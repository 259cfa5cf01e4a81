//! What goes with a dropped object: what `CASCADE` reaches and `RESTRICT`
//! refuses for.
//!
//! Source: `findDependentObjects` and `reportDependentObjects` in
//! `src/backend/catalog/dependency.c`.

use rustc_hash::FxHashMap;

use super::links::Roles;
use super::{Catalog, ConstraintKind, Name, Relation, Uses};

/// Something that can be dropped, with the relation that it is, or that it
/// belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// Its name, or that of its relation.
    pub name: Name,
    /// Its own name, where it belongs to a relation.
    pub part: String,
}

/// What an [`Object`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// A table, view, sequence or composite type.
    Relation,
    /// An index.
    Index,
    /// A function or procedure.
    Function,
    /// A type or domain.
    Type,
    /// A schema.
    Schema,
    /// A constraint or default of a domain.
    OfDomain,
    /// An object of extended statistics.
    Statistics,
    /// A column.
    Column,
    /// A constraint.
    Constraint,
    /// The default of a column.
    Default,
    /// A trigger.
    Trigger,
    /// A policy.
    Policy,
    /// A rule.
    Rule,
}

/// An object that goes with another one.
#[derive(Clone, Debug)]
pub struct Gone {
    /// The object.
    pub object: Object,
    /// Why: the object that it depends on.
    pub on: Object,
    /// How it depends on that.
    pub strength: Strength,
}

/// How an object depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// It may not: its definition is not worked out.
    Doubtful,
    /// Only `CASCADE` drops it.
    Normal,
    /// It goes without being asked for.
    Automatic,
}

impl Object {
    /// An object that belongs to no relation.
    #[must_use]
    pub fn new(kind: ObjectKind, name: &Name) -> Self {
        Object::part(kind, name, "")
    }

    /// An object that belongs to a relation.
    #[must_use]
    pub fn part(kind: ObjectKind, name: &Name, part: &str) -> Self {
        Object {
            kind,
            name: name.clone(),
            part: part.to_owned(),
        }
    }
}

impl std::fmt::Display for Object {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = match self.kind {
            ObjectKind::Relation => return self.name.fmt(formatter),
            ObjectKind::Index => "index",
            ObjectKind::Function => "function",
            ObjectKind::Type => "type",
            ObjectKind::Schema => return super::quote(self.name.schema()).fmt(formatter),
            ObjectKind::OfDomain => "a constraint or the default of",
            ObjectKind::Statistics => "statistics",
            ObjectKind::Column => "column",
            ObjectKind::Constraint => "constraint",
            ObjectKind::Default => "the default of column",
            ObjectKind::Trigger => "trigger",
            ObjectKind::Policy => "policy",
            ObjectKind::Rule => "rule",
        };
        if self.part.is_empty() {
            write!(formatter, "{word} {}", self.name)
        } else {
            write!(
                formatter,
                "{word} {} of {}",
                super::quote(&self.part),
                self.name
            )
        }
    }
}

impl Catalog {
    /// Everything that goes with the roots under `CASCADE`, without them, in
    /// the order in which it is found. What is gone already is left out.
    #[must_use]
    pub fn reach(&self, roots: &[Object], gone: &[Object]) -> Vec<Gone> {
        let mut reach = Reach::default();
        let mut direct = Vec::new();
        for root in roots {
            self.dependents(root, &mut direct);
            // On most of what is dropped nothing depends.
            if direct.is_empty() {
                continue;
            }
            if reach.places.is_empty() {
                let known = roots.iter().chain(gone);
                reach.places = known.map(|object| (object.clone(), None)).collect();
            }
            reach.add(root, Strength::Automatic, &mut direct);
        }
        let mut next = 0;
        while let Some(gone) = reach.found.get(next) {
            next += 1;
            let (on, strength) = (gone.object.clone(), gone.strength);
            self.dependents(&on, &mut direct);
            reach.add(&on, strength, &mut direct);
        }
        reach.found
    }

    /// What depends on an object directly.
    fn dependents(&self, object: &Object, found: &mut Vec<(Object, Strength)>) {
        use ObjectKind as Kind;
        if matches!(
            object.kind,
            Kind::OfDomain
                | Kind::Statistics
                | Kind::Default
                | Kind::Trigger
                | Kind::Policy
                | Kind::Rule
        ) {
            return;
        }
        // The index of a partitioned table goes with its parts, also when it
        // stands behind a constraint.
        let index = match object.kind {
            Kind::Index => Some(object.name.clone()),
            Kind::Constraint => Some(object.name.sibling(object.part.as_str())),
            _ => None,
        };
        for part in index.iter().flat_map(|index| self.index_partitions(index)) {
            found.push((Object::new(Kind::Index, &part), Strength::Automatic));
        }
        match object.kind {
            Kind::Index => return,
            // Only foreign keys depend on a constraint.
            Kind::Constraint => {
                for (name, key) in self.foreign_keys_to(&object.name) {
                    if self.references(object, &key.kind) {
                        let key = Object::part(Kind::Constraint, name, &key.name);
                        found.push((key, Strength::Normal));
                    }
                }
                return;
            }
            _ => {}
        }
        for (name, roles) in self.links.roles_of(&object.name) {
            let whole = |kind| Object::new(kind, name);
            if roles.has(Roles::INDEX)
                && let Some(index) = self.indexes.get(name)
                && (index.table != object.name || object.kind == Kind::Column)
                && let Some(strength) = object.used_in(&index.uses)
            {
                let strength = if index.table == object.name {
                    strength.automatic()
                } else {
                    strength
                };
                found.push((whole(Kind::Index), strength));
            }
            if roles.has(Roles::RELATION)
                && let Some(relation) = self.relations.get(name)
            {
                self.parts(object, name, relation, found);
            }
            if roles.has(Roles::FUNCTION)
                && let Some(function) = self.functions.get(name)
                && let Some(strength) = object.used_in(&function.uses)
            {
                found.push((whole(Kind::Function), strength));
            }
            if roles.has(Roles::TYPE)
                && let Some(uses) = self.type_uses.get(name)
                && let Some(strength) = object.used_in(uses)
            {
                let kind = if object.kind == Kind::Function {
                    Kind::OfDomain
                } else if self.relations.contains_key(name) {
                    Kind::Column
                } else {
                    Kind::Type
                };
                found.push((whole(kind), strength));
            }
            if roles.has(Roles::STATISTICS)
                && let Some((_, uses)) = self.statistics.get(name)
                && let Some(strength) = object.used_in(uses)
            {
                found.push((whole(Kind::Statistics), strength.automatic()));
            }
        }
    }

    /// A relation that depends on an object, or parts of it that do.
    fn parts(
        &self,
        object: &Object,
        name: &Name,
        relation: &Relation,
        found: &mut Vec<(Object, Strength)>,
    ) {
        use ObjectKind as Kind;
        let own = *name == object.name;
        let is = |kind: Kind| object.kind == kind;
        let mut add = |kind, part: &str, strength| {
            found.push((Object::part(kind, name, part), strength));
        };
        if let Some(strength) = object.used_in(&relation.uses) {
            add(Kind::Relation, "", strength);
        }
        if relation.parents.contains(&object.name) && is(Kind::Relation) {
            let strength = if relation.is_partition {
                Strength::Automatic
            } else {
                Strength::Normal
            };
            add(Kind::Relation, "", strength);
        }
        if relation.of_type.as_ref() == Some(&object.name) && (is(Kind::Relation) || is(Kind::Type))
        {
            add(Kind::Relation, "", Strength::Normal);
        }
        if let Some((owner, column)) = &relation.owned_by
            && *owner == object.name
            && (is(Kind::Relation) || (is(Kind::Column) && *column == object.part))
        {
            add(Kind::Relation, "", Strength::Automatic);
        }
        // What belongs to a dropped relation is not asked.
        if own && is(Kind::Relation) {
            return;
        }
        for column in &relation.columns {
            let itself = own && is(Kind::Column) && column.name == object.part;
            if let Some(strength) = object.used_in(&column.uses)
                && !itself
            {
                let whole =
                    column.generated.is_some() || is(Kind::Type) || is_row(object, &column.uses);
                let kind = if whole { Kind::Column } else { Kind::Default };
                add(kind, &column.name, strength);
            }
        }
        for constraint in &relation.constraints {
            if let Some(strength) = object.used_in(&constraint.uses) {
                let strength = if own { strength.automatic() } else { strength };
                add(Kind::Constraint, &constraint.name, strength);
            }
            if self.references(object, &constraint.kind) {
                add(Kind::Constraint, &constraint.name, Strength::Normal);
            }
        }
        for trigger in &relation.triggers {
            let called = is(Kind::Function) && trigger.function == object.name;
            let strength = object.used_in(&trigger.uses);
            if let Some(strength) = strength.or(called.then_some(Strength::Normal)) {
                add(Kind::Trigger, &trigger.name, strength);
            }
        }
        for (kind, list) in [
            (Kind::Policy, &relation.policies),
            (Kind::Rule, &relation.rules),
        ] {
            for attached in list {
                if let Some(strength) = object.used_in(&attached.uses) {
                    add(kind, &attached.name, strength);
                }
            }
        }
    }

    /// Whether a foreign key references the object: its table, a column of its
    /// key, or the constraint behind that.
    fn references(&self, object: &Object, kind: &ConstraintKind) -> bool {
        let ConstraintKind::ForeignKey {
            table, referenced, ..
        } = kind
        else {
            return false;
        };
        if *table != object.name {
            return false;
        }
        let key = || {
            if referenced.is_empty() {
                self.primary_key(table).unwrap_or_default()
            } else {
                referenced
            }
        };
        match object.kind {
            ObjectKind::Relation => true,
            ObjectKind::Column => key().contains(&object.part),
            ObjectKind::Constraint => {
                self.constraint(table, &object.part)
                    .is_some_and(|constraint| match &constraint.kind {
                        ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. } => {
                            same(constraint.kind.columns(), key())
                        }
                        _ => false,
                    })
            }
            _ => false,
        }
    }
}

/// Whether two keys have the same columns, in whichever order.
fn same(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|column| other.contains(column))
}

/// Whether a column is of the row type of a dropped table.
fn is_row(object: &Object, uses: &Uses) -> bool {
    object.kind == ObjectKind::Relation && uses.types.contains(&object.name)
}

impl Object {
    /// Whether a definition depends on it, and how.
    #[inline]
    fn used_in(&self, uses: &Uses) -> Option<Strength> {
        // Most columns, of which there are many, depend on nothing.
        if uses.is_empty() {
            return None;
        }
        self.named_in(uses)
    }

    fn named_in(&self, uses: &Uses) -> Option<Strength> {
        let named = match self.kind {
            ObjectKind::Relation => {
                uses.relations.contains(&self.name) || uses.types.contains(&self.name)
            }
            ObjectKind::Function => uses.functions.contains(&self.name),
            ObjectKind::Type => uses.types.contains(&self.name),
            ObjectKind::Column => match uses.uses_column(&self.name, &self.part) {
                Some(named) => named,
                None => return Some(Strength::Doubtful),
            },
            _ => false,
        };
        named.then_some(Strength::Normal)
    }
}

impl Strength {
    fn automatic(self) -> Self {
        if self == Strength::Normal {
            Strength::Automatic
        } else {
            self
        }
    }
}

/// What was found so far.
#[derive(Default)]
struct Reach {
    found: Vec<Gone>,
    /// Where each object stands in `found`; none for those that are not asked
    /// for.
    places: FxHashMap<Object, Option<usize>>,
}

impl Reach {
    /// Notes what was found to depend on an object; what is reached again in a
    /// stronger way is dropped in that way. What depends on something doubtful
    /// is doubtful.
    fn add(&mut self, on: &Object, strength: Strength, direct: &mut Vec<(Object, Strength)>) {
        for (object, own) in direct.drain(..) {
            let own = if strength == Strength::Doubtful {
                Strength::Doubtful
            } else {
                own
            };
            match self.places.get(&object) {
                Some(Some(place)) => {
                    let known = &mut self.found[*place].strength;
                    *known = (*known).max(own);
                }
                Some(None) => {}
                None => {
                    self.places.insert(object.clone(), Some(self.found.len()));
                    self.found.push(Gone {
                        object,
                        on: on.clone(),
                        strength: own,
                    });
                }
            }
        }
    }
}
