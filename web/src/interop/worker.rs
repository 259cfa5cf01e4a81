//! A web worker that analyses: one request at a time, the newest next, a
//! dead or silent worker replaced by a new one.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Object, Reflect, Uint8Array};
use lockstep_core::report::Report;
use lockstep_wasm::request::Exported;
use lockstep_wasm::{Response, unpack};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::host;
use crate::text;

/// What a worker runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// The page's own, which checks.
    Check,
    /// The one that makes plans, which has to be fetched first.
    Plan,
}

impl Program {
    /// A worker that is silent for this long is taken for dead.
    fn patience_ms(self) -> u32 {
        match self {
            Program::Check => 10_000,
            Program::Plan => 60_000,
        }
    }
}

/// What became of a request.
#[derive(Debug)]
pub enum Outcome {
    /// The report.
    Report(Box<Report>),
    /// The report as a file.
    Export(Exported),
    /// The worker is gone; what it said last.
    Crashed(String),
}

type OnOutcome = Rc<dyn Fn(u32, Outcome)>;

/// The analysis, somewhere else.
#[derive(Clone)]
pub struct Analyst {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    program: Program,
    on_outcome: OnOutcome,
    worker: Option<Running>,
    asked: Option<Asked>,
    next: Option<(u32, String)>,
    /// Requests of which none is forgotten.
    errands: VecDeque<(u32, String)>,
    /// The last revision asked for, for a crash that no request explains.
    last: u32,
}

/// A worker and what listens to it.
struct Running {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The request that the worker is busy with.
struct Asked {
    revision: u32,
    _patience: Timeout,
}

impl std::fmt::Debug for Analyst {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Analyst")
    }
}

impl Analyst {
    /// An analyst that has not started yet.
    #[must_use]
    pub fn new(program: Program, on_outcome: impl Fn(u32, Outcome) + 'static) -> Self {
        Analyst {
            inner: Rc::new(RefCell::new(Inner {
                program,
                on_outcome: Rc::new(on_outcome),
                worker: None,
                asked: None,
                next: None,
                errands: VecDeque::new(),
                last: 0,
            })),
        }
    }

    /// Asks for a revision. A request that still waits is forgotten.
    pub fn ask(&self, revision: u32, request: String) {
        {
            let mut inner = self.inner.borrow_mut();
            inner.next = Some((revision, request));
            inner.last = revision;
        }
        self.go_on();
    }

    /// Asks for something of a revision that nothing takes the place of.
    pub fn also_ask(&self, revision: u32, request: String) {
        self.inner
            .borrow_mut()
            .errands
            .push_back((revision, request));
        self.go_on();
    }

    /// Sends what waits, if the worker is free.
    fn go_on(&self) {
        if let Err(error) = self.try_go_on() {
            self.crashed(&describe(&error));
        }
    }

    fn try_go_on(&self) -> Result<(), JsValue> {
        let mut inner = self.inner.borrow_mut();
        if inner.asked.is_some() {
            return Ok(());
        }
        let next = inner.next.take();
        let Some((revision, request)) = next.or_else(|| inner.errands.pop_front()) else {
            return Ok(());
        };
        if inner.worker.is_none() {
            inner.worker = Some(self.start(inner.program)?);
        }
        let patience = inner.program.patience_ms();
        let this = self.clone();
        inner.asked = Some(Asked {
            revision,
            _patience: Timeout::new(patience, move || this.crashed(text::HUNG)),
        });
        if let Some(running) = &inner.worker {
            let message = object(&[("revision", revision.into()), ("request", request.into())])?;
            running.worker.post_message(&message)?;
        }
        Ok(())
    }

    fn start(&self, program: Program) -> Result<Running, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let host = host::get().ok_or(text::NOT_BOOTED)?;
        let hello = match program {
            Program::Check => host.check(),
            Program::Plan => host.plan(),
        };
        let worker_url = host.worker_url();
        let worker = Worker::new_with_options(&worker_url, &options)?;
        let this = self.clone();
        let on_message = Closure::new(move |event: MessageEvent| this.answered(&event.data()));
        let this = self.clone();
        let on_error = Closure::new(move |event: ErrorEvent| this.crashed(&event.message()));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.post_message(&hello)?;
        Ok(Running {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    fn answered(&self, data: &JsValue) {
        let packed = Reflect::get(data, &"packed".into())
            .ok()
            .and_then(|it| it.dyn_into::<Uint8Array>().ok());
        let Some(packed) = packed else {
            let words = Reflect::get(data, &"crash".into())
                .ok()
                .and_then(|it| it.as_string());
            self.crashed(&words.unwrap_or_default());
            return;
        };
        let outcome = match unpack(&packed.to_vec()) {
            Some(Response::Report(report)) => Outcome::Report(report),
            Some(Response::Export(file)) => Outcome::Export(file),
            Some(Response::Error(error)) => Outcome::Crashed(error.message),
            None => Outcome::Crashed(text::UNREADABLE.to_owned()),
        };
        let asked = self.inner.borrow_mut().asked.take();
        if let Some(asked) = asked {
            let on_outcome = Rc::clone(&self.inner.borrow().on_outcome);
            on_outcome(asked.revision, outcome);
        }
        self.go_on();
    }

    /// Throws the worker away. The next request starts another.
    fn crashed(&self, words: &str) {
        let (revision, running, on_outcome) = {
            let mut inner = self.inner.borrow_mut();
            let revision = inner
                .asked
                .take()
                .map_or(inner.last, |asked| asked.revision);
            (revision, inner.worker.take(), Rc::clone(&inner.on_outcome))
        };
        // This may run inside one of the worker's own listeners, which must
        // not be freed under its feet.
        Timeout::new(0, move || drop(running)).forget();
        on_outcome(revision, Outcome::Crashed(words.to_owned()));
        self.go_on();
    }
}

fn object(entries: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let object = Object::new();
    for (key, value) in entries {
        Reflect::set(&object, &(*key).into(), value)?;
    }
    Ok(object.into())
}

fn describe(error: &JsValue) -> String {
    let message = error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()));
    message
        .or_else(|| error.as_string())
        .unwrap_or_else(|| format!("{error:?}"))
}
