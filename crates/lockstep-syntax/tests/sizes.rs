//! How large the nodes are that a long script holds most of.
//!
//! A megabyte of short statements becomes tens of thousands of nodes; what a
//! rare clause needs stands behind a pointer.
#![cfg(target_pointer_width = "64")]

use std::mem::size_of;

use lockstep_syntax::tree::{
    AlterAction, ColumnChange, ColumnConstraint, ColumnDefinition, TypeName,
};

#[test]
fn frequent_nodes_are_small() {
    let sizes = [
        ("AlterAction", size_of::<AlterAction<'_>>(), 80),
        ("ColumnChange", size_of::<ColumnChange<'_>>(), 24),
        ("ColumnDefinition", size_of::<ColumnDefinition<'_>>(), 144),
        ("ColumnConstraint", size_of::<ColumnConstraint<'_>>(), 72),
        ("TypeName", size_of::<TypeName<'_>>(), 64),
    ];
    for (name, size, limit) in sizes {
        assert!(size <= limit, "{name} has {size} bytes");
    }
}
