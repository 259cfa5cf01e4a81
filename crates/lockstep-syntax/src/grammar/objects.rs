//! `CREATE` of policies, views, schemas, types and domains.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::embedded;
use crate::lexer::TokenKind;
use crate::tree::{
    CheckOption, CreateDomain, CreatePolicy, CreateType, CreateView, Query, StatementKind,
    TypeDefinition,
};

/// What stands behind the query of a view or a table.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Ending {
    /// `WITH NO DATA`
    NoData,
    /// `WITH DATA`
    Data,
    /// `WITH CHECK OPTION`
    Check(CheckOption),
}

impl<'a> Cursor<'a, '_> {
    /// What follows `CREATE POLICY`.
    pub(super) fn create_policy(&mut self) -> Parsed<StatementKind<'a>> {
        let name = self.ident("a policy name")?;
        self.expect("ON")?;
        let table = self.object_name("a table name")?;
        let mut policy = CreatePolicy {
            name,
            table,
            restrictive: false,
            command: "ALL",
            roles: Vec::new(),
            using: None,
            check: None,
            reads: Vec::new(),
        };
        let read = self.policy_clauses(&mut policy);
        self.recover(read);
        Ok(StatementKind::CreatePolicy(policy))
    }

    fn policy_clauses(&mut self, policy: &mut CreatePolicy<'a>) -> Parsed<()> {
        loop {
            if self.accept("AS") {
                policy.restrictive = self.accept("RESTRICTIVE");
                if !policy.restrictive {
                    self.expect("PERMISSIVE")?;
                }
            } else if self.accept("FOR") {
                let commands = ["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"];
                let command = commands.into_iter().find(|word| self.accept(word));
                policy.command = command.ok_or_else(|| self.fail(""))?;
            } else if self.accept("TO") {
                policy.roles = self.list(Self::role_name)?;
            } else if self.accept("USING") {
                let condition = self.bracketed_expression()?;
                policy.using = Some(condition.span);
                policy.reads.extend(condition.tables);
            } else if self.accept("WITH CHECK") {
                let condition = self.bracketed_expression()?;
                policy.check = Some(condition.span);
                policy.reads.extend(condition.tables);
            } else {
                return Ok(());
            }
        }
    }

    /// What follows `CREATE … [MATERIALIZED] VIEW`.
    pub(super) fn create_view(
        &mut self,
        or_replace: bool,
        temporary: bool,
        materialized: bool,
    ) -> Parsed<StatementKind<'a>> {
        let if_not_exists = self.accept("IF NOT EXISTS");
        let name = self.object_name("a view name")?;
        let columns = self.optional_columns()?;
        let mut method = None;
        if materialized && self.accept("USING") {
            method = Some(self.ident("an access method")?);
        }
        let mut parameters = Box::default();
        if self.accept("WITH") {
            parameters = self.parameters()?;
        }
        let mut tablespace = None;
        if materialized && self.accept("TABLESPACE") {
            tablespace = Some(self.ident("a tablespace")?);
        }
        self.expect("AS")?;
        let (query, ending) = self.stored_query()?;
        Ok(StatementKind::CreateView(Box::new(CreateView {
            materialized,
            or_replace,
            temporary,
            recursive: false,
            if_not_exists,
            name,
            columns,
            method,
            parameters,
            tablespace,
            query,
            with_data: ending != Some(Ending::NoData),
            check_option: match ending {
                Some(Ending::Check(option)) => Some(option),
                _ => None,
            },
        })))
    }

    /// A query to the end of the statement, and what stands behind it.
    pub(super) fn stored_query(&mut self) -> Parsed<(Query<'a>, Option<Ending>)> {
        const ENDS: [(&str, Ending); 5] = [
            ("WITH NO DATA", Ending::NoData),
            ("WITH DATA", Ending::Data),
            ("WITH CHECK OPTION", Ending::Check(CheckOption::Cascaded)),
            ("WITH LOCAL CHECK OPTION", Ending::Check(CheckOption::Local)),
            (
                "WITH CASCADED CHECK OPTION",
                Ending::Check(CheckOption::Cascaded),
            ),
        ];
        let first = self.mark();
        self.skip_until(|_| false);
        let end = self.mark();
        if end == first {
            return Err(self.fail("a query"));
        }
        let mut ending = None;
        let mut query_end = end;
        for (words, found) in ENDS {
            let length = words.split(' ').count();
            let begin = end.saturating_sub(length);
            if begin <= first {
                continue;
            }
            self.rewind(begin);
            if self.at(words) {
                query_end = begin;
                ending = Some(found);
                break;
            }
        }
        self.rewind(end);
        let span = self.span_between(first, query_end);
        let tokens = self.slice(first, query_end);
        let query = embedded::query(self.text, tokens, span, self.nesting > 0);
        Ok((query, ending))
    }

    /// What follows `CREATE TYPE`.
    pub(super) fn create_type(&mut self) -> Parsed<StatementKind<'a>> {
        let name = self.object_name("a type name")?;
        let definition = if self.is_at_end() {
            TypeDefinition::Shell
        } else if self.accept("AS ENUM") {
            TypeDefinition::Enum(self.possibly_empty(|cursor| cursor.string_value("a string"))?)
        } else if self.accept("AS RANGE") {
            TypeDefinition::Range(self.definition()?)
        } else if self.accept("AS") {
            TypeDefinition::Composite(self.possibly_empty(|cursor| {
                Ok((cursor.ident("an attribute")?, cursor.attribute_type()?))
            })?)
        } else {
            TypeDefinition::Base(self.definition()?)
        };
        Ok(StatementKind::CreateType(CreateType { name, definition }))
    }

    /// `(item, …)` or `()`
    fn possibly_empty<T>(&mut self, item: impl Fn(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        if self.at_open() && self.kind_at(1) == TokenKind::CloseParen {
            self.skip_group();
            return Ok(Vec::new());
        }
        self.bracketed(item)
    }

    /// What follows `CREATE DOMAIN`.
    pub(super) fn create_domain(&mut self) -> Parsed<StatementKind<'a>> {
        let name = self.object_name("a domain name")?;
        let mut domain = Box::new(CreateDomain {
            name,
            data_type: None,
            collation: None,
            constraints: Vec::new(),
        });
        let read = self.domain_definition(&mut domain);
        self.recover(read);
        Ok(StatementKind::CreateDomain(domain))
    }

    fn domain_definition(&mut self, domain: &mut CreateDomain<'a>) -> Parsed<()> {
        self.accept("AS");
        domain.data_type = Some(self.data_type()?);
        loop {
            if self.accept("COLLATE") {
                domain.collation = Some(self.object_name("a collation")?);
            } else if !self.column_constraint(&mut domain.constraints)? {
                return Ok(());
            }
        }
    }
}
