//! PostgreSQL migration scripts to statements to a syntax tree with byte
//! ranges.
//!
//! The way in is [`script::read`]: it never fails, loses no byte, and one bad
//! statement never hides another.

#![expect(
    clippy::struct_excessive_bools,
    reason = "`IF EXISTS`, `ONLY` and their kin are written or not, independently"
)]

pub mod lexer;
pub mod line_index;
pub mod script;
pub mod tree;

mod body;
mod eight;
mod embedded;
mod grammar;
mod walk;
