//! What a statement makes of the catalog.

pub(crate) mod alter;
mod attach;
mod constraint;
mod drop;
mod follow;
mod object;
mod publication;
mod rename;
mod routine;
mod table;

use lockstep_syntax::tree::{DropObject, Statement, StatementKind, TypeDefinition};

use super::links::Roles;
use super::{Bound, Catalog, Index, Name, Object, ObjectKind, Origin, Relation, Uses};
use crate::report::RelationKind;

/// Applies one statement: afterwards the catalog is as it stands behind it.
struct Apply<'t> {
    text: &'t str,
    origin: Origin,
    major: u8,
}

impl Catalog {
    /// Whether a statement is one that [`Catalog::apply`] does nothing for.
    pub(crate) fn stays(&self, statement: &Statement<'_>) -> bool {
        statement.errors.is_empty()
            && match &statement.kind {
                StatementKind::Update(_)
                | StatementKind::Delete(_)
                | StatementKind::Lock(_)
                | StatementKind::Comment(_)
                | StatementKind::Grant(_)
                | StatementKind::Session { .. } => true,
                StatementKind::Insert(insert) => {
                    !insert.from_query && self.filled.contains(&self.resolve(&insert.table))
                }
                StatementKind::Select(query) => query.into.is_none() && query.functions.is_empty(),
                _ => false,
            }
    }

    /// Carries out a statement. `origin` is what the things it creates are:
    /// [`Origin::Given`] for the schema, [`Origin::New`] for the migration.
    pub fn apply(&mut self, text: &str, statement: &Statement<'_>, origin: Origin, major: u8) {
        let apply = Apply {
            text,
            origin,
            major,
        };
        self.open_for(statement);
        self.follow(text, statement);
        match &statement.kind {
            StatementKind::CreateTable(create) => apply.create_table(self, create),
            StatementKind::AlterTable(alter) => apply.alter_table(self, alter),
            StatementKind::CreateIndex(create) => {
                apply.create_index(self, create, statement.span);
            }
            StatementKind::Drop(drop) => {
                let roots = self.dropped(drop, statement.command);
                self.drop(&roots, drop.behavior);
                if drop.object == DropObject::Schema {
                    for name in &drop.names {
                        let name = Name::new(name.name(), "");
                        self.schemas.remove(name.schema());
                        self.dropped.insert(Object::new(ObjectKind::Schema, &name));
                    }
                }
                if statement.command == "DROP PUBLICATION" {
                    for name in &drop.names {
                        self.publications.remove(name.name());
                    }
                }
            }
            // What a block creates on a condition is there behind it either
            // way; what it drops on one may not have been there.
            StatementKind::Do(body) => {
                for inside in &body.statements {
                    let drops = matches!(inside.kind, StatementKind::Drop(_));
                    if !(body.conditional && drops) {
                        self.apply(text, inside, origin, major);
                    }
                }
            }
            StatementKind::CreateTrigger(create) => {
                apply.create_trigger(self, create, statement.span);
            }
            StatementKind::CreateFunction(create) => {
                apply.create_function(self, create, statement.span);
            }
            StatementKind::CreateView(create) => apply.create_view(self, create),
            StatementKind::CreatePolicy(create) => apply.create_policy(self, create),
            StatementKind::CreateRule(create) => apply.create_rule(self, create, statement.span),
            StatementKind::CreateSequence(create) => {
                let name = self.created(create.name.schema(), create.name.name());
                let mut relation = Relation::of_kind(RelationKind::Sequence, origin);
                relation.temporary = create.temporary;
                self.add_relation(name.clone(), relation);
                alter::own_sequence(self, &name, &create.options);
            }
            StatementKind::CreateDomain(create) => {
                apply.create_domain(self, create);
            }
            StatementKind::CreateType(create) => {
                let name = self.created(create.name.schema(), create.name.name());
                let mut uses = Uses::default();
                if let TypeDefinition::Composite(attributes) = &create.definition {
                    let relation = Relation::of_kind(RelationKind::CompositeType, origin);
                    self.add_relation(name.clone(), relation);
                    for (_, attribute) in attributes {
                        uses.add_type(self, &attribute.data_type);
                    }
                }
                if let TypeDefinition::Enum(values) = &create.definition {
                    let values = values.iter().map(ToString::to_string).collect();
                    self.enum_values.insert(name.clone(), values);
                }
                self.define_type(name.clone(), uses);
                if origin == Origin::New {
                    self.created.insert(name.clone());
                    self.fresh_types.insert(name.clone());
                }
                let known = apply.user_type(self, &create.definition);
                if let Some(known) = known {
                    self.types.insert(name, known);
                }
            }
            StatementKind::Cluster(cluster) => {
                if let (Some(table), Some(index)) = (&cluster.table, &cluster.index) {
                    let table = self.resolve(table);
                    let index = index.value.to_string();
                    self.assumed(&table, RelationKind::Table).clustered = Some(index);
                }
            }
            StatementKind::Prepare(prepare) => {
                let name = prepare.name.value.to_string();
                let written = prepare.statement.span.of(text).to_owned();
                self.prepared.insert(name, written);
            }
            StatementKind::AlterObject(alter) => apply.alter_object(self, alter),
            StatementKind::CreateStatistics(create) => {
                if let Some(name) = &create.name {
                    let table = self.resolve(&create.table);
                    let name = self.created(name.schema(), name.name());
                    let mut uses = Uses::default();
                    for key in &create.keys {
                        uses.add_expression(self, text, &table, key);
                    }
                    self.links.add_part(&table, &name, Roles::STATISTICS);
                    self.statistics.insert(name, (table, uses));
                }
            }
            StatementKind::CreateExtension(create) => {
                let schema = create
                    .schema
                    .as_ref()
                    .map(|schema| schema.value.to_string());
                let schema = schema.unwrap_or_else(|| self.creation_schema().to_owned());
                self.create_extension(&create.name.value, &schema);
            }
            StatementKind::Publication(it) => apply.publication(self, it),
            StatementKind::CreateSchema(create) => {
                if let Some(name) = &create.name {
                    self.schemas.insert(name.value.to_string());
                    if origin == Origin::New {
                        self.created.insert(Name::new(&*name.value, ""));
                    }
                    self.search_path.insert(0, name.value.to_string());
                    for element in &create.elements {
                        self.apply(text, element, origin, major);
                    }
                    self.search_path.remove(0);
                }
            }
            StatementKind::Copy(copy) if copy.from => {
                let target = copy.table.as_ref().map(|table| self.resolve(table));
                self.filled.extend(target);
            }
            StatementKind::Merge(merge) => {
                let table = self.resolve(&merge.table);
                self.filled.insert(table);
            }
            StatementKind::Insert(insert) => {
                let target = self.resolve(&insert.table);
                self.filled.insert(target.clone());
                if !insert.from_query {
                    return;
                }
                for read in &insert.query.reads {
                    let source = self.resolve(read);
                    if source != target && self.is_new(&target) && !self.is_new(&source) {
                        self.copies.push((source, target.clone()));
                    }
                }
            }
            StatementKind::Select(query) => {
                if let Some(into) = &query.into {
                    let name = self.created(into.schema(), into.name());
                    self.filled.insert(name.clone());
                    self.add_relation(name, Relation::of_kind(RelationKind::Table, origin));
                }
            }
            StatementKind::Set(set) if set.name == "search_path" => {
                let outer = self.outer_path.take().or(Some(self.search_path.clone()));
                self.outer_path = outer.filter(|_| set.local);
                self.search_path = set
                    .values
                    .iter()
                    .map(std::string::ToString::to_string)
                    .filter(|schema| {
                        !schema.is_empty() && schema != "$user" && schema != "pg_catalog"
                    })
                    .collect();
                if self.search_path.is_empty() {
                    self.search_path.push("public".to_owned());
                }
            }
            StatementKind::Set(set)
                if set.name == "check_function_bodies" && origin == Origin::New =>
            {
                let off = |it: &str| matches!(it, "off" | "false" | "no" | "0");
                self.checks_bodies = !set.values.first().is_some_and(|it| off(it));
            }
            StatementKind::Set(set) if set.name == "timezone" => {
                self.time_zone = set.values.first().map(ToString::to_string);
            }
            _ => {}
        }
    }

    fn created(&self, schema: Option<&str>, name: &str) -> Name {
        Name::new(schema.unwrap_or_else(|| self.creation_schema()), name)
    }

    /// It is not absent any more. What shares the catalog's sets keeps doing so
    /// when it was not.
    fn exists(&mut self, name: &Name) {
        if self.absent.contains(name) {
            self.absent.remove(name);
        }
    }

    fn add_relation(&mut self, name: Name, relation: Relation) {
        self.exists(&name);
        for on in relation.reads.iter().chain(&relation.of_type) {
            self.links.add(on, &name, Roles::RELATION);
        }
        if let Some((owner, _)) = &relation.owned_by {
            self.links.add_part(owner, &name, Roles::RELATION);
        }
        for parent in &relation.parents {
            let default = relation.bound == Some(Bound::Default);
            self.links.add_child(parent, &name, default);
        }
        self.link(&relation.uses, &name, Roles::RELATION);
        self.relations.insert(name, relation);
    }

    /// The relation, assumed to exist where it was unknown.
    fn assumed(&mut self, name: &Name, kind: RelationKind) -> &mut Relation {
        self.exists(name);
        self.relations
            .get_or_insert_with(name, || Relation::of_kind(kind, Origin::Assumed))
    }

    /// `from` depends on what it uses.
    fn link(&mut self, uses: &Uses, from: &Name, role: Roles) {
        // As most are.
        if uses.is_empty() {
            return;
        }
        let mut last = None;
        for name in uses.names() {
            // Many columns of one table are one link.
            if last != Some(name) {
                self.links.add(name, from, role);
            }
            last = Some(name);
        }
    }

    fn define_type(&mut self, name: Name, uses: Uses) {
        self.link(&uses, &name, Roles::TYPE);
        self.type_uses.insert(name, uses);
    }

    fn add_index(&mut self, name: Name, index: Index) {
        self.exists(&name);
        self.links.add_part(&index.table, &name, Roles::INDEX);
        self.link(&index.uses, &name, Roles::INDEX);
        self.indexes.insert(name, index);
    }
}
