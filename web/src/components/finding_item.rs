//! One finding: what, why, what to do, and where PostgreSQL says so.

use lockstep_core::report::{Finding, Severity};
use yew::{Html, classes, html};

use crate::hooks::Dispatch;
use crate::route::Route;
use crate::state::Action;
use crate::text;

/// One finding: what, why, what to do, and where PostgreSQL says so.
pub(crate) fn finding_item(finding: &Finding, dispatch: &Dispatch) -> Html {
    let severity = match finding.severity {
        Severity::Danger => "danger",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    };
    let rule = Route::Rules(Some(finding.rule.clone()));
    html! {
        <section class={classes!("finding", severity)}>
            <h3><span class="severity">{ text::severity(finding.severity) }</span>{ " " }{ &finding.title }</h3>
            <p>{ &finding.what }</p>
            <p>{ &finding.why }</p>
            if !finding.action.is_empty() {
                <p class="do"><strong>{ text::DO }</strong>{ " " }{ &finding.action }</p>
            }
            <footer>
                if let Some(first) = finding.plan_steps.first() {
                    <button type="button" class="link" onclick={dispatch.callback(Action::ShowStep(*first))}>
                        { text::plan_steps(&finding.plan_steps) }
                    </button>
                }
                if let Some(fix) = &finding.fix {
                    <button type="button" class="link fix" onclick={dispatch.callback(Action::Fix(fix.edits.clone()))}>
                        { &fix.title }
                    </button>
                }
                <a href={finding.citation.url.clone()} target="_blank" rel="noopener noreferrer">
                    { &finding.citation.title }
                </a>
                <a class="rule" href={rule.address()} title={text::versions(&finding.versions)}>{ &finding.rule }</a>
            </footer>
        </section>
    }
}
