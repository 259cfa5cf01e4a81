//! No framework: the statements run one by one, as with `psql -f`.

use super::{Framework, Section, Sending};

/// See the module.
pub(super) static NONE: Framework = Framework {
    name: "none",
    wraps_in_transaction: false,
    recognises: |_| false,
    sections: |_| {
        vec![Section {
            start: 0,
            sending: Sending::OneByOne,
            down: false,
        }]
    },
    recovery: None,
};
