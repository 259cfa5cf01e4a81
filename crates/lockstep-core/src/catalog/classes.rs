//! Operator classes: by what an index compares the values of a type.
//!
//! Source: `GetDefaultOpClass` and `ResolveOpClass` in
//! `src/backend/commands/indexcmds.c`.

use super::types::TYPES;
use super::{CastContext, Catalog, Coercion, DataType, UserType};

/// Source: `typispreferred` in `src/include/catalog/pg_type.dat`.
const PREFERRED: [&str; 3] = ["inet", "oid", "text"];

impl Catalog {
    /// The type whose default operator class an index of this access method
    /// takes for a type; none when there is none, or none is known.
    #[must_use]
    pub fn default_class(
        &self,
        data_type: &DataType,
        method: &str,
        major: u8,
    ) -> Option<&'static str> {
        let base = self.base_type(data_type)?;
        let class = |name: &str| TYPES.find(&["class", method], name, major);
        let polymorphic = if base.array {
            "anyarray"
        } else if let Some(name) = base.builtin_name() {
            let common = common_class(name).filter(|_| matches!(method, "btree" | "hash"));
            if let Some(class) = common.or_else(|| class(name)) {
                return Some(class);
            }
            // A class of a type that this one is without any work, best of one
            // that its kind prefers.
            let casts = format!("cast/bi/{name}");
            let classes = TYPES.words(&casts, major).filter_map(class);
            if let Some(class) = classes.max_by_key(|class| PREFERRED.contains(class)) {
                return Some(class);
            }
            match name {
                _ if TYPES.has(&["range"], name, major) => "anyrange",
                _ if TYPES.has(&["multirange"], name, major) => "anymultirange",
                _ => return None,
            }
        } else {
            match self.types.get(&base.name) {
                Some(UserType::Enum) => "anyenum",
                Some(UserType::Range) => "anyrange",
                Some(UserType::Composite(_)) => "record",
                None if self.relations.contains_key(&base.name) => "record",
                Some(UserType::Base) | None => return None,
            }
        };
        class(polymorphic)
    }

    /// The type that an operator class is for, when it is one that nobody gets
    /// without naming it.
    #[must_use]
    pub fn named_class(class: &str, major: u8) -> Option<&'static str> {
        let mut kinds = TYPES.kinds(class, major);
        kinds.find_map(|kind| kind.strip_prefix("named/"))
    }

    /// Whether values of one type can be looked up among those of another, as
    /// a foreign key does.
    ///
    /// Source: `ATAddForeignKeyConstraint` in
    /// `src/backend/commands/tablecmds.c`.
    #[must_use]
    pub fn can_reference(&self, from: &DataType, to: &DataType, major: u8) -> bool {
        let Some((from, to, direct)) = self.comparison(from, to, major) else {
            return true;
        };
        let class = |it: &DataType| self.default_class(it, "btree", major);
        let (Some(_), Some(key)) = (class(from), class(to)) else {
            return direct;
        };
        let key = if key.starts_with("any") {
            to
        } else {
            &DataType::builtin(key)
        };
        direct || self.coerce(from, key, CastContext::Implicit, major) != Coercion::Refused
    }

    /// Whether they are looked up as they are; else each is converted first,
    /// so that an index on the column cannot be used. None where a type is not
    /// known.
    ///
    /// Source: likewise.
    #[must_use]
    pub fn references_directly(&self, from: &DataType, to: &DataType, major: u8) -> Option<bool> {
        let (_, _, direct) = self.comparison(from, to, major)?;
        Some(direct)
    }

    /// The types under both, and whether there is an operator that compares
    /// them.
    fn comparison<'t>(
        &'t self,
        from: &'t DataType,
        to: &'t DataType,
        major: u8,
    ) -> Option<(&'t DataType, &'t DataType, bool)> {
        let (from, to) = (self.base_type(from)?, self.base_type(to)?);
        let class = |it: &DataType| self.default_class(it, "btree", major);
        let (Some(own), Some(key)) = (class(from), class(to)) else {
            let may = from.is_same_type(to) || !self.knows_type(from) || !self.knows_type(to);
            return Some((from, to, may));
        };
        let same = own == key && (!own.starts_with("any") || from.is_same_type(to));
        let compares = from
            .builtin_name()
            .is_some_and(|name| !from.array && TYPES.has(&["equal", key], name, major));
        Some((from, to, same || compares))
    }
}

/// The class in btree and hash for types that most keys have: each key is
/// asked for it, and these need no lookup.
fn common_class(name: &str) -> Option<&'static str> {
    Some(match name.as_bytes() {
        b"bool" => "bool",
        b"date" => "date",
        b"int4" => "int4",
        b"int8" => "int8",
        b"text" | b"varchar" => "text",
        b"timestamp" => "timestamp",
        b"timestamptz" => "timestamptz",
        b"uuid" => "uuid",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_classes_are_those_of_postgresql() {
        let majors = (11..=18).flat_map(|major| [("btree", major), ("hash", major)]);
        for (method, major) in majors {
            let class = |name| TYPES.find(&["class", method], name, major);
            for name in [
                "bool",
                "date",
                "int4",
                "int8",
                "text",
                "timestamp",
                "timestamptz",
                "uuid",
            ] {
                assert_eq!(common_class(name), class(name));
            }
            assert_eq!(class("varchar"), None);
            assert!(TYPES.has(&["cast", "bi", "varchar"], "text", major));
        }
    }
}
