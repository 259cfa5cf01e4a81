//! What a statement makes of the catalog.

mod alter;
mod attach;
mod constraint;
mod object;
mod table;

use lockstep_syntax::tree::{Statement, StatementKind, TypeDefinition};

use super::{Bound, Catalog, ConstraintKind, Function, Index, Name, Origin, Relation, Trigger};
use crate::report::RelationKind;

/// Applies one statement: afterwards the catalog is as it stands behind it.
struct Apply<'t> {
    text: &'t str,
    origin: Origin,
    major: u8,
}

impl Catalog {
    /// Carries out a statement. `origin` is what the things it creates are:
    /// [`Origin::Given`] for the schema, [`Origin::New`] for the migration.
    pub fn apply(&mut self, text: &str, statement: &Statement<'_>, origin: Origin, major: u8) {
        let apply = Apply {
            text,
            origin,
            major,
        };
        match &statement.kind {
            StatementKind::CreateTable(create) => apply.create_table(self, create),
            StatementKind::AlterTable(alter) => apply.alter_table(self, alter),
            StatementKind::CreateIndex(create) => {
                apply.create_index(self, create, statement.span);
            }
            StatementKind::Drop(drop) => alter::drop_objects(self, drop),
            StatementKind::CreateTrigger(create) => {
                let table = self.resolve(&create.table);
                let function = self.resolve(&create.function);
                let trigger = Trigger {
                    name: create.name.value.to_string(),
                    function,
                    for_each_row: create.for_each_row,
                    transition: create.old_table.is_some() || create.new_table.is_some(),
                    definition: statement.span.of(text).to_owned(),
                };
                let triggers = &mut self.assumed(&table, RelationKind::Table).triggers;
                triggers.retain(|existing| existing.name != trigger.name);
                triggers.push(trigger);
            }
            StatementKind::CreateFunction(create) => {
                let name = self.resolve(&create.name);
                let function = Function {
                    volatility: create.volatility,
                    language: create.body.language.to_string(),
                    body: create.body.span.of(text).to_owned(),
                    definition: statement.span.of(text).to_owned(),
                };
                self.functions.insert(name, function);
            }
            StatementKind::CreateView(create) => {
                let kind = if create.materialized {
                    RelationKind::MaterializedView
                } else {
                    RelationKind::View
                };
                let name = self.created(create.name.schema(), create.name.name());
                let mut relation = Relation::of_kind(kind, origin);
                relation.temporary = create.temporary;
                relation.reads = create
                    .query
                    .reads
                    .iter()
                    .map(|read| self.resolve(read))
                    .collect();
                if let Some(existing) = self.relations.get(&name) {
                    relation.origin = existing.origin;
                }
                if create.with_data {
                    self.filled.insert(name.clone());
                }
                self.add_relation(name, relation);
            }
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
                if matches!(create.definition, TypeDefinition::Composite(_)) {
                    let relation = Relation::of_kind(RelationKind::CompositeType, origin);
                    self.add_relation(name.clone(), relation);
                }
                if origin == Origin::New {
                    self.fresh_types.insert(name.clone());
                }
                let known = apply.user_type(self, &create.definition);
                self.types.extend(known.map(|known| (name, known)));
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
                    self.statistics.insert(name, table);
                }
            }
            StatementKind::Publication(it) => apply.publication(self, it),
            StatementKind::CreateSchema(create) => {
                if let Some(name) = &create.name {
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
                self.filled.insert(self.resolve(&merge.table));
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
            StatementKind::Set(set) if set.name == "timezone" => {
                self.time_zone = set.values.first().map(ToString::to_string);
            }
            _ => {}
        }
    }

    fn created(&self, schema: Option<&str>, name: &str) -> Name {
        Name::new(schema.unwrap_or_else(|| self.creation_schema()), name)
    }

    fn add_relation(&mut self, name: Name, relation: Relation) {
        self.absent.remove(&name);
        let owner = relation.owned_by.as_ref().map(|(owner, _)| owner);
        for on in relation.reads.iter().chain(owner) {
            self.links.add(on, &name);
        }
        for parent in &relation.parents {
            let default = relation.bound == Some(Bound::Default);
            self.links.add_child(parent, &name, default);
        }
        self.relations.insert(name, relation);
    }

    /// The relation, assumed to exist where it was unknown.
    fn assumed(&mut self, name: &Name, kind: RelationKind) -> &mut Relation {
        self.absent.remove(name);
        self.relations
            .entry(name.clone())
            .or_insert_with(|| Relation::of_kind(kind, Origin::Assumed))
    }

    fn add_index(&mut self, name: Name, index: Index) {
        self.absent.remove(&name);
        self.links.add(&index.table, &name);
        self.indexes.insert(name, index);
    }

    fn remove_relation(&mut self, name: &Name) {
        self.relations.remove(name);
        let indexes: Vec<Name> = self
            .indexes_of(name)
            .map(|(index, _)| index.clone())
            .collect();
        for index in indexes {
            self.indexes.remove(&index);
        }
        let owned: Vec<Name> = self
            .sequences_of(name)
            .into_iter()
            .map(|(sequence, _)| sequence)
            .collect();
        for sequence in owned {
            self.relations.remove(&sequence);
        }
        self.absent.insert(name.clone());
    }

    fn rename_relation(&mut self, from: &Name, to: &Name) {
        if let Some(index) = self.indexes.remove(from) {
            self.add_index(to.clone(), index);
        }
        for (source, copy) in &mut self.copies {
            for name in [source, copy] {
                if name == from {
                    *name = to.clone();
                }
            }
        }
        if self.filled.remove(from) {
            self.filled.insert(to.clone());
        }
        if let Some(mut relation) = self.relations.remove(from) {
            for constraint in &relation.constraints {
                if let Some(referenced) = constraint.references() {
                    self.links.add_reference(referenced, to);
                }
            }
            for trigger in &mut relation.triggers {
                trigger.definition.clear();
            }
            self.add_relation(to.clone(), relation);
        }
        self.absent.insert(from.clone());
        self.absent.remove(to);
        self.links.rename(from, to);
        let dependents: Vec<Name> = self.links.of(from).cloned().collect();
        for dependent in &dependents {
            if let Some(index) = self.indexes.get_mut(dependent)
                && index.table == *from
            {
                index.table = to.clone();
                // As written it names the table as it was called before.
                index.definition = None;
            }
            if let Some(relation) = self.relations.get_mut(dependent) {
                relation.follow_rename(from, to);
            }
        }
    }
}

impl Relation {
    /// Names another relation by its new name.
    fn follow_rename(&mut self, from: &Name, to: &Name) {
        for name in self.parents.iter_mut().chain(&mut self.reads) {
            if name == from {
                *name = to.clone();
            }
        }
        for constraint in &mut self.constraints {
            if let ConstraintKind::ForeignKey { table, .. } = &mut constraint.kind
                && table == from
            {
                *table = to.clone();
            }
        }
        if let Some((owner, _)) = &mut self.owned_by
            && owner == from
        {
            *owner = to.clone();
        }
    }
}
