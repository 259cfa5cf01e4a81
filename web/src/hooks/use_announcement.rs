//! What the live region says: the verdict, once typing has stopped.

use gloo::timers::callback::Timeout;
use yew::{AttrValue, hook, use_effect_with, use_state_eq};

use crate::hooks::Store;
use crate::text;

/// Long enough that nobody is interrupted while typing.
const IDLE_MS: u32 = 900;

/// The words for the live region.
#[hook]
pub fn use_announcement(store: &Store) -> AttrValue {
    let said = use_state_eq(AttrValue::default);
    let words = words(store);
    {
        let said = said.clone();
        use_effect_with((words, store.revision), move |(words, _)| {
            let words = words.clone();
            let timeout = Timeout::new(IDLE_MS, move || said.set(words));
            move || drop(timeout)
        });
    }
    (*said).clone()
}

fn words(store: &Store) -> AttrValue {
    match &store.review {
        Some(review) if !store.is_stale() && !store.is_empty() => {
            let verdict = review.verdict.plain();
            AttrValue::from(format!("{verdict} {}.", text::findings(review.findings)))
        }
        _ => AttrValue::default(),
    }
}
