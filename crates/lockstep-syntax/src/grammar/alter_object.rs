//! `ALTER` of what is no relation, and `ALTER TYPE`, `ALTER DOMAIN`.

use super::command::ObjectTags;
use super::cursor::Cursor;
use super::error::Parsed;
use crate::lexer::TokenKind;
use crate::tree::{
    AlterObject, AttributeChange, AttributeChangeKind, AttributeType, Behavior, DomainChange,
    EnumChange, ObjectChange, ObjectReference, StatementKind, Volatility,
};

impl<'a> Cursor<'a, '_> {
    /// What follows `ALTER kind`; nothing for a kind that is known by its tag
    /// alone.
    pub(super) fn alter_object(
        &mut self,
        tags: &'static ObjectTags,
    ) -> Parsed<Option<StatementKind<'a>>> {
        match tags.words {
            "PUBLICATION" => return self.alter_publication().map(Some),
            "SUBSCRIPTION" => return self.alter_subscription().map(Some),
            "FUNCTION" | "PROCEDURE" | "ROUTINE" | "TRIGGER" | "RULE" | "POLICY" | "STATISTICS"
            | "SCHEMA" | "EXTENSION" | "TYPE" | "DOMAIN" => {}
            _ => return Ok(None),
        }
        let if_exists = matches!(tags.words, "POLICY" | "STATISTICS") && self.accept("IF EXISTS");
        let object = self.reference_to(tags.words)?;
        let change = self.object_change(&object)?;
        Ok(Some(StatementKind::AlterObject(Box::new(AlterObject {
            if_exists,
            object,
            change,
        }))))
    }

    fn object_change(&mut self, object: &ObjectReference<'a>) -> Parsed<ObjectChange<'a>> {
        let kind = object.kind;
        match kind {
            "TYPE" => {
                if let Some(change) = self.attribute_type_change()? {
                    return Ok(change);
                }
            }
            "DOMAIN" => {
                if let Some(change) = self.domain_change()? {
                    return Ok(ObjectChange::Domain(Box::new(change)));
                }
            }
            "STATISTICS" if self.accept("SET STATISTICS") => {
                return Ok(ObjectChange::Statistics(self.statistics_target()?));
            }
            "EXTENSION" => {
                if self.accept("UPDATE") {
                    let version = if self.accept("TO") {
                        Some(self.single_value()?)
                    } else {
                        None
                    };
                    return Ok(ObjectChange::Update(version));
                }
                if self.accept("ADD") {
                    return Ok(ObjectChange::AddMember(self.object_reference()?));
                }
                if self.accept("DROP") {
                    return Ok(ObjectChange::DropMember(self.object_reference()?));
                }
            }
            _ => {}
        }
        let is_function = matches!(kind, "FUNCTION" | "PROCEDURE" | "ROUTINE");
        if kind != "EXTENSION" && self.accept("RENAME TO") {
            return Ok(ObjectChange::Rename(self.ident("a name")?));
        }
        if !matches!(kind, "SCHEMA" | "TRIGGER" | "RULE" | "POLICY") && self.accept("SET SCHEMA") {
            return Ok(ObjectChange::SetSchema(self.ident("a schema")?));
        }
        if !matches!(kind, "EXTENSION" | "TRIGGER" | "RULE" | "POLICY") && self.accept("OWNER TO") {
            return Ok(ObjectChange::Owner(self.role_name()?));
        }
        if is_function || kind == "TRIGGER" {
            let depends = self.accept("DEPENDS ON EXTENSION");
            if depends || self.accept("NO DEPENDS ON EXTENSION") {
                let extension = self.ident("an extension")?;
                return Ok(ObjectChange::DependsOnExtension { depends, extension });
            }
        }
        if is_function {
            return self.function_change();
        }
        if kind == "POLICY" {
            return self.policy_change();
        }
        Err(self.fail(""))
    }

    /// The options of `ALTER FUNCTION`, at least one.
    fn function_change(&mut self) -> Parsed<ObjectChange<'a>> {
        let first = self.mark();
        let mut volatility: Option<Volatility> = None;
        let mut options = Vec::new();
        while self.common_function_option(&mut volatility, &mut options)? {}
        if self.mark() == first {
            return Err(self.fail(""));
        }
        self.accept("RESTRICT");
        Ok(ObjectChange::Function {
            volatility,
            options,
        })
    }

    /// `[TO roles] [USING (…)] [WITH CHECK (…)]`
    fn policy_change(&mut self) -> Parsed<ObjectChange<'a>> {
        let first = self.mark();
        let mut reads = Vec::new();
        if self.accept("TO") {
            self.list(Self::role_name)?;
        }
        for clause in ["USING", "WITH CHECK"] {
            if self.accept(clause) {
                reads.extend(self.bracketed_expression()?.tables);
            }
        }
        if self.mark() == first {
            return Err(self.fail(""));
        }
        let clauses = self.span_from(first);
        Ok(ObjectChange::Policy { reads, clauses })
    }

    fn attribute_type_change(&mut self) -> Parsed<Option<ObjectChange<'a>>> {
        if self.accept("ADD VALUE") {
            let if_not_exists = self.accept("IF NOT EXISTS");
            let value = self.string_value("the new value as a string")?;
            let mut neighbour = None;
            let before = self.accept("BEFORE");
            if before || self.accept("AFTER") {
                neighbour = Some(self.string_value("a value of the enum as a string")?);
            }
            return Ok(Some(ObjectChange::EnumValue(EnumChange::Add {
                if_not_exists,
                value,
                before,
                neighbour,
            })));
        }
        if self.accept("RENAME VALUE") {
            let from = self.string_value("a value of the enum as a string")?;
            self.expect("TO")?;
            let to = self.string_value("the new spelling as a string")?;
            return Ok(Some(ObjectChange::EnumValue(EnumChange::Rename {
                from,
                to,
            })));
        }
        if self.accept("DROP VALUE") {
            self.string_value("a value of the enum as a string")?;
            return Ok(Some(ObjectChange::EnumValue(EnumChange::Drop)));
        }
        if self.is_word_at(0, "SET") && self.kind_at(1) == TokenKind::OpenParen {
            self.advance();
            return Ok(Some(ObjectChange::Options(self.definition()?)));
        }
        let mark = self.mark();
        if self.accept("RENAME ATTRIBUTE") {
            let name = self.ident("an attribute")?;
            self.expect("TO")?;
            let kind = AttributeChangeKind::Rename(self.ident("a name")?);
            let behavior = self.behavior();
            return Ok(Some(ObjectChange::Attributes(vec![AttributeChange {
                span: self.span_from(mark),
                name,
                kind,
                behavior,
            }])));
        }
        let attributes = ["ADD ATTRIBUTE", "DROP ATTRIBUTE", "ALTER ATTRIBUTE"];
        if attributes.iter().any(|words| self.at(words)) {
            return Ok(Some(ObjectChange::Attributes(
                self.list(Self::attribute_change)?,
            )));
        }
        Ok(None)
    }

    fn attribute_change(&mut self) -> Parsed<AttributeChange<'a>> {
        let mark = self.mark();
        let (name, kind) = if self.accept("ADD ATTRIBUTE") {
            let name = self.ident("an attribute")?;
            (name, AttributeChangeKind::Add(self.attribute_type()?))
        } else if self.accept("DROP ATTRIBUTE") {
            let if_exists = self.accept("IF EXISTS");
            let name = self.ident("an attribute")?;
            (name, AttributeChangeKind::Drop { if_exists })
        } else {
            self.expect("ALTER ATTRIBUTE")?;
            let name = self.ident("an attribute")?;
            self.accept("SET DATA");
            self.expect("TYPE")?;
            (name, AttributeChangeKind::Type(self.attribute_type()?))
        };
        let behavior: Behavior = self.behavior();
        Ok(AttributeChange {
            span: self.span_from(mark),
            name,
            kind,
            behavior,
        })
    }

    /// `type [COLLATE collation]`
    pub(super) fn attribute_type(&mut self) -> Parsed<AttributeType<'a>> {
        Ok(AttributeType {
            data_type: self.data_type()?,
            collation: if self.accept("COLLATE") {
                Some(self.object_name("a collation")?)
            } else {
                None
            },
        })
    }

    fn domain_change(&mut self) -> Parsed<Option<DomainChange<'a>>> {
        let change = if self.accept("SET DEFAULT") {
            DomainChange::Default(Some(self.expression_until(|_| false)?))
        } else if self.accept("DROP DEFAULT") {
            DomainChange::Default(None)
        } else if self.accept("SET NOT NULL") {
            DomainChange::SetNotNull
        } else if self.accept("DROP NOT NULL") {
            DomainChange::DropNotNull
        } else if self.accept("ADD") {
            self.domain_constraint()?
        } else if self.accept("DROP CONSTRAINT") {
            DomainChange::DropConstraint {
                if_exists: self.accept("IF EXISTS"),
                name: self.ident("a constraint name")?,
                behavior: self.behavior(),
            }
        } else if self.accept("VALIDATE CONSTRAINT") {
            DomainChange::Validate(self.ident("a constraint name")?)
        } else if self.accept("RENAME CONSTRAINT") {
            let from = self.ident("a constraint name")?;
            self.expect("TO")?;
            DomainChange::RenameConstraint(from, self.ident("a constraint name")?)
        } else {
            return Ok(None);
        };
        Ok(Some(change))
    }

    fn domain_constraint(&mut self) -> Parsed<DomainChange<'a>> {
        let name = if self.accept("CONSTRAINT") {
            Some(self.ident("a constraint name")?)
        } else {
            None
        };
        let check = if self.accept("CHECK") {
            Some(self.bracketed_expression()?)
        } else {
            self.expect("NOT NULL")?;
            None
        };
        Ok(DomainChange::AddConstraint {
            name,
            check,
            not_valid: self.accept("NOT VALID"),
        })
    }
}
