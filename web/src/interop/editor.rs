//! The rich editor: `web/editor/editor.js`, loaded when the page already works.

use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use crate::model::review::{Card, Review};
use crate::text;
use lockstep_core::report::Severity;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = lockstep, js_name = loadEditor, catch)]
    fn load_editor() -> Result<js_sys::Promise, JsValue>;

    type Module;
    #[wasm_bindgen(method, catch)]
    fn mount(
        this: &Module,
        host: &Element,
        options: &JsValue,
        on: &JsValue,
    ) -> Result<JsEditor, JsValue>;

    type JsEditor;
    #[wasm_bindgen(method, js_name = setDoc)]
    fn set_doc(this: &JsEditor, text: &str);
    #[wasm_bindgen(method)]
    fn show(this: &JsEditor, json: &str);
    #[wasm_bindgen(method)]
    fn mark(this: &JsEditor, from: usize, to: usize);
    #[wasm_bindgen(method)]
    fn reveal(this: &JsEditor, from: usize, to: usize);
    #[wasm_bindgen(method)]
    fn focus(this: &JsEditor);
    #[wasm_bindgen(method)]
    fn destroy(this: &JsEditor);
}

/// What the editor starts with.
#[derive(Debug, Serialize)]
pub struct Start<'a> {
    /// The text.
    pub doc: &'a str,
    /// Where the selection was begun.
    pub anchor: u32,
    /// Where the caret is.
    pub head: u32,
    /// Its name, for those who do not see it.
    pub label: &'a str,
    /// What an empty editor says.
    pub hint: &'a str,
}

/// What the editor reports.
#[derive(Debug)]
pub enum EditorEvent {
    /// The whole text, after a change.
    Change(String),
    /// The caret's offset.
    Caret(usize),
    /// The offset under the pointer.
    Point(Option<usize>),
}

/// A mounted editor. Dropping it takes it off the page.
pub struct Editor {
    js: JsEditor,
    _callbacks: [Closure<dyn FnMut(JsValue)>; 3],
}

impl std::fmt::Debug for Editor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Editor")
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.js.destroy();
    }
}

impl Editor {
    /// Loads the editor's code; an error leaves the plain text field in place.
    ///
    /// # Errors
    ///
    /// The file could not be fetched or run.
    pub async fn load() -> Result<JsValue, JsValue> {
        JsFuture::from(load_editor()?).await
    }

    /// Puts a loaded editor into `host`.
    ///
    /// # Errors
    ///
    /// This browser cannot run it.
    pub fn mount(
        module: JsValue,
        host: &Element,
        start: &Start<'_>,
        on_event: &Rc<dyn Fn(EditorEvent)>,
    ) -> Result<Self, JsValue> {
        let options = js_sys::JSON::parse(&serde_json::to_string(start).unwrap_or_default())?;
        let change = callback(on_event, |value| {
            EditorEvent::Change(value.as_string().unwrap_or_default())
        });
        let caret = callback(on_event, |value| {
            EditorEvent::Caret(offset(&value).unwrap_or(0))
        });
        let point = callback(on_event, |value| EditorEvent::Point(offset(&value)));
        let on = js_sys::Object::new();
        js_sys::Reflect::set(&on, &"change".into(), change.as_ref())?;
        js_sys::Reflect::set(&on, &"caret".into(), caret.as_ref())?;
        js_sys::Reflect::set(&on, &"point".into(), point.as_ref())?;
        let js = module
            .unchecked_into::<Module>()
            .mount(host, &options, &on)?;
        Ok(Editor {
            js,
            _callbacks: [change, caret, point],
        })
    }

    /// Replaces the text where it differs; the caret stays.
    pub fn set_doc(&self, text: &str) {
        self.js.set_doc(text);
    }

    /// Draws who waits beside the lines, and the findings below the words.
    pub fn show(&self, review: Option<&Review>) {
        let marks = Marks::of(review);
        self.js
            .show(&serde_json::to_string(&marks).unwrap_or_default());
    }

    /// Marks the statement that is talked about.
    pub fn mark(&self, card: Option<&Card>) {
        let (from, to) = card.map_or((0, 0), |card| (card.statement.start, card.statement.end));
        self.js.mark(from, to);
    }

    /// Moves the caret and the view.
    pub fn reveal(&self, from: usize, to: usize) {
        self.js.reveal(from, to);
    }

    /// Takes the focus.
    pub fn focus(&self) {
        self.js.focus();
    }
}

fn callback(
    on_event: &Rc<dyn Fn(EditorEvent)>,
    event: fn(JsValue) -> EditorEvent,
) -> Closure<dyn FnMut(JsValue)> {
    let on_event = Rc::clone(on_event);
    Closure::new(move |value| on_event(event(value)))
}

/// Offsets are whole numbers well below 2^32.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked just before"
)]
fn offset(value: &JsValue) -> Option<usize> {
    value
        .as_f64()
        .filter(|it| (0.0..f64::from(u32::MAX)).contains(it))
        .map(|it| it as usize)
}

#[derive(Serialize)]
struct Marks<'a> {
    statements: Vec<StatementMark>,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct StatementMark {
    from: usize,
    to: usize,
    who: &'static str,
    long: bool,
    label: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    from: usize,
    to: usize,
    severity: &'static str,
    source: &'a str,
    message: &'a str,
}

impl<'a> Marks<'a> {
    fn of(review: Option<&'a Review>) -> Self {
        let cards = review.map_or(&[][..], |review| &review.cards);
        Marks {
            statements: cards
                .iter()
                .map(|card| StatementMark {
                    from: card.statement.start,
                    to: card.statement.end,
                    who: card.waits.who.class(),
                    long: card.waits.long,
                    label: text::waits(card.waits),
                })
                .collect(),
            diagnostics: cards
                .iter()
                .flat_map(|card| &card.findings)
                .map(|finding| Diagnostic {
                    from: finding.start,
                    to: finding.end,
                    severity: match finding.severity {
                        Severity::Danger => "error",
                        Severity::Warning => "warning",
                        Severity::Advice => "info",
                    },
                    source: &finding.rule,
                    message: &finding.title,
                })
                .collect(),
        }
    }
}
