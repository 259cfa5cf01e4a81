//! What a statement does, in a few words each.

use lockstep_core::report::Understood;
use yew::{Html, html};

use crate::model::review::Card;
use crate::text;

/// What a statement does, in a few words each; who waits gives them their colour.
pub(crate) fn tags(card: &Card) -> Html {
    let statement = &card.statement;
    let tone = card.waits.who.class();
    let mut tags: Vec<Html> = Vec::new();
    let mut tag = |tone: &'static str, words: Html| {
        tags.push(html! { <li class={yew::classes!("tag", tone)}>{ words }</li> });
    };
    if card.is_context() {
        tag("plain", text::NOT_CHANGED.into());
    }
    match statement.understood {
        Understood::Full => {}
        Understood::Partial => tag("unsure", text::PARTLY_UNDERSTOOD.into()),
        Understood::None => tag("unsure", text::NOT_UNDERSTOOD.into()),
    }
    for words in work(text::REWRITES, &statement.rewrites) {
        tag(tone, words);
    }
    let scans: Vec<String> = statement
        .scans
        .iter()
        .filter(|relation| !statement.rewrites.contains(relation))
        .cloned()
        .collect();
    for words in work(text::READS_ALL, &scans) {
        tag(tone, words);
    }
    for index in &statement.index_builds {
        tag(
            tone,
            html! { <>{ text::BUILDS_INDEX }{ " " }<code>{ text::short_name(index) }</code></> },
        );
    }
    if statement.refuses_transaction {
        tag("plain", text::OUTSIDE_TRANSACTION.into());
    }
    html! {
        <>
            if !tags.is_empty() {
                <ul class="tags">{ for tags }</ul>
            }
            if let Some(failure) = &statement.fails {
                <p class="remark fails">
                    <strong>{ text::REFUSED }</strong>{ ": " }{ failure.reason.clone() }
                    { " " }<code>{ failure.sqlstate.clone() }</code>
                </p>
            }
            if !statement.depends_on.is_empty() {
                <p class="remark depends">
                    <strong>{ text::DEPENDS_ON }</strong>{ " " }{ statement.depends_on.join("; ") }
                </p>
            }
        </>
    }
}

/// "rewrites the table", with its name where there are several.
fn work(words: &'static str, relations: &[String]) -> Vec<Html> {
    match relations {
        [] => Vec::new(),
        [_] => vec![words.into()],
        _ => relations
            .iter()
            .map(|relation| html! { <>{ words }{ " " }<code>{ text::short_name(relation) }</code></> })
            .collect(),
    }
}
