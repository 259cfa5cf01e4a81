//! `CREATE TRIGGER`.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::lexer::TokenKind;
use crate::tree::{
    ConstraintProperties, CreateTrigger, ObjectName, Parts, Span, StatementKind, TriggerEvent,
    TriggerTiming,
};

impl<'a> Cursor<'a, '_> {
    /// What follows `CREATE [OR REPLACE] [CONSTRAINT] TRIGGER`.
    pub(super) fn create_trigger(
        &mut self,
        or_replace: bool,
        constraint: bool,
    ) -> Parsed<StatementKind<'a>> {
        let name = self.ident("a trigger name")?;
        let timing = if self.accept("BEFORE") {
            TriggerTiming::Before
        } else if self.accept("AFTER") {
            TriggerTiming::After
        } else {
            self.expect("INSTEAD OF")?;
            TriggerTiming::InsteadOf
        };
        let mut events = vec![self.trigger_event()?];
        while self.accept("OR") {
            events.push(self.trigger_event()?);
        }
        self.expect("ON")?;
        let table = self.object_name("a table name")?;
        let mut trigger = Box::new(CreateTrigger {
            or_replace,
            constraint,
            name,
            timing,
            events,
            function: ObjectName {
                span: Span::new(table.span.end, table.span.end),
                parts: Parts::default(),
            },
            table,
            from: None,
            properties: ConstraintProperties::default(),
            old_table: None,
            new_table: None,
            for_each_row: false,
            for_each: None,
            condition: None,
            arguments: Span::default(),
        });
        self.trigger_rest(&mut trigger)?;
        Ok(StatementKind::CreateTrigger(trigger))
    }

    fn trigger_event(&mut self) -> Parsed<TriggerEvent<'a>> {
        if self.accept("INSERT") {
            Ok(TriggerEvent::Insert)
        } else if self.accept("DELETE") {
            Ok(TriggerEvent::Delete)
        } else if self.accept("TRUNCATE") {
            Ok(TriggerEvent::Truncate)
        } else {
            self.expect("UPDATE")?;
            let mut columns = Vec::new();
            if self.accept("OF") {
                columns.push(self.ident("a column name")?);
                while self.accept_comma() {
                    columns.push(self.ident("a column name")?);
                }
            }
            Ok(TriggerEvent::Update(columns))
        }
    }

    /// From behind the table to the end.
    fn trigger_rest(&mut self, trigger: &mut CreateTrigger<'a>) -> Parsed<()> {
        if trigger.constraint && self.accept("FROM") {
            trigger.from = Some(self.object_name("a table name")?);
        }
        if trigger.constraint {
            trigger.properties = self.more_properties(trigger.properties, false)?;
        }
        if self.accept("REFERENCING") {
            while self.at("OLD") || self.at("NEW") {
                let old = self.accept("OLD");
                if !old {
                    self.accept("NEW");
                }
                if !self.accept("TABLE") {
                    self.expect("ROW")?;
                }
                self.accept("AS");
                let name = Some(self.ident("a name")?);
                if old {
                    trigger.old_table = name;
                } else {
                    trigger.new_table = name;
                }
            }
        }
        let mark = self.mark();
        if self.accept("FOR") {
            self.accept("EACH");
            trigger.for_each_row = self.accept("ROW");
            if !trigger.for_each_row {
                self.expect("STATEMENT")?;
            }
            trigger.for_each = Some(self.span_from(mark));
        }
        if self.accept("WHEN") {
            trigger.condition = Some(self.bracketed_expression()?);
        }
        self.expect("EXECUTE")?;
        if !self.accept("FUNCTION") {
            self.expect("PROCEDURE")?;
        }
        trigger.function = self.function_name("a function name")?;
        self.expect_open()?;
        let mark = self.mark();
        self.skip_until(|_| false);
        trigger.arguments = if self.mark() == mark {
            let end = self.peek().map_or(0, |token| token.span.start);
            Span::new(end, end)
        } else {
            self.span_from(mark)
        };
        self.expect_kind(TokenKind::CloseParen, ")")?;
        Ok(())
    }
}
