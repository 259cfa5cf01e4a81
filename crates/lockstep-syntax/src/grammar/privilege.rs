//! `GRANT`, `REVOKE`, `REASSIGN OWNED`, `DROP OWNED`, `COMMENT`, `SECURITY
//! LABEL`.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::lexer::TokenKind;
use crate::tree::{
    Behavior, Comment, Grant, NamedOption, ObjectReference, Owned, Privilege, StatementKind,
};

impl<'a> Cursor<'a, '_> {
    /// What follows `GRANT` or `REVOKE`; of membership in roles unless it is
    /// `on_objects`.
    pub(super) fn grant(&mut self, revoke: bool, on_objects: bool) -> Parsed<StatementKind<'a>> {
        let mut grant = Box::new(Grant {
            revoke,
            privileges: Vec::new(),
            kind: None,
            in_schema: false,
            objects: Vec::new(),
            roles: Vec::new(),
            grant_option: false,
            options: Vec::new(),
            granted_by: None,
            behavior: Behavior::Restrict,
        });
        if revoke && self.is_word_at(1, "OPTION") && self.is_word_at(2, "FOR") {
            let mark = self.mark();
            let option = self.any_ident("an option")?;
            grant.grant_option = option.value == "grant";
            grant.options.push(NamedOption {
                name: option.value,
                value: self.span_from(mark),
            });
            self.accept("OPTION FOR");
        }
        grant.privileges = self.list(Self::privilege)?;
        if on_objects {
            self.expect("ON")?;
            self.granted_objects(&mut grant)?;
        }
        self.expect(if revoke { "FROM" } else { "TO" })?;
        grant.roles = self.list(|cursor| {
            cursor.accept("GROUP");
            cursor.role_name()
        })?;
        if !revoke && self.accept("WITH GRANT OPTION") {
            grant.grant_option = true;
        } else if !revoke && !on_objects && self.accept("WITH") {
            grant.options = self.list(Self::membership_option)?;
        }
        if self.accept("GRANTED BY") {
            grant.granted_by = Some(self.role_name()?);
        }
        if revoke {
            grant.behavior = self.behavior();
        }
        Ok(StatementKind::Grant(grant))
    }

    /// `SELECT (columns)`, `ALL PRIVILEGES`, `ALTER SYSTEM`, a role
    fn privilege(&mut self) -> Parsed<Privilege<'a>> {
        let mark = self.mark();
        if self.at("ON") || self.at("TO") || self.at("FROM") {
            return Err(self.fail("a privilege"));
        }
        if self.accept("ALL") {
            self.accept("PRIVILEGES");
        } else if !self.accept("ALTER SYSTEM") {
            self.any_ident("a privilege")?;
        }
        Ok(Privilege {
            words: self.span_from(mark),
            columns: self.optional_columns()?,
        })
    }

    fn membership_option(&mut self) -> Parsed<NamedOption<'a>> {
        let name = self.any_ident("an option")?.value;
        let mark = self.mark();
        if self.accept_any(&["OPTION", "TRUE", "FALSE"]).is_none() {
            return Err(self.fail(""));
        }
        Ok(NamedOption {
            name,
            value: self.span_from(mark),
        })
    }

    /// What follows `ON`.
    fn granted_objects(&mut self, grant: &mut Grant<'a>) -> Parsed<()> {
        const ALL: [(&str, &str); 5] = [
            ("ALL TABLES IN SCHEMA", "TABLE"),
            ("ALL SEQUENCES IN SCHEMA", "SEQUENCE"),
            ("ALL FUNCTIONS IN SCHEMA", "FUNCTION"),
            ("ALL PROCEDURES IN SCHEMA", "PROCEDURE"),
            ("ALL ROUTINES IN SCHEMA", "ROUTINE"),
        ];
        const KINDS: [&str; 15] = [
            "TABLE",
            "SEQUENCE",
            "FOREIGN DATA WRAPPER",
            "FOREIGN SERVER",
            "FUNCTION",
            "PROCEDURE",
            "ROUTINE",
            "DATABASE",
            "DOMAIN",
            "LANGUAGE",
            "LARGE OBJECT",
            "PARAMETER",
            "SCHEMA",
            "TABLESPACE",
            "TYPE",
        ];
        let all = ALL.iter().find(|(words, _)| self.accept(words));
        if let Some((_, kind)) = all {
            grant.in_schema = true;
            grant.kind = Some(kind);
            grant.objects = self.list(|cursor| cursor.reference_to("SCHEMA"))?;
            return Ok(());
        }
        // `ON type` names a table unless a name follows.
        let is_kind = self.kind_at(1) != TokenKind::Comma
            && !self.is_word_at(1, "TO")
            && !self.is_word_at(1, "FROM");
        let kind = KINDS
            .iter()
            .find(|words| is_kind && self.accept(words))
            .copied()
            .unwrap_or("TABLE");
        grant.kind = Some(kind);
        grant.objects = self.list(|cursor| cursor.granted_object(kind))?;
        Ok(())
    }

    fn granted_object(&mut self, kind: &'static str) -> Parsed<ObjectReference<'a>> {
        match kind {
            "FOREIGN SERVER" => self.reference_to("SERVER"),
            _ => self.reference_to(kind),
        }
    }

    /// What follows `REASSIGN OWNED` or `DROP OWNED`.
    pub(super) fn owned(&mut self, drop: bool) -> Parsed<StatementKind<'a>> {
        self.expect("BY")?;
        let mut owned = Owned {
            roles: self.list(Self::role_name)?,
            to: None,
            behavior: Behavior::Restrict,
        };
        if drop {
            owned.behavior = self.behavior();
        } else {
            self.expect("TO")?;
            owned.to = Some(self.role_name()?);
        }
        Ok(StatementKind::Owned(owned))
    }

    /// What follows `COMMENT`.
    pub(super) fn comment(&mut self) -> Parsed<StatementKind<'a>> {
        Ok(StatementKind::Comment(Box::new(self.remark()?)))
    }

    /// What follows `SECURITY LABEL`.
    pub(super) fn security_label(&mut self) -> Parsed<StatementKind<'a>> {
        let provider = if self.accept("FOR") {
            Some(self.single_value()?)
        } else {
            None
        };
        let mut label = self.remark()?;
        label.provider = provider;
        Ok(StatementKind::SecurityLabel(Box::new(label)))
    }

    /// `ON object IS string | NULL`
    fn remark(&mut self) -> Parsed<Comment<'a>> {
        self.expect("ON")?;
        let object = self.object_reference()?;
        self.expect("IS")?;
        let text = if self.accept("NULL") {
            None
        } else {
            Some(self.string("a string")?.span)
        };
        Ok(Comment {
            object,
            provider: None,
            text,
        })
    }
}
