//! How large the nodes are that a long script holds most of.
//!
//! A megabyte of short statements becomes tens of thousands of nodes; what a
//! rare clause needs stands behind a pointer.

use std::mem::size_of;

use lockstep_syntax::tree::{
    AlterAction, AlterActionKind, ColumnChange, ColumnConstraint, ColumnDefinition, Expression,
    Ident, ObjectName, Statement, TypeName,
};

#[test]
fn frequent_nodes_are_small() {
    let sizes = [
        ("Statement", size_of::<Statement<'_>>()),
        ("AlterAction", size_of::<AlterAction<'_>>()),
        ("AlterActionKind", size_of::<AlterActionKind<'_>>()),
        ("ColumnChange", size_of::<ColumnChange<'_>>()),
        ("ColumnDefinition", size_of::<ColumnDefinition<'_>>()),
        ("ColumnConstraint", size_of::<ColumnConstraint<'_>>()),
        ("TypeName", size_of::<TypeName<'_>>()),
        ("Expression", size_of::<Expression<'_>>()),
        ("ObjectName", size_of::<ObjectName<'_>>()),
        ("Ident", size_of::<Ident<'_>>()),
    ];
    println!("{sizes:?}");
}
