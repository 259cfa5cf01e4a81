//! Asks the workers for each revision: the one that checks a little after the
//! last keystroke, the one that makes plans when the check is there.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use lockstep_wasm::request::{CheckOptions, DEFAULT_FILE_NAME, File, OffsetUnit, Request};
use yew::{hook, use_effect_with, use_memo, use_mut_ref};

use crate::hooks::{Dispatch, Store};
use crate::interop::worker::{Analyst, Outcome, Program};
use crate::state::{Action, State};

/// How long typing has to pause.
const PAUSE_MS: u32 = 100;

/// Keeps the review of the state up to date.
#[hook]
pub fn use_analysis(store: &Store) {
    let dispatch = Dispatch::new(store);
    let checker = use_memo((), move |()| {
        Analyst::new(Program::Check, move |revision, outcome| {
            dispatch.send(match outcome {
                Outcome::Report(report) => Action::Answered(revision, Rc::from(report)),
                Outcome::Crashed(words) => Action::Crashed(revision, words.into()),
            });
        })
    });
    let dispatch = Dispatch::new(store);
    let planner = use_memo((), move |()| {
        Analyst::new(Program::Plan, move |revision, outcome| {
            dispatch.send(match outcome {
                Outcome::Report(report) => Action::Planned(revision, Rc::from(report)),
                Outcome::Crashed(words) => Action::PlanCrashed(revision, words.into()),
            });
        })
    });
    // Whatever is not typed is not followed by more of it.
    let unhurried = use_mut_ref(|| None);
    let answered = store.clone();
    use_effect_with(store.answered, move |revision| {
        if answered.awaits_plan() && *revision == answered.revision {
            planner.ask(*revision, request(&answered));
        }
    });
    let store = store.clone();
    use_effect_with(store.revision, move |revision| {
        let now = (store.document, store.settings.clone());
        let typed = unhurried.borrow().as_ref() == Some(&now);
        *unhurried.borrow_mut() = Some(now);
        let revision = *revision;
        let pause = if typed { PAUSE_MS } else { 0 };
        let timeout = Timeout::new(pause, move || {
            checker.ask(revision, request(&store));
        });
        move || drop(timeout)
    });
}

fn request(state: &State) -> String {
    let request = Request {
        files: vec![File {
            name: DEFAULT_FILE_NAME.to_owned(),
            text: state.sql.to_string(),
        }],
        options: CheckOptions {
            postgres: Some(state.settings.postgres),
            framework: state.settings.framework.clone(),
            schema: Vec::new(),
            offsets: OffsetUnit::Utf16,
        },
    };
    serde_json::to_string(&request).unwrap_or_default()
}
