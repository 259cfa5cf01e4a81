//! The safe multi-step rewrite: the same result, without making anybody wait.
//!
//! Each statement is split into operations. A recipe turns an operation that
//! would keep others waiting into steps; everything else stays as it is. What
//! a step locks, rewrites and scans is found out by analysing its own SQL, so
//! a plan cannot say of itself what is not true.

mod add_check;
mod add_foreign_key;
mod add_unique;
mod attach_partition;
mod batched_write;
mod batches;
mod cascade;
mod column_type;
mod create_index;
mod detach_partition;
mod domain_constraint;
mod draft;
mod drop_column;
mod drop_index;
mod drop_table;
mod enclose;
mod entry;
mod index_swap;
mod inverse;
mod keyed_write;
mod move_index;
mod no_way;
mod not_null;
mod operation;
mod own_sequence;
mod partitioned_index;
mod planner;
mod refresh;
mod reindex;
mod rename_column;
mod rename_table;
mod renames;
mod runbook;
mod sequence;
mod set_not_null;
mod split;
mod stand_in;
mod statement_trigger;
mod stored_column;
mod substitute;
mod swaps;
mod table_swap;
mod together;
mod undone;
mod volatile_default;
mod written_rows;

pub(crate) use draft::Draft;
pub(crate) use operation::Operation;
pub(crate) use planner::plan;
use substitute::Substitute;

/// What a recipe makes of an operation.
#[derive(Debug, Default)]
pub(crate) struct Rewrite {
    /// The steps, in order.
    pub(crate) steps: Vec<Draft>,
    /// What they take for granted.
    pub(crate) assumptions: Vec<String>,
    /// How the outcome differs, where PostgreSQL has no online way to the same
    /// catalog.
    pub(crate) difference: Option<String>,
    /// A column that a trigger keeps instead, which says itself how the
    /// outcome differs.
    pub(crate) substitute: Option<Substitute>,
    /// Others still wait in its last step, so that it answers no finding.
    pub(crate) partial: bool,
    /// What the migration does for its sake, as dropping a view before and
    /// making it again behind, belongs into its last step.
    pub(crate) encloses: bool,
}

/// A recipe: steps for an operation that it knows, where they are needed.
pub(crate) type Recipe = fn(&Operation<'_>) -> Option<Rewrite>;

/// Every recipe, in the order in which they are asked.
pub(crate) static RECIPES: &[Recipe] = &[
    create_index::recipe,
    drop_index::recipe,
    set_not_null::recipe,
    add_check::recipe,
    add_foreign_key::recipe,
    add_unique::recipe,
    attach_partition::recipe,
    detach_partition::recipe,
    reindex::recipe,
    move_index::recipe,
    refresh::recipe,
    domain_constraint::recipe,
    stored_column::recipe,
    volatile_default::recipe,
    column_type::recipe,
    own_sequence::recipe,
    statement_trigger::recipe,
    batched_write::recipe,
    drop_column::recipe,
    drop_table::recipe,
    rename_column::recipe,
    rename_table::recipe,
];
