//! Publications and subscriptions.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::lexer::TokenKind;
use crate::tree::{
    AlterObject, Ident, ObjectChange, ObjectReference, Publication, PublicationChange,
    PublishedTable, StatementKind, Subscription,
};

impl<'a> Cursor<'a, '_> {
    /// What follows `CREATE PUBLICATION`.
    pub(super) fn create_publication(&mut self) -> Parsed<StatementKind<'a>> {
        let name = self.ident("a publication name")?;
        let mut publication = published(name, PublicationChange::Create);
        if self.accept("FOR ALL TABLES") {
            publication.all_tables = true;
        } else if self.accept("FOR") {
            self.published_objects(&mut publication)?;
        }
        publication.options = self.with_definition()?;
        Ok(StatementKind::Publication(Box::new(publication)))
    }

    /// What follows `ALTER PUBLICATION`.
    pub(super) fn alter_publication(&mut self) -> Parsed<StatementKind<'a>> {
        let name = self.ident("a publication name")?;
        let change = if self.accept("SET") {
            if self.at_open() {
                let mut publication = published(name, PublicationChange::Set);
                publication.options = self.definition()?;
                return Ok(StatementKind::Publication(Box::new(publication)));
            }
            PublicationChange::Set
        } else if self.accept("ADD") {
            PublicationChange::Add
        } else if self.accept("DROP") {
            PublicationChange::Drop
        } else {
            return self.renamed_or_owned("PUBLICATION", name);
        };
        let mut publication = published(name, change);
        self.published_objects(&mut publication)?;
        Ok(StatementKind::Publication(Box::new(publication)))
    }

    /// `RENAME TO` and `OWNER TO`, of what is in no schema.
    fn renamed_or_owned(
        &mut self,
        kind: &'static str,
        name: Ident<'a>,
    ) -> Parsed<StatementKind<'a>> {
        let change = if self.accept("RENAME TO") {
            ObjectChange::Rename(self.ident("a name")?)
        } else {
            self.expect("OWNER TO")?;
            ObjectChange::Owner(self.role_name()?)
        };
        Ok(StatementKind::AlterObject(Box::new(AlterObject {
            if_exists: false,
            object: ObjectReference {
                kind,
                name: Some(name.into()),
                arguments: None,
                table: None,
            },
            change,
        })))
    }

    /// `TABLE table, …, TABLES IN SCHEMA schema, …`: a name without words
    /// before it is what the one before was.
    fn published_objects(&mut self, publication: &mut Publication<'a>) -> Parsed<()> {
        let mut schemas = None;
        loop {
            if self.accept("TABLES IN SCHEMA") {
                schemas = Some(true);
            } else if self.accept("TABLE") {
                schemas = Some(false);
            }
            match schemas {
                Some(true) if self.at("CURRENT_SCHEMA") => {
                    publication.schemas.push(self.any_ident("a schema")?);
                }
                Some(true) => publication.schemas.push(self.ident("a schema")?),
                Some(false) => {
                    let table = self.published_table()?;
                    publication.tables.push(table);
                }
                None => return Err(self.fail("")),
            }
            if !self.accept_comma() {
                return Ok(());
            }
        }
    }

    fn published_table(&mut self) -> Parsed<PublishedTable<'a>> {
        let (name, only) = self.maybe_only()?;
        let columns = self.optional_columns()?;
        let condition = if self.accept("WHERE") {
            Some(self.bracketed_expression()?)
        } else {
            None
        };
        Ok(PublishedTable {
            name,
            only,
            columns,
            condition,
        })
    }

    /// What follows `CREATE SUBSCRIPTION`.
    pub(super) fn create_subscription(&mut self) -> Parsed<StatementKind<'a>> {
        let name = self.ident("a subscription name")?;
        self.expect("CONNECTION")?;
        self.string("a connection string")?;
        self.expect("PUBLICATION")?;
        let publications = self.list(|cursor| cursor.any_ident("a publication"))?;
        let options = self.with_definition()?;
        Ok(StatementKind::Subscription(Box::new(Subscription {
            name,
            change: "CREATE",
            publications,
            options,
        })))
    }

    /// What follows `ALTER SUBSCRIPTION`.
    pub(super) fn alter_subscription(&mut self) -> Parsed<StatementKind<'a>> {
        const CHANGES: [&str; 9] = [
            "CONNECTION",
            "REFRESH PUBLICATION",
            "ADD PUBLICATION",
            "DROP PUBLICATION",
            "SET PUBLICATION",
            "SET",
            "ENABLE",
            "DISABLE",
            "SKIP",
        ];
        let name = self.ident("a subscription name")?;
        let Some(change) = self.accept_any(&CHANGES) else {
            return self.renamed_or_owned("SUBSCRIPTION", name);
        };
        let change = CHANGES.get(change).copied().unwrap_or_default();
        let mut subscription = Box::new(Subscription {
            name,
            change,
            publications: Vec::new(),
            options: Vec::new(),
        });
        match change {
            "CONNECTION" => {
                self.string("a connection string")?;
            }
            "SET" | "SKIP" => subscription.options = self.definition()?,
            "ENABLE" | "DISABLE" => {}
            _ => {
                if change != "REFRESH PUBLICATION" {
                    subscription.publications =
                        self.list(|cursor| cursor.any_ident("a publication"))?;
                }
                if self.is_word_at(0, "WITH") && self.kind_at(1) == TokenKind::OpenParen {
                    subscription.options = self.with_definition()?;
                }
            }
        }
        Ok(StatementKind::Subscription(subscription))
    }
}

fn published(name: Ident<'_>, change: PublicationChange) -> Publication<'_> {
    Publication {
        name,
        change,
        all_tables: false,
        tables: Vec::new(),
        schemas: Vec::new(),
        options: Vec::new(),
    }
}
