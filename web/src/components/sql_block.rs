//! SQL to read and to copy.

use yew::{AttrValue, Html, html};

use crate::components::copy_button::CopyButton;
use crate::model::highlight::{Class, pieces};

/// SQL to read and to copy. The label is for those who do not see where it stands.
pub(crate) fn sql_block(sql: &str, label: impl Into<AttrValue>) -> Html {
    let label: AttrValue = label.into();
    let text = AttrValue::from(sql.to_owned());
    html! {
        <div class="sql-block">
            // Long lines scroll, and what scrolls must be reachable by keyboard.
            <pre tabindex="0" role="group" aria-label={label.clone()}><code>
                { for pieces(sql).into_iter().map(|(class, piece)| draw(class, piece)) }
            </code></pre>
            <CopyButton {text} of={label} />
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
