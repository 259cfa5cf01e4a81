//! One report, many renderings. None of them knows a fact of its own: what a
//! rendering says stands in the report.

#[cfg(feature = "render-human")]
pub mod human;
pub mod json;
