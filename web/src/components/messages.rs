//! Notices and the word that the analysis broke down, above the result.

use yew::{AttrValue, Html, Properties, component, html};

use crate::components::copy_button::CopyButton;
use crate::hooks::use_dispatch;
use crate::interop::host;
use crate::share::LinkError;
use crate::state::{Action, Engine, Notice, link_error};
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct MessagesProps {
    pub(crate) notice: Option<Notice>,
    pub(crate) engine: Engine,
}

#[component]
pub(crate) fn Messages(props: &MessagesProps) -> Html {
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let notice = props.notice.as_ref().map(|notice| {
        html! {
            <div class="notice" role={role(notice)}>
                <p>{ words(notice) }</p>
                if matches!(notice, Notice::OpenedLink(_) | Notice::Replaced(_)) {
                    <button type="button" class="link" onclick={dispatch.callback(Action::RestoreDraft)}>
                        { text::DRAFT_RESTORE }
                    </button>
                }
                if *notice == Notice::Update {
                    <button type="button" class="link" onclick={|_| host::update()}>{ text::UPDATE_NOW }</button>
                }
                <button type="button" class="link" onclick={dispatch.callback(Action::Dismiss)}>
                    { text::NOTICE_DISMISS }
                </button>
            </div>
        }
    });
    let crash = match &props.engine {
        Engine::Crashed(words) => Some(crash(words)),
        Engine::Starting | Engine::Ready => None,
    };
    html! { <>{ crash }{ notice }</> }
}

fn crash(words: &AttrValue) -> Html {
    let version = env!("CARGO_PKG_VERSION");
    let report = AttrValue::from(format!("Lockstep {version}: {words}"));
    html! {
        <div class="notice broken" role="alert">
            <p>{ text::CRASHED }</p>
            <pre tabindex="0">{ report.clone() }</pre>
            <CopyButton text={report} label={text::CRASH_COPY} of={text::BRAND} />
        </div>
    }
}

fn role(notice: &Notice) -> &'static str {
    match notice {
        Notice::BadLink(_) => "alert",
        Notice::OpenedLink(_) | Notice::Replaced(_) | Notice::Update | Notice::Said(_) => "status",
    }
}

fn words(notice: &Notice) -> AttrValue {
    match notice {
        Notice::BadLink(error) => bad_link(*error),
        Notice::OpenedLink(_) => text::DRAFT_KEPT.into(),
        Notice::Replaced(_) => text::REPLACED.into(),
        Notice::Update => text::UPDATE.into(),
        Notice::Said(words) => (*words).into(),
    }
}

fn bad_link(error: LinkError) -> AttrValue {
    format!("{} {}", link_error(error), text::LINK_KEPT).into()
}
