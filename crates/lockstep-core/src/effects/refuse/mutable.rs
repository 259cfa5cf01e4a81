//! Expressions that may give something else at another time, which nothing
//! that is stored can be made of.
//!
//! Source: `CheckMutability` in `src/backend/commands/indexcmds.c`.

use lockstep_syntax::tree::{Expression, Shape, Volatility};

use super::super::{Effects, Situation};
use crate::catalog::{DataType, builtin_volatility};

/// Where the types of the columns come from.
pub(super) type Types<'a> = &'a dyn Fn(&str) -> Option<DataType>;

/// Types that are written and read as a setting or another catalog says; the
/// volatility of their input and output functions.
const BY_SETTING: [&str; 8] = [
    "date",
    "timestamp",
    "timestamptz",
    "money",
    "regclass",
    "regproc",
    "regtype",
    "regrole",
];

/// Refuses `what`, where it is known that it does not stay the same.
pub(super) fn refuse(
    situation: Situation<'_>,
    types: Types<'_>,
    expression: &Expression<'_>,
    what: &str,
    into: &mut Effects,
) {
    if expression.parsed && (calls(situation, expression) || casts(situation, types, expression)) {
        into.fail(
            "42P17",
            format!(
                "{what} has to give the same at any time: everything in it has to be IMMUTABLE"
            ),
        );
    }
}

/// Of functions of the same name only those without arguments are told apart
/// here, and a function in SQL may become an expression that stays the same.
fn calls(situation: Situation<'_>, expression: &Expression<'_>) -> bool {
    let catalog = situation.catalog;
    expression.functions.iter().any(|call| {
        let volatility = match catalog.functions.get(&catalog.resolve(&call.name)) {
            Some(own) if own.overloaded || own.language == "sql" => None,
            Some(own) => Some(own.volatility),
            None if call.arguments == 0 => builtin_volatility(call.name.name(), situation.major),
            None => None,
        };
        volatility.is_some_and(|it| it != Volatility::Immutable)
    })
}

/// The type that a cast of a column gives, and the column.
fn cast<'a>(
    situation: Situation<'_>,
    expression: &'a Expression<'_>,
) -> Option<(&'a str, DataType)> {
    let ([column], [to]) = (expression.columns.as_slice(), expression.casts.as_slice()) else {
        return None;
    };
    let text = expression.span.of(situation.text);
    // Each `::` stands right behind the column.
    let mut operands: Vec<&str> = text.split("::").collect();
    operands.pop();
    let is_column = |operand: &&str| {
        let rest = operand.strip_suffix(&*column.value);
        rest.is_some_and(|it| !it.ends_with(|last: char| last.is_alphanumeric() || last == '_'))
    };
    let direct = matches!(expression.shape, Shape::Cast(_))
        || (!operands.is_empty() && operands.iter().all(is_column));
    direct.then(|| (&*column.value, situation.catalog.data_type(to)))
}

fn casts(situation: Situation<'_>, types: Types<'_>, expression: &Expression<'_>) -> bool {
    let catalog = situation.catalog;
    let Some((column, to)) = cast(situation, expression) else {
        return false;
    };
    let from = types(column);
    let from = from.as_ref().and_then(|from| catalog.base_type(from));
    match (from, catalog.base_type(&to)) {
        (Some(from), Some(to)) => is_mutable(situation, from, to),
        _ => false,
    }
}

/// Source: `provolatile` of what `pg_cast` names, and of the types' input and
/// output functions; each is measured.
fn is_mutable(situation: Situation<'_>, from: &DataType, to: &DataType) -> bool {
    let name = |it: &DataType| it.builtin_name().unwrap_or_default().to_owned();
    let (source, target) = (name(from), name(to));
    let is_text = |it: &DataType| !it.array && is_text(it);
    let by_setting = |it: &DataType, name: &str| {
        it.array
            || situation.catalog.enum_values.contains_key(&it.name)
            || name.ends_with("range")
            || BY_SETTING.contains(&name)
    };
    if from.array && to.array {
        let element = |it: &DataType| DataType {
            array: false,
            ..it.clone()
        };
        return is_mutable(situation, &element(from), &element(to));
    }
    match (is_text(from), is_text(to)) {
        (true, true) => false,
        // Until 14 an interval was thought to be written the same always.
        (false, true) => {
            by_setting(from, &source) || (source == "interval" && situation.major >= 15)
        }
        (true, false) => {
            by_setting(to, &target) || matches!(&*target, "interval" | "time" | "timetz" | "xml")
        }
        (false, false) => matches!(
            (&*source, &*target),
            ("timestamptz", "date" | "time" | "timestamp" | "timetz")
                | ("date" | "timestamp", "timestamptz")
                | ("time", "timetz")
                | ("money", "numeric")
                | ("numeric" | "int4" | "int8", "money")
        ),
    }
}

fn is_text(data_type: &DataType) -> bool {
    matches!(
        data_type.builtin_name(),
        Some("text" | "varchar" | "bpchar" | "name")
    )
}

/// The type of what an expression gives, where it says so itself.
pub(super) fn type_of(
    situation: Situation<'_>,
    types: Types<'_>,
    expression: &Expression<'_>,
) -> Option<DataType> {
    let operand = match (expression.columns.as_slice(), expression.casts.as_slice()) {
        ([column], []) => situation.catalog.base_type(&types(&column.value)?)?.clone(),
        _ => cast(situation, expression)?.1,
    };
    match (&expression.shape, expression.functions.as_slice()) {
        (Shape::Cast(_), _) => Some(operand),
        (Shape::Call, [only]) if matches!(only.name.name(), "lower" | "upper") => {
            let text = is_text(&operand) && !operand.array;
            text.then(|| DataType::builtin("text"))
        }
        _ => None,
    }
}
