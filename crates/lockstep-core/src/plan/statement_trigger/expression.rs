//! The expressions of a trigger function, as far as a proof can follow them.
//!
//! A parser of its own, because every part has to be found again byte for
//! byte, and because what is not understood has to be refused, not skipped.

use lockstep_syntax::tree::Span;

use super::cursor::{Attempt, Cursor};

/// An expression.
#[derive(Debug)]
pub(super) struct Expr {
    pub(super) span: Span,
    pub(super) node: Node,
}

#[derive(Debug)]
pub(super) enum Node {
    Number,
    /// A string, TRUE, FALSE, NULL, a date in quotes.
    Literal,
    Null,
    /// `NEW.column`
    New(Field),
    /// `NEW`, the whole row.
    NewRow,
    Column {
        qualifier: Vec<String>,
        name: String,
    },
    /// A function of PostgreSQL's that is known by name.
    Call {
        name: String,
        arguments: Vec<Expr>,
    },
    Cast(Box<Expr>, String),
    Prefix(String, Box<Expr>),
    Infix(String, Box<Expr>, Box<Expr>),
    /// `operand IS …`
    Is(Box<Expr>),
    /// `operand IN (…)`, the operand first.
    In(Vec<Expr>),
    Case {
        conditions: Vec<Expr>,
        results: Vec<Expr>,
        otherwise: bool,
    },
    Paren(Box<Expr>),
}

/// A column of NEW.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// As written.
    pub(super) span: Span,
    pub(super) name: String,
}

/// Functions whose result depends on nothing but their arguments, the session
/// and the start of the statement.
const STEADY: &[&str] = &[
    "abs",
    "btrim",
    "ceil",
    "ceiling",
    "char_length",
    "coalesce",
    "concat",
    "concat_ws",
    "current_catalog",
    "current_database",
    "current_date",
    "current_schema",
    "current_setting",
    "current_time",
    "current_timestamp",
    "current_user",
    "date_part",
    "date_trunc",
    "encode",
    "floor",
    "format",
    "greatest",
    "json_build_object",
    "jsonb_build_object",
    "jsonb_strip_nulls",
    "least",
    "left",
    "length",
    "localtime",
    "localtimestamp",
    "lower",
    "ltrim",
    "md5",
    "mod",
    "now",
    "nullif",
    "octet_length",
    "pg_backend_pid",
    "replace",
    "right",
    "round",
    "row_to_json",
    "rtrim",
    "session_user",
    "sign",
    "split_part",
    "statement_timestamp",
    "substr",
    "to_char",
    "to_json",
    "to_jsonb",
    "transaction_timestamp",
    "trunc",
    "txid_current",
    "upper",
];

/// Functions that give another result each time; right only where the row-level
/// form and the set-based one call them equally often.
const ONCE_A_ROW: &[&str] = &["clock_timestamp", "gen_random_uuid", "nextval", "random"];

/// Functions that are called without brackets.
const WITHOUT_BRACKETS: &[&str] = &[
    "current_catalog",
    "current_date",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "session_user",
];

/// Words that begin or end something else than a plain expression.
const NOT_NAMES: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "between",
    "both",
    "case",
    "cast",
    "check",
    "collate",
    "conflict",
    "constraint",
    "create",
    "cross",
    "default",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "fetch",
    "for",
    "foreign",
    "from",
    "full",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "inner",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "natural",
    "not",
    "notnull",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "overlaps",
    "overlay",
    "over",
    "filter",
    "within",
    "placing",
    "position",
    "primary",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "similar",
    "some",
    "substring",
    "symmetric",
    "table",
    "tablesample",
    "then",
    "to",
    "trailing",
    "treat",
    "trim",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
];

/// Columns that every table has and no transition table.
const SYSTEM: &[&str] = &["cmax", "cmin", "ctid", "oid", "tableoid", "xmax", "xmin"];

/// Types that a literal may name in front of it.
const LITERAL_TYPES: &[&str] = &["date", "interval", "time", "timestamp", "timestamptz"];

impl Expr {
    /// Without brackets around it.
    pub(super) fn bare(&self) -> &Expr {
        let mut bare = self;
        while let Node::Paren(inner) = &bare.node {
            bare = inner;
        }
        bare
    }

    /// Calls `visit` with every part of it.
    pub(super) fn each<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        visit(self);
        match &self.node {
            Node::Call { arguments, .. } | Node::In(arguments) => {
                for argument in arguments {
                    argument.each(visit);
                }
            }
            Node::Cast(inner, _)
            | Node::Prefix(_, inner)
            | Node::Is(inner)
            | Node::Paren(inner) => {
                inner.each(visit);
            }
            Node::Infix(_, left, right) => {
                left.each(visit);
                right.each(visit);
            }
            Node::Case {
                conditions,
                results,
                ..
            } => {
                for part in conditions.iter().chain(results) {
                    part.each(visit);
                }
            }
            Node::Number
            | Node::Literal
            | Node::Null
            | Node::New(_)
            | Node::NewRow
            | Node::Column { .. } => {}
        }
    }

    fn has(&self, wanted: impl Fn(&Node) -> bool) -> bool {
        let mut found = false;
        self.each(&mut |part| found |= wanted(&part.node));
        found
    }

    /// Whether NEW occurs in it.
    pub(super) fn has_new(&self) -> bool {
        self.has(|node| matches!(node, Node::New(_) | Node::NewRow))
    }

    /// Whether NEW occurs in it as a whole row.
    pub(super) fn has_row(&self) -> bool {
        self.has(|node| matches!(node, Node::NewRow))
    }

    /// Whether a column of a table occurs in it.
    pub(super) fn has_column(&self) -> bool {
        self.has(|node| matches!(node, Node::Column { .. }))
    }

    /// Whether a column without its table occurs in it.
    pub(super) fn has_bare_column(&self) -> bool {
        self.has(|node| matches!(node, Node::Column { qualifier, .. } if qualifier.is_empty()))
    }

    /// Whether it gives the same each time for the same row.
    pub(super) fn is_steady(&self) -> bool {
        !self.has(
            |node| matches!(node, Node::Call { name, .. } if ONCE_A_ROW.contains(&name.as_str())),
        )
    }

    /// Whether it has one value for a whole statement.
    pub(super) fn is_constant(&self) -> bool {
        !self.has_new() && !self.has_column() && self.is_steady()
    }

    /// Whether evaluating it can neither fail nor take notice of anything but
    /// the row: comparisons of columns and literals.
    pub(super) fn is_plain_test(&self) -> bool {
        const COMPARISONS: [&str; 8] = ["=", "<>", "<", "<=", ">", ">=", "AND", "OR"];
        !self.has(|node| match node {
            Node::Infix(operator, ..) => !COMPARISONS.contains(&operator.as_str()),
            Node::Prefix(operator, _) => operator != "NOT" && operator != "-",
            Node::Call { .. } | Node::Cast(..) | Node::Case { .. } | Node::NewRow => true,
            _ => false,
        })
    }

    /// Whether it is a number of digits alone.
    pub(super) fn is_whole_number(&self, text: &str) -> bool {
        let bare = self.bare();
        let digits = |byte: u8| byte.is_ascii_digit();
        matches!(bare.node, Node::Number) && bare.span.of(text).bytes().all(digits)
    }

    /// The parts of a conjunction.
    pub(super) fn conjuncts<'e>(&'e self, parts: &mut Vec<&'e Expr>) {
        match &self.bare().node {
            Node::Infix(operator, left, right) if operator == "AND" => {
                left.conjuncts(parts);
                right.conjuncts(parts);
            }
            _ => parts.push(self),
        }
    }
}

/// How strongly an operator binds; PostgreSQL's `gram.y` from weak to strong.
mod strength {
    pub(super) const OR: u8 = 1;
    pub(super) const AND: u8 = 2;
    pub(super) const NOT: u8 = 3;
    pub(super) const IS: u8 = 4;
    pub(super) const COMPARISON: u8 = 5;
    pub(super) const IN: u8 = 6;
    pub(super) const OTHER: u8 = 7;
    pub(super) const SUM: u8 = 8;
    pub(super) const PRODUCT: u8 = 9;
    pub(super) const ZONE: u8 = 11;
    pub(super) const SIGN: u8 = 13;
    pub(super) const CAST: u8 = 15;
}

/// Expressions inside one another that are followed.
const DEPTH: u8 = 40;

impl Cursor<'_> {
    /// An expression, as far as it goes.
    pub(super) fn expression(&mut self) -> Attempt<Expr> {
        self.at_strength(0, DEPTH)
    }

    fn at_strength(&mut self, least: u8, depth: u8) -> Attempt<Expr> {
        let depth = depth.checked_sub(1).ok_or("an expression is too deep")?;
        let mut left = self.operand(depth)?;
        while let Some((operator, binds)) = self.infix() {
            if binds < least {
                break;
            }
            let start = left.span;
            let node = match operator.as_str() {
                "::" => {
                    self.next += 1;
                    let name = self.type_name()?;
                    Node::Cast(Box::new(left), name)
                }
                "IS" => {
                    self.next += 1;
                    self.accept("NOT");
                    if !["NULL", "TRUE", "FALSE", "UNKNOWN"]
                        .iter()
                        .any(|word| self.accept(word))
                    {
                        return Err("IS … is not NULL, TRUE or FALSE");
                    }
                    Node::Is(Box::new(left))
                }
                "IN" => {
                    self.accept("NOT");
                    self.next += 1;
                    let mut parts = vec![left];
                    parts.extend(self.list(depth)?);
                    Node::In(parts)
                }
                _ => {
                    self.next += if binds == strength::ZONE { 3 } else { 1 };
                    let right = self.at_strength(binds + 1, depth)?;
                    Node::Infix(operator, Box::new(left), Box::new(right))
                }
            };
            left = Expr {
                span: start.cover(self.before()),
                node,
            };
        }
        Ok(left)
    }

    /// The operator that comes next.
    fn infix(&self) -> Option<(String, u8)> {
        use lockstep_syntax::lexer::TokenKind;
        let token = self.peek(0)?;
        let text = self.text_of(token);
        match token.kind {
            TokenKind::Cast => Some(("::".to_owned(), strength::CAST)),
            TokenKind::Operator => {
                let operator = if text == "!=" { "<>" } else { text };
                let binds = match operator {
                    "=" | "<>" | "<" | "<=" | ">" | ">=" => strength::COMPARISON,
                    "+" | "-" => strength::SUM,
                    "*" | "/" | "%" => strength::PRODUCT,
                    "||" | "->" | "->>" | "#>" | "#>>" | "@>" | "<@" | "&&" => strength::OTHER,
                    _ => return None,
                };
                Some((operator.to_owned(), binds))
            }
            TokenKind::Word => match text.to_ascii_uppercase().as_str() {
                "OR" => Some(("OR".to_owned(), strength::OR)),
                "AND" => Some(("AND".to_owned(), strength::AND)),
                "IS" => Some(("IS".to_owned(), strength::IS)),
                "IN" => Some(("IN".to_owned(), strength::IN)),
                "AT" if self.is_word(1, "TIME") && self.is_word(2, "ZONE") => {
                    Some(("AT TIME ZONE".to_owned(), strength::ZONE))
                }
                "NOT" if self.is_word(1, "IN") => Some(("IN".to_owned(), strength::IN)),
                _ => None,
            },
            _ => None,
        }
    }

    fn operand(&mut self, depth: u8) -> Attempt<Expr> {
        use lockstep_syntax::lexer::TokenKind;
        let token = self.peek(0).ok_or("an expression is not complete")?;
        let text = self.text_of(token);
        let simple = |node| {
            Ok(Expr {
                span: token.span,
                node,
            })
        };
        match token.kind {
            TokenKind::Number => {
                self.next += 1;
                simple(Node::Number)
            }
            TokenKind::String | TokenKind::EscapeString | TokenKind::DollarString => {
                self.next += 1;
                simple(Node::Literal)
            }
            TokenKind::OpenParen => {
                self.next += 1;
                let inner = self.at_strength(0, depth)?;
                self.expect_kind(TokenKind::CloseParen)?;
                Ok(Expr {
                    span: token.span.cover(self.before()),
                    node: Node::Paren(Box::new(inner)),
                })
            }
            TokenKind::Operator if text == "-" || text == "+" => {
                self.next += 1;
                let operand = self.at_strength(strength::SIGN, depth)?;
                Ok(Expr {
                    span: token.span.cover(operand.span),
                    node: Node::Prefix(text.to_owned(), Box::new(operand)),
                })
            }
            TokenKind::Word | TokenKind::QuotedWord => self.name(depth),
            _ => Err("an expression is not understood"),
        }
    }

    /// What begins with a word.
    fn name(&mut self, depth: u8) -> Attempt<Expr> {
        use lockstep_syntax::lexer::TokenKind;
        let first = self.peek(0).ok_or("an expression is not complete")?;
        let start = first.span;
        let follows = self.peek(1).map(|token| token.kind);
        let quoted = first.kind == TokenKind::QuotedWord;
        let word = self.text_of(first).to_ascii_lowercase();
        let done = |cursor: &Self, node| {
            Ok(Expr {
                span: start.cover(cursor.before()),
                node,
            })
        };
        if !quoted {
            match word.as_str() {
                "null" => {
                    self.next += 1;
                    return done(self, Node::Null);
                }
                "true" | "false" => {
                    self.next += 1;
                    return done(self, Node::Literal);
                }
                "not" => {
                    self.next += 1;
                    let operand = self.at_strength(strength::NOT, depth)?;
                    return done(self, Node::Prefix("NOT".to_owned(), Box::new(operand)));
                }
                "case" => {
                    let node = self.case(depth)?;
                    return done(self, node);
                }
                "cast" => {
                    self.next += 1;
                    self.expect_kind(TokenKind::OpenParen)?;
                    let operand = self.at_strength(0, depth)?;
                    self.expect("AS")?;
                    let name = self.type_name()?;
                    self.expect_kind(TokenKind::CloseParen)?;
                    return done(self, Node::Cast(Box::new(operand), name));
                }
                _ => {}
            }
            if LITERAL_TYPES.contains(&word.as_str()) && follows == Some(TokenKind::String) {
                self.next += 2;
                return done(self, Node::Literal);
            }
            if WITHOUT_BRACKETS.contains(&word.as_str()) && follows != Some(TokenKind::OpenParen) {
                self.next += 1;
                let node = Node::Call {
                    name: word,
                    arguments: Vec::new(),
                };
                return done(self, node);
            }
            let called = follows == Some(TokenKind::OpenParen);
            if NOT_NAMES.contains(&word.as_str()) && !(called && STEADY.contains(&word.as_str())) {
                return Err("an expression is not understood");
            }
        }
        let mut parts = vec![self.ident()?];
        while self.accept_kind(TokenKind::Dot) {
            parts.push(self.label()?);
        }
        if self.kind(0) == TokenKind::OpenParen {
            return self.call(start, &parts, depth);
        }
        let name = parts.pop().ok_or("a name is missing")?;
        if !quoted && word == "new" || parts.first().is_some_and(|part| part.name == "new") {
            return match parts.as_slice() {
                [] => done(self, Node::NewRow),
                [_] if SYSTEM.contains(&name.name.as_str()) || is_special(&name.name) => {
                    Err("NEW is asked for a system column")
                }
                [_] => done(self, Node::New(name)),
                _ => Err("an expression is not understood"),
            };
        }
        if parts.is_empty() && is_special(&name.name) {
            return Err("the body asks for more than NEW");
        }
        if parts.first().is_some_and(|part| part.name == "old") {
            return Err("the body asks for OLD");
        }
        let node = Node::Column {
            qualifier: parts.into_iter().map(|part| part.name).collect(),
            name: name.name,
        };
        done(self, node)
    }

    fn call(&mut self, start: Span, parts: &[Field], depth: u8) -> Attempt<Expr> {
        let name = match parts {
            [name] => name,
            [schema, name] if schema.name == "pg_catalog" => name,
            _ => return Err("the body calls a function that is not PostgreSQL's"),
        };
        let known = |list: &[&str]| list.contains(&name.name.as_str());
        if !known(STEADY) && !known(ONCE_A_ROW) {
            return Err("the body calls a function that is not known to be harmless");
        }
        let arguments = self.list(depth)?;
        Ok(Expr {
            span: start.cover(self.before()),
            node: Node::Call {
                name: name.name.clone(),
                arguments,
            },
        })
    }

    /// `(expression, …)`, which may be empty.
    pub(super) fn list(&mut self, depth: u8) -> Attempt<Vec<Expr>> {
        use lockstep_syntax::lexer::TokenKind;
        self.expect_kind(TokenKind::OpenParen)?;
        let mut found = Vec::new();
        if self.accept_kind(TokenKind::CloseParen) {
            return Ok(found);
        }
        loop {
            found.push(self.at_strength(0, depth)?);
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParen)?;
        Ok(found)
    }

    /// `(expression, …)`
    pub(super) fn values(&mut self) -> Attempt<Vec<Expr>> {
        self.list(DEPTH)
    }

    fn case(&mut self, depth: u8) -> Attempt<Node> {
        self.next += 1;
        let mut conditions = Vec::new();
        let mut results = Vec::new();
        if !self.is_word(0, "WHEN") {
            conditions.push(self.at_strength(0, depth)?);
        }
        while self.accept("WHEN") {
            conditions.push(self.at_strength(0, depth)?);
            self.expect("THEN")?;
            results.push(self.at_strength(0, depth)?);
        }
        let otherwise = self.accept("ELSE");
        if otherwise {
            results.push(self.at_strength(0, depth)?);
        }
        self.expect("END")?;
        Ok(Node::Case {
            conditions,
            results,
            otherwise,
        })
    }

    /// A type, in PostgreSQL's internal spelling where it is a common one.
    fn type_name(&mut self) -> Attempt<String> {
        use lockstep_syntax::lexer::TokenKind;
        let first = self.ident()?;
        let name = match first.name.as_str() {
            "int" | "integer" => "int4",
            "bigint" => "int8",
            "smallint" => "int2",
            "decimal" => "numeric",
            "boolean" => "bool",
            "real" => "float4",
            other @ ("int2" | "int4" | "int8" | "text" | "date" | "uuid" | "numeric" | "bool"
            | "timestamptz" | "timestamp" | "jsonb" | "float8" | "interval") => other,
            _ => return Err("a cast is not to a plain type"),
        };
        if matches!(
            self.kind(0),
            TokenKind::OpenParen | TokenKind::OpenBracket | TokenKind::Dot
        ) || self.is_word(0, "WITH")
            || self.is_word(0, "WITHOUT")
        {
            return Err("a cast is not to a plain type");
        }
        Ok(name.to_owned())
    }
}

/// Names that PL/pgSQL takes for its own variables.
fn is_special(name: &str) -> bool {
    name == "found" || name == "new" || name == "old" || name.starts_with("tg_")
}
