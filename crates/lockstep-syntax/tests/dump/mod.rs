//! The tree of a script as compact text, for people to read.
//!
//! It is made of the tree's `Debug` form, so that it holds every field, with
//! the text of each span in its place: `«…»`. What says nothing is left out:
//! `false`, `None`, `0`, empty lists.

mod debug;

use std::fmt::Write as _;

use debug::Node;
use lockstep_syntax::script::{Piece, Script};

/// Lines longer than this are broken into their fields.
const WIDTH: usize = 110;

/// All pieces but the spaces, a paragraph each.
pub(crate) fn script(script: &Script<'_>) -> String {
    let dump = Dump { text: script.text };
    let mut out = String::new();
    for piece in &script.pieces {
        match piece {
            Piece::Space(_) => {}
            Piece::Comment(span) => writeln!(out, "comment {}", dump.quote(*span)).unwrap(),
            Piece::MetaCommand(span) => {
                writeln!(out, "meta-command {}", dump.quote(*span)).unwrap();
            }
            Piece::CopyData(span) => writeln!(out, "copy data {}", dump.quote(*span)).unwrap(),
            Piece::Statement(statement) => {
                let node = Node::parse(&format!("{statement:?}"));
                out += &dump.lines(&node, 0);
                out += "\n";
            }
        }
    }
    out
}

struct Dump<'a> {
    text: &'a str,
}

impl Dump<'_> {
    fn quote(&self, span: lockstep_syntax::tree::Span) -> String {
        Self::shorten(span.of(self.text))
    }

    fn shorten(text: &str) -> String {
        let text = text.replace('\n', "⏎").replace('\r', "␍");
        let chars: Vec<char> = text.chars().collect();
        if chars.len() <= 60 {
            return format!("«{text}»");
        }
        let head: String = chars[..40].iter().collect();
        let tail: String = chars[chars.len() - 15..].iter().collect();
        format!("«{head}…{tail}»")
    }

    fn span(&self, node: &Node) -> String {
        let number = |name| {
            node.field(name)
                .and_then(|it| it.name.parse::<usize>().ok())
        };
        let (start, end) = (number("start").unwrap(), number("end").unwrap());
        let text = self.text.get(start..end).expect("a span of the text");
        Self::shorten(text)
    }

    /// In one line if it fits, else a line for each field.
    fn lines(&self, node: &Node, depth: usize) -> String {
        let indent = "  ".repeat(depth);
        let line = self.line(node);
        let is_statement = node.name == "Statement";
        if node.name == "SyntaxError" {
            return format!("{indent}{line}\n");
        }
        if !is_statement && indent.len() + line.len() <= WIDTH || node.fields.is_empty() {
            return format!("{indent}{line}\n");
        }
        if let Some(inner) = wrapped(node) {
            return self.lines(inner, depth);
        }
        if node.name == "[" {
            let lines = node
                .fields
                .iter()
                .map(|(_, value)| self.lines(value, depth));
            return lines.collect();
        }
        let mut head = node.name.clone();
        let mut rest = String::new();
        for (name, value) in &node.fields {
            if is_nothing(value) {
                continue;
            }
            let short = self.line(value);
            let label = if name.is_empty() {
                String::new()
            } else {
                format!("{name}: ")
            };
            if name == "span" || name == "command" {
                write!(head, " {short}").unwrap();
            } else if indent.len() + label.len() + short.len() + 2 <= WIDTH
                && !is_statement_list(value)
            {
                writeln!(rest, "{indent}  {label}{short}").unwrap();
            } else if name.is_empty() || name == "kind" {
                rest += &self.lines(value, depth + 1);
            } else {
                write!(rest, "{indent}  {name}:\n{}", self.lines(value, depth + 2)).unwrap();
            }
        }
        if head.is_empty() {
            return rest;
        }
        format!("{indent}{head}\n{rest}")
    }

    fn line(&self, node: &Node) -> String {
        if let Some(inner) = wrapped(node) {
            return self.line(inner);
        }
        match node.name.as_str() {
            "Span" => return self.span(node),
            "Ident" => return self.ident(node),
            "ObjectName" => {
                let parts = node.field("parts").unwrap();
                let parts: Vec<String> = parts
                    .fields
                    .iter()
                    .map(|part| self.ident(&part.1))
                    .collect();
                return parts.join(".");
            }
            "FunctionCall" => {
                let name = self.line(node.field("name").unwrap());
                return format!("{name}/{}", node.field("arguments").unwrap().name);
            }
            "SyntaxError" => return self.error(node),
            _ if node.fields.is_empty() => return node.name.clone(),
            _ => {}
        }
        let fields: Vec<String> = node
            .fields
            .iter()
            .filter(|(_, value)| !is_nothing(value))
            .map(|(name, value)| match value.name.as_str() {
                "true" => name.clone(),
                _ if name.is_empty() || name == "span" || name == "name" => self.line(value),
                _ => format!("{name}: {}", self.line(value)),
            })
            .collect();
        let fields = fields.join(", ");
        match node.name.as_str() {
            "[" => format!("[{fields}]"),
            "" => format!("({fields})"),
            name => format!("{name}({fields})"),
        }
    }

    /// The value; its text too, when that is not its source.
    fn ident(&self, node: &Node) -> String {
        let value = node
            .field("value")
            .unwrap()
            .name
            .trim_matches('"')
            .to_owned();
        let written = self.span(node.field("span").unwrap());
        let written = written.trim_matches(['«', '»']).to_owned();
        if written.to_ascii_lowercase() == value {
            value
        } else {
            format!("{value}«{written}»")
        }
    }

    fn error(&self, node: &Node) -> String {
        let field = |name| unescape(&node.field(name).unwrap().name);
        let place = self.span(node.field("span").unwrap());
        let meant = match node.field("suggestion").unwrap().fields.first() {
            Some((_, meant)) => format!("; did you mean {}", unescape(&meant.name)),
            None => String::new(),
        };
        let (found, expected) = (field("found"), field("expected"));
        format!("error at {place}: found {found}, expected {expected}{meant}")
    }
}

fn unescape(literal: &str) -> String {
    let inner = literal.strip_prefix('"').unwrap_or(literal);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    inner.replace("\\\"", "\"")
}

fn is_nothing(node: &Node) -> bool {
    let empty_list = node.name == "[" && node.fields.is_empty();
    let no_properties = node.name == "ConstraintProperties"
        && node.fields.iter().all(|(_, value)| is_nothing(value));
    empty_list || no_properties || matches!(node.name.as_str(), "false" | "None" | "0")
}

/// What stands in `Some(…)` and in `CreateTable(CreateTable { … })`.
fn wrapped(node: &Node) -> Option<&Node> {
    let [(name, inner)] = node.fields.as_slice() else {
        return None;
    };
    let same = inner.name == node.name && inner.name != "[";
    (name.is_empty() && (node.name == "Some" || same)).then_some(inner)
}

fn is_statement_list(node: &Node) -> bool {
    node.fields
        .first()
        .is_some_and(|(_, first)| first.name == "Statement")
}
