//! The list of commands: a text field that filters, and a list to choose from
//! (the combobox of WAI-ARIA), in the browser's own modal dialog.

use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::{
    Html, InputEvent, KeyboardEvent, TargetCast, component, html, use_effect_with, use_node_ref,
    use_state_eq,
};

use crate::components::share_menu::copy_link;
use crate::hooks::{Dispatch, Store, use_dispatch, use_store};
use crate::interop::browser;
use crate::model::commands::{Command, Run, matching};
use crate::state::Action;
use crate::text;

const LIST: &str = "palette-list";

#[component]
pub(crate) fn Palette() -> Html {
    let dialog = use_node_ref();
    let typed = use_state_eq(String::new);
    let chosen = use_state_eq(|| 0);
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // Where it cannot be modal, it is at least shown.
                let _ = dialog.show_modal();
            }
        });
    }
    use_effect_with(*chosen, |chosen| {
        browser::scroll_into_view(&option_id(*chosen), web_sys::ScrollLogicalPosition::Nearest);
    });
    let (Some(store), Some(dispatch)) = (use_store(), use_dispatch()) else {
        return Html::default();
    };
    let found = matching(&store, &typed);
    let oninput = {
        let (typed, chosen) = (typed.clone(), chosen.clone());
        move |event: InputEvent| {
            chosen.set(0);
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
        }
    };
    let onkeydown = {
        let (store, dispatch) = (store.clone(), dispatch.clone());
        let (found, chosen) = (found.clone(), chosen.clone());
        move |event: KeyboardEvent| {
            let last = found.len().saturating_sub(1);
            match event.key().as_str() {
                "ArrowDown" => chosen.set(if *chosen < last { *chosen + 1 } else { 0 }),
                "ArrowUp" => chosen.set(chosen.checked_sub(1).unwrap_or(last)),
                "Enter" => match found.get(*chosen) {
                    Some(command) => run(command, &store, &dispatch),
                    None => return,
                },
                _ => return,
            }
            event.prevent_default();
        }
    };
    html! {
        <dialog
            ref={dialog}
            class="palette"
            aria-label={text::PALETTE}
            onclose={dispatch.callback(Action::Palette(false))}
        >
            <input
                type="text"
                role="combobox"
                aria-label={text::PALETTE}
                aria-expanded="true"
                aria-controls={LIST}
                aria-activedescendant={(!found.is_empty()).then(|| option_id(*chosen))}
                placeholder={text::PALETTE_HINT}
                autocomplete="off"
                spellcheck="false"
                autofocus=true
                {oninput}
                {onkeydown}
            />
            <ul id={LIST} role="listbox" aria-label={text::PALETTE}>
                { for found.iter().enumerate().map(|(index, command)| {
                    let onclick = {
                        let (command, store) = (command.clone(), store.clone());
                        let dispatch = dispatch.clone();
                        move |_| run(&command, &store, &dispatch)
                    };
                    html! {
                        <li
                            role="option"
                            id={option_id(index)}
                            aria-selected={(index == *chosen).to_string()}
                            {onclick}
                        >
                            { &command.title }
                            if !command.keys.is_empty() { <kbd>{ command.keys }</kbd> }
                        </li>
                    }
                }) }
            </ul>
            if found.is_empty() { <p role="status">{ text::NOTHING_FOUND }</p> }
            <p class="keys">{ text::KEYS }</p>
        </dialog>
    }
}

fn option_id(index: usize) -> String {
    format!("command-{index}")
}

fn run(command: &Command, store: &Store, dispatch: &Dispatch) {
    dispatch.send(Action::Palette(false));
    match &command.run {
        Run::Do(action) => dispatch.send(action.clone()),
        Run::CopyLink => copy_link(store, dispatch.clone()),
    }
}
