//! Types: those of PostgreSQL and of widely used extensions, and those that
//! the input defines.

use std::fmt;
use std::sync::LazyLock;

use lockstep_syntax::tree::{Expression, Shape, TypeName};

use super::builtins::Builtins;
use super::{Catalog, Column, Name, object_name};
use crate::report::RelationKind;

/// Types, casts and operator classes; the kinds of its lines are told in
/// `builtins/types.sql` of the oracle.
pub(super) static TYPES: LazyLock<Builtins> =
    LazyLock::new(|| Builtins::read(include_str!("types.txt"), &KINDS));

/// Where PostgreSQL keeps its own types. Those of widely used extensions are
/// treated as if they were there, too: in which schema they are makes no
/// difference to what is done with them.
pub(super) const BUILTIN: &str = "pg_catalog";

/// The kinds of lines that list types.
const KINDS: [&str; 5] = ["plain", "range", "multirange", "pseudo", "extension"];

/// Base types of extensions that PostgreSQL does not come with: isn, `PostGIS`,
/// pgvector. Of their casts nothing is measured.
const EXTENSIONS: [&str; 14] = [
    "ean13",
    "geography",
    "geometry",
    "halfvec",
    "isbn",
    "isbn13",
    "ismn",
    "ismn13",
    "issn",
    "issn13",
    "raster",
    "sparsevec",
    "upc",
    "vector",
];

/// A type as a column has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataType {
    /// Its name, in the spelling of `pg_type`.
    pub name: Name,
    /// Its modifiers in one spelling: `10,2`; empty when it has none.
    pub modifiers: String,
    /// It is an array of that.
    pub array: bool,
}

/// A type that the input defines, other than a domain.
#[derive(Clone, Debug)]
pub enum UserType {
    /// An enum.
    Enum,
    /// A composite type, with its attributes.
    Composite(Vec<(String, DataType)>),
    /// A range; from 14 on its multirange stands beside it.
    Range,
    /// Any other.
    Base,
}

/// A domain that the input defines.
#[derive(Clone, Debug, Default)]
pub struct Domain {
    /// The type under it, where it was read.
    pub base: Option<DataType>,
    /// What it asks of values.
    pub constraints: Vec<DomainConstraint>,
}

/// A constraint of a domain.
#[derive(Clone, Debug)]
pub struct DomainConstraint {
    /// Its name, also one that PostgreSQL chose.
    pub name: String,
    /// It is `NOT NULL`, else `CHECK`.
    pub not_null: bool,
}

/// Whether an unqualified type is one of PostgreSQL's own, or one that a
/// widely used extension brings, and so no domain with constraints.
#[must_use]
pub fn is_plain_type(name: &str) -> bool {
    is_common(name) || TYPES.since(name).is_some() || EXTENSIONS.contains(&name)
}

/// PostgreSQL's own types that most columns have. Each column is asked for its
/// type many times, and these need no lookup.
const COMMON: [&str; 15] = [
    "bool",
    "bytea",
    "date",
    "float8",
    "int2",
    "int4",
    "int8",
    "json",
    "jsonb",
    "numeric",
    "text",
    "timestamp",
    "timestamptz",
    "uuid",
    "varchar",
];

thread_local! {
    static COMMON_NAMES: [Name; COMMON.len()] = COMMON.map(|name| Name::new(BUILTIN, name));
}

/// Where it stands in [`COMMON`].
fn common(name: &str) -> Option<usize> {
    Some(match name.as_bytes() {
        b"bool" => 0,
        b"bytea" => 1,
        b"date" => 2,
        b"float8" => 3,
        b"int2" => 4,
        b"int4" => 5,
        b"int8" => 6,
        b"json" => 7,
        b"jsonb" => 8,
        b"numeric" => 9,
        b"text" => 10,
        b"timestamp" => 11,
        b"timestamptz" => 12,
        b"uuid" => 13,
        b"varchar" => 14,
        _ => return None,
    })
}

/// Whether it is one of [`COMMON`].
pub(super) fn is_common(name: &str) -> bool {
    common(name).is_some()
}

/// The full name of a type that is PostgreSQL's own, or treated as such.
fn builtin(name: &str) -> Name {
    match common(name) {
        Some(place) => COMMON_NAMES.with(|names| names[place].clone()),
        None => Name::new(BUILTIN, name),
    }
}

impl Domain {
    /// Adds a constraint under the name given or the one that PostgreSQL
    /// chooses.
    pub(super) fn add(&mut self, domain: &Name, given: Option<&str>, not_null: bool) {
        let label = if not_null { "not_null" } else { "check" };
        let mut name = given.map_or_else(|| object_name(domain.name(), "", label), str::to_owned);
        let mut number = 0;
        while given.is_none() && self.constraints.iter().any(|it| it.name == name) {
            number += 1;
            name = object_name(domain.name(), "", &format!("{label}{number}"));
        }
        self.constraints.push(DomainConstraint { name, not_null });
    }
}

impl DataType {
    /// A built-in type without modifiers.
    #[must_use]
    pub fn builtin(name: &str) -> Self {
        DataType {
            name: builtin(name),
            modifiers: String::new(),
            array: false,
        }
    }

    /// Its name, when PostgreSQL brings it along.
    #[must_use]
    pub fn builtin_name(&self) -> Option<&str> {
        (self.name.schema() == BUILTIN).then_some(self.name.name())
    }

    /// Whether it is a type that no column can have.
    #[must_use]
    pub fn is_pseudo(&self) -> bool {
        let name = self.builtin_name();
        name.is_some_and(|name| TYPES.has_ever("pseudo", name))
    }

    /// Whether values of both are of one type, whatever their modifiers.
    #[must_use]
    pub fn is_same_type(&self, other: &DataType) -> bool {
        self.name == other.name && self.array == other.array
    }
}

/// As PostgreSQL spells it internally: `varchar(20)`, `int4[]`.
impl fmt::Display for DataType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.builtin_name() {
            Some(name) => formatter.write_str(name)?,
            None => self.name.fmt(formatter)?,
        }
        if !self.modifiers.is_empty() {
            write!(formatter, "({})", self.modifiers)?;
        }
        formatter.write_str(if self.array { "[]" } else { "" })
    }
}

impl Catalog {
    /// The type that a written one means.
    #[must_use]
    pub fn data_type(&self, written: &TypeName<'_>) -> DataType {
        let schema = written.schema.as_ref().map(|schema| &*schema.value);
        DataType {
            name: self.type_name(schema, &written.name),
            modifiers: modifiers(&written.name, &written.modifiers),
            array: written.dimensions > 0,
        }
    }

    /// The type, domain or relation that a name of a type means.
    pub(super) fn type_name(&self, schema: Option<&str>, name: &str) -> Name {
        let unqualified = schema.is_none_or(|schema| schema == BUILTIN);
        let own = || TYPES.since(name).is_some() && !EXTENSIONS.contains(&name);
        if unqualified && (is_common(name) || own()) {
            return builtin(name);
        }
        let resolved = self.resolve_parts(schema, name);
        if !self.has_own_type(&resolved) && is_plain_type(name) {
            return Name::new(BUILTIN, name);
        }
        resolved
    }

    /// The type below a domain, and below that one; the type itself where it
    /// is none, nothing where that was not read.
    #[must_use]
    pub fn base_type<'t>(&'t self, data_type: &'t DataType) -> Option<&'t DataType> {
        let mut found = data_type;
        while !found.array
            && let Some(domain) = self.domains.get(&found.name)
        {
            // A domain is over what was there before it.
            found = domain.base.as_ref()?;
        }
        Some(found)
    }

    /// Whether it is a domain that refuses some values.
    #[must_use]
    pub fn is_constrained(&self, data_type: &DataType) -> bool {
        let mut next = Some(data_type);
        while let Some(data_type) = next.filter(|it| !it.array) {
            let domain = self.domains.get(&data_type.name);
            if domain.is_some_and(|domain| !domain.constraints.is_empty()) {
                return true;
            }
            next = domain.and_then(|domain| domain.base.as_ref());
        }
        false
    }

    /// Whether the input defines a type, or a relation with its row type.
    #[must_use]
    pub fn has_own_type(&self, name: &Name) -> bool {
        self.domains.contains_key(name)
            || self.types.contains_key(name)
            || self.relations.contains_key(name)
    }

    /// Whether it is known what a type is.
    #[must_use]
    pub fn knows_type(&self, data_type: &DataType) -> bool {
        if let Some(name) = data_type.builtin_name() {
            return !EXTENSIONS.contains(&name);
        }
        self.has_own_type(&data_type.name)
    }

    /// The collation that columns of a type have unless told otherwise.
    #[must_use]
    pub fn collation_of(&self, data_type: &DataType, major: u8) -> Option<String> {
        let base = self.base_type(data_type)?;
        let name = base.builtin_name()?;
        let collation = if name == "name" { "C" } else { "default" };
        TYPES
            .has(&["collated"], name, major)
            .then(|| collation.to_owned())
    }

    /// The type of a default before it becomes that of its column; none where
    /// it is not worked out.
    pub(super) fn default_type(
        &self,
        text: &str,
        default: &Expression<'_>,
        column: Option<&DataType>,
    ) -> Option<DataType> {
        let cast = default.casts.last().map(|cast| self.data_type(cast));
        let name = match &default.shape {
            // A string is read as a value of the column when it is written.
            Shape::Literal => match default.span.of(text).as_bytes() {
                _ if cast.is_some() => return cast,
                [b'\'', ..] => return column.cloned(),
                [b't' | b'T' | b'f' | b'F', ..] => "bool",
                [b'0'..=b'9' | b'-' | b'+', rest @ ..] if rest.iter().all(u8::is_ascii_digit) => {
                    if rest.len() < 9 {
                        "int4"
                    } else {
                        "int8"
                    }
                }
                [b'0'..=b'9' | b'-' | b'+', ..] => "numeric",
                _ => return None,
            },
            Shape::Call => match default.functions.first()?.name.name() {
                "now" | "clock_timestamp" | "statement_timestamp" | "transaction_timestamp" => {
                    "timestamptz"
                }
                "nextval" => "int8",
                "gen_random_uuid" | "uuid_generate_v4" | "uuidv7" => "uuid",
                "random" => "float8",
                _ => return None,
            },
            _ => return None,
        };
        Some(DataType::builtin(name))
    }

    /// A column that holds values of a type: as they are, in an array, below a
    /// domain or as a part of something larger.
    ///
    /// Source: `find_composite_type_dependencies` in
    /// `src/backend/commands/tablecmds.c`.
    #[must_use]
    pub fn column_holding(&self, wanted: &Name) -> Option<(&Name, &Column)> {
        let mut wanted = vec![wanted.clone()];
        let mut next = 0;
        while let Some(name) = wanted.get(next).cloned() {
            next += 1;
            let is = |data_type: &DataType| data_type.name == name;
            let dependents = || self.links.of(&name);
            for (table, relation) in dependents().filter_map(|it| self.relations.get_key_value(it))
            {
                let mut columns = relation.columns.iter();
                if let Some(column) = columns.find(|it| it.data_type.as_ref().is_some_and(is))
                    && !wanted.contains(table)
                {
                    match relation.kind {
                        RelationKind::View | RelationKind::CompositeType => {
                            wanted.push(table.clone());
                        }
                        _ => return Some((table, column)),
                    }
                }
            }
            let is_domain = |it: &&Name| {
                let domain = self.domains.get(it);
                domain.is_some_and(|it| it.base.as_ref().is_some_and(is))
            };
            let is_composite = |it: &&Name| match self.types.get(it) {
                Some(UserType::Composite(attributes)) => attributes.iter().any(|(_, it)| is(it)),
                _ => false,
            };
            let domains = dependents().filter(is_domain);
            for found in domains.chain(dependents().filter(is_composite)) {
                if !wanted.contains(found) {
                    wanted.push(found.clone());
                }
            }
        }
        None
    }

    /// Follows a type or domain to its new name.
    pub(super) fn rename_type(&mut self, from: &Name, to: &Name) {
        if let Some(known) = self.types.remove(from) {
            self.types.insert(to.clone(), known);
        }
        if let Some(known) = self.domains.remove(from) {
            self.domains.insert(to.clone(), known);
        }
        let relations = self.relations.values_mut();
        let columns = relations.flat_map(|relation| &mut relation.columns);
        let columns =
            columns.flat_map(|column| column.data_type.iter_mut().chain(&mut column.default_type));
        let domains = self.domains.values_mut();
        let domains = domains.filter_map(|domain| domain.base.as_mut());
        let attributes = self.types.values_mut().flat_map(|known| match known {
            UserType::Composite(attributes) => attributes.as_mut_slice(),
            _ => &mut [],
        });
        let attributes = attributes.map(|(_, data_type)| data_type);
        for data_type in columns.chain(domains).chain(attributes) {
            if data_type.name == *from {
                data_type.name = to.clone();
            }
        }
    }
}

/// Modifiers in one spelling, so that equal ones compare equal.
///
/// Source: `numerictypmodin` in `src/backend/utils/adt/numeric.c`, and
/// `anytimestamp_typmod_check` in `src/backend/utils/adt/timestamp.c`, which
/// cuts the precision to six digits.
fn modifiers(name: &str, written: &[&str]) -> String {
    match written {
        [] => return String::new(),
        // A length, as most are, is written as it is kept.
        [only]
            if matches!(name, "varchar" | "bpchar")
                && only.bytes().all(|it| it.is_ascii_digit()) =>
        {
            return (*only).to_owned();
        }
        _ => {}
    }
    let mut found: Vec<String> = Vec::new();
    for modifier in written {
        let words: Vec<&str> = modifier.split_whitespace().collect();
        found.push(words.join(" ").to_ascii_uppercase());
    }
    match (name, found.as_mut_slice()) {
        ("numeric", [_]) => found.push("0".to_owned()),
        ("time" | "timetz" | "timestamp" | "timestamptz" | "interval", [.., precision])
            if precision.parse::<u32>().is_ok_and(|digits| digits > 6) =>
        {
            "6".clone_into(precision);
        }
        _ => {}
    }
    found.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_have_one_spelling() {
        assert_eq!(modifiers("numeric", &["10"]), "10,0");
        assert_eq!(modifiers("numeric", &["10", "2"]), "10,2");
        assert_eq!(modifiers("timestamp", &["9"]), "6");
        assert_eq!(
            modifiers("interval", &["day  to second", "3"]),
            "DAY TO SECOND,3"
        );
    }

    #[test]
    fn types_of_postgres_and_of_extensions_are_known() {
        for name in ["int4", "\"char\"", "citext", "vector", "tstzmultirange"] {
            assert!(is_plain_type(name), "{name}");
        }
        assert!(!is_plain_type("mood"));
    }

    #[test]
    fn common_types_are_those_of_postgresql() {
        let all = (11..=18).flat_map(|major| {
            let words = KINDS.iter().flat_map(move |kind| TYPES.words(kind, major));
            words.filter(|name| is_common(name))
        });
        assert_eq!(all.count(), 8 * COMMON.len());
        assert!(!EXTENSIONS.iter().any(|name| is_common(name)));
        for (place, name) in COMMON.into_iter().enumerate() {
            assert_eq!(common(name), Some(place));
        }
    }
}
