//! What can be looked up, as the build of the site has written it.

use serde::Deserialize;

/// Pages, and a list to find them by.
#[derive(Debug, Default, Deserialize)]
pub struct Library {
    /// The address of each page without its `#/`, and its HTML.
    pages: Vec<(String, String)>,
    /// Address, title, and the words that a search finds it by.
    index: Vec<[String; 3]>,
}

/// Two of them are equal when they are the same one.
impl PartialEq for Library {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Library {
    /// The HTML of a page.
    #[must_use]
    pub fn page(&self, address: &str) -> Option<&str> {
        let page = self.pages.iter().find(|it| it.0 == address)?;
        Some(&page.1)
    }

    /// Addresses and titles below a section that have all of the words.
    #[must_use]
    pub fn find(&self, section: &str, words: &str) -> Vec<(&str, &str)> {
        let words = words.to_ascii_lowercase();
        let inside = |address: &str| {
            let rest = address.strip_prefix(section);
            rest.is_some_and(|it| it.starts_with('/'))
        };
        self.index
            .iter()
            .filter(|it| inside(&it[0]))
            .filter(|it| words.split_whitespace().all(|word| it[2].contains(word)))
            .map(|it| (it[0].as_str(), it[1].as_str()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_finds_what_has_all_words() {
        let json = r#"{"pages":[["rules/a","<h1>"]],"index":[["rules/a","A","a big lock"],["locks/a","B","big"]]}"#;
        let library: Library = serde_json::from_str(json).expect("a library");
        assert_eq!(library.page("rules/a"), Some("<h1>"));
        assert_eq!(library.page("rules"), None);
        assert_eq!(library.find("rules", "LOCK big"), [("rules/a", "A")]);
        assert_eq!(library.find("rules", "small"), []);
        assert_eq!(library.find("rules", "").len(), 1);
    }
}
