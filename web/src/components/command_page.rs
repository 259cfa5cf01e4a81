//! What one form of a command does, version by version.

use lockstep_core::reference::{Answer, Entry, Example};
use yew::{Html, classes, html};

use crate::components::sql_block::sql_block;
use crate::hooks::Dispatch;
use crate::interop::editor::class_of;
use crate::model::waits::Who;
use crate::state::Action;
use crate::text;

/// What one form of a command does, version by version.
pub(crate) fn command_page(entry: &Entry, dispatch: &Dispatch) -> Html {
    let example = Example {
        sql: entry.sql.clone(),
        schema: String::new(),
        postgres: entry.answers.last().map_or(17, |it| it.to.min(17)),
    };
    html! {
        <>
            <h1>{ text::command_form(&entry.name) }</h1>
            { sql_block(&entry.sql, text::COMMAND) }
            <p>
                <button type="button" class="link" onclick={dispatch.callback(Action::Try(example))}>
                    { text::TRY_IT }
                </button>
            </p>
            { for entry.answers.iter().rev().map(answer) }
        </>
    }
}

fn answer(answer: &Answer) -> Html {
    let statement = &answer.statement;
    html! {
        <section class="answer">
            <h2>{ text::majors(answer.from, answer.to) }</h2>
            if let Some(failure) = &statement.fails {
                <p class="remark fails">
                    <strong>{ text::REFUSED }</strong>{ ": " }{ &failure.reason }{ " " }<code>{ &*failure.sqlstate }</code>
                </p>
            } else if statement.locks.is_empty() {
                <p>{ text::NO_RELATION }</p>
            }
            <ul class="facts">
                { for statement.locks.iter().map(|lock| {
                    let who = if lock.new { Who::Nobody } else { Who::for_mode(lock.mode) };
                    let effect = if lock.new { text::NEW_RELATION } else { text::mode_in_words(lock.mode) };
                    html! {
                        <li>
                            <code class="relation">{ text::short_name(&lock.relation) }</code>
                            <span class={classes!("mode", class_of(who))}>{ lock.mode.name() }</span>
                            <span class="effect">{ effect }</span>
                        </li>
                    }
                }) }
            </ul>
            { work(text::STEP_REWRITES, &statement.rewrites) }
            { work(text::STEP_READS, &statement.scans) }
            { work(text::BUILDS_INDEX, &statement.index_builds) }
            if statement.refuses_transaction { <p>{ text::OUTSIDE_TRANSACTION }</p> }
        </section>
    }
}

fn work(words: &'static str, relations: &[String]) -> Html {
    if relations.is_empty() {
        return Html::default();
    }
    let names = relations
        .iter()
        .map(|it| html! { <>{ " " }<code>{ text::short_name(it) }</code></> });
    html! { <p>{ words }{ for names }</p> }
}
