//! What stored definitions depend on: the expressions of columns, constraints
//! and indexes, and the queries of views, policies, rules and functions.
//!
//! Source: `recordDependencyOnExpr` in `src/backend/catalog/dependency.c`.

use std::ops::{Deref, DerefMut};

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::tree::{Expression, FunctionCall, Ident, Named, Span, TypeName};

use super::types::is_common;
use super::{Catalog, Name, builtin_since};

/// What one definition depends on: mostly nothing, and then it takes no more
/// room than that.
#[derive(Clone, Debug, Default)]
pub struct Uses(Option<Box<Used>>);

/// What a definition depends on that depends on something.
#[derive(Clone, Debug, Default)]
pub struct Used {
    /// Tables and views that it reads, and sequences that `nextval('…')` names.
    pub relations: Vec<Name>,
    /// Columns, each with its table.
    pub columns: Vec<(Name, String)>,
    /// Tables of which it may use columns that are not listed.
    pub any_column_of: Vec<Name>,
    /// Functions that are not built in.
    pub functions: Vec<Name>,
    /// Types that are not built in.
    pub types: Vec<Name>,
}

impl Deref for Uses {
    type Target = Used;

    #[inline]
    fn deref(&self) -> &Used {
        const NOTHING: &Used = &Used {
            relations: Vec::new(),
            columns: Vec::new(),
            any_column_of: Vec::new(),
            functions: Vec::new(),
            types: Vec::new(),
        };
        self.0.as_deref().unwrap_or(NOTHING)
    }
}

impl DerefMut for Uses {
    fn deref_mut(&mut self) -> &mut Used {
        self.0.get_or_insert_default()
    }
}

impl Uses {
    /// Whether it was never made to depend on anything.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Columns of a table, and nothing else.
    #[must_use]
    pub fn columns_of(table: &Name, columns: impl IntoIterator<Item = String>) -> Self {
        let mut uses = Uses::default();
        for column in columns {
            push(&mut uses.columns, (table.clone(), column));
        }
        uses
    }

    /// Another expression takes the place of that of a column, whose type
    /// stays.
    pub(super) fn replace_expression(&mut self, expression: Uses) {
        let before = std::mem::replace(self, expression);
        for data_type in before.0.map(|used| used.types).unwrap_or_default() {
            push(&mut self.types, data_type);
        }
    }

    /// Adds columns of a table.
    pub(super) fn add_columns(&mut self, table: &Name, columns: &[Ident<'_>]) {
        for column in columns {
            push(&mut self.columns, (table.clone(), column.value.to_string()));
        }
    }

    /// Whether it names a column of a table; none when that is not worked out.
    #[must_use]
    #[inline]
    pub fn uses_column(&self, table: &Name, column: &str) -> Option<bool> {
        let named = self
            .columns
            .iter()
            .any(|(of, it)| of == table && it == column);
        (named || !self.any_column_of.contains(table)).then_some(named)
    }

    /// Adds what an expression on the rows of a table depends on.
    pub(super) fn add_expression(
        &mut self,
        catalog: &Catalog,
        text: &str,
        table: &Name,
        expression: &Expression<'_>,
    ) {
        for column in &expression.columns {
            push(&mut self.columns, (table.clone(), column.value.to_string()));
        }
        for read in &expression.tables {
            push(&mut self.relations, catalog.resolve(read));
        }
        self.add_calls(catalog, &expression.functions);
        self.add_types(catalog, &expression.casts);
        self.add_sequences(catalog, text, expression.span, &expression.functions);
    }

    /// Adds what a query depends on. A name without a qualifier is a column
    /// of `own`, where that is given, if it has one of that name.
    pub(super) fn add_named(
        &mut self,
        catalog: &Catalog,
        text: &str,
        span: Span,
        own: Option<&Name>,
        named: &Named<'_>,
    ) {
        let mut tables: Vec<Name> = Vec::new();
        for table in &named.tables {
            push(&mut tables, catalog.resolve(table));
        }
        for written in &named.columns {
            let column = written.name();
            let Some(qualifier) = written.schema() else {
                self.add_bare(catalog, &tables, own, column, named);
                continue;
            };
            let aliased: Vec<Name> = named
                .aliases
                .iter()
                .filter(|(alias, _)| alias.value == qualifier)
                .map(|(_, table)| catalog.resolve(table))
                .chain(own.filter(|own| own.name() == qualifier).cloned())
                .chain(own.filter(|_| matches!(qualifier, "new" | "old")).cloned())
                .collect();
            // The same alias in two subqueries may stand for two tables.
            let certain = aliased.windows(2).all(|pair| pair[0] == pair[1]);
            for table in aliased {
                self.add_column(catalog, &table, column, certain);
            }
        }
        for table in &named.all_of {
            self.add_column(catalog, &catalog.resolve(table), "*", true);
        }
        for table in tables {
            push(&mut self.relations, table);
        }
        self.add_calls(catalog, &named.functions);
        self.add_types(catalog, &named.casts);
        self.add_sequences(catalog, text, span, &named.functions);
    }

    /// A name without a qualifier: a column of the only table that has one,
    /// unless it is the name of a result.
    fn add_bare(
        &mut self,
        catalog: &Catalog,
        tables: &[Name],
        own: Option<&Name>,
        column: &str,
        named: &Named<'_>,
    ) {
        let all: Vec<&Name> = tables.iter().chain(own).collect();
        let may = |table: &&Name| match catalog.relations.get(table) {
            Some(known) => known.column(column).is_some() || !known.complete,
            None => true,
        };
        let candidates: Vec<&Name> = all.into_iter().filter(may).collect();
        let labelled = named.labels.iter().any(|label| label.value == column)
            || named.aliases.iter().any(|(alias, _)| alias.value == column);
        for table in &candidates {
            self.add_column(catalog, table, column, candidates.len() == 1 && !labelled);
        }
    }

    fn add_column(&mut self, catalog: &Catalog, table: &Name, column: &str, certain: bool) {
        let known = catalog.relations.get(table);
        let complete = known.is_some_and(|known| known.complete);
        if !certain || (column == "*" && !complete) {
            push(&mut self.any_column_of, table.clone());
        } else if column == "*" {
            for column in known.iter().flat_map(|known| &known.columns) {
                push(&mut self.columns, (table.clone(), column.name.clone()));
            }
        } else if !complete || known.is_some_and(|known| known.column(column).is_some()) {
            push(&mut self.columns, (table.clone(), column.to_owned()));
        }
    }

    fn add_calls(&mut self, catalog: &Catalog, calls: &[FunctionCall<'_>]) {
        for call in calls {
            let own = catalog.resolve(&call.name);
            let known = catalog.functions.contains_key(&own);
            if known || builtin_since(call.name.name()).is_none() {
                push(&mut self.functions, own);
            }
        }
    }

    fn add_types(&mut self, catalog: &Catalog, types: &[TypeName<'_>]) {
        for data_type in types {
            self.add_type(catalog, data_type);
        }
    }

    /// Adds a type, unless it is built in.
    pub(super) fn add_type(&mut self, catalog: &Catalog, data_type: &TypeName<'_>) {
        let schema = data_type.schema.as_ref().map(|schema| &*schema.value);
        let name = &data_type.name;
        let plain =
            is_common(name) || super::is_plain_type(name) && super::extension_with(name).is_none();
        if schema.is_some() || !plain {
            push(&mut self.types, catalog.resolve_parts(schema, name));
        }
    }

    /// Adds the sequences of `nextval('name')`.
    fn add_sequences(
        &mut self,
        catalog: &Catalog,
        text: &str,
        span: Span,
        calls: &[FunctionCall<'_>],
    ) {
        if calls.iter().any(|call| call.name.name() == "nextval") {
            for name in sequences(catalog, text, span) {
                push(&mut self.relations, name);
            }
        }
    }

    /// Follows a relation, a function or a type to its new name.
    pub(super) fn rename(&mut self, from: &Name, to: &Name) {
        let Some(used) = self.0.as_deref_mut() else {
            return;
        };
        let tables = used.columns.iter_mut().map(|(table, _)| table);
        let names = used.relations.iter_mut().chain(&mut used.any_column_of);
        for name in names
            .chain(tables)
            .chain(&mut used.functions)
            .chain(&mut used.types)
        {
            if name == from {
                *name = to.clone();
            }
        }
    }

    /// Follows a column to its new name.
    pub(super) fn rename_column(&mut self, table: &Name, from: &str, to: &str) {
        for (of, column) in self.0.iter_mut().flat_map(|used| &mut used.columns) {
            if of == table && column == from {
                to.clone_into(column);
            }
        }
    }

    /// All relations, functions and types, as a hint to who depends on them.
    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        let tables = self.columns.iter().map(|(table, _)| table);
        self.relations
            .iter()
            .chain(tables)
            .chain(&self.functions)
            .chain(&self.types)
    }
}

/// The sequences that `nextval('name')` names in a piece of the text.
pub(crate) fn sequences(catalog: &Catalog, text: &str, span: Span) -> Vec<Name> {
    let tokens: Vec<_> = Lexer::within(text, span)
        .filter(|token| !token.is_trivia())
        .collect();
    let mut found = Vec::new();
    for window in tokens.windows(3) {
        let [function, open, argument] = window else {
            continue;
        };
        let calls = function.span.of(text).eq_ignore_ascii_case("nextval");
        if calls && open.kind == TokenKind::OpenParen && argument.kind == TokenKind::String {
            let name = argument.span.of(text).trim_matches('\'');
            push(&mut found, catalog.resolve_text(name));
        }
    }
    found
}

fn push<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
