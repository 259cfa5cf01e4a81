//! SQL to read and to copy.

use yew::{AttrValue, Html, Properties, component, html};

use crate::components::copy_button::CopyButton;
use crate::model::highlight::{Class, pieces};

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct SqlBlockProps {
    pub(crate) sql: AttrValue,
    /// What it is, for those who do not see where it stands.
    pub(crate) label: AttrValue,
}

#[component]
pub(crate) fn SqlBlock(props: &SqlBlockProps) -> Html {
    html! {
        <div class="sql-block">
            // Long lines scroll, and what scrolls must be reachable by keyboard.
            <pre tabindex="0" role="group" aria-label={props.label.clone()}><code>
                { for pieces(&props.sql).into_iter().map(|(class, piece)| draw(class, piece)) }
            </code></pre>
            <CopyButton text={props.sql.clone()} of={props.label.clone()} />
        </div>
    }
}

fn draw(class: Class, piece: &str) -> Html {
    let class = match class {
        Class::Plain => return html! { { piece } },
        Class::Keyword => "kw",
        Class::Text => "st",
        Class::Comment => "cm",
        Class::Number => "nu",
    };
    html! { <span {class}>{ piece }</span> }
}
