//! The left pane: the migration, what already exists, and how large it is.

use yew::{Callback, DragEvent, Html, component, html};

use crate::components::migration_field::MigrationField;
use crate::components::open_files::{open, open_files};
use crate::components::schema_field::schema_field;
use crate::components::sizes_form::SizesForm;
use crate::components::tabs::{TabItem, Tabs, panel_id};
use crate::hooks::{use_dispatch, use_store};
use crate::state::{Action, Source, State};
use crate::text;

#[component]
pub(crate) fn SourcePane() -> Html {
    let (Some(store), Some(dispatch)) = (use_store(), use_dispatch()) else {
        return Html::default();
    };
    let ondrop = {
        let dispatch = dispatch.clone();
        move |event: DragEvent| {
            let files = event.data_transfer().and_then(|it| it.files());
            if let Some(files) = files.filter(|it| it.length() > 0) {
                event.prevent_default();
                open(&files, dispatch.clone());
            }
        }
    };
    // Without this the browser leaves the page for the file.
    let ondragover = |event: DragEvent| {
        let files = event.data_transfer().map(|it| it.types());
        if files.is_some_and(|it| it.includes(&"Files".into(), 0)) {
            event.prevent_default();
        }
    };
    let clear = dispatch.callback(Action::Opened("".into()));
    let selecting = dispatch.clone();
    let on_select = Callback::from(move |index: usize| {
        if let Some(source) = Source::ALL.get(index) {
            selecting.send(Action::ShowSource(*source));
        }
    });
    let selected = Source::ALL.iter().position(|it| *it == store.source);
    // The editor keeps its place while another page is shown.
    let page = |source: Source, content: Html| {
        html! {
            <div
                role="tabpanel"
                id={panel_id(id(source))}
                class="source-page"
                aria-labelledby={id(source)}
                hidden={source != store.source}
            >{ content }</div>
        }
    };
    html! {
        <section id="source" class="pane source" aria-label={text::SOURCE_LABEL} {ondrop} {ondragover}>
            <div class="pane-head">
                <Tabs
                    label={text::SOURCE_TABS}
                    items={Source::ALL.map(|it| item(it, &store)).to_vec()}
                    selected={selected.unwrap_or(0)}
                    {on_select}
                />
                <span class="private">{ text::PRIVATE }</span>
                if store.source != Source::Sizes { { open_files(&dispatch) } }
                if !store.is_empty() && store.source == Source::Migration {
                    <button type="button" class="link" onclick={clear}>{ text::CLEAR }</button>
                }
            </div>
            { page(Source::Migration, html! { <MigrationField /> }) }
            { page(Source::Schema, schema_field(&store.settings.schema, &dispatch)) }
            { page(Source::Sizes, html! {
                if store.source == Source::Sizes {
                    <SizesForm review={store.review.clone()} sizes={store.settings.sizes.clone()} />
                }
            }) }
        </section>
    }
}

fn id(source: Source) -> &'static str {
    match source {
        Source::Migration => "tab-migration",
        Source::Schema => "tab-schema",
        Source::Sizes => "tab-sizes",
    }
}

fn item(source: Source, state: &State) -> TabItem {
    let given = |it: bool| it.then(|| text::GIVEN.into());
    let count = match source {
        Source::Migration => None,
        Source::Schema => given(!state.settings.schema.trim().is_empty()),
        Source::Sizes => given(!state.settings.sizes.is_empty()),
    };
    TabItem {
        id: id(source),
        label: text::source(source),
        count,
    }
}
