//! The chosen colours.

use yew::{hook, use_effect_with};

use crate::interop::browser;
use crate::state::Theme;

/// Read by `theme.js` as well, before anything is painted.
const KEY: &str = "lockstep.theme";

/// What `index.html` says as well.
const MORE_CONTRAST: &str = "(prefers-contrast: more)";

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
            Theme::System | Theme::Contrast => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        browser::set_root_attribute("data-theme", name);
        // Its rules are for those whose system asks for them, or for everybody.
        let all = *theme == Theme::Contrast;
        browser::set_attribute("contrast", "media", if all { "all" } else { MORE_CONTRAST });
        browser::store(KEY, theme);
    });
}
