//! Reads what `derive(Debug)` writes.

use std::iter::Peekable;
use std::str::Chars;

/// A value: its name, `[` for a list, a literal; and its fields.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) name: String,
    /// With the field's name, empty for those without.
    pub(crate) fields: Vec<(String, Node)>,
}

impl Node {
    pub(crate) fn parse(debug: &str) -> Node {
        node(&mut debug.chars().peekable())
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Node> {
        let field = self.fields.iter().find(|field| field.0 == name)?;
        Some(&field.1)
    }
}

fn node(chars: &mut Peekable<Chars<'_>>) -> Node {
    let name = word(chars);
    let mut fields = Vec::new();
    match chars.peek().copied() {
        Some(' ') if chars.clone().nth(1) == Some('{') => {
            chars.nth(1);
            list(chars, '}', true, &mut fields);
        }
        Some('(') => {
            chars.next();
            list(chars, ')', false, &mut fields);
        }
        Some('[') => {
            chars.next();
            list(chars, ']', false, &mut fields);
            return Node {
                name: "[".to_owned(),
                fields,
            };
        }
        _ => {}
    }
    Node { name, fields }
}

/// Fields up to the closing bracket.
fn list(
    chars: &mut Peekable<Chars<'_>>,
    close: char,
    named: bool,
    fields: &mut Vec<(String, Node)>,
) {
    loop {
        while chars.next_if(|c| *c == ' ' || *c == ',').is_some() {}
        if chars.next_if_eq(&close).is_some() {
            return;
        }
        let mut name = String::new();
        if named {
            name = word(chars);
            assert_eq!(chars.next(), Some(':'));
            assert_eq!(chars.next(), Some(' '));
        }
        fields.push((name, node(chars)));
    }
}

/// A name, a number, or a string with its quotes.
fn word(chars: &mut Peekable<Chars<'_>>) -> String {
    let mut word = String::new();
    if chars.peek() == Some(&'"') {
        word.extend(chars.next());
        while let Some(c) = chars.next() {
            word.push(c);
            match c {
                '\\' => word.extend(chars.next()),
                '"' => break,
                _ => {}
            }
        }
        return word;
    }
    while let Some(c) = chars.next_if(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
        word.push(c);
    }
    word
}
