//! What to check before, during and after.

use yew::{AttrValue, Html, Properties, component, html};

use crate::components::copy_button::CopyButton;
use crate::components::prose;
use crate::components::sql_block::sql_block;
use crate::text;
use lockstep_core::document::{Block, blocks};

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct RunbookViewProps {
    pub(crate) runbook: AttrValue,
}

#[component]
pub(crate) fn RunbookView(props: &RunbookViewProps) -> Html {
    if props.runbook.trim().is_empty() {
        return html! { <div class="nothing"><p>{ text::RUNBOOK_EMPTY }</p></div> };
    }
    let document = blocks(&props.runbook);
    let top = top_level(&document);
    html! {
        <div class="runbook">
            <p class="runbook-tools">
                <CopyButton text={props.runbook.clone()} label={text::COPY_RUNBOOK} of={text::RUNBOOK} />
            </p>
            { for document.iter().map(|block| draw(block, top)) }
        </div>
    }
}

/// The level of its uppermost headings, which become the page's second.
fn top_level(document: &[Block]) -> usize {
    let levels = document.iter().filter_map(|block| match block {
        Block::Heading(level, _) => Some(*level),
        _ => None,
    });
    levels.min().unwrap_or(1)
}

fn draw(block: &Block, top: usize) -> Html {
    match block {
        Block::Heading(level, spans) if *level == top => {
            html! { <h2>{ prose::spans(spans) }</h2> }
        }
        Block::Heading(_, spans) => html! { <h3>{ prose::spans(spans) }</h3> },
        Block::Paragraph(spans) => html! { <p>{ prose::spans(spans) }</p> },
        Block::List(Some(first), items) => html! {
            <ol start={first.to_string()}>{ for items.iter().map(|item| html! { <li>{ prose::spans(item) }</li> }) }</ol>
        },
        Block::List(None, items) => html! {
            <ul>{ for items.iter().map(|item| html! { <li>{ prose::spans(item) }</li> }) }</ul>
        },
        Block::Code(code) => sql_block(code, text::RUNBOOK),
    }
}
