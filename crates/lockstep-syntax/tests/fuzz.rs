//! The invariants hold for mutated statements, and for good ones.
//!
//! `cargo run --release --example fuzz -- 10000000` does more of them, and
//! `cargo fuzz run read` in `fuzz/`, with a nightly toolchain, looks for
//! them by itself.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod invariants;
mod mutation;

use lockstep_syntax::script;

#[test]
fn good_statements() {
    for statement in mutation::statements(&mutation::golden()).iter().step_by(5) {
        invariants::check(statement);
    }
}

/// Nothing is left behind by what was read before.
#[test]
fn read_twice() {
    let statements = mutation::statements(&mutation::golden());
    for number in 0..1_000 {
        let text = mutation::mutated(&statements, number);
        let trees = [(); 2].map(|()| format!("{:?}", script::read(&text).pieces));
        assert_eq!(trees[0], trees[1]);
    }
}

#[test]
fn mutated_statements() {
    let statements = mutation::statements(&mutation::golden());
    for number in 0..8_000 {
        invariants::check(&mutation::mutated(&statements, number));
    }
}

/// What was found, and mended.
#[test]
fn once_broken() {
    for text in ["DROP DOMAIN s.\n d;", "DROP DOMAIN s -- the schema\n . d;"] {
        invariants::check(text);
    }
}
