//! What it takes to make a value of one type a value of another.
//!
//! Source: `coerce_to_target_type` and what it calls in
//! `src/backend/parser/parse_coerce.c`, `ATColumnChangeRequiresRewrite` in
//! `src/backend/commands/tablecmds.c`.

use super::types::TYPES;
use super::{Catalog, DataType, UserType};

/// What becomes of stored values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coercion {
    /// They are read as they are.
    Stored,
    /// They are read as they are where the session's time zone is UTC.
    StoredInUtc,
    /// Not known without knowing what this type is.
    Unknown(DataType),
    /// Each is computed.
    Computed,
    /// There is no such cast.
    Refused,
}

/// Who asks for a cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CastContext {
    /// Nobody: an expression needs it.
    Implicit,
    /// Something is assigned.
    Assignment,
    /// It is written.
    Explicit,
}

/// How one base type becomes another.
enum Path {
    Relabel,
    Function,
    Unknown(DataType),
    Missing,
}

impl Catalog {
    /// What it takes to make a value of type `from` one of type `to`.
    #[must_use]
    pub fn coerce(
        &self,
        from: &DataType,
        to: &DataType,
        context: CastContext,
        major: u8,
    ) -> Coercion {
        if from.is_same_type(to) {
            return self.fit(from, to);
        }
        let (Some(source), Some(target)) = (self.base_type(from), self.base_type(to)) else {
            return Coercion::Unknown(to.clone());
        };
        let cast = match self.path(source, target, context, major) {
            Path::Missing => return Coercion::Refused,
            Path::Unknown(what) => return Coercion::Unknown(what),
            Path::Relabel => Coercion::Stored,
            Path::Function => match (source.builtin_name(), target.builtin_name()) {
                (Some("timestamp"), Some("timestamptz"))
                | (Some("timestamptz"), Some("timestamp"))
                    if major >= 12 && !source.array =>
                {
                    Coercion::StoredInUtc
                }
                _ => Coercion::Computed,
            },
        };
        // What a cast gives has no modifiers yet, unless it only puts a domain
        // on top of its own type.
        let plain = DataType {
            modifiers: if source.is_same_type(target) && source == from {
                from.modifiers.clone()
            } else {
                String::new()
            },
            ..target.clone()
        };
        let fitted = self.fit(&plain, target);
        if cast == Coercion::Computed || fitted == Coercion::Computed || self.is_constrained(to) {
            return Coercion::Computed;
        }
        if cast == Coercion::Stored {
            fitted
        } else {
            cast
        }
    }

    /// What it takes to give a value the modifiers of a type.
    ///
    /// Source: `coerce_type_typmod`, and the support functions of the types
    /// that know when a length changes nothing: `varchar_support`,
    /// `varbit_support`, `numeric_support`, `TemporalSimplify`,
    /// `interval_support`.
    fn fit(&self, from: &DataType, to: &DataType) -> Coercion {
        if to.modifiers.is_empty() || from.modifiers == to.modifiers {
            return Coercion::Stored;
        }
        if !self.knows_type(to) {
            return Coercion::Computed;
        }
        let name = to.builtin_name().unwrap_or_default();
        let keeps = match name {
            _ if to.array => false,
            "varchar" | "varbit" => number(&from.modifiers) <= number(&to.modifiers),
            "numeric" => {
                let (old, new) = (pair(&from.modifiers), pair(&to.modifiers));
                !from.modifiers.is_empty() && old.1 == new.1 && old.0 <= new.0
            }
            "time" | "timetz" | "timestamp" | "timestamptz" => {
                to.modifiers == "6" || number(&from.modifiers) <= number(&to.modifiers)
            }
            "interval" => keeps_interval(&from.modifiers, &to.modifiers),
            _ => false,
        };
        if keeps {
            Coercion::Stored
        } else {
            Coercion::Computed
        }
    }

    /// Source: `find_coercion_pathway`.
    fn path(&self, from: &DataType, to: &DataType, context: CastContext, major: u8) -> Path {
        if from.is_same_type(to) {
            return Path::Relabel;
        }
        if from.array && to.array {
            let element = |array: &DataType| DataType {
                array: false,
                modifiers: String::new(),
                ..array.clone()
            };
            let (from, to) = (element(from), element(to));
            if let (Some(from), Some(to)) = (self.base_type(&from), self.base_type(&to)) {
                match self.path(from, to, context, major) {
                    Path::Missing => {}
                    Path::Unknown(what) => return Path::Unknown(what),
                    Path::Relabel | Path::Function => return Path::Function,
                }
            }
        } else if !from.array
            && !to.array
            && let Some((method, needed)) = Self::cast(from, to, major)
        {
            return match (method, context >= needed) {
                (_, false) => Path::Missing,
                ("b", true) => Path::Relabel,
                (_, true) => Path::Function,
            };
        }
        // Who makes a base type may make casts for it, too.
        for data_type in [from, to] {
            if matches!(self.types.get(&data_type.name), Some(UserType::Base)) {
                return Path::Unknown(data_type.clone());
            }
        }
        // The text of a value can be assigned to any string, and read from one
        // by a cast that is written.
        if context >= CastContext::Assignment && is_string(to, major)
            || context == CastContext::Explicit && is_string(from, major)
        {
            return Path::Function;
        }
        for data_type in [from, to] {
            if !self.knows_type(data_type) {
                return Path::Unknown(data_type.clone());
            }
        }
        Path::Missing
    }

    /// The cast between two types: its method, and who may ask for it.
    fn cast(from: &DataType, to: &DataType, major: u8) -> Option<(&'static str, CastContext)> {
        let (from, to) = (from.builtin_name()?, to.builtin_name()?);
        let kinds = [
            ("bi", CastContext::Implicit),
            ("ba", CastContext::Assignment),
            ("be", CastContext::Explicit),
            ("fi", CastContext::Implicit),
            ("fa", CastContext::Assignment),
            ("fe", CastContext::Explicit),
            ("ii", CastContext::Implicit),
            ("ia", CastContext::Assignment),
            ("ie", CastContext::Explicit),
        ];
        let found = |(kind, _): &(&str, _)| TYPES.has(&["cast", kind, from], to, major);
        let (kind, context) = kinds.into_iter().find(found)?;
        Some((&kind[..1], context))
    }
}

fn is_string(data_type: &DataType, major: u8) -> bool {
    let name = data_type.builtin_name();
    !data_type.array && name.is_some_and(|name| TYPES.has(&["string"], name, major))
}

/// A length; none is longer than any.
fn number(modifier: &str) -> u32 {
    modifier.parse().unwrap_or(u32::MAX)
}

fn pair(modifiers: &str) -> (i64, i64) {
    let mut numbers = modifiers.split(',').map(|it| it.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

/// An interval keeps its values where its least field is no larger, and, as
/// far as there are seconds, their precision no lower.
fn keeps_interval(from: &str, to: &str) -> bool {
    const FIELDS: [&str; 6] = ["SECOND", "MINUTE", "HOUR", "DAY", "MONTH", "YEAR"];
    let read = |modifiers: &str| {
        let fields = modifiers.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
        let least = FIELDS.iter().position(|field| fields.ends_with(field));
        let precision = modifiers.rsplit([',', ' ']).next();
        let precision = precision.and_then(|it| it.parse::<u8>().ok());
        (least.unwrap_or(0), precision.unwrap_or(6))
    };
    let (old, new) = (read(from), read(to));
    new.0 <= old.0 && (old.0 > 0 || new.1 >= old.1)
}
