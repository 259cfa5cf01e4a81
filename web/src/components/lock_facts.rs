//! The locks of a statement, one row for each relation.

use lockstep_core::report::Lock;
use yew::{Html, Properties, classes, component, html};

use crate::interop::editor::class_of;
use crate::model::review::Held;
use crate::model::waits::{Stronger, Who};
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct LockFactsProps {
    pub(crate) locks: Vec<Lock>,
    /// For each lock, the stronger one that is already held.
    pub(crate) stronger: Vec<Option<Stronger>>,
    /// How long the strongest is held beyond the statement.
    #[prop_or_default]
    pub(crate) held: Option<Held>,
}

#[component]
pub(crate) fn LockFacts(props: &LockFactsProps) -> Html {
    let strongest = props
        .locks
        .iter()
        .filter(|lock| !lock.new)
        .map(|lock| lock.mode)
        .max();
    html! {
        <ul class="facts">
            { for props.locks.iter().enumerate().map(|(n, lock)| {
                let held = props.held.filter(|_| !lock.new && Some(lock.mode) == strongest);
                row(lock, props.stronger.get(n).copied().flatten(), held)
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
            <span class={classes!("mode", class_of(who))}>{ lock.mode.name() }</span>
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
