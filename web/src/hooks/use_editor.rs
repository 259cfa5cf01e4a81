//! Keeps the editor and the state in step, with the rich editor and without.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlTextAreaElement, ScrollLogicalPosition};
use yew::{NodeRef, hook, use_effect_with, use_mut_ref, use_node_ref, use_state_eq};

use crate::hooks::{Dispatch, Store};
use crate::interop::browser;
use crate::interop::editor::{Editor, EditorEvent, Start};
use crate::state::{Action, Reveal};
use crate::text;

/// The element id of the text field, the same as in `index.html`.
pub const FIELD: &str = "sql";

type Slot = Rc<RefCell<Option<Editor>>>;

/// Where the editor is drawn.
#[derive(Clone, Debug)]
pub struct EditorPlaces {
    /// The rich editor's place.
    pub host: NodeRef,
    /// The plain text field, which works before the rich editor and without.
    pub field: NodeRef,
    /// Whether the rich editor has taken over.
    pub rich: bool,
}

/// Loads the rich editor and keeps whichever there is up to date. The text
/// goes to it only when it changed elsewhere; typing is never answered.
#[hook]
pub fn use_editor(store: &Store, dispatch: &Dispatch) -> EditorPlaces {
    let host = use_node_ref();
    let field = use_node_ref();
    let slot: Slot = use_mut_ref(|| None);
    let rich = use_state_eq(|| false);
    {
        let (host, field, slot, rich) =
            (host.clone(), field.clone(), Rc::clone(&slot), rich.clone());
        let (store, dispatch) = (store.clone(), dispatch.clone());
        use_effect_with((), move |()| {
            if let Some(area) = area(&field) {
                area.set_value(&store.sql);
            }
            spawn_local(async move {
                if let Some(editor) = load(&host, &field, &dispatch).await {
                    editor.show(store.review.as_deref());
                    *slot.borrow_mut() = Some(editor);
                    rich.set(true);
                }
            });
        });
    }
    {
        let (slot, field, store) = (Rc::clone(&slot), field.clone(), store.clone());
        use_effect_with(store.document, move |_| match &*slot.borrow() {
            Some(editor) => editor.set_doc(&store.sql),
            None => {
                if let Some(area) = area(&field).filter(|area| area.value() != store.sql.as_str()) {
                    area.set_value(&store.sql);
                }
            }
        });
    }
    {
        let slot = Rc::clone(&slot);
        use_effect_with((store.review.clone(), *rich), move |(review, _)| {
            if let Some(editor) = &*slot.borrow() {
                editor.show(review.as_deref());
            }
        });
    }
    {
        let slot = Rc::clone(&slot);
        let at = (store.review.clone(), store.active(), *rich);
        use_effect_with(at, move |(review, active, _)| {
            if let Some(editor) = &*slot.borrow() {
                let card = active
                    .zip(review.as_ref())
                    .and_then(|(id, review)| review.cards.get(id));
                editor.mark(card.map(Rc::as_ref));
            }
        });
    }
    {
        let (slot, field) = (Rc::clone(&slot), field.clone());
        use_effect_with(store.reveal, move |reveal| {
            if reveal.serial > 0 {
                show(*reveal, &slot, &field);
            }
        });
    }
    EditorPlaces {
        host,
        field,
        rich: *rich,
    }
}

/// Where the caret stands in a text field.
#[must_use]
pub fn caret_of(area: &HtmlTextAreaElement) -> usize {
    browser::selection(area).0.try_into().unwrap_or(usize::MAX)
}

fn area(field: &NodeRef) -> Option<HtmlTextAreaElement> {
    field.cast()
}

/// `None` leaves the plain text field in place.
async fn load(host: &NodeRef, field: &NodeRef, dispatch: &Dispatch) -> Option<Editor> {
    let module = Editor::load().await.ok()?;
    let area = area(field)?;
    let doc = area.value();
    let (anchor, head) = browser::selection(&area);
    let start = Start {
        doc: &doc,
        anchor,
        head,
        label: text::EDITOR_LABEL,
        hint: text::EDITOR_PLACEHOLDER,
    };
    let dispatch = dispatch.clone();
    let on_event: Rc<dyn Fn(EditorEvent)> = Rc::new(move |event| {
        dispatch.send(match event {
            EditorEvent::Change(sql) => Action::Typed(sql.into()),
            EditorEvent::Caret(offset) => Action::Caret(offset),
            EditorEvent::Point(offset) => Action::PointAt(offset),
        });
    });
    let focused = browser::has_focus(FIELD);
    let editor = Editor::mount(module, &host.cast::<Element>()?, &start, &on_event).ok()?;
    if focused {
        // The host is still hidden, and what is hidden takes no focus.
        if let Some(host) = host.cast::<Element>() {
            host.remove_attribute("hidden").ok()?;
        }
        editor.focus();
    }
    Some(editor)
}

fn show(reveal: Reveal, slot: &Slot, field: &NodeRef) {
    if !browser::is_wide() {
        browser::scroll_into_view("source", ScrollLogicalPosition::Start);
    }
    if let Some(editor) = &*slot.borrow() {
        editor.reveal(reveal.start, reveal.end);
    } else if let Some(area) = area(field) {
        let start = u32::try_from(reveal.start).unwrap_or(u32::MAX);
        // An offset past the end counts as the end.
        let _ = area.set_selection_range(start, start);
        let _ = area.focus();
    }
}
