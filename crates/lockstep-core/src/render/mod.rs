//! One report, many renderings. None of them knows a fact of its own: what a
//! rendering says stands in the report.

#[cfg(feature = "render-human")]
pub mod human;
pub mod json;

use std::borrow::Cow;

use lockstep_syntax::script;

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
