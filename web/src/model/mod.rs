//! What a report means to a reader, computed once per report.

pub mod before_after;
pub mod commands;
pub mod edits;
pub mod files;
pub mod highlight;
pub mod library;
pub mod quantity;
pub mod review;
pub mod tables;
pub mod timeline;
pub mod verdict;
pub mod waits;

#[cfg(test)]
pub(crate) mod fixture;
