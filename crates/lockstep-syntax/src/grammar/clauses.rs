//! The clauses of commands that name no relation, by a table of forms: the
//! tree keeps them as a range, but what PostgreSQL would refuse is an error.

use super::cursor::Cursor;
use super::error::Parsed;
use crate::lexer::TokenKind;
use crate::tree::StatementKind;

/// What follows the first words of a command. Words in upper case stand for
/// themselves, those in lower case are read by [`Cursor::part`], with a comma
/// behind them as a list; `<`, `>`, `=`, `*` and `,` stand for tokens, `<` and
/// `>` for round brackets; `%name` is the form of that name. `[…]` may be left
/// out, `{…}` comes any number of times, `|` separates choices.
///
/// Source: PostgreSQL's `gram.y`; for the options of databases, which are no
/// keywords there, `createdb` in `dbcommands.c`.
const FORMS: &[(&str, &str)] = &[
    (
        "CREATE ROLE",
        "role [WITH] {%set | SYSID number | ADMIN role, | ROLE role, | IN ROLE role, | IN GROUP role,}",
    ),
    (
        "ALTER ROLE",
        "(ALL | role) [RENAME TO name | ADD USER role, | DROP USER role, | IN DATABASE name %settings | %settings | [WITH] {%set}]",
    ),
    (
        "%set",
        "SUPERUSER | NOSUPERUSER | CREATEDB | NOCREATEDB | CREATEROLE | NOCREATEROLE | INHERIT | NOINHERIT | LOGIN | NOLOGIN | REPLICATION | NOREPLICATION | BYPASSRLS | NOBYPASSRLS | CONNECTION LIMIT number | [ENCRYPTED | UNENCRYPTED] PASSWORD (NULL | string) | VALID UNTIL string | USER role,",
    ),
    ("%settings", "SET setting | RESET reset"),
    ("CREATE DATABASE", "name [WITH] {%database [=] value}"),
    (
        "ALTER DATABASE",
        "name [RENAME TO name | OWNER TO role | SET TABLESPACE name | REFRESH COLLATION VERSION | %settings | [WITH] {%database [=] value}]",
    ),
    (
        "%database",
        "OWNER | TEMPLATE | ENCODING | STRATEGY | LOCALE | LC_COLLATE | LC_CTYPE | BUILTIN_LOCALE | ICU_LOCALE | ICU_RULES | LOCALE_PROVIDER | COLLATION_VERSION | TABLESPACE | ALLOW_CONNECTIONS | CONNECTION LIMIT | CONNECTION_LIMIT | IS_TEMPLATE | OID | LOCATION",
    ),
    (
        "CREATE TABLESPACE",
        "name [OWNER role] LOCATION string [WITH parameters]",
    ),
    (
        "ALTER TABLESPACE",
        "name (RENAME TO name | OWNER TO role | SET parameters | RESET parameters)",
    ),
    (
        "CREATE ACCESS METHOD",
        "name TYPE (INDEX | TABLE) HANDLER function",
    ),
    ("CREATE AGGREGATE", "function aggregate"),
    (
        "ALTER AGGREGATE",
        "function signature (RENAME TO name | OWNER TO role | SET SCHEMA name)",
    ),
    (
        "CREATE CAST",
        "< type AS type > (WITH FUNCTION %function | WITHOUT FUNCTION | WITH INOUT) [AS IMPLICIT | AS ASSIGNMENT]",
    ),
    ("%function", "function [signature]"),
    (
        "CREATE COLLATION",
        "[IF NOT EXISTS] object (FROM object | definition)",
    ),
    ("ALTER COLLATION", "object (REFRESH VERSION | %moved)"),
    ("%moved", "RENAME TO name | OWNER TO role | SET SCHEMA name"),
    ("%renamed", "RENAME TO name | OWNER TO role"),
    (
        "CREATE CONVERSION",
        "object FOR string TO string FROM object",
    ),
    ("ALTER CONVERSION", "object %moved"),
    (
        "CREATE EVENT TRIGGER",
        "name ON label [WHEN %filter {AND %filter}] EXECUTE (FUNCTION | PROCEDURE) function < >",
    ),
    ("%filter", "label IN < string, >"),
    (
        "ALTER EVENT TRIGGER",
        "name (ENABLE [REPLICA | ALWAYS] | DISABLE | %renamed)",
    ),
    (
        "CREATE FOREIGN DATA WRAPPER",
        "name {%wrapper} [OPTIONS options]",
    ),
    (
        "ALTER FOREIGN DATA WRAPPER",
        "name (%renamed | {%wrapper} [OPTIONS changes])",
    ),
    (
        "%wrapper",
        "HANDLER function | NO HANDLER | VALIDATOR function | NO VALIDATOR",
    ),
    (
        "CREATE SERVER",
        "[IF NOT EXISTS] name [TYPE string] [VERSION (NULL | string)] FOREIGN DATA WRAPPER name [OPTIONS options]",
    ),
    (
        "ALTER SERVER",
        "name (%renamed | [VERSION (NULL | string)] [OPTIONS changes])",
    ),
    (
        "CREATE USER MAPPING",
        "[IF NOT EXISTS] FOR (USER | role) SERVER name [OPTIONS options]",
    ),
    (
        "ALTER USER MAPPING",
        "FOR (USER | role) SERVER name OPTIONS changes",
    ),
    (
        "CREATE LANGUAGE",
        "name [HANDLER function [INLINE function] [VALIDATOR function | NO VALIDATOR]]",
    ),
    ("ALTER LANGUAGE", "name %renamed"),
    ("ALTER LARGE OBJECT", "number OWNER TO role"),
    ("CREATE OPERATOR", "operator definition"),
    (
        "ALTER OPERATOR",
        "operator operands (OWNER TO role | SET SCHEMA name | SET definition)",
    ),
    (
        "CREATE OPERATOR CLASS",
        "object [DEFAULT] FOR TYPE type USING name [FAMILY object] AS %member {, %member}",
    ),
    ("CREATE OPERATOR FAMILY", "object USING name"),
    ("ALTER OPERATOR CLASS", "object USING name %moved"),
    (
        "ALTER OPERATOR FAMILY",
        "object USING name (%moved | ADD %member {, %member} | DROP %dropped {, %dropped})",
    ),
    (
        "%member",
        "OPERATOR number operator [operands] [FOR SEARCH | FOR ORDER BY object] [RECHECK] | FUNCTION number [< type, >] %function | STORAGE type",
    ),
    ("%dropped", "(OPERATOR | FUNCTION) number < type, >"),
    ("ALTER SYSTEM", "SET setting | RESET reset"),
    ("CREATE TEXT SEARCH PARSER", "object definition"),
    ("CREATE TEXT SEARCH DICTIONARY", "object definition"),
    ("CREATE TEXT SEARCH TEMPLATE", "object definition"),
    ("CREATE TEXT SEARCH CONFIGURATION", "object definition"),
    ("ALTER TEXT SEARCH PARSER", "object %moved"),
    ("ALTER TEXT SEARCH TEMPLATE", "object %moved"),
    (
        "ALTER TEXT SEARCH DICTIONARY",
        "object (%moved | definition)",
    ),
    (
        "ALTER TEXT SEARCH CONFIGURATION",
        "object (%moved | (ADD MAPPING | ALTER MAPPING) (FOR name, (WITH object, | REPLACE object WITH object) | REPLACE object WITH object) | DROP MAPPING [IF EXISTS] FOR name,)",
    ),
    (
        "CREATE TRANSFORM",
        "FOR type LANGUAGE name < %transform {, %transform} >",
    ),
    ("%transform", "(FROM | TO) SQL WITH FUNCTION %function"),
    (
        "ALTER DEFAULT PRIVILEGES",
        "{IN SCHEMA name, | FOR (ROLE | USER) role,} (GRANT %granted TO %grantees [WITH GRANT OPTION] | REVOKE [GRANT OPTION FOR] %granted FROM %grantees [CASCADE | RESTRICT])",
    ),
    (
        "%granted",
        "(ALL [PRIVILEGES] | label,) ON (TABLES | FUNCTIONS | ROUTINES | SEQUENCES | TYPES | SCHEMAS | LARGE OBJECTS)",
    ),
    ("%grantees", "[GROUP] role {, [GROUP] role}"),
    ("CHECKPOINT", "[utility]"),
    ("DISCARD ALL", ""),
    ("DISCARD PLANS", ""),
    ("DISCARD SEQUENCES", ""),
    ("DISCARD TEMP", "TEMP | TEMPORARY"),
    ("LISTEN", "name"),
    ("UNLISTEN", "* | name"),
    ("NOTIFY", "name [, string]"),
    ("LOAD", "string"),
];

impl<'a> Cursor<'a, '_> {
    /// What follows the first words of this command, as a range.
    pub(super) fn clauses(&mut self, command: &str) -> Parsed<StatementKind<'a>> {
        let mark = self.mark();
        match form_of(command) {
            Some(form) => self.choice(form)?,
            None => return Err(self.fail("")),
        }
        Ok(StatementKind::Clauses(self.span_from(mark)))
    }

    /// The first of the choices that begins here.
    fn choice(&mut self, choices: &'static str) -> Parsed<()> {
        let mark = self.mark();
        let mut rest = Some(choices);
        loop {
            let (choice, behind) = split_choice(rest.unwrap_or_default());
            rest = behind;
            match self.sequence(choice) {
                // What went wrong behind the first token went wrong here.
                Err(_) if self.mark() == mark && rest.is_some() => {}
                read => return read,
            }
        }
    }

    fn sequence(&mut self, form: &'static str) -> Parsed<()> {
        let mut rest = form.trim_start();
        while let Some(first) = rest.chars().next() {
            let (item, behind) = split_item(rest);
            rest = behind.trim_start();
            let inner = item.get(1..item.len() - 1).unwrap_or_default();
            match first {
                '[' => {
                    self.maybe(inner)?;
                }
                '{' => while self.maybe(inner)? {},
                '(' => self.progress(inner)?,
                '%' => self.progress(form_of(item).unwrap_or_default())?,
                '<' => self.expect_open().map(|_| ())?,
                '>' => self.expect_close().map(|_| ())?,
                ',' => self.expect_kind(TokenKind::Comma, "a comma").map(|_| ())?,
                '=' | '*' if self.accept_operator(item) => {}
                '=' | '*' => return Err(self.fail(item)),
                _ if first.is_ascii_uppercase() => self.expect(item).map(|_| ())?,
                _ => match item.strip_suffix(',') {
                    Some(item) => self.list(|cursor| cursor.part(item)).map(|_| ())?,
                    None => self.part(item)?,
                },
            }
        }
        Ok(())
    }

    /// Whether something of this form comes next.
    fn maybe(&mut self, form: &'static str) -> Parsed<bool> {
        let mark = self.mark();
        match self.choice(form) {
            Err(failure) if self.mark() > mark => Err(failure),
            _ => Ok(self.mark() > mark),
        }
    }

    /// Something of this form, which must not be nothing.
    fn progress(&mut self, form: &'static str) -> Parsed<()> {
        let mark = self.mark();
        self.choice(form)?;
        if self.mark() == mark {
            return Err(self.fail(""));
        }
        Ok(())
    }

    /// What a word in lower case stands for.
    fn part(&mut self, item: &'static str) -> Parsed<()> {
        match item {
            "aggregate" => self.aggregate(),
            "changes" => self.generic_options(true).map(|_| ()),
            "definition" => self.definition().map(|_| ()),
            "function" => self.function_name("a function name").map(|_| ()),
            "label" => self.any_ident("a name").map(|_| ()),
            "number" => self.number(),
            "object" => self.object_name("a name").map(|_| ()),
            "operands" => self.operand_types(),
            "operator" => self.operator_name().map(|_| ()),
            "options" => self.generic_options(false).map(|_| ()),
            "parameters" => self.parameters().map(|_| ()),
            "reset" => self.reset().map(|_| ()),
            "role" => self.role_name().map(|_| ()),
            "setting" => self.set_parameter(false, |_| false).map(|_| ()),
            "signature" => self.signature(),
            "string" => self.string("a string").map(|_| ()),
            "type" => self.data_type().map(|_| ()),
            "utility" => self.utility_options().map(|_| ()),
            "value" => self.single_value().map(|_| ()),
            _ => self.ident("a name").map(|_| ()),
        }
    }

    /// `(arguments) (definition)`, or all in one bracket as before PostgreSQL
    /// 8.2.
    fn aggregate(&mut self) -> Parsed<()> {
        let mark = self.mark();
        self.bracket_group()?;
        let two = self.at_open();
        self.rewind(mark);
        if two {
            self.signature()?;
        }
        self.definition().map(|_| ())
    }
}

fn form_of(command: &str) -> Option<&'static str> {
    let found = FORMS.iter().find(|(name, _)| *name == command);
    found.map(|(_, form)| *form)
}

/// Up to the first `|` outside brackets, and what stands behind it.
fn split_choice(form: &'static str) -> (&'static str, Option<&'static str>) {
    let mut depth = 0_u32;
    for (at, c) in form.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => return (&form[..at], Some(&form[at + 1..])),
            _ => {}
        }
    }
    (form, None)
}

/// The first item of a form: something in brackets, keywords in a row, or one
/// word or sign; and what stands behind it.
fn split_item(form: &'static str) -> (&'static str, &'static str) {
    let mut depth = 0_u32;
    let keywords = form.starts_with(|c: char| c.is_ascii_uppercase());
    let mut end = form.len();
    for (at, c) in form.char_indices() {
        match c {
            '(' | '[' | '{' if depth == 0 && at > 0 => {
                end = at;
                break;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    end = at + 1;
                    break;
                }
            }
            _ if depth > 0 => {}
            ' ' if !keywords => {
                end = at;
                break;
            }
            ' ' | '_' => {}
            _ if keywords && !c.is_ascii_uppercase() => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let (item, behind) = form.split_at(end);
    (item.trim_end(), behind)
}
