//! What is there, what is not, and what nobody has said.
//!
//! A migration alone proves little: that an object exists when one of its
//! statements has made it, that it does not when one has dropped or renamed
//! it. A schema that is given says what exists, but not always everything: a
//! dump may be one of some tables, a text by hand an excerpt. What it does not
//! name is missing only where it says of itself that it is all there is
//! ([`Catalog::close`]), until something runs of which it cannot be known what
//! it creates.

use std::collections::BTreeSet;

use lockstep_syntax::tree::{Statement, StatementKind, Volatility};

use crate::order;
use crate::report::RelationKind;

use super::extensions::creates_no_relations;
use super::{
    Catalog, Name, Object, ObjectKind, Origin, Presence, Shared, builtin_since, is_plain_type,
};

/// Schemas of which everything is listed.
#[derive(Clone, Debug, Default)]
pub(super) struct Closed {
    relations: BTreeSet<String>,
    /// Functions and types.
    routines: BTreeSet<String>,
    /// The database is: also its extensions, and what depends on what.
    whole: bool,
    /// The schemas themselves are listed.
    schemas: bool,
    /// The publications are.
    publications: bool,
    /// Something ran of which it is not known what it created.
    opened: bool,
    /// `pg_dump` wrote what was given.
    dumped: bool,
}

impl Catalog {
    /// What is known of a relation.
    #[must_use]
    pub fn presence(&self, name: &Name) -> Presence<'_> {
        match self.relations.get(name) {
            Some(relation) => Presence::Known(relation),
            None if self.absent.contains(name) => Presence::Absent,
            None if self.indexes.contains_key(name) => Presence::Unknown,
            None if self.closed.relations.contains(name.schema()) => Presence::Absent,
            None if self.closed.schemas && self.has_schema(name.schema()) == Some(false) => {
                Presence::Absent
            }
            None => Presence::Unknown,
        }
    }

    /// Whether it has all relations of a schema.
    #[must_use]
    pub fn lists_relations_of(&self, schema: &str) -> bool {
        self.closed.relations.contains(schema)
    }

    /// Whether everything that depends on an object is known: the migration
    /// created it, or its schema is given.
    #[must_use]
    pub fn knows_dependents(&self, name: &Name) -> bool {
        let listed = self.closed.whole && self.lists_relations_of(name.schema());
        listed || self.is_new(name) || self.created.contains(name)
    }

    /// Whether there is no extension, so that every access method and operator
    /// class is one of PostgreSQL's own.
    #[must_use]
    pub fn lacks_extensions(&self) -> bool {
        self.closed.whole && self.extensions.is_empty()
    }

    /// Whether a schema exists; none when nobody has said.
    #[must_use]
    pub fn has_schema(&self, schema: &str) -> Option<bool> {
        if self.schemas.contains(schema) {
            return Some(true);
        }
        let object = Object::new(ObjectKind::Schema, &Name::new(schema, ""));
        if self.dropped.contains(&object) {
            return Some(false);
        }
        // A schema in which something was given exists; `public` always does.
        if schema == "public" || self.lists_relations_of(schema) {
            return Some(true);
        }
        let own = schema.starts_with("pg_") || schema == "information_schema";
        (self.closed.schemas && !own).then_some(false)
    }

    /// Whether a publication exists; none when nobody has said.
    #[must_use]
    pub fn has_publication(&self, name: &str) -> Option<bool> {
        let found = self.publications.contains_key(name);
        (found || self.closed.publications).then_some(found)
    }

    /// Whether a schema was given, so that a table can be moved to no other.
    #[must_use]
    pub fn lists_schemas(&self) -> bool {
        !self.closed.opened && !self.closed.relations.is_empty()
    }

    /// Whether a relation has a column; none when nobody has said.
    #[must_use]
    pub fn has_column(&self, table: &Name, column: &str) -> Option<bool> {
        self.has_part(ObjectKind::Column, table, column)
    }

    /// Whether a relation has a column, a constraint, a trigger, a policy or a
    /// rule; none when nobody has said.
    #[must_use]
    pub fn has_part(&self, kind: ObjectKind, table: &Name, part: &str) -> Option<bool> {
        let relation = self.relations.get(table)?;
        let view = matches!(
            relation.kind,
            RelationKind::View | RelationKind::MaterializedView
        );
        // Views have none, and PostgreSQL says so before it looks for one.
        if view && kind == ObjectKind::Constraint {
            return None;
        }
        let found = match kind {
            ObjectKind::Column => relation.column(part).is_some(),
            ObjectKind::Constraint => relation.constraints.iter().any(|it| it.name == part),
            ObjectKind::Trigger => {
                let own = relation.triggers.iter().any(|it| it.name == part);
                own || self.trigger_above(table, part).is_some()
            }
            ObjectKind::Policy => relation.policies.iter().any(|it| it.name == part),
            ObjectKind::Rule => relation.rules.iter().any(|it| it.name == part),
            _ => return None,
        };
        let dropped = || self.dropped.contains(&Object::part(kind, table, part));
        (found || relation.complete || dropped()).then_some(found)
    }

    /// The table above whose trigger for rows a partition has a clone of.
    #[must_use]
    pub fn trigger_above(&self, table: &Name, trigger: &str) -> Option<Name> {
        let mut above = self.ancestors(table).into_iter();
        above.find(|above| {
            let known = self.relations.get(above);
            let mut triggers = known.into_iter().flat_map(|known| &known.triggers);
            triggers.any(|it| it.for_each_row && it.name == trigger)
        })
    }

    /// Whether there is a type of a name; none when nobody has said.
    #[must_use]
    pub fn has_type(&self, name: &Name) -> Option<bool> {
        let known = self.domains.contains_key(name)
            || self.types.contains_key(name)
            || self.type_uses.contains_key(name)
            || self.relations.contains_key(name);
        if known || is_plain_type(name.name()) {
            return Some(true);
        }
        self.lacks(ObjectKind::Type, name)
    }

    /// Whether there is a function of a name; none when nobody has said.
    #[must_use]
    pub fn has_function(&self, name: &Name) -> Option<bool> {
        if self.functions.contains_key(name)
            || builtin_since(name.name()).is_some()
            || is_plain_type(name.name())
        {
            return Some(true);
        }
        self.lacks(ObjectKind::Function, name)
    }

    fn lacks(&self, kind: ObjectKind, name: &Name) -> Option<bool> {
        let dropped = self.dropped.contains(&Object::new(kind, name));
        // A name without a schema may mean one that is further down the path.
        let path = self.search_path.iter().map(String::as_str);
        let mut listed = path
            .chain([name.schema()])
            .map(|schema| self.closed.routines.contains(schema));
        (dropped || listed.all(|listed| listed)).then_some(false)
    }

    /// From here on what was given is known to be complete, as far as it is:
    /// what is not in it is not there.
    ///
    /// A text that also fills tables made its database, and whatever it does
    /// not create is not there; so it is where somebody knows that it is
    /// `complete`. One that only defines may be an excerpt. `pg_dump` lists the
    /// schemas that it writes `CREATE SCHEMA` for in full. For `public` it does
    /// so with `--schema=public` only; what is in there otherwise comes from
    /// a dump of everything or of some tables, and the latter has neither schemas
    /// nor functions, types, extensions or publications.
    ///
    /// Source: `selectDumpableNamespace`, `selectDumpableType` and
    /// `selectDumpableExtension` in `src/bin/pg_dump/pg_dump.c`.
    pub(crate) fn close(&mut self, complete: bool) {
        if self.closed.opened {
            return;
        }
        let relations = self.relations.keys().chain(self.indexes.keys());
        let routines = self.functions.keys().chain(self.type_uses.keys());
        let schema = |name: &Name| name.schema().to_owned();
        let with_routines: BTreeSet<String> = order::set(routines.map(schema));
        let mut listed: BTreeSet<String> = order::set(relations.map(schema));
        let public = !self.schemas.contains("public") && listed.contains("public");
        listed.extend(with_routines.iter().cloned());
        let dump_of_all = !self.extensions.is_empty()
            || !self.publications.is_empty()
            || (public && !self.schemas.is_empty())
            || (!self.schemas.contains("public") && with_routines.contains("public"));
        let shown = if self.closed.dumped {
            dump_of_all
        } else {
            !self.filled.is_empty()
        };
        self.closed.whole = complete || shown;
        self.closed.schemas = self.closed.whole && !self.schemas.is_empty();
        self.closed.publications = self.closed.whole && !self.publications.is_empty();
        if self.closed.whole {
            let mut complete = listed.clone();
            for missing in self.named_without_being_given() {
                complete.remove(missing.schema());
            }
            self.closed.routines.clone_from(&complete);
            self.closed.relations = complete;
        } else if self.closed.dumped {
            let created = BTreeSet::clone(&self.schemas);
            self.closed.relations = created;
        }
        self.schemas.extend(listed);
        for (extension, schema) in self.extensions.iter() {
            self.closed.open(extension, schema);
        }
    }

    /// The relations that something given changes, references or reads without
    /// their being given themselves.
    fn named_without_being_given(&self) -> Vec<Name> {
        let given = |name: &&Name| {
            let known = self.relations.get(name);
            known.is_some_and(|known| known.origin != Origin::Assumed)
        };
        let named = self.relations.iter().flat_map(|(name, relation)| {
            let referenced = relation.constraints.iter().filter_map(|it| it.references());
            let above = relation.parents.iter().chain(&relation.reads);
            referenced.chain(above).chain([name])
        });
        named.filter(|name| !given(name)).cloned().collect()
    }

    /// Notes an extension, whose objects are not listed.
    pub(super) fn create_extension(&mut self, extension: &str, schema: &str) {
        self.closed.open(extension, schema);
        self.extensions
            .insert(extension.to_owned(), schema.to_owned());
    }

    /// Opens the schemas again when a statement does what cannot be known.
    pub(super) fn open_for(&mut self, statement: &Statement<'_>) {
        let opens = match &statement.kind {
            StatementKind::Do(body) => body.dynamic,
            StatementKind::Execute(_)
            | StatementKind::ImportForeignSchema(_)
            | StatementKind::Unknown
            | StatementKind::Fragment => true,
            StatementKind::Select(query) => query.functions.iter().any(|call| {
                let known = self.functions.get(&self.resolve(&call.name));
                match call.name.schema() {
                    Some("pg_catalog") => false,
                    _ if known.is_some() => {
                        known.is_some_and(|it| it.volatility == Volatility::Volatile)
                    }
                    schema => schema.is_some(),
                }
            }),
            _ => !statement.errors.is_empty(),
        };
        if let StatementKind::Select(query) = &statement.kind
            && (query.functions.iter()).any(|call| call.name.name() == "set_config")
        {
            self.closed.dumped = true;
        }
        if opens {
            self.closed = Shared::from(Closed {
                opened: true,
                ..Closed::default()
            });
        }
    }
}

impl Closed {
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        for schemas in [&mut self.relations, &mut self.routines] {
            if schemas.remove(from) {
                schemas.insert(to.to_owned());
            }
        }
    }

    fn open(&mut self, extension: &str, schema: &str) {
        self.routines.remove(schema);
        self.schemas = false;
        if !creates_no_relations(extension) {
            self.relations.remove(schema);
        }
    }
}
