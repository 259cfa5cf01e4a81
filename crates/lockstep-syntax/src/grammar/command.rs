//! Every command of PostgreSQL by its first words, with its tag.

use super::cursor::Cursor;
use crate::tree::Span;

/// The kinds of objects that `CREATE`, `ALTER` and `DROP` tell apart here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Object {
    Table,
    Index,
    View,
    MaterializedView,
    Sequence,
    Function,
    Procedure,
    Trigger,
    Type,
    Schema,
    Policy,
    Domain,
    Rule,
    ForeignTable,
    /// Known by its tag alone.
    Other,
    /// Like `Other`, and what is dropped is more than a list of names.
    Unnamed,
}

/// A kind of object with the tags of what is done to it.
pub(super) struct ObjectTags {
    pub(super) words: &'static str,
    pub(super) object: Object,
    pub(super) alter: &'static str,
    pub(super) create: &'static str,
    pub(super) drop: &'static str,
}

macro_rules! objects {
    ($($words:literal => $object:ident $tag:literal,)*) => {
        &[$(ObjectTags {
            words: $words,
            object: Object::$object,
            alter: concat!("ALTER ", $tag),
            create: concat!("CREATE ", $tag),
            drop: concat!("DROP ", $tag),
        }),*]
    };
}

/// The common ones first: an error names them in this order.
const OBJECTS: &[ObjectTags] = objects! {
    "TABLE" => Table "TABLE",
    "INDEX" => Index "INDEX",
    "VIEW" => View "VIEW",
    "MATERIALIZED VIEW" => MaterializedView "MATERIALIZED VIEW",
    "SEQUENCE" => Sequence "SEQUENCE",
    "FUNCTION" => Function "FUNCTION",
    "TRIGGER" => Trigger "TRIGGER",
    "TYPE" => Type "TYPE",
    "SCHEMA" => Schema "SCHEMA",
    "EXTENSION" => Other "EXTENSION",
    "POLICY" => Policy "POLICY",
    "PROCEDURE" => Procedure "PROCEDURE",
    "ROUTINE" => Function "ROUTINE",
    "DOMAIN" => Domain "DOMAIN",
    "RULE" => Rule "RULE",
    "FOREIGN TABLE" => ForeignTable "FOREIGN TABLE",
    "ROLE" => Other "ROLE",
    "USER MAPPING" => Unnamed "USER MAPPING",
    "USER" => Other "ROLE",
    "GROUP" => Other "ROLE",
    "DATABASE" => Other "DATABASE",
    "STATISTICS" => Other "STATISTICS",
    "PUBLICATION" => Other "PUBLICATION",
    "SUBSCRIPTION" => Other "SUBSCRIPTION",
    "EVENT TRIGGER" => Other "EVENT TRIGGER",
    "AGGREGATE" => Unnamed "AGGREGATE",
    "CAST" => Unnamed "CAST",
    "COLLATION" => Other "COLLATION",
    "CONVERSION" => Other "CONVERSION",
    "ACCESS METHOD" => Other "ACCESS METHOD",
    "DEFAULT PRIVILEGES" => Unnamed "DEFAULT PRIVILEGES",
    "FOREIGN DATA WRAPPER" => Other "FOREIGN DATA WRAPPER",
    "LANGUAGE" => Other "LANGUAGE",
    "PROCEDURAL LANGUAGE" => Other "LANGUAGE",
    "LARGE OBJECT" => Unnamed "LARGE OBJECT",
    "OPERATOR CLASS" => Unnamed "OPERATOR CLASS",
    "OPERATOR FAMILY" => Unnamed "OPERATOR FAMILY",
    "OPERATOR" => Unnamed "OPERATOR",
    "OWNED" => Unnamed "OWNED",
    "SERVER" => Other "SERVER",
    "SYSTEM" => Unnamed "SYSTEM",
    "TABLESPACE" => Other "TABLESPACE",
    "TEXT SEARCH CONFIGURATION" => Other "TEXT SEARCH CONFIGURATION",
    "TEXT SEARCH DICTIONARY" => Other "TEXT SEARCH DICTIONARY",
    "TEXT SEARCH PARSER" => Other "TEXT SEARCH PARSER",
    "TEXT SEARCH TEMPLATE" => Other "TEXT SEARCH TEMPLATE",
    "TRANSFORM" => Unnamed "TRANSFORM",
};

/// Commands that are known by their tag alone.
const OTHERS: &[(&str, &str)] = &[
    ("ANALYSE", "ANALYZE"),
    ("CALL", "CALL"),
    ("CHECKPOINT", "CHECKPOINT"),
    ("CLOSE ALL", "CLOSE CURSOR ALL"),
    ("CLOSE", "CLOSE CURSOR"),
    ("CLUSTER", "CLUSTER"),
    ("DEALLOCATE", "DEALLOCATE"),
    ("DECLARE", "DECLARE CURSOR"),
    ("DISCARD ALL", "DISCARD ALL"),
    ("DISCARD PLANS", "DISCARD PLANS"),
    ("DISCARD SEQUENCES", "DISCARD SEQUENCES"),
    ("DISCARD", "DISCARD TEMP"),
    ("EXECUTE", "EXECUTE"),
    ("EXPLAIN", "EXPLAIN"),
    ("FETCH", "FETCH"),
    ("GRANT", "GRANT"),
    ("IMPORT FOREIGN SCHEMA", "IMPORT FOREIGN SCHEMA"),
    ("LISTEN", "LISTEN"),
    ("LOAD", "LOAD"),
    ("MOVE", "MOVE"),
    ("NOTIFY", "NOTIFY"),
    ("PREPARE", "PREPARE"),
    ("REASSIGN OWNED", "REASSIGN OWNED"),
    ("REFRESH MATERIALIZED VIEW", "REFRESH MATERIALIZED VIEW"),
    ("REINDEX", "REINDEX"),
    ("REPACK", "REPACK"),
    ("REVOKE", "REVOKE"),
    ("SECURITY LABEL", "SECURITY LABEL"),
    ("SHOW", "SHOW"),
    ("UNLISTEN", "UNLISTEN"),
];

impl Cursor<'_, '_> {
    /// Moves over the words of a kind of object.
    pub(super) fn accept_object(&mut self) -> Option<(&'static ObjectTags, Span)> {
        let tags = OBJECTS.iter().find(|tags| self.accept(tags.words))?;
        let last = self.mark().saturating_sub(1);
        Some((tags, self.span_from(last)))
    }

    /// Moves over the first words of a command that is known by its tag alone.
    pub(super) fn accept_other_command(&mut self) -> Option<&'static str> {
        let (_, tag) = OTHERS.iter().find(|(words, _)| self.accept(words))?;
        if *tag == "GRANT" || *tag == "REVOKE" {
            return Some(self.grant_tag(tag));
        }
        Some(tag)
    }

    /// `GRANT role TO role` has another tag than `GRANT privilege ON …`.
    fn grant_tag(&self, tag: &'static str) -> &'static str {
        let mut ahead = 0;
        while let Some(token) = self.peek_at(ahead) {
            if self.is_word_at(ahead, "ON") {
                return tag;
            }
            if token.kind == crate::lexer::TokenKind::Word
                && (self.is_word_at(ahead, "TO") || self.is_word_at(ahead, "FROM"))
            {
                break;
            }
            ahead += 1;
        }
        if tag == "GRANT" {
            "GRANT ROLE"
        } else {
            "REVOKE ROLE"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::keywords;
    use super::*;

    #[test]
    fn every_kind_of_object_begins_with_a_known_word() {
        let mut first: Vec<&str> = OBJECTS
            .iter()
            .filter_map(|tags| tags.words.split(' ').next())
            .collect();
        first.sort_unstable();
        first.dedup();
        assert!(keywords::object_starts().eq(first));
    }
}
