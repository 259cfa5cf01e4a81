//! One report, many renderings. None of them knows a fact of its own: what a
//! rendering says stands in the report.

#[cfg(feature = "render-text")]
mod example;
#[cfg(feature = "render-text")]
mod excerpt;
#[cfg(feature = "render-text")]
pub mod github;
#[cfg(feature = "render-text")]
pub mod html;
#[cfg(feature = "render-human")]
pub mod human;
pub mod json;
#[cfg(feature = "render-text")]
pub mod markdown;
#[cfg(feature = "render-text")]
pub mod sarif;
#[cfg(feature = "render-text")]
pub mod sql;
#[cfg(feature = "render-text")]
mod text;
#[cfg(feature = "render-text")]
mod words;
pub(crate) mod wrap;

use std::borrow::Cow;

use lockstep_syntax::script;
use serde::Serialize;

use crate::report::{Step, StepTransaction};

/// A step's SQL as it is run by hand or with `psql -f`: several statements of
/// one transaction stand between BEGIN and COMMIT.
#[must_use]
pub fn runnable(step: &Step) -> Cow<'_, str> {
    let sql = step.sql.trim_end();
    let several = || script::read(sql).statements().count() > 1;
    if step.transaction == StepTransaction::Single && several() {
        format!("BEGIN;\n{sql}\nCOMMIT;").into()
    } else {
        sql.into()
    }
}

/// JSON as people read it, with a newline at the end.
fn pretty(value: &impl Serialize) -> String {
    // The contract's types hold nothing that JSON cannot say (no maps, no
    // floats), so the default never stands in.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
