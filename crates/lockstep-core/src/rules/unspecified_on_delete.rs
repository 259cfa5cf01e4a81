//! A foreign key that does not say what a delete does.

use super::declared::{advise, replace};
use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;
use lockstep_syntax::tree::{ReferentialAction, Span};

pub(super) static RULE: Rule = Rule {
    id: "unspecified-on-delete",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("The foreign key does not say what a delete does"),
    docs: page!("\
Without ON DELETE a foreign key refuses to delete a row that is referenced. That \
is often right, but a reader cannot see whether anybody thought of it, and code \
that deletes finds out in production.

Say it: RESTRICT or NO ACTION to refuse, CASCADE or SET NULL where the referencing \
rows go along, which takes its time where there are many."),
    versions: "11-18",
    source: citation::FOREIGN_KEYS,
    hazards: page!(&["D"]),
    bad: page!(&[example("CREATE TABLE users (id bigint PRIMARY KEY);\n\
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);\n\
CREATE INDEX ON orders (user_id);"), example("ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;").also(&["foreign-key-without-index"])]),
    good: page!(&[example("CREATE TABLE users (id bigint PRIMARY KEY);\n\
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users ON DELETE RESTRICT);\n\
CREATE INDEX ON orders (user_id);"), example("ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE NO ACTION NOT VALID;").also(&["foreign-key-without-index"])]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(declared) = context.declared() else {
        return Vec::new();
    };
    let words = [
        "Nothing says what deleting a referenced row does.",
        "is referenced without ON DELETE, so that deleting a referenced row is refused.",
        "A reader cannot see whether that was meant, and code that deletes finds out in production.",
        "Write ON DELETE RESTRICT or NO ACTION where that is right, CASCADE or SET NULL where the referencing rows go along.",
    ];
    let text = context.situation.text;
    let says = |span: Span| {
        let mut words = span.of(text).split_ascii_whitespace();
        words.any(|word| word.eq_ignore_ascii_case("delete"))
    };
    let keys = declared.foreign_keys().into_iter();
    keys.filter(|key| key.target.on_delete == ReferentialAction::NoAction && !says(key.target.span))
        .map(|key| {
            let end = key.target.span.end;
            let referenced = context.catalog().resolve(&key.target.table);
            Hit {
                fix: Some(replace(
                    "Say what it does now".to_owned(),
                    Span::new(end, end),
                    " ON DELETE NO ACTION".to_owned(),
                )),
                ..advise(key.span, &referenced, &referenced.to_string(), words)
            }
        })
        .collect()
}
