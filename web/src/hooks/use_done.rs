//! Which steps of a plan have been ticked off, remembered by this browser.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::rc::Rc;

use lockstep_core::report::Step;
use yew::{Callback, hook, use_callback, use_state};

use crate::interop::browser;

const KEY: &str = "lockstep.done.v1";
/// Ticks that are kept; the oldest plans are long over.
const MOST: usize = 2_000;

/// The steps that are done, and the way to change that.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    steps: Rc<BTreeSet<String>>,
    toggle: Callback<String>,
}

impl Done {
    /// Whether a step has been ticked off.
    #[must_use]
    pub fn holds(&self, step: &Step) -> bool {
        self.steps.contains(&key(step))
    }

    /// Ticks a step off, or takes that back.
    #[must_use]
    pub fn toggle<E: 'static>(&self, step: &Step) -> Callback<E> {
        let key = key(step);
        self.toggle.reform(move |_| key.clone())
    }
}

/// The ticks of this browser. Those made in another tab are seen after a
/// reload, and are not lost by ticks in this one.
#[hook]
pub fn use_done() -> Done {
    let steps = use_state(|| Rc::new(stored()));
    let toggle = use_callback(steps.clone(), |key: String, steps| {
        let mut all = stored();
        if !all.remove(&key) {
            all.insert(key);
        }
        while all.len() > MOST {
            all.pop_first();
        }
        browser::store(KEY, &all);
        steps.set(Rc::new(all));
    });
    Done {
        steps: Rc::clone(&steps),
        toggle,
    }
}

fn stored() -> BTreeSet<String> {
    browser::stored(KEY).unwrap_or_default()
}

/// The same step of the same plan, after a reload as well.
fn key(step: &Step) -> String {
    let mut hasher = DefaultHasher::new();
    (step.number, &step.title, &step.sql).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
