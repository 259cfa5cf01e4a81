//! The oracle: real PostgreSQL servers, asked what a statement does.
//!
//! Development only. Every claim that Lockstep makes about a statement is
//! first measured here, on each major, and the facts are kept beside the case
//! as golden data (`tests/oracle/*.facts`).

#![expect(
    clippy::missing_errors_doc,
    reason = "they all fail for what `error::Error` lists, and nobody handles the cases apart"
)]

pub mod builtins;
pub mod case;
pub mod compare;
pub mod error;
pub mod facts;
pub mod live;
mod locks;
mod measure;
pub mod plan;
pub mod random;
pub mod rates;
mod relations;
pub mod run;
pub mod server;
