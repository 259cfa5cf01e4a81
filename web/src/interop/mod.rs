//! The only place where the page meets the browser and its JavaScript.

pub mod browser;
pub mod editor;
pub mod files;
pub mod host;
pub mod library;
pub mod link;
pub mod worker;
