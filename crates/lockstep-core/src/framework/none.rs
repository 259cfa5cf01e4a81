//! No framework: the statements run one by one, as with `psql -f`.

use super::layout::{Beside, Layout, Style, When};
use super::{Framework, Section, Sending};

/// See the module.
pub(crate) static NONE: Framework = Framework {
    name: "none",
    wraps_in_transaction: false,
    recognises: |_| false,
    names: |_| false,
    sections: |_, _| Section::whole(Sending::OneByOne, false),
    recovery: None,
    record: None,
    layout: &Layout {
        beside: &[Beside {
            path: "rollback/{version}_{name}.sql",
            text: "{down}\n",
            when: When::Always,
        }],
        version: Style::Number(3),
        begins: true,
        usage: "Each file is run by itself, its statements one by one, as `psql -X -v ON_ERROR_STOP=1 -f <file>` does. Those in `rollback` undo them, last first.",
        ..Layout::SQL
    },
};
