//! The page of a rule.

use lockstep_core::reference::{Example, RulePage};
use yew::{Html, html};

use crate::components::runbook_view::document;
use crate::components::sql_block::sql_block;
use crate::hooks::Dispatch;
use crate::state::Action;
use crate::text;

/// The page of a rule.
pub(crate) fn rule_page(rule: &RulePage, dispatch: &Dispatch) -> Html {
    let (title, url) = rule.source.clone();
    html! {
        <>
            <h1><code>{ &rule.id }</code></h1>
            <p class="lead">{ &rule.title }</p>
            <p class="facts-line">{ text::severity(rule.severity) }{ " · " }{ text::versions(&rule.versions) }</p>
            { document(&rule.docs) }
            <p>{ text::CITATION }{ ": " }<a href={url} target="_blank" rel="noopener noreferrer">{ title }</a></p>
            { examples(text::FOUND, &rule.bad, dispatch) }
            { examples(text::SILENT, &rule.good, dispatch) }
        </>
    }
}

fn examples(title: &'static str, examples: &[Example], dispatch: &Dispatch) -> Html {
    if examples.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            <h2>{ title }</h2>
            { for examples.iter().map(|it| html! {
                <div class="reference-example">
                    if !it.schema.is_empty() {
                        <details class="more">
                            <summary>{ text::BEFORE_IT }</summary>
                            { sql_block(&it.schema, text::BEFORE_IT) }
                        </details>
                    }
                    { sql_block(&it.sql, title) }
                    <button type="button" class="link" onclick={dispatch.callback(Action::Try(it.clone()))}>
                        { text::TRY_IT }
                    </button>
                </div>
            }) }
        </section>
    }
}
