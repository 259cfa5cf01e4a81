//! The chosen colours.

use yew::{hook, use_effect_with};

use crate::interop::browser;
use crate::state::Theme;

/// Read by `theme.js` as well, before anything is painted.
const KEY: &str = "lockstep.theme";

/// The colours chosen last time.
#[must_use]
pub fn stored_theme() -> Theme {
    browser::stored(KEY).unwrap_or_default()
}

/// Puts the colours on the page and keeps them.
#[hook]
pub fn use_theme(theme: Theme) {
    use_effect_with(theme, |theme| {
        let name = match theme {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        browser::set_root_attribute("data-theme", name);
        browser::store(KEY, theme);
    });
}
