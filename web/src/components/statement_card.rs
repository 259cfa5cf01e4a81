//! One statement: who waits, its locks, what it does, what is found.

use std::rc::Rc;

use lockstep_core::report::{Severity, Understood};
use yew::{AttrValue, Html, Properties, classes, component, html};

use crate::components::finding_item::finding_item;
use crate::components::glyph::glyph;
use crate::components::lock_facts::lock_facts;
use crate::components::tags::tags;
use crate::hooks::use_dispatch;
use crate::model::review::Card;
use crate::model::waits::Who;
use crate::state::Action;
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct StatementCardProps {
    pub(crate) card: Rc<Card>,
    pub(crate) active: bool,
    /// The major that it is compared with.
    pub(crate) other: Option<u8>,
}

/// The element id of the card of a statement.
pub(crate) fn card_id(statement: usize) -> String {
    format!("statement-{statement}")
}

#[component]
pub(crate) fn StatementCard(props: &StatementCardProps) -> Html {
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let card = &props.card;
    let statement = &card.statement;
    let id = statement.id;
    let title_id = AttrValue::from(format!("statement-{id}-title"));
    html! {
        <li>
            <article
                id={card_id(id)}
                class={classes!(
                    "card",
                    tone(card),
                    props.active.then_some("active"),
                    card.is_quiet().then_some("quiet"),
                )}
                aria-labelledby={title_id.clone()}
                onpointerenter={dispatch.callback(Action::Point(Some(id)))}
                onpointerleave={dispatch.callback(Action::Point(None))}
                onfocusin={dispatch.callback(Action::Point(Some(id)))}
                onfocusout={dispatch.callback(Action::Point(None))}
            >
                <header>
                    if statement.understood == Understood::None {
                        <span class="glyph unknown" role="img" aria-label={text::NOT_UNDERSTOOD}>{ "?" }</span>
                    } else {
                        { glyph(card.waits) }
                    }
                    <h2 id={title_id}>{ title(card) }</h2>
                    <button
                        type="button"
                        class="line-link"
                        aria-label={text::go_to(&card.place)}
                        onclick={dispatch.callback(Action::Reveal(id))}
                    >{ text::place(&card.place) }</button>
                </header>
                if !statement.locks.is_empty() {
                    { lock_facts(card) }
                }
                { tags(card) }
                { remarks(card, props.other) }
                { for card.findings.iter().map(|finding| finding_item(finding, &dispatch)) }
            </article>
        </li>
    }
}

/// How long it takes, and what another version does with it.
fn remarks(card: &Card, other: Option<u8>) -> Html {
    let estimate = card
        .statement
        .estimate
        .map(|it| text::estimate(it, card.waits.who));
    html! {
        <>
            if let Some(words) = estimate {
                <p class="remark"><strong>{ text::ESTIMATE }</strong>{ " " }{ words }</p>
            }
            if let Some(other) = other.filter(|_| !card.elsewhere.is_empty()) {
                <div class="remark elsewhere">
                    <strong>{ text::on_major(other) }</strong>
                    <ul>{ for card.elsewhere.iter().map(|it| html! { <li>{ it }</li> }) }</ul>
                </div>
            }
        </>
    }
}

/// The title, or the command, or the honest lack of both.
fn title(card: &Card) -> &str {
    let statement = &card.statement;
    [&statement.title, &statement.command]
        .into_iter()
        .find(|it| !it.is_empty())
        .map_or(text::NOT_UNDERSTOOD, String::as_str)
}

fn tone(card: &Card) -> Option<&'static str> {
    match (card.severity(), card.waits.who) {
        (Some(Severity::Danger), Who::Writers) => Some("hold"),
        (Some(Severity::Danger), _) => Some("stop"),
        (Some(Severity::Warning), _) => Some("hold"),
        _ => None,
    }
}
