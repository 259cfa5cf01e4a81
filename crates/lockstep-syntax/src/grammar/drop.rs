//! `DROP` of any kind of object.

use super::command::{Object, ObjectTags};
use super::cursor::Cursor;
use super::error::Parsed;
use crate::tree::{Behavior, Drop, DropObject, Span, StatementKind};

impl<'a> Cursor<'a, '_> {
    /// What follows `DROP kind`; `object_word` is the last word of the kind.
    pub(super) fn drop_object(
        &mut self,
        tags: &'static ObjectTags,
        object_word: Span,
    ) -> Parsed<StatementKind<'a>> {
        let words = tags.words;
        match words {
            "OWNED" => return self.owned(true),
            "DEFAULT PRIVILEGES" | "LARGE OBJECT" | "SYSTEM" => return Err(self.fail("")),
            _ => {}
        }
        let concurrently = tags.object == Object::Index && self.accept("CONCURRENTLY");
        let mut statement = Drop {
            object: tags.object.dropped(),
            object_word,
            concurrently,
            if_exists: self.accept("IF EXISTS"),
            names: Vec::new(),
            arguments: Vec::new(),
            table: None,
            behavior: Behavior::Restrict,
            force: false,
        };
        let read = self.dropped_names(&mut statement, words);
        self.recover(read);
        Ok(StatementKind::Drop(Box::new(statement)))
    }

    fn dropped_names(&mut self, statement: &mut Drop<'a>, words: &'static str) -> Parsed<()> {
        let label = match statement.object {
            DropObject::Table | DropObject::ForeignTable => "a table name",
            DropObject::Index => "an index name",
            DropObject::View | DropObject::MaterializedView => "a view name",
            _ => "a name",
        };
        loop {
            if matches!(
                statement.object,
                DropObject::Table
                    | DropObject::ForeignTable
                    | DropObject::Index
                    | DropObject::View
                    | DropObject::MaterializedView
            ) {
                statement.names.push(self.object_name(label)?);
            } else {
                let object = self.reference_to(words)?;
                statement.names.extend(object.name);
                statement.arguments.extend(object.arguments);
                statement.table = object.table;
            }
            if is_dropped_alone(words) || !self.accept_comma() {
                break;
            }
        }
        match words {
            // `DROP DATABASE name [[WITH] (FORCE)]`
            "DATABASE" => {
                if self.accept("WITH") || self.at_open() {
                    self.bracketed(|cursor| cursor.expect("FORCE"))?;
                    statement.force = true;
                }
            }
            "USER MAPPING" | "ROLE" | "USER" | "GROUP" | "TABLESPACE" => {}
            _ => statement.behavior = self.behavior(),
        }
        Ok(())
    }
}

/// Whether one `DROP` takes one object of this kind only.
fn is_dropped_alone(words: &str) -> bool {
    matches!(
        words,
        "TRIGGER"
            | "POLICY"
            | "RULE"
            | "CAST"
            | "TRANSFORM"
            | "OPERATOR CLASS"
            | "OPERATOR FAMILY"
            | "USER MAPPING"
            | "DATABASE"
            | "TABLESPACE"
            | "SUBSCRIPTION"
    )
}

impl Object {
    fn dropped(self) -> DropObject {
        match self {
            Object::Table => DropObject::Table,
            Object::Index => DropObject::Index,
            Object::Trigger => DropObject::Trigger,
            Object::Policy => DropObject::Policy,
            Object::Rule => DropObject::Rule,
            Object::View => DropObject::View,
            Object::MaterializedView => DropObject::MaterializedView,
            Object::Sequence => DropObject::Sequence,
            Object::Function | Object::Procedure => DropObject::Function,
            Object::Schema => DropObject::Schema,
            Object::Type => DropObject::Type,
            Object::Domain => DropObject::Domain,
            Object::ForeignTable => DropObject::ForeignTable,
            Object::Other | Object::Unnamed => DropObject::Other,
        }
    }
}
