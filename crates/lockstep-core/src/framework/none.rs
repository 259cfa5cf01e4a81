//! No framework: the statements run one by one, as with `psql -f`.

use super::{Framework, Section, Sending};

/// See the module.
pub(super) static NONE: Framework = Framework {
    name: "none",
    wraps_in_transaction: false,
    recognises: |_| false,
    names: |_| false,
    sections: |_, _| Section::whole(Sending::OneByOne, false),
    recovery: None,
};
