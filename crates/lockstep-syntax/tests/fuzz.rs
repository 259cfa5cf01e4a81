//! The invariants hold for mutated statements, and for good ones.
//!
//! `cargo run --release --example fuzz -- 10000000` does more of them, and
//! `cargo fuzz run read` in `fuzz/`, with a nightly toolchain, looks for
//! them by itself.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod invariants;
mod mutation;

#[test]
fn good_statements() {
    for statement in mutation::statements() {
        invariants::check(&statement);
    }
}

#[test]
fn mutated_statements() {
    let statements = mutation::statements();
    for number in 0..20_000 {
        invariants::check(&mutation::mutated(&statements, number));
    }
}
