//! The text survives a closed tab.

use gloo::timers::callback::Timeout;
use yew::{hook, use_effect_with};

use crate::hooks::Store;
use crate::interop::browser;
use crate::state::Notice;

const KEY: &str = "lockstep.draft.v1";
const PAUSE_MS: u32 = 300;

/// What was in the editor last time.
#[must_use]
pub fn draft() -> String {
    browser::stored(KEY).unwrap_or_default()
}

/// Keeps the text in this browser. While a link is open over a draft, the
/// draft is what is kept.
#[hook]
pub fn use_draft(store: &Store) {
    let keeps_other = matches!(store.notice, Some(Notice::OpenedLink(_)));
    use_effect_with(
        (store.sql.clone(), keeps_other),
        move |(sql, keeps_other)| {
            let timeout = (!keeps_other).then(|| {
                let sql = sql.clone();
                Timeout::new(PAUSE_MS, move || browser::store(KEY, &sql.as_str()))
            });
            move || drop(timeout)
        },
    );
}
