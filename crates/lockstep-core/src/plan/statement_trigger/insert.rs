//! `INSERT … VALUES (…NEW…)` and `INSERT … SELECT …NEW…` for a whole batch:
//! what they read. What happens on a conflict is decided in [`super::upsert`].

use lockstep_syntax::lexer::TokenKind;
use lockstep_syntax::tree::Span;

use super::body::{Job, Rewritten, listed};
use super::cursor::{Attempt, Cursor, splice};
use super::expression::{Expr, Field};
use crate::catalog::Name;

/// The statement as it is written.
pub(super) struct Insert {
    pub(super) target: Name,
    pub(super) spelled: String,
    /// The name under which the statement knows the table.
    pub(super) alias: String,
    /// `table AS alias (columns)`, as written.
    head: Span,
    pub(super) columns: Vec<Field>,
    pub(super) values: Vec<Expr>,
    /// It was written as a query.
    query: bool,
    from: Option<From>,
    condition: Option<Expr>,
    conflict: Conflict,
}

/// The FROM of the statement.
#[derive(Default)]
struct From {
    span: Span,
    tables: Vec<(String, Name)>,
    conditions: Vec<Expr>,
    /// Joining one more table from the left leaves its meaning.
    chain: bool,
    /// A join makes up rows of NULLs.
    outer: bool,
}

/// What to do on a conflict.
pub(super) enum Conflict {
    Fail,
    /// `ON CONFLICT … DO NOTHING`, as written.
    Nothing(Span),
    Update(DoUpdate),
}

/// `ON CONFLICT (keys) DO UPDATE SET …`
pub(super) struct DoUpdate {
    pub(super) span: Span,
    pub(super) keys: Vec<Field>,
    pub(super) assignments: Vec<(Field, Expr)>,
}

/// The rows that are inserted, as a query.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) values: Vec<String>,
    pub(super) group: Vec<String>,
    pub(super) order: Vec<String>,
    /// There is at most one, and only where there is a row at all.
    pub(super) one: bool,
    pub(super) conflict: String,
}

/// Words that end a table of a FROM.
const AFTER_TABLE: &[&str] = &[
    "JOIN",
    "INNER",
    "LEFT",
    "RIGHT",
    "FULL",
    "CROSS",
    "NATURAL",
    "ON",
    "USING",
    "WHERE",
    "GROUP",
    "ORDER",
    "HAVING",
    "LIMIT",
    "OFFSET",
    "FETCH",
    "FOR",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "WINDOW",
    "TABLESAMPLE",
    "RETURNING",
];

impl Job<'_> {
    /// What follows `INSERT`.
    pub(super) fn insert(&mut self, cursor: &mut Cursor<'_>) -> Attempt<Rewritten> {
        let insert = self.read_insert(cursor)?;
        if let Some(from) = &insert.from {
            self.knowledge.scope.clone_from(&from.tables);
            self.knowledge.outer = from.outer;
        }
        let alias = self.fresh("batch");
        // Beside the transition table it might be one of NEW's.
        if insert.all().any(Expr::has_bare_column) {
            return Err("a column is named without its table");
        }
        let rows = match &insert.conflict {
            Conflict::Update(update) => self.upsert(&insert, update, &alias)?,
            Conflict::Fail | Conflict::Nothing(_) => self.plain(&insert, &alias)?,
        };
        let sql = self.insert_sql(&insert, &rows, &alias)?;
        let reads = insert.from.iter().flat_map(|from| from.tables.iter());
        Ok(Rewritten {
            sql,
            reads: reads.map(|(_, table)| table.clone()).collect(),
            target: (insert.target, insert.spelled),
            shared: matches!(insert.conflict, Conflict::Update(_)),
        })
    }

    /// One row for each row of the batch, as before.
    fn plain(&mut self, insert: &Insert, alias: &str) -> Attempt<Rows> {
        let steady = insert
            .all()
            .all(|part| part.is_steady() || (!insert.query && !part.has_column()));
        if !steady {
            return Err("a value is another one each time");
        }
        let conflict = match &insert.conflict {
            Conflict::Nothing(_) if insert.query => {
                return Err("which row comes first may decide what is inserted");
            }
            Conflict::Nothing(span) => span.of(self.text).to_owned(),
            _ => String::new(),
        };
        Ok(Rows {
            values: insert
                .values
                .iter()
                .map(|value| self.on_rows(value, Some(alias)))
                .collect(),
            conflict,
            ..Rows::default()
        })
    }

    fn insert_sql(&self, insert: &Insert, rows: &Rows, alias: &str) -> Attempt<String> {
        let mut sql = format!(
            "INSERT INTO {}\n    SELECT {}\n    FROM {} AS {alias}",
            insert.head.of(self.text),
            listed(&rows.values, "        "),
            self.transition
        );
        if let Some(from) = &insert.from {
            let about_new = from.conditions.iter().any(Expr::has_new);
            if about_new && !from.chain {
                return Err("NEW stands in a join that cannot be turned around");
            }
            sql.push_str(if about_new {
                "\n    CROSS JOIN "
            } else {
                ",\n        "
            });
            let edits: Vec<(Span, String)> = from
                .conditions
                .iter()
                .map(|condition| (condition.span, self.on_rows(condition, Some(alias))))
                .collect();
            sql.push_str(&splice(self.text, from.span, &edits));
        }
        let further: Vec<&Expr> = insert.condition.iter().collect();
        if let Some(filter) = self.filter(&further, Some(alias)) {
            sql.push_str("\n    WHERE ");
            sql.push_str(&filter);
        }
        if rows.one {
            sql.push_str("\n    HAVING count(*) > 0");
        }
        if !rows.group.is_empty() {
            sql.push_str("\n    GROUP BY ");
            sql.push_str(&rows.group.join(", "));
            // Batches that meet in more than one row then wait for each other
            // in the same order.
            sql.push_str("\n    ORDER BY ");
            sql.push_str(&rows.order.join(", "));
        }
        if !rows.conflict.is_empty() {
            sql.push_str("\n    ");
            sql.push_str(&rows.conflict);
        }
        sql.push(';');
        Ok(sql)
    }

    fn read_insert(&self, cursor: &mut Cursor<'_>) -> Attempt<Insert> {
        cursor.expect("INTO")?;
        let start = cursor.here();
        let (target, spelled) = self.table(cursor)?;
        let alias = if cursor.accept("AS") {
            cursor.ident()?.name
        } else {
            target.name().to_owned()
        };
        let mut columns = Vec::new();
        if cursor.accept_kind(TokenKind::OpenParen) {
            columns = names(cursor)?;
        }
        let head = start.cover(cursor.before());
        let query = cursor.accept("SELECT");
        let mut from = None;
        let mut condition = None;
        let values = if query {
            let mut values = Vec::new();
            loop {
                values.push(cursor.expression()?);
                if cursor.accept("AS") {
                    cursor.label()?;
                }
                if !cursor.accept_kind(TokenKind::Comma) {
                    break;
                }
            }
            if cursor.accept("FROM") {
                from = Some(self.read_from(cursor)?);
            }
            if cursor.accept("WHERE") {
                condition = Some(cursor.expression()?);
            }
            values
        } else {
            cursor.expect("VALUES")?;
            cursor.values()?
        };
        if values.is_empty() || (!columns.is_empty() && columns.len() != values.len()) {
            return Err("there are not as many values as columns");
        }
        let conflict = read_conflict(cursor)?;
        if !cursor.is_at_end() {
            return Err("the INSERT has more clauses than are understood");
        }
        Ok(Insert {
            target,
            spelled,
            alias,
            head,
            columns,
            values,
            query,
            from,
            condition,
            conflict,
        })
    }

    fn read_from(&self, cursor: &mut Cursor<'_>) -> Attempt<From> {
        let start = cursor.here();
        let mut from = From {
            chain: true,
            ..From::default()
        };
        loop {
            self.read_table(cursor, &mut from)?;
            while self.read_join(cursor, &mut from)? {}
            if !cursor.accept_kind(TokenKind::Comma) {
                break;
            }
            from.chain = false;
        }
        from.span = start.cover(cursor.before());
        Ok(from)
    }

    fn read_table(&self, cursor: &mut Cursor<'_>, from: &mut From) -> Attempt<()> {
        if ["ONLY", "LATERAL"]
            .iter()
            .any(|word| cursor.is_word(0, word))
        {
            return Err("the FROM holds something else than tables");
        }
        let (table, _) = self.table(cursor)?;
        let named = cursor.accept("AS")
            || (matches!(cursor.kind(0), TokenKind::Word | TokenKind::QuotedWord)
                && !AFTER_TABLE.iter().any(|word| cursor.is_word(0, word)));
        let alias = if named {
            cursor.ident()?.name
        } else {
            table.name().to_owned()
        };
        if cursor.kind(0) == TokenKind::OpenParen {
            return Err("the FROM holds something else than tables");
        }
        from.tables.push((alias, table));
        Ok(())
    }

    fn read_join(&self, cursor: &mut Cursor<'_>, from: &mut From) -> Attempt<bool> {
        if cursor.is_word(0, "ON") && cursor.is_word(1, "CONFLICT") {
            return Ok(false);
        }
        let cross = cursor.accept("CROSS");
        let natural = !cross && cursor.accept("NATURAL");
        let one_sided = cursor.accept("LEFT");
        let turned = !one_sided && (cursor.accept("RIGHT") || cursor.accept("FULL"));
        if one_sided || turned {
            from.outer = true;
            cursor.accept("OUTER");
        } else {
            cursor.accept("INNER");
        }
        if !cursor.accept("JOIN") {
            return Ok(false);
        }
        self.read_table(cursor, from)?;
        if natural || turned {
            from.chain = false;
        }
        if cross || natural {
            return Ok(true);
        }
        if cursor.accept("USING") {
            cursor.expect_kind(TokenKind::OpenParen)?;
            names(cursor)?;
            from.chain = false;
        } else {
            cursor.expect("ON")?;
            from.conditions.push(cursor.expression()?);
        }
        Ok(true)
    }
}

impl Insert {
    /// Every expression that is evaluated for a row of the batch.
    pub(super) fn all(&self) -> impl Iterator<Item = &Expr> {
        let joins = self.from.iter().flat_map(|from| &from.conditions);
        self.values.iter().chain(&self.condition).chain(joins)
    }
}

/// `name, …)`
fn names(cursor: &mut Cursor<'_>) -> Attempt<Vec<Field>> {
    let mut found = Vec::new();
    loop {
        found.push(cursor.ident()?);
        if !cursor.accept_kind(TokenKind::Comma) {
            break;
        }
    }
    cursor.expect_kind(TokenKind::CloseParen)?;
    Ok(found)
}

fn read_conflict(cursor: &mut Cursor<'_>) -> Attempt<Conflict> {
    let start = cursor.here();
    if !cursor.accept("ON") {
        return Ok(Conflict::Fail);
    }
    cursor.expect("CONFLICT")?;
    let keys = if cursor.accept_kind(TokenKind::OpenParen) {
        names(cursor)?
    } else {
        Vec::new()
    };
    cursor.expect("DO")?;
    if cursor.accept("NOTHING") {
        return Ok(Conflict::Nothing(start.cover(cursor.before())));
    }
    cursor.expect("UPDATE")?;
    cursor.expect("SET")?;
    let mut assignments = Vec::new();
    loop {
        let column = cursor.ident()?;
        if !cursor.accept_operator("=") {
            return Err("an assignment is not column = expression");
        }
        assignments.push((column, cursor.expression()?));
        if !cursor.accept_kind(TokenKind::Comma) {
            break;
        }
    }
    Ok(Conflict::Update(DoUpdate {
        span: start.cover(cursor.before()),
        keys,
        assignments,
    }))
}
