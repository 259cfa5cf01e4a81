//! `CREATE` of policies, views, schemas, types and domains.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::embedded;
use crate::lexer::TokenKind;
use crate::tree::{
    CreateDomain, CreatePolicy, CreateSchema, CreateType, CreateView, Query, StatementKind,
};

impl<'a> Cursor<'a, '_> {
    /// What follows `CREATE POLICY`.
    pub(super) fn create_policy(&mut self) -> Parsed<StatementKind<'a>> {
        let name = self.ident("a policy name")?;
        self.expect("ON")?;
        let table = self.object_name("a table name")?;
        let mut policy = CreatePolicy {
            name,
            table,
            reads: Vec::new(),
        };
        let read = self.policy_clauses(&mut policy);
        self.recover(read);
        Ok(StatementKind::CreatePolicy(policy))
    }

    fn policy_clauses(&mut self, policy: &mut CreatePolicy<'a>) -> Parsed<()> {
        loop {
            if self.accept("AS") {
                self.ident("PERMISSIVE or RESTRICTIVE")?;
            } else if self.accept("FOR") {
                let commands = ["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"];
                if self.accept_any(&commands).is_none() {
                    return Err(self.fail(""));
                }
            } else if self.accept("TO") {
                self.role()?;
                while self.accept_comma() {
                    self.role()?;
                }
            } else if self.accept("USING") || self.accept("WITH CHECK") {
                let condition = self.bracketed_expression()?;
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
        if self.kind_at(0) == TokenKind::OpenParen {
            self.skip_group();
        }
        if materialized && self.accept("USING") {
            self.ident("an access method")?;
        }
        if self.accept("WITH") {
            self.bracket_group()?;
        }
        if materialized && self.accept("TABLESPACE") {
            self.ident("a tablespace")?;
        }
        self.expect("AS")?;
        let (query, with_data) = self.stored_query()?;
        Ok(StatementKind::CreateView(Box::new(CreateView {
            materialized,
            or_replace,
            temporary,
            if_not_exists,
            name,
            query,
            with_data,
        })))
    }

    /// A query to the end of the statement, without `WITH [NO] DATA` and
    /// `WITH … CHECK OPTION`; false when it is `WITH NO DATA`.
    pub(super) fn stored_query(&mut self) -> Parsed<(Query<'a>, bool)> {
        const ENDS: [(&str, bool); 5] = [
            ("WITH NO DATA", false),
            ("WITH DATA", true),
            ("WITH CHECK OPTION", true),
            ("WITH LOCAL CHECK OPTION", true),
            ("WITH CASCADED CHECK OPTION", true),
        ];
        let first = self.mark();
        self.skip_until(|_| false);
        let end = self.mark();
        if end == first {
            return Err(self.fail("a query"));
        }
        let mut with_data = true;
        let mut query_end = end;
        for (words, data) in ENDS {
            let length = words.split(' ').count();
            let begin = end.saturating_sub(length);
            if begin <= first {
                continue;
            }
            self.rewind(begin);
            if self.at(words) {
                query_end = begin;
                with_data = data;
                break;
            }
        }
        self.rewind(end);
        let span = self.span_between(first, query_end);
        let tokens = self.slice(first, query_end);
        let query = embedded::query(self.text, tokens, span, self.nesting > 0);
        Ok((query, with_data))
    }

    /// What follows `CREATE SCHEMA`.
    pub(super) fn create_schema(&mut self) -> Parsed<StatementKind<'a>> {
        let if_not_exists = self.accept("IF NOT EXISTS");
        let mut name = None;
        if !self.at("AUTHORIZATION") {
            name = Some(self.ident("a schema name")?);
        }
        if self.accept("AUTHORIZATION") {
            let mark = self.mark();
            self.role()?;
            if name.is_none() {
                // The schema is named like its owner.
                self.rewind(mark);
                name = self.optional_ident();
                self.rewind(mark + 1);
            }
        }
        if self.at("CREATE") || self.at("GRANT") {
            self.skip_rest();
        }
        Ok(StatementKind::CreateSchema(CreateSchema {
            if_not_exists,
            name,
        }))
    }

    /// What follows `CREATE TYPE`.
    pub(super) fn create_type(&mut self) -> Parsed<StatementKind<'a>> {
        let name = self.object_name("a type name")?;
        let is_enum = self.accept("AS ENUM");
        if !is_enum && !self.accept("AS RANGE") {
            self.accept("AS");
        }
        if !self.is_at_end() {
            let group = self.bracket_group();
            self.recover(group);
        }
        Ok(StatementKind::CreateType(CreateType { name, is_enum }))
    }

    /// What follows `CREATE DOMAIN`.
    pub(super) fn create_domain(&mut self) -> Parsed<StatementKind<'a>> {
        let name = self.object_name("a domain name")?;
        let mut domain = Box::new(CreateDomain {
            name,
            data_type: None,
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
                self.object_name("a collation")?;
            } else if !self.column_constraint(&mut domain.constraints)? {
                return Ok(());
            }
        }
    }
}
