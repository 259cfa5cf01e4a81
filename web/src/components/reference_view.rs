//! The reference: rules, what each command locks, which locks conflict.

use std::rc::Rc;

use lockstep_core::reference::{Entry, RulePage};
use lockstep_wasm::Reference;
use web_sys::HtmlInputElement;
use yew::{Html, InputEvent, Properties, TargetCast, component, html, use_state_eq};

use crate::components::command_page::command_page;
use crate::components::conflict_matrix::ConflictMatrix;
use crate::components::rule_page::rule_page;
use crate::hooks::{Dispatch, use_dispatch};
use crate::route::Route;
use crate::state::Engine;
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ReferenceViewProps {
    pub(crate) route: Route,
    pub(crate) reference: Option<Rc<Reference>>,
    /// The worker that gives it.
    pub(crate) planner: Engine,
}

#[component]
pub(crate) fn ReferenceView(props: &ReferenceViewProps) -> Html {
    let sought = use_state_eq(String::new);
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let oninput = {
        let sought = sought.clone();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                sought.set(input.value());
            }
        }
    };
    let sections = [
        (Route::Rules(None), text::RULES),
        (Route::Locks(None), text::COMMANDS),
        (Route::Conflicts, text::CONFLICTS),
    ];
    let section = props.route.section();
    html! {
        <main class="reference">
            <nav class="reference-nav" aria-label={text::REFERENCE}>
                <ul class="sections">
                    { for sections.into_iter().map(|(route, words)| {
                        let now = (route == section).then_some("page");
                        html! { <li><a href={route.address()} aria-current={now}>{ words }</a></li> }
                    }) }
                </ul>
                if section != Route::Conflicts {
                    <input
                        type="search"
                        class="seek"
                        aria-label={text::SEEK}
                        placeholder={text::SEEK}
                        value={(*sought).clone()}
                        {oninput}
                    />
                    if let Some(reference) = &props.reference {
                        { list(reference, &props.route, &sought) }
                    }
                }
            </nav>
            <article class="reference-page">{ content(props, &dispatch) }</article>
        </main>
    }
}

/// What of the section fits the words that are sought.
fn list(reference: &Reference, route: &Route, sought: &str) -> Html {
    let words = sought.to_ascii_lowercase();
    let fits = |texts: &[&str]| {
        let all = texts.join(" ").to_ascii_lowercase();
        words.split_whitespace().all(|word| all.contains(word))
    };
    let entries: Vec<(Route, String)> = if matches!(route, Route::Rules(_)) {
        let rules = reference.rules.iter();
        let found = rules.filter(|it| fits(&[&it.id, &it.title, &it.docs]));
        found
            .map(|it| (Route::Rules(Some(it.id.clone())), it.id.clone()))
            .collect()
    } else {
        let commands = reference.commands.iter();
        let found = commands.filter(|it| fits(&[&it.name, &it.sql]));
        found
            .map(|it| {
                (
                    Route::Locks(Some(it.name.clone())),
                    text::command_form(&it.name),
                )
            })
            .collect()
    };
    if entries.is_empty() {
        return html! { <p class="none-found">{ text::NOTHING_FOUND }</p> };
    }
    html! {
        <ul class="entries">
            { for entries.into_iter().map(|(to, words)| {
                let now = (to == *route).then_some("page");
                html! { <li><a href={to.address()} aria-current={now}>{ words }</a></li> }
            }) }
        </ul>
    }
}

fn content(props: &ReferenceViewProps, dispatch: &Dispatch) -> Html {
    if props.route == Route::Conflicts {
        return html! { <ConflictMatrix /> };
    }
    let Some(reference) = &props.reference else {
        let words = match props.planner {
            Engine::Crashed(_) => text::REFERENCE_CRASHED,
            Engine::Starting | Engine::Ready => text::LOADING,
        };
        return html! { <p class="loading">{ words }</p> };
    };
    match &props.route {
        Route::Rules(None) => rules(&reference.rules),
        Route::Rules(Some(id)) => reference
            .rules
            .iter()
            .find(|it| it.id == *id)
            .map_or_else(unknown, |it| rule_page(it, dispatch)),
        Route::Locks(Some(name)) => reference
            .commands
            .iter()
            .find(|it| it.name == *name)
            .map_or_else(unknown, |it| command_page(it, dispatch)),
        Route::Locks(None) | Route::Conflicts | Route::Playground => commands(&reference.commands),
    }
}

fn unknown() -> Html {
    html! {
        <>
            <h1>{ text::NO_SUCH_PAGE }</h1>
            <p>{ text::NO_SUCH_PAGE_HINT }</p>
        </>
    }
}

fn rules(rules: &[RulePage]) -> Html {
    html! {
        <>
            <h1>{ text::RULES }</h1>
            <p class="lead">{ text::rules_intro(rules.len()) }</p>
            <div class="scroll" tabindex="0" role="group" aria-label={text::RULES}>
                <table>
                    <thead><tr>
                        <th>{ text::RULE }</th><th>{ text::SEVERITY }</th><th>{ text::FINDS }</th>
                    </tr></thead>
                    <tbody>
                        { for rules.iter().map(|it| html! {
                            <tr>
                                <td><a href={Route::Rules(Some(it.id.clone())).address()}>{ &it.id }</a></td>
                                <td>{ text::severity(it.severity) }</td>
                                <td>{ &it.title }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
        </>
    }
}

fn commands(commands: &[Entry]) -> Html {
    html! {
        <>
            <h1>{ text::COMMANDS }</h1>
            <p class="lead">{ text::commands_intro(commands.len()) }</p>
            <div class="scroll" tabindex="0" role="group" aria-label={text::COMMANDS}>
                <table>
                    <thead><tr>
                        <th>{ text::COMMAND }</th><th>{ text::STRONGEST }</th><th>{ text::WORK }</th>
                    </tr></thead>
                    <tbody>
                        { for commands.iter().map(|it| html! {
                            <tr>
                                <td><a href={Route::Locks(Some(it.name.clone())).address()}>{ text::command_form(&it.name) }</a></td>
                                <td>{ for it.answers.last().map(|it| text::strongest(&it.statement)) }</td>
                                <td>{ for it.answers.last().map(|it| text::work(&it.statement)) }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
        </>
    }
}
