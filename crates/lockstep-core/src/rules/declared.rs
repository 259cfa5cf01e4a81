//! What a statement declares: columns and their types, constraints, names.
//! Rules of design look at little else.

use lockstep_syntax::tree::{
    AlterActionKind, ColumnChange, ColumnConstraintKind, ColumnDefinition, CreateTable,
    ForeignKeyTarget, Ident, RelationWord, Span, StatementKind, TableConstraint,
    TableConstraintKind, TypeName,
};

use super::{Context, Hit};
use crate::catalog::{Catalog, DataType, Name, quote};
use crate::report::{Edit, Fix};

/// What a statement declares of one table.
pub(crate) struct Declared<'c> {
    pub(super) table: Name,
    /// The statement, where it creates the table.
    pub(super) create: Option<&'c CreateTable<'c>>,
    pub(super) columns: Vec<&'c ColumnDefinition<'c>>,
    pub(super) constraints: Vec<&'c TableConstraint<'c>>,
    /// Columns that get another type.
    retyped: Vec<(&'c Ident<'c>, &'c TypeName<'c>)>,
}

/// A foreign key as it is declared.
pub(super) struct ForeignKey<'c> {
    pub(super) span: Span,
    pub(super) columns: Vec<&'c str>,
    pub(super) target: &'c ForeignKeyTarget<'c>,
    pub(super) enforced: bool,
}

/// A column of a foreign key and the one that it references, with their types.
pub(super) struct Pair {
    pub(super) column: String,
    /// Where the statement writes the type of that.
    pub(super) written: Option<Span>,
    pub(super) from: DataType,
    pub(super) target: String,
    pub(super) to: DataType,
    /// PostgreSQL looks values up as they are.
    pub(super) direct: bool,
}

/// Nobody has to be told of the design of what is refused, nor of what only
/// comes back when the migration is taken back.
pub(super) fn is_told(context: &Context<'_>) -> bool {
    let down = context.units.get(context.id).is_some_and(|it| it.down);
    context.effects.fails.is_none() && !down
}

impl<'c> Declared<'c> {
    /// What the statement declares of a table that lasts.
    pub(crate) fn of(context: &Context<'c>) -> Option<Declared<'c>> {
        let catalog = context.catalog();
        let mut declared = match &context.statement.kind {
            StatementKind::CreateTable(create) if !create.temporary => {
                let schema = create.name.schema();
                let schema = schema.unwrap_or_else(|| catalog.creation_schema());
                let table = Name::new(schema, create.name.name());
                if create.if_not_exists && catalog.relations.contains_key(&table) {
                    return None;
                }
                Declared {
                    table,
                    create: Some(create),
                    columns: create.columns.iter().collect(),
                    constraints: create.constraints.iter().collect(),
                    retyped: Vec::new(),
                }
            }
            StatementKind::AlterTable(alter) => Declared {
                table: catalog.resolve(&alter.name),
                create: None,
                columns: Vec::new(),
                constraints: Vec::new(),
                retyped: Vec::new(),
            },
            _ => return None,
        };
        let known = catalog.relations.get(&declared.table);
        if !is_told(context) || known.is_some_and(|known| known.temporary) {
            return None;
        }
        if let StatementKind::AlterTable(alter) = &context.statement.kind {
            for action in &alter.actions {
                declared.add(catalog, &action.kind);
            }
        }
        Some(declared)
    }

    fn add(&mut self, catalog: &Catalog, action: &'c AlterActionKind<'c>) {
        match action {
            AlterActionKind::AddColumn {
                if_not_exists,
                column,
            } => {
                let known = || catalog.has_column(&self.table, &column.name.value) == Some(true);
                if !if_not_exists || !known() {
                    self.columns.push(column);
                }
            }
            AlterActionKind::AddConstraint(constraint) => self.constraints.push(constraint),
            AlterActionKind::AlterColumn {
                name,
                change: ColumnChange::SetType(change),
            } => self.retyped.push((name, &change.data_type)),
            _ => {}
        }
    }

    /// A column of it as a person reads it.
    pub(super) fn named(&self, column: &str) -> String {
        format!("{}.{}", self.table, quote(column))
    }

    /// The foreign keys, written with their columns or behind them.
    pub(super) fn foreign_keys(&self) -> Vec<ForeignKey<'c>> {
        let mut keys = Vec::new();
        for column in &self.columns {
            for constraint in &column.constraints {
                if let ColumnConstraintKind::References(target) = &constraint.kind {
                    keys.push(ForeignKey {
                        span: constraint.span,
                        columns: vec![&*column.name.value],
                        target,
                        enforced: !constraint.properties.is_not_enforced(),
                    });
                }
            }
        }
        for constraint in &self.constraints {
            if let TableConstraintKind::ForeignKey {
                columns, target, ..
            } = &constraint.kind
            {
                keys.push(ForeignKey {
                    span: constraint.span,
                    columns: columns.iter().map(|column| &*column.value).collect(),
                    target,
                    enforced: !constraint.properties.is_not_enforced(),
                });
            }
        }
        keys
    }

    /// The columns of the primary key, and where it stands.
    pub(super) fn primary_key(&self) -> Option<(Vec<&'c str>, Span)> {
        let written = self.constraints.iter().find_map(|it| match &it.kind {
            TableConstraintKind::PrimaryKey(key) => {
                let columns = key.columns.iter().map(|column| &*column.value);
                Some((columns.collect(), it.span))
            }
            _ => None,
        });
        written.or_else(|| {
            let is_key = |column: &&&ColumnDefinition<'_>| {
                let mut constraints = column.constraints.iter();
                constraints.any(|it| matches!(it.kind, ColumnConstraintKind::PrimaryKey { .. }))
            };
            let column = self.columns.iter().find(is_key)?;
            Some((vec![&*column.name.value], column.span))
        })
    }

    /// The type of one of its columns, where the statement or the catalog has
    /// it.
    pub(super) fn type_of(&self, catalog: &Catalog, column: &str) -> Option<DataType> {
        let mut columns = self.columns.iter();
        match columns.find(|it| it.name.value == column) {
            Some(column) => Some(catalog.data_type(column.data_type.as_ref()?)),
            None => known_type(catalog, &self.table, column),
        }
    }

    /// The columns of a foreign key, where the types of both sides are known.
    pub(super) fn pairs(&self, context: &Context<'_>, key: &ForeignKey<'_>) -> Vec<Pair> {
        let catalog = context.catalog();
        let referenced = catalog.resolve(&key.target.table);
        let own = referenced == self.table
            || (key.target.table.schema().is_none() && referenced.name() == self.table.name());
        let written = key.target.columns.iter().map(|it| it.value.to_string());
        let mut targets: Vec<String> = written.collect();
        if targets.is_empty() {
            let known = catalog.primary_key(&referenced);
            targets = match self.primary_key().filter(|_| own) {
                Some((columns, _)) => columns.iter().map(ToString::to_string).collect(),
                None => known.unwrap_or_default().to_vec(),
            };
        }
        let pairs = key.columns.iter().zip(targets);
        pairs
            .filter_map(|(column, target)| {
                let from = self.type_of(catalog, column)?;
                let to = if own {
                    self.type_of(catalog, &target)?
                } else {
                    known_type(catalog, &referenced, &target)?
                };
                let direct = catalog.references_directly(&from, &to, context.situation.major)?;
                let mut columns = self.columns.iter();
                let defined = columns.find(|it| it.name.value == *column);
                let written = defined.and_then(|it| it.data_type.as_ref());
                Some(Pair {
                    column: self.named(column),
                    written: written.map(|it| it.span),
                    from,
                    target: format!("{referenced}.{}", quote(&target)),
                    to,
                    direct,
                })
            })
            .collect()
    }

    /// What is said of the columns of which `chosen` gives the type that they
    /// should rather have: empty where there is no such type.
    fn types(
        &self,
        text: &str,
        words: [&str; 4],
        chosen: impl Fn(&str, &TypeName<'_>) -> Option<&'static str>,
    ) -> Vec<Hit> {
        let defined = self.columns.iter().filter_map(|column| {
            // What computes or checks its values may not take another type, and
            // what a clock shows in a given zone is no moment.
            let bound = column.constraints.iter().any(|it| match &it.kind {
                ColumnConstraintKind::Generated { .. } | ColumnConstraintKind::Check(_) => true,
                ColumnConstraintKind::Default(default) => {
                    let words = default.span.of(text).to_ascii_lowercase();
                    words.contains("zone")
                }
                _ => false,
            });
            Some((&column.name, column.data_type.as_ref()?, !bound))
        });
        let retyped = self.retyped.iter().map(|(name, it)| (*name, *it, false));
        let mut hits = Vec::new();
        for (name, data_type, mendable) in defined.chain(retyped) {
            if data_type.schema.is_some() {
                continue;
            }
            let Some(rather) = chosen(&name.value, data_type) else {
                continue;
            };
            let fix = (mendable && !rather.is_empty()).then(|| {
                let dimensions = "[]".repeat(data_type.dimensions.into());
                replace(
                    format!("Make it {rather}"),
                    data_type.span,
                    rather.to_owned() + &dimensions,
                )
            });
            hits.push(Hit {
                fix,
                ..advise(data_type.span, &self.table, &self.named(&name.value), words)
            });
        }
        hits
    }
}

fn known_type(catalog: &Catalog, table: &Name, column: &str) -> Option<DataType> {
    let column = catalog.relations.get(table)?.column(column)?;
    column.data_type.clone()
}

/// What is said of columns by their types; see [`Declared::types`].
pub(super) fn types(
    context: &Context<'_>,
    words: [&str; 4],
    chosen: impl Fn(&str, &TypeName<'_>) -> Option<&'static str>,
) -> Vec<Hit> {
    context.declared().map_or_else(Vec::new, |declared| {
        declared.types(context.situation.text, words, chosen)
    })
}

/// A hit in four texts: title, what is the matter with `subject`, why, action.
pub(super) fn advise(
    span: Span,
    relation: &Name,
    subject: &str,
    [title, what, why, action]: [&str; 4],
) -> Hit {
    Hit {
        span,
        title: title.to_owned(),
        what: format!("{subject} {what}"),
        why: why.to_owned(),
        action: action.to_owned(),
        relations: vec![relation.clone()],
        ..Hit::default()
    }
}

/// Puts a text in place of a range, which may be empty.
pub(super) fn replace(title: String, span: Span, text: String) -> Fix {
    Fix {
        title,
        edits: vec![Edit {
            start: span.start as usize,
            end: span.end as usize,
            text,
        }],
    }
}

/// The identifiers that a statement gives to what queries name.
pub(super) fn queried<'c>(context: &Context<'c>) -> Vec<&'c Ident<'c>> {
    let mut found: Vec<&Ident<'_>> = Vec::new();
    if !is_told(context) {
        return found;
    }
    match &context.statement.kind {
        StatementKind::CreateTable(create) => found.extend(create.name.parts.last()),
        StatementKind::CreateView(create) => found.extend(create.name.parts.last()),
        StatementKind::CreateSequence(create) => found.extend(create.name.parts.last()),
        StatementKind::CreateFunction(create) => found.extend(create.name.parts.last()),
        StatementKind::CreateType(create) => found.extend(create.name.parts.last()),
        StatementKind::CreateDomain(create) => found.extend(create.name.parts.last()),
        StatementKind::CreateSchema(create) => found.extend(&create.name),
        StatementKind::AlterTable(alter) if alter.object != RelationWord::Index => {
            for action in &alter.actions {
                match &action.kind {
                    AlterActionKind::Rename(to) | AlterActionKind::RenameColumn { to, .. } => {
                        found.push(to);
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
    let declared = context.declared();
    let columns = declared.iter().flat_map(|it| &it.columns);
    found.extend(columns.map(|column| &column.name));
    found
}

/// All the identifiers that a statement gives.
pub(super) fn identifiers<'c>(context: &Context<'c>) -> Vec<&'c Ident<'c>> {
    let mut found = queried(context);
    match &context.statement.kind {
        StatementKind::CreateIndex(create) if is_told(context) => found.extend(&create.name),
        StatementKind::CreateTrigger(create) if is_told(context) => found.push(&create.name),
        StatementKind::CreatePolicy(create) if is_told(context) => found.push(&create.name),
        StatementKind::AlterTable(alter) if is_told(context) => {
            for action in &alter.actions {
                match &action.kind {
                    AlterActionKind::RenameConstraint { to, .. } => found.push(to),
                    AlterActionKind::Rename(to) if alter.object == RelationWord::Index => {
                        found.push(to);
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
    if let Some(declared) = context.declared() {
        for column in &declared.columns {
            found.extend(column.constraints.iter().filter_map(|it| it.name.as_ref()));
        }
        let constraints = declared.constraints.iter();
        found.extend(constraints.filter_map(|it| it.name.as_ref()));
    }
    found
}
