//! Asks the workers for each revision: the one that checks a little after the
//! last keystroke, the one that makes plans when the check is there.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use lockstep_wasm::request::{
    CheckOptions, DEFAULT_FILE_NAME, Export, Exported, File, OffsetUnit, Request,
};
use wasm_bindgen_futures::spawn_local;
use yew::{hook, use_effect_with, use_memo, use_mut_ref};

use crate::hooks::{Dispatch, Store};
use crate::interop::browser;
use crate::interop::worker::{Analyst, Outcome, Program};
use crate::state::{Action, State, Target};
use crate::text;

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
                // Only the other program makes files.
                Outcome::Export(_) => return,
            });
        })
    });
    let dispatch = Dispatch::new(store);
    let target = use_mut_ref(|| Target::Download);
    let destination = Rc::clone(&target);
    let planner = use_memo((), move |()| {
        Analyst::new(Program::Plan, move |revision, outcome| match outcome {
            Outcome::Report(report) => {
                dispatch.send(Action::Planned(revision, Rc::from(report)));
            }
            Outcome::Crashed(words) => {
                dispatch.send(Action::PlanCrashed(revision, words.into()));
            }
            Outcome::Export(file) => hand_over(file, *destination.borrow(), dispatch.clone()),
        })
    });
    let (wanting, exporter) = (store.clone(), planner.clone());
    use_effect_with(store.wanted, move |wanted| {
        if let Some(wanted) = *wanted {
            *target.borrow_mut() = wanted.target;
            let export = Export {
                format: wanted.format,
                seconds: browser::seconds(),
            };
            exporter.also_ask(wanting.revision, request(&wanting, Some(export)));
        }
    });
    // Whatever is not typed is not followed by more of it.
    let unhurried = use_mut_ref(|| None);
    let answered = store.clone();
    use_effect_with(store.answered, move |revision| {
        if answered.awaits_plan() && *revision == answered.revision {
            planner.ask(*revision, request(&answered, None));
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
            checker.ask(revision, request(&store, None));
        });
        move || drop(timeout)
    });
}

/// Gives a file to the visitor.
fn hand_over(file: Exported, target: Target, dispatch: Dispatch) {
    if target == Target::Download {
        let done = browser::download(&file.name, &file.media_type, &file.bytes);
        if !done {
            dispatch.send(Action::Say(text::DOWNLOAD_FAILED));
        }
        return;
    }
    spawn_local(async move {
        let copied = browser::copy(&String::from_utf8_lossy(&file.bytes)).await;
        dispatch.send(Action::Say(if copied {
            text::MARKDOWN_COPIED
        } else {
            text::MARKDOWN_NOT_COPIED
        }));
    });
}

fn request(state: &State, export: Option<Export>) -> String {
    let settings = &state.settings;
    let request = Request {
        files: vec![File {
            name: DEFAULT_FILE_NAME.to_owned(),
            text: state.sql.to_string(),
        }],
        options: CheckOptions {
            postgres: Some(settings.postgres),
            framework: settings.framework.clone(),
            schema: schema(&settings.schema),
            stats: settings.sizes.clone(),
            compare_with: settings.compare,
            offsets: OffsetUnit::Utf16,
        },
        export,
    };
    serde_json::to_string(&request).unwrap_or_default()
}

fn schema(text: &str) -> Vec<File> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    vec![File {
        name: "schema.sql".to_owned(),
        text: text.to_owned(),
    }]
}
