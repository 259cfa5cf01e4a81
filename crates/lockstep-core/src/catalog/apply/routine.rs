//! Functions, triggers, views, policies and rules in the catalog.

use lockstep_syntax::tree::{
    CreateFunction, CreatePolicy, CreateRule, CreateTrigger, CreateView, ObjectName, ParameterMode,
    Span, Statement, StatementKind, TriggerEvent, Volatility,
};

use super::super::links::Roles;
use super::super::{Attached, Catalog, Function, Name, Origin, Relation, Trigger, Uses};
use super::Apply;
use super::table::output_columns;
use crate::report::RelationKind;

impl Apply<'_> {
    pub(super) fn create_trigger(
        &self,
        catalog: &mut Catalog,
        create: &CreateTrigger<'_>,
        span: Span,
    ) {
        let table = catalog.resolve(&create.table);
        let mut uses = Uses::default();
        for event in &create.events {
            if let TriggerEvent::Update(columns) = event {
                uses.add_columns(&table, columns);
            }
        }
        if let Some(condition) = &create.condition {
            uses.add_expression(catalog, self.text, &table, condition);
        }
        if let Some(from) = &create.from {
            uses.relations.push(catalog.resolve(from));
        }
        let trigger = Trigger {
            name: create.name.value.to_string(),
            function: catalog.resolve(&create.function),
            for_each_row: create.for_each_row,
            transition: create.old_table.is_some() || create.new_table.is_some(),
            definition: span.of(self.text).to_owned(),
            uses,
        };
        catalog.link(&trigger.uses, &table, Roles::RELATION);
        let links = &mut catalog.links;
        links.add(&trigger.function, &table, Roles::RELATION);
        let triggers = &mut catalog.assumed(&table, RelationKind::Table).triggers;
        triggers.retain(|existing| existing.name != trigger.name);
        triggers.push(trigger);
    }

    pub(super) fn create_function(
        &self,
        catalog: &mut Catalog,
        create: &CreateFunction<'_>,
        span: Span,
    ) {
        let name = catalog.created(create.name.schema(), create.name.name());
        let mut uses = Uses::default();
        let mut arguments = Vec::new();
        for parameter in &create.parameters {
            uses.add_type(catalog, &parameter.data_type);
            if !matches!(parameter.mode, ParameterMode::Out | ParameterMode::Table) {
                arguments.push(catalog.data_type(&parameter.data_type));
            }
        }
        if let Some(returned) = &create.returns {
            uses.add_type(catalog, returned);
        }
        if let Some(named) = &create.body.named {
            uses.add_named(catalog, self.text, create.body.span, None, named);
        }
        catalog.link(&uses, &name, Roles::FUNCTION);
        for table in create.body.statements.iter().flat_map(tables) {
            let table = catalog.resolve(table);
            catalog.links.add_body(&table, &name);
        }
        let other = catalog.functions.get(&name);
        let first = other.is_none();
        let overloaded =
            other.is_some_and(|known| known.overloaded || known.arguments != arguments);
        let function = Function {
            volatility: create.volatility,
            inlined: self.inlined(catalog, create),
            procedure: create.procedure,
            arguments,
            parameters: create
                .parameters
                .iter()
                .map(|it| it.name.as_ref().map(|name| name.value.to_string()))
                .collect(),
            returns: create.returns.as_ref().map(|it| catalog.data_type(it)),
            overloaded,
            uses,
            language: create.body.language.to_string(),
            body: create.body.span.of(self.text).to_owned(),
            definition: span.of(self.text).to_owned(),
        };
        if self.origin == Origin::New && first {
            catalog.created.insert(name.clone());
        }
        catalog.functions.insert(name, function);
    }

    /// The volatility of the expression that takes the place of a call.
    ///
    /// Source: `inline_function` in `src/backend/optimizer/util/clauses.c`,
    /// which takes volatile functions only where nothing else is to be said
    /// of them.
    fn inlined(&self, catalog: &Catalog, create: &CreateFunction<'_>) -> Option<Volatility> {
        const CLAUSES: [&str; 12] = [
            "from", "where", "group", "having", "window", "order", "limit", "offset", "fetch",
            "union", "distinct", "select",
        ];
        let body = &create.body;
        let (span, functions) = match (body.statements.as_slice(), &body.named) {
            ([], Some(named)) => (body.span, &named.functions),
            ([only], _) => match &only.kind {
                StatementKind::Select(query) => (query.span, &query.functions),
                _ => return None,
            },
            _ => return None,
        };
        let text = span.of(self.text).to_ascii_lowercase();
        let words = text.split(|it: char| !it.is_alphanumeric() && it != '_');
        // `RETURN` has no SELECT, and a query that is no more than an
        // expression has one.
        let clauses = words.filter(|it| CLAUSES.contains(it)).count();
        let expression = clauses == body.statements.len();
        let plain = |option: &Span| {
            let option = option.of(self.text).to_ascii_lowercase();
            ["parallel", "cost"].iter().any(|it| option.starts_with(it))
                || (option == "strict" && create.argument_count == 0)
        };
        let inlines = body.language == "sql"
            && !create.procedure
            && create.volatility == Volatility::Volatile
            && expression
            && create.options.iter().all(plain);
        if !inlines || create.returns.as_ref().is_none_or(|it| it.setof) {
            return None;
        }
        let mut calls = functions.iter();
        calls.try_fold(Volatility::Immutable, |worst, call| {
            Some(worst.max(catalog.planned_volatility(&call.name, self.major)?))
        })
    }

    pub(super) fn create_view(&self, catalog: &mut Catalog, create: &CreateView<'_>) {
        let kind = if create.materialized {
            RelationKind::MaterializedView
        } else {
            RelationKind::View
        };
        let name = catalog.created(create.name.schema(), create.name.name());
        let mut relation = Relation::of_kind(kind, self.origin);
        relation.temporary = create.temporary;
        let reads = create.query.reads.iter().map(|read| catalog.resolve(read));
        relation.reads = reads.collect();
        let span = create.query.span;
        let mut uses = Uses::default();
        uses.add_named(catalog, self.text, span, None, &create.named);
        uses.relations.retain(|read| relation.reads.contains(read));
        relation.uses = uses;
        let columns = output_columns(catalog, &create.columns, &create.output, &create.query);
        relation.complete = columns.is_some();
        relation.columns = columns.unwrap_or_default();
        if let Some(existing) = catalog.relations.remove(&name) {
            relation.origin = existing.origin;
            relation.rules = existing.rules;
            relation.triggers = existing.triggers;
        }
        if create.with_data {
            catalog.filled.insert(name.clone());
        }
        catalog.add_relation(name, relation);
    }

    pub(super) fn create_policy(&self, catalog: &mut Catalog, create: &CreatePolicy<'_>) {
        let table = catalog.resolve(&create.table);
        let mut uses = Uses::default();
        let own = Some(&table);
        uses.add_named(catalog, self.text, create.name.span, own, &create.named);
        let policy = attached(&create.name.value, uses);
        catalog.link(&policy.uses, &table, Roles::RELATION);
        let relation = catalog.assumed(&table, RelationKind::Table);
        relation.policies.retain(|known| known.name != policy.name);
        relation.policies.push(policy);
    }

    pub(super) fn create_rule(&self, catalog: &mut Catalog, create: &CreateRule<'_>, span: Span) {
        let table = catalog.resolve(&create.table);
        let mut uses = Uses::default();
        uses.add_named(catalog, self.text, span, Some(&table), &create.named);
        let rule = attached(&create.name.value, uses);
        catalog.link(&rule.uses, &table, Roles::RELATION);
        let relation = catalog.assumed(&table, RelationKind::Table);
        relation.rules.retain(|known| known.name != rule.name);
        relation.rules.push(rule);
    }
}

fn attached(name: &str, uses: Uses) -> Attached {
    Attached {
        name: name.to_owned(),
        uses,
    }
}

impl Catalog {
    /// The function of a name, where it is the only one of that name.
    #[must_use]
    pub fn only_function(&self, name: &Name) -> Option<&Function> {
        self.functions.get(name).filter(|known| !known.overloaded)
    }
}

/// The tables that a statement of a body reads and writes.
fn tables<'s>(statement: &'s Statement<'_>) -> Vec<&'s ObjectName<'s>> {
    let (written, query) = match &statement.kind {
        StatementKind::Select(query) => (None, &**query),
        StatementKind::Insert(it) => (Some(&it.table), &it.query),
        StatementKind::Update(it) => (Some(&it.table), &it.query),
        StatementKind::Delete(it) => (Some(&it.table), &it.query),
        StatementKind::Merge(it) => (Some(&it.table), &it.query),
        _ => return Vec::new(),
    };
    let read = query.reads.iter().chain(&query.writes);
    written.into_iter().chain(read).collect()
}
