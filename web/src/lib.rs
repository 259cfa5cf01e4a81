//! The playground: paste a migration, see its locks and a safe rewrite.
//!
//! What the page knows and how it changes is in [`state`]; what a report means
//! to a reader is in [`model`]. Neither knows of a browser, and both are tested
//! natively. [`components`] draw, [`hooks`] connect, [`interop`] is the only
//! place where JavaScript is called.

pub mod components;
pub mod examples;
pub mod hooks;
pub mod interop;
pub mod model;
#[cfg(not(target_arch = "wasm32"))]
pub mod reference;
pub mod route;
pub mod share;
pub mod state;
pub mod text;
