//! One column: what it becomes, how the steps call it, and whether they lead to
//! the same.

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::tree::{
    AlterAction, AlterActionKind, ColumnChange, Expression, Ident, Shape, TypeChange, Volatility,
};

use super::super::Operation;
use crate::catalog::{
    Catalog, Column, ConstraintKind, DataType, Name, Relation, UserType, literal, object_name,
    quote,
};

/// A column whose type changes.
pub(super) struct Retyped<'o> {
    pub(super) column: &'o Column,
    /// Its name, and that of the new one beside it, not quoted.
    pub(super) old: String,
    pub(super) new: String,
    /// The new type with its collation, as written.
    pub(super) data_type: String,
    pub(super) new_type: DataType,
    /// What the new column holds, in terms of the others.
    pub(super) value: String,
    /// The default as it has to be written for the new column.
    pub(super) default: Option<String>,
    /// What old rows hold until they are filled, where they cannot hold NULL.
    pub(super) filler: Option<&'static str>,
    /// What makes the column an identity column.
    pub(super) identity: Option<String>,
    /// `value` is the old column itself.
    pub(super) plain: bool,
    /// There may be values that do not become one of the new type.
    pub(super) may_fail: bool,
    /// The settings that its values depend on.
    pub(super) settings: Vec<&'static str>,
}

impl<'o> Retyped<'o> {
    /// None where the steps would not lead to the same; `beside` are those that
    /// have their names already.
    pub(super) fn of(
        operation: &'o Operation<'o>,
        name: &Name,
        relation: &'o Relation,
        asked: Asked<'o>,
        beside: &[Retyped<'_>],
    ) -> Option<Self> {
        let Asked {
            column,
            change,
            default: new_default,
        } = asked;
        let (catalog, major) = (operation.situation.catalog, operation.situation.major);
        let old = &*column.value;
        let column = relation.column(old)?;
        if is_named_elsewhere(catalog, name, old)
            || !not_null_is_usual(relation, old)
            || column.generated.is_some()
        {
            return None;
        }
        let (from, to) = (
            column.data_type.as_ref()?,
            catalog.data_type(&change.data_type),
        );
        if ![from, &to].into_iter().all(|it| is_simple(catalog, it)) {
            return None;
        }
        // PostgreSQL 11 takes nothing for a proof of NOT NULL.
        let filler = if column.not_null? && major < 12 {
            Some(filler(change, from, &to)?)
        } else {
            None
        };
        let value = match &change.using {
            Some(using) => computed(operation, relation, using)?,
            None => quote(old).into_owned(),
        };
        let plain = change.using.is_none();
        let identity = column.default.clone().filter(|_| column.identity);
        // Its options have changed since.
        if column.identity && identity.is_none() {
            return None;
        }
        let mut data_type = operation.text(change.data_type.span).to_owned();
        if let Some(collation) = &change.collation {
            data_type += " COLLATE ";
            data_type += operation.text(collation.span);
        }
        Some(Retyped {
            column,
            old: old.to_owned(),
            new: free_column(relation, old, beside),
            data_type,
            may_fail: !always_fits(change, from, &to),
            settings: settings(from, &to, plain, major),
            new_type: to,
            default: match new_default {
                Some(set) => set,
                None => default(column, from)?,
            },
            identity,
            filler,
            value,
            plain,
        })
    }

    /// The rows that are not filled yet.
    pub(super) fn pending(&self) -> String {
        let (new, value) = (quote(&self.new), &self.value);
        match self.filler {
            Some(_) => format!("{new} IS DISTINCT FROM {value}"),
            None => format!("{new} IS NULL AND ({value}) IS NOT NULL"),
        }
    }

    /// How the trigger computes the new column.
    pub(super) fn assignment(&self, table: &str) -> String {
        let new = quote(&self.new);
        if self.plain {
            return format!("NEW.{new} := NEW.{};", self.value);
        }
        format!(
            "SELECT {} INTO NEW.{new} FROM (SELECT NEW.*) AS {};",
            self.value,
            quote(table)
        )
    }
}

/// What one column is asked to become.
pub(super) struct Asked<'o> {
    column: &'o Ident<'o>,
    change: &'o TypeChange<'o>,
    /// Its new default, where one is set or dropped.
    #[expect(
        clippy::option_option,
        reason = "it stays, it goes, or there is another one"
    )]
    default: Option<Option<String>>,
}

/// Changes of types, and perhaps of the same columns' defaults: PostgreSQL
/// drops the old one before and sets the new one behind it, however they are
/// written.
///
/// Source: `ATPrepCmd` in `src/backend/commands/tablecmds.c`.
pub(super) fn asked<'o>(
    operation: &Operation<'o>,
    actions: &'o [AlterAction<'o>],
) -> Option<Vec<Asked<'o>>> {
    let mut columns: Vec<Asked<'o>> = Vec::new();
    for action in actions {
        let AlterActionKind::AlterColumn { name, change } = &action.kind else {
            return None;
        };
        if let ColumnChange::SetType(change) = change {
            if columns.iter().any(|it| it.column.value == name.value) {
                return None;
            }
            columns.push(Asked {
                column: name,
                change,
                default: None,
            });
        }
    }
    for action in actions {
        let AlterActionKind::AlterColumn { name, change } = &action.kind else {
            return None;
        };
        let default = match change {
            ColumnChange::SetType(_) => continue,
            ColumnChange::DropDefault => None,
            ColumnChange::SetDefault(it) => Some(operation.text(it.span).to_owned()),
            _ => return None,
        };
        let mut own = columns.iter_mut();
        let asked = own.find(|it| it.column.value == name.value)?;
        asked.default = match (asked.default.take(), default) {
            (before, None) => before.or(Some(None)),
            (_, set) => Some(set),
        };
    }
    (!columns.is_empty()).then_some(columns)
}

/// Whether something that the steps do not carry over names the column.
fn is_named_elsewhere(catalog: &Catalog, name: &Name, column: &str) -> bool {
    catalog
        .statistics
        .values()
        .any(|(table, uses)| table == name && uses.uses_column(name, column) != Some(false))
}

/// Whether a NOT NULL constraint on the column, if there is one, is like those
/// that the steps prove: valid, and inherited by children.
fn not_null_is_usual(relation: &Relation, column: &str) -> bool {
    relation.constraints.iter().all(|constraint| {
        let own =
            matches!(&constraint.kind, ConstraintKind::NotNull { column: it } if it == column);
        !own || constraint.validated && !constraint.no_inherit
    })
}

/// The default, so that PostgreSQL stores the same as a change of type leaves:
/// a constant that was given the column's type keeps it. None where that is
/// not worked out.
///
/// Source: `ATExecAlterColumnType` in `src/backend/commands/tablecmds.c`.
#[expect(
    clippy::option_option,
    reason = "not worked out, no default, or this one"
)]
pub(super) fn default(column: &Column, from: &DataType) -> Option<Option<String>> {
    // The sequence may have another name since.
    let numbered = || column.uses.relations.first();
    let Some(written) = column.default.as_deref().filter(|_| !column.identity) else {
        return Some(numbered().map(nextval));
    };
    let tokens: Vec<_> = Lexer::new(written).filter(|it| !it.is_trivia()).collect();
    match tokens.as_slice() {
        [only] if only.kind == TokenKind::String => {
            let name = match from.builtin_name()? {
                "varchar" => "character varying",
                name @ ("text" | "bpchar" | "int2" | "int4" | "int8" | "bool" | "uuid" | "date"
                | "jsonb") => name,
                _ => return None,
            };
            Some(Some(format!("{written}::{name}")))
        }
        [only] if only.span.of(written).eq_ignore_ascii_case("NULL") => Some(None),
        [called, ..] if called.span.of(written).eq_ignore_ascii_case("nextval") => {
            Some(Some(nextval(numbered()?)))
        }
        _ => Some(Some(written.to_owned())),
    }
}

fn nextval(sequence: &Name) -> String {
    format!("nextval({}::regclass)", literal(&sequence.to_string()))
}

/// Whether a column of the type is added without a look at the rows, and is
/// NULL only as a whole.
fn is_simple(catalog: &Catalog, data_type: &DataType) -> bool {
    match catalog.types.get(&data_type.name) {
        Some(own) => matches!(own, UserType::Enum),
        None => data_type.builtin_name().is_some() && catalog.knows_type(data_type),
    }
}

/// `USING`, where it gives the same value whoever computes it and when.
fn computed(
    operation: &Operation<'_>,
    relation: &Relation,
    using: &Expression<'_>,
) -> Option<String> {
    let text = operation.text(using.span);
    let stored = |column: &str| {
        let known = relation.column(column);
        known.is_some_and(|known| known.generated.is_none())
    };
    let repeatable = using.functions.iter().all(|call| {
        let name = call.name.name();
        let own = operation.resolve(&call.name);
        !operation.situation.catalog.functions.contains_key(&own)
            && match crate::catalog::builtin_volatility(name, operation.situation.major) {
                Some(Volatility::Immutable) => true,
                Some(Volatility::Stable) => {
                    name.starts_with("to_") || name.starts_with("date_") || name == "date"
                }
                _ => false,
            }
    });
    let of_the_moment = Lexer::new(text).any(|token| {
        let word = token.span.of(text).to_ascii_lowercase();
        token.kind == TokenKind::Word
            && (word.starts_with("current_")
                || word.starts_with("local")
                || matches!(&*word, "user" | "session_user"))
    });
    (using.parsed
        && using.tables.is_empty()
        && using.columns.iter().all(|column| stored(&column.value))
        && repeatable
        && !of_the_moment)
        .then(|| text.to_owned())
}

/// A value that a column gets without a row being written, and that compares
/// with the old values for what they are.
fn filler(change: &TypeChange<'_>, from: &DataType, to: &DataType) -> Option<&'static str> {
    const INTEGERS: [&str; 3] = ["int2", "int4", "int8"];
    const TEXTS: [&str; 2] = ["text", "varchar"];
    let both = |names: &[&str]| {
        let is = |it: &DataType| it.builtin_name().is_some_and(|name| names.contains(&name));
        is(from) && is(to) && !from.array && !to.array
    };
    match change.using {
        Some(_) => None,
        None if both(&INTEGERS) => Some("0"),
        None if both(&TEXTS) => Some("''"),
        None => None,
    }
}

/// Whether every value becomes one of the new type.
fn always_fits(change: &TypeChange<'_>, from: &DataType, to: &DataType) -> bool {
    const NUMBERS: [&str; 4] = ["int2", "int4", "int8", "numeric"];
    const TIMES: [&str; 3] = ["date", "timestamp", "timestamptz"];
    let only_the_column = change
        .using
        .as_ref()
        .is_none_or(|using| matches!(using.shape, Shape::Column(_)));
    let (Some(from), Some(to_name)) = (from.builtin_name(), to.builtin_name()) else {
        return false;
    };
    let rank = |names: &[&str], name: &str| names.iter().position(|it| *it == name);
    let widens =
        |names: &[&str]| rank(names, from).is_some() && rank(names, from) <= rank(names, to_name);
    only_the_column
        && to.modifiers.is_empty()
        && (to_name == "text"
            || to_name == "varchar"
            || widens(&NUMBERS)
            || widens(&TIMES)
            || (from == "timestamptz" && to_name == "timestamp")
            || (from == "json" && to_name == "jsonb")
            || (from == "float4" && to_name == "float8"))
}

/// What the values depend on besides themselves.
fn settings(from: &DataType, to: &DataType, plain: bool, major: u8) -> Vec<&'static str> {
    const NUMBERS: [&str; 4] = ["int2", "int4", "int8", "numeric"];
    let number = |it: &DataType| {
        it.builtin_name()
            .is_some_and(|name| NUMBERS.contains(&name))
    };
    if plain && number(from) && number(to) || plain && from.is_same_type(to) {
        return Vec::new();
    }
    let mut settings = vec!["timezone", "datestyle", "intervalstyle", "bytea_output"];
    if major < 13 {
        settings.push("extra_float_digits");
    }
    settings.retain(|setting| match *setting {
        "bytea_output" => from.builtin_name() == Some("bytea"),
        "extra_float_digits" => from
            .builtin_name()
            .is_some_and(|name| name.starts_with("float")),
        _ => ![from, to].into_iter().all(number),
    });
    settings
}

/// A free name for the new column.
fn free_column(relation: &Relation, old: &str, beside: &[Retyped<'_>]) -> String {
    let mut number = 0_u32;
    loop {
        let label = match number {
            0 => "new".to_owned(),
            number => format!("new{number}"),
        };
        let name = object_name(old, "", &label);
        if relation.column(&name).is_none() && beside.iter().all(|it| it.new != name) {
            return name;
        }
        number += 1;
    }
}
