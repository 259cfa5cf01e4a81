//! The expressions of a trigger function, as far as a proof can follow them.

use lockstep_syntax::tree::Span;

use super::words::ONCE_A_ROW;

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
