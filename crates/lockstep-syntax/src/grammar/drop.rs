//! `DROP` of any kind of object.

use super::command::Object;
use super::cursor::Cursor;
use super::error::Parsed;
use crate::lexer::TokenKind;
use crate::tree::{Behavior, Drop, DropObject, Span, StatementKind};

impl<'a> Cursor<'a, '_> {
    /// What follows `DROP kind`; `object_word` is the last word of the kind.
    pub(super) fn drop_object(&mut self, object: Object, object_word: Span) -> StatementKind<'a> {
        if !object.is_dropped_by_name() {
            self.skip_rest();
            return StatementKind::Other;
        }
        let concurrently = object == Object::Index && self.accept("CONCURRENTLY");
        let mut statement = Drop {
            object: object.dropped(),
            object_word,
            concurrently,
            if_exists: self.accept("IF EXISTS"),
            names: Vec::new(),
            table: None,
            behavior: Behavior::Restrict,
        };
        let read = self.drop_names(&mut statement);
        self.recover(read);
        StatementKind::Drop(statement)
    }

    fn drop_names(&mut self, statement: &mut Drop<'a>) -> Parsed<()> {
        let label = match statement.object {
            DropObject::Table | DropObject::ForeignTable => "a table name",
            DropObject::Index => "an index name",
            DropObject::Trigger => "a trigger name",
            DropObject::Function => "a function name",
            DropObject::View | DropObject::MaterializedView => "a view name",
            _ => "a name",
        };
        let on_table = matches!(
            statement.object,
            DropObject::Trigger | DropObject::Policy | DropObject::Rule
        );
        loop {
            let name = match statement.object {
                DropObject::Type | DropObject::Domain => self.type_as_name(label)?,
                DropObject::Function | DropObject::Other => self.function_name(label)?,
                _ => self.object_name(label)?,
            };
            statement.names.push(name);
            if self.kind_at(0) == TokenKind::OpenParen {
                self.skip_group();
            }
            if !self.accept_comma() {
                break;
            }
        }
        if on_table && self.accept("ON") {
            statement.table = Some(self.object_name("a table name")?);
        }
        if statement.object == DropObject::Other && self.accept("WITH") {
            self.bracket_group()?;
        }
        statement.behavior = self.behavior();
        Ok(())
    }

    /// A type under a name like any other; array bounds are dropped.
    fn type_as_name(&mut self, label: &'static str) -> Parsed<crate::tree::ObjectName<'a>> {
        let name = self.function_name(label)?;
        while self.kind_at(0) == TokenKind::OpenBracket {
            self.skip_group();
        }
        Ok(name)
    }
}

impl Object {
    /// Whether `DROP kind [IF EXISTS] name, …` is all that its `DROP` says.
    fn is_dropped_by_name(self) -> bool {
        self != Object::Unnamed
    }

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
