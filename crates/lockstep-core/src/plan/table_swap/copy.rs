//! What an `INSERT … SELECT` copies, and by which key a row of the one table is
//! found in the other.

use lockstep_syntax::lexer::{Lexer, Token, TokenKind};
use lockstep_syntax::tree::{Insert, ObjectName, Span, StatementKind, Volatility};

use super::super::Operation;
use super::super::keyed_write::{Select, is_of_one_row};
use super::super::written_rows::Target;
use crate::catalog::{Catalog, Column, Index, Name, quote};

/// A copy of the rows of one table into another.
pub(super) struct Copy<'o> {
    pub(super) insert: &'o Insert<'o>,
    pub(super) source: &'o ObjectName<'o>,
    pub(super) old: Name,
    pub(super) new: Name,
    /// The table that is copied, as the steps write it.
    pub(super) spelled: String,
    /// The new table, likewise.
    pub(super) target: String,
    /// What the columns of the old one are called by.
    pub(super) alias: String,
    pub(super) condition: Option<&'o str>,
    /// What is written, from behind the name of the new table to `FROM`.
    pub(super) columns: &'o str,
}

/// By which columns rows are found.
pub(super) struct Key {
    /// Columns of the old table, in the order of the walk.
    pub(super) walk: Vec<String>,
    /// The columns of a unique key of the new table, each with the one of the
    /// old table that it is a copy of.
    pub(super) pairs: Vec<(String, String)>,
    /// Each column is a copy of the one of its name and type, and none is left
    /// out, as far as that is known.
    pub(super) same_columns: bool,
    pub(super) assumptions: Vec<String>,
}

impl<'o> Copy<'o> {
    /// None where it is more than the rows of one table, each for itself.
    pub(super) fn of(operation: &Operation<'o>) -> Option<Self> {
        let StatementKind::Insert(insert) = &operation.statement.kind else {
            return None;
        };
        let [source] = insert.query.reads.as_slice() else {
            return None;
        };
        let text = operation.situation.text;
        let select = Select::of(text, operation.statement.span, source)?;
        let catalog = operation.situation.catalog;
        let (old, new) = (operation.resolve(source), operation.resolve(&insert.table));
        let of_its_row = insert.query.functions.iter().all(|call| {
            is_of_one_row(operation, call)
                && catalog.volatility(&call.name, operation.situation.major)
                    != Some(Volatility::Volatile)
        });
        let from = Target::of(operation, source, false, None)?;
        let relation = catalog.relations.get(&old);
        if old == new
            || !insert.query.writes.is_empty()
            || !select.conflict.is_empty()
            || !of_its_row
            || !is_of_columns(text, operation.statement.span)
            || matches!(
                &*value_of(select.alias.unwrap_or(old.name())),
                "new" | "old"
            )
            || !catalog.is_empty(&new)
            || catalog.is_new(&old)
            || relation.is_some_and(|it| it.is_partition || !it.rules.is_empty())
        {
            return None;
        }
        let alias = select
            .alias
            .map_or_else(|| quote(old.name()).into_owned(), str::to_owned);
        let columns = Span::new(insert.table.span.end, select.list.end).of(text);
        Some(Copy {
            insert,
            source,
            alias,
            condition: select.condition.filter(|it| !it.is_empty()),
            columns: columns.trim(),
            spelled: from.spelled,
            target: operation.spell(&insert.table),
            old,
            new,
        })
    }

    /// The key, on the catalog at the time of the copy.
    pub(super) fn key(&self, operation: &Operation<'_>) -> Option<Key> {
        let catalog = operation.situation.catalog;
        let known = catalog.relations.get(&self.old);
        let complete = known.is_some_and(|it| it.complete);
        let mut assumptions = Vec::new();
        let pairs = self.pairs(operation, &mut assumptions);
        let shown = &self.spelled;
        let usable = |index: &&Index| {
            index.unique && !index.partial && !index.deferrable && index.method == "btree"
        };
        let not_null =
            |table: &Name, column: &String| catalog.is_not_null(table, column) == Some(true);
        let keys = |table: &Name| -> Vec<Vec<String>> {
            let primary = catalog.primary_key(table).map(<[String]>::to_vec);
            let unique = catalog
                .indexes_of(table)
                .map(|(_, index)| index)
                .filter(usable);
            let unique = unique.map(|index| index.columns.clone());
            let mut keys: Vec<Vec<String>> = primary.into_iter().chain(unique).collect();
            keys.retain(|columns| columns.iter().all(|it| not_null(table, it)));
            keys
        };
        let old_keys = keys(&self.old);
        for unique in keys(&self.new) {
            let all: Option<Vec<(String, String)>> = unique
                .iter()
                .map(|column| Some((column.clone(), pairs.source(column)?)))
                .collect();
            let Some(all) = all else { continue };
            let types_differ = all.iter().any(|(new, old)| {
                let of = |table: &Name, column: &str| {
                    catalog
                        .relations
                        .get(table)?
                        .column(column)?
                        .data_type
                        .as_ref()
                };
                let (new, old) = (of(&self.new, new), of(&self.old, old));
                let integer = |it: &str| matches!(it, "int2" | "int4" | "int8");
                match (new, old) {
                    (Some(new), Some(old)) => {
                        let both = [new, old].into_iter();
                        !new.is_same_type(old)
                            && !both
                                .filter_map(|it| it.builtin_name())
                                .filter(|it| integer(it))
                                .count()
                                .eq(&2)
                    }
                    _ => false,
                }
            });
            if types_differ {
                continue;
            }
            let among =
                |key: &&Vec<String>| key.iter().all(|it| all.iter().any(|(_, old)| old == it));
            let walk = old_keys.iter().find(among).cloned();
            if walk.is_none() && complete {
                continue;
            }
            let walk = walk.unwrap_or_else(|| {
                let walk: Vec<String> = all.iter().map(|(_, old)| old.clone()).collect();
                let columns: Vec<_> = walk.iter().map(|it| quote(it)).collect();
                assumptions.push(format!(
                    "({}) is unique in {shown} and never NULL, has the same types in both tables, and an index of {shown} begins with {}",
                    columns.join(", "),
                    columns.first().map_or("", |it| it)
                ));
                walk
            });
            return Some(Key {
                walk,
                same_columns: pairs.same || self.same_columns(catalog, &pairs),
                pairs: all,
                assumptions,
            });
        }
        None
    }

    fn same_columns(&self, catalog: &Catalog, pairs: &Pairs) -> bool {
        let of = |table: &Name, column: &str| {
            let known = catalog.relations.get(table)?.column(column)?;
            known.data_type.clone()
        };
        let same = |(new, old): &(String, Option<String>)| {
            let types = (of(&self.new, new), of(&self.old, new));
            let differ = matches!(&types, (Some(new), Some(old)) if !new.is_same_type(old));
            old.as_ref() == Some(new) && !differ
        };
        let written = |column: &Column| pairs.by_column.iter().any(|(new, _)| *new == column.name);
        let known = catalog.relations.get(&self.old);
        let mut columns = known.into_iter().flat_map(|it| &it.columns);
        pairs.by_column.iter().all(same) && columns.all(written)
    }

    /// What each column of the new table is a copy of.
    fn pairs(&self, operation: &Operation<'_>, assumptions: &mut Vec<String>) -> Pairs {
        let catalog = operation.situation.catalog;
        let names = |table: &Name| -> Option<Vec<String>> {
            let relation = catalog.relations.get(table).filter(|it| it.complete)?;
            let plain = |it: &&Column| it.generated.is_none();
            Some(
                relation
                    .columns
                    .iter()
                    .filter(plain)
                    .map(|it| it.name.clone())
                    .collect(),
            )
        };
        let text = operation.situation.text;
        let Some(select) = Select::of(text, operation.statement.span, self.source) else {
            return Pairs::default();
        };
        let items = split(text, select.list);
        if items.len() > 1 && items.iter().any(|it| is_star(text, it)) {
            return Pairs::default();
        }
        let selected: Option<Vec<Option<String>>> = match items.as_slice() {
            [only] if is_star(text, only) => {
                names(&self.old).map(|all| all.into_iter().map(Some).collect())
            }
            items => Some(items.iter().map(|it| self.plain(text, it)).collect()),
        };
        let written = self.insert.columns.map(|span| {
            let inner = Span::new(span.start + 1, span.end.saturating_sub(1));
            let columns = split(text, inner);
            columns
                .iter()
                .map(|it| match it.as_slice() {
                    [name] => value(text, name),
                    _ => String::new(),
                })
                .collect::<Vec<_>>()
        });
        if let (Some(new), Some(old)) = (written.or_else(|| names(&self.new)), selected) {
            return Pairs {
                by_column: new.into_iter().zip(old).collect(),
                same: false,
            };
        }
        assumptions.push(format!(
            "the columns of {} stand in the same order in both tables",
            self.spelled
        ));
        Pairs {
            by_column: Vec::new(),
            same: true,
        }
    }

    /// The column that an item of the list is and nothing else.
    fn plain(&self, text: &str, item: &[Token]) -> Option<String> {
        let is_name = |it: &Token| matches!(it.kind, TokenKind::Word | TokenKind::QuotedWord);
        let (column, named) = match item {
            [column, rest @ ..] if !rest.first().is_some_and(|it| it.kind == TokenKind::Dot) => {
                (column, rest)
            }
            [table, dot, column, rest @ ..]
                if dot.kind == TokenKind::Dot && value(text, table) == value_of(&self.alias) =>
            {
                (column, rest)
            }
            _ => return None,
        };
        let renamed = match named {
            [] => true,
            [word, name] => word.span.of(text).eq_ignore_ascii_case("as") && is_name(name),
            _ => false,
        };
        (is_name(column) && renamed).then(|| value(text, column))
    }
}

/// Which column each column is a copy of.
#[derive(Default)]
struct Pairs {
    by_column: Vec<(String, Option<String>)>,
    /// Those of the same name.
    same: bool,
}

impl Pairs {
    fn source(&self, column: &str) -> Option<String> {
        if self.same {
            return Some(column.to_owned());
        }
        let mut pairs = self.by_column.iter();
        pairs.find(|(new, _)| new == column)?.1.clone()
    }
}

/// Whether a query names columns as a row has them in a trigger, too: no system
/// column, and none with the schema of its table.
fn is_of_columns(text: &str, span: Span) -> bool {
    let select = Lexer::within(text, span)
        .skip_while(|it| !it.span.of(text).eq_ignore_ascii_case("select"))
        .take_while(|it| !it.span.of(text).eq_ignore_ascii_case("from"));
    let mut dots = 0;
    for token in select {
        match token.kind {
            TokenKind::Dot => dots += 1,
            TokenKind::Word | TokenKind::QuotedWord => {}
            _ => dots = 0,
        }
        let system = ["ctid", "tableoid", "xmin", "xmax", "cmin", "cmax"];
        if dots > 1 || system.contains(&&*token.span.of(text).to_ascii_lowercase()) {
            return false;
        }
    }
    true
}

fn is_star(text: &str, item: &[Token]) -> bool {
    item.last().is_some_and(|it| it.span.of(text) == "*") && matches!(item.len(), 1 | 3)
}

/// What stands between commas that no bracket encloses.
fn split(text: &str, span: Span) -> Vec<Vec<Token>> {
    let mut items = vec![Vec::new()];
    let mut depth = 0_i32;
    for token in Lexer::within(text, span).filter(|it| !it.is_trivia()) {
        match token.kind {
            TokenKind::OpenParen | TokenKind::OpenBracket => depth += 1,
            TokenKind::CloseParen | TokenKind::CloseBracket => depth -= 1,
            TokenKind::Comma if depth == 0 => {
                items.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if let Some(item) = items.last_mut() {
            item.push(token);
        }
    }
    items
}

/// A name as PostgreSQL stores it.
pub(super) fn value(text: &str, token: &Token) -> String {
    value_of(token.span.of(text))
}

fn value_of(written: &str) -> String {
    let quoted = written
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'));
    quoted.map_or_else(
        || written.to_ascii_lowercase(),
        |it| it.replace("\"\"", "\""),
    )
}
