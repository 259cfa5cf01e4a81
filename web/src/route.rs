//! Which page an address names: `#/rules/data-loss`, `#/locks/vacuum/full`.

/// The pages beside the playground.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// A migration and its result.
    #[default]
    Playground,
    /// The rules, or one of them.
    Rules(Option<String>),
    /// What each command locks, or one of them.
    Locks(Option<String>),
    /// Which lock modes conflict, or whether two of them do.
    Conflicts(Option<String>),
}

impl Route {
    /// Reads a fragment, with or without its `#`; `None` where it names no page
    /// of the reference.
    ///
    /// ```
    /// use lockstep_web::route::Route;
    /// let page = Route::read("#/locks/alter-table/set-not-null");
    /// assert_eq!(page, Some(Route::Locks(Some("alter-table/set-not-null".to_owned()))));
    /// assert_eq!(Route::read("#v1.abc"), None);
    /// ```
    #[must_use]
    pub fn read(fragment: &str) -> Option<Self> {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let path = fragment.strip_prefix('/')?.trim_end_matches('/');
        let (page, place) = path.split_once('/').unwrap_or((path, ""));
        let place = (!place.is_empty()).then(|| place.to_owned());
        match page {
            "rules" => Some(Route::Rules(place)),
            "locks" => Some(Route::Locks(place)),
            "conflicts" => Some(Route::Conflicts(place)),
            _ => None,
        }
    }

    /// The address of it, with its `#`.
    #[must_use]
    pub fn address(&self) -> String {
        let (page, place) = match self {
            Route::Playground => return "#".to_owned(),
            Route::Rules(place) => ("rules", place.as_deref()),
            Route::Locks(place) => ("locks", place.as_deref()),
            Route::Conflicts(place) => ("conflicts", place.as_deref()),
        };
        match place {
            Some(place) => format!("#/{page}/{place}"),
            None => format!("#/{page}"),
        }
    }

    /// The page that lists what this one belongs to.
    #[must_use]
    pub fn section(&self) -> Self {
        match self {
            Route::Playground => Route::Playground,
            Route::Rules(_) => Route::Rules(None),
            Route::Locks(_) => Route::Locks(None),
            Route::Conflicts(_) => Route::Conflicts(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_again() {
        for route in [
            Route::Rules(None),
            Route::Rules(Some("data-loss".to_owned())),
            Route::Locks(None),
            Route::Locks(Some("vacuum/full".to_owned())),
            Route::Conflicts(None),
            Route::Conflicts(Some("share/share".to_owned())),
        ] {
            assert_eq!(Route::read(&route.address()), Some(route));
        }
    }

    #[test]
    fn other_fragments_are_left_alone() {
        for fragment in ["", "#", "#v1.abc", "#plan", "#/", "#/else"] {
            assert_eq!(Route::read(fragment), None, "{fragment}");
        }
    }
}
