//! The locks of a statement, one row for each relation.

use lockstep_core::report::Lock;
use yew::{Html, classes, html};

use crate::model::review::{Card, Held};
use crate::model::waits::{Stronger, Who};
use crate::text;

/// The locks of a statement, one row for each relation.
pub(crate) fn lock_facts(card: &Card) -> Html {
    let locks = &card.statement.locks;
    let strongest = locks
        .iter()
        .filter(|lock| !lock.new)
        .map(|lock| lock.mode)
        .max();
    html! {
        <ul class="facts">
            { for locks.iter().enumerate().map(|(n, lock)| {
                let held = card.held.filter(|_| !lock.new && Some(lock.mode) == strongest);
                row(lock, card.stronger.get(n).copied().flatten(), held)
            }) }
        </ul>
    }
}

fn row(lock: &Lock, stronger: Option<Stronger>, held: Option<Held>) -> Html {
    let who = if lock.new {
        Who::Nobody
    } else {
        Who::for_mode(lock.mode)
    };
    let effect = if lock.new {
        text::NEW_RELATION
    } else {
        text::mode_in_words(lock.mode)
    };
    html! {
        <li>
            <code class="relation">{ text::short_name(&lock.relation) }</code>
            <span class={classes!("mode", who.class())}>{ lock.mode.name() }</span>
            <span class="effect">
                { effect }
                if !lock.new && !lock.cause.is_empty() {
                    <span class="cause">{ lock.cause.clone() }</span>
                }
                if let Some(Stronger { mode, since_line }) = stronger {
                    <span class="cause">{ text::already_held(mode, since_line) }</span>
                } else if let Some(held) = held {
                    <span class="cause">{ text::held(held) }</span>
                }
            </span>
        </li>
    }
}
