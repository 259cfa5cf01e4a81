//! What joins the state to the browser, one concern each.

mod use_address;
mod use_analysis;
mod use_announcement;
mod use_done;
mod use_draft;
mod use_editor;
mod use_keys;
mod use_library;
mod use_store;
mod use_theme;
mod use_update;

pub use use_address::use_address;
pub use use_analysis::use_analysis;
pub use use_announcement::use_announcement;
pub use use_done::{Done, use_done};
pub use use_draft::{draft, use_draft};
pub use use_editor::{FIELD, caret_of, use_editor};
pub use use_keys::use_keys;
pub use use_library::use_library;
pub use use_store::{Dispatch, Store, use_dispatch, use_store};
pub use use_theme::{stored_theme, use_theme};
pub use use_update::use_update;
