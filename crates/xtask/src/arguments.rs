//! The options given to a command.

use crate::error::{Error, Result};

/// What stands after the command's name, taken option by option.
///
/// A command takes every option it knows and then calls
/// [`finish`](Arguments::finish), which refuses whatever is left.
pub(crate) struct Arguments {
    usage: &'static str,
    rest: Vec<String>,
}

impl Arguments {
    /// Wraps the arguments of the command with this usage line.
    pub(crate) fn new(usage: &'static str, rest: impl Iterator<Item = String>) -> Self {
        Arguments {
            usage,
            rest: rest.collect(),
        }
    }

    /// Whether the flag was given.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.rest.len();
        self.rest.retain(|it| it != name);
        self.rest.len() < before
    }

    /// The value of an option, written `--name value` or `--name=value`.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self.rest.iter().position(|it| {
            it.strip_prefix(name)
                .is_some_and(|tail| tail.is_empty() || tail.starts_with('='))
        }) else {
            return Ok(None);
        };
        let option = self.rest.remove(at);
        if let Some((_, value)) = option.split_once('=') {
            return Ok(Some(value.to_owned()));
        }
        if at < self.rest.len() {
            return Ok(Some(self.rest.remove(at)));
        }
        Err(self.misuse(&format!("`{name}` needs a value")))
    }

    /// What stands there without a name, which has to be there.
    pub(crate) fn word(&mut self, what: &str) -> Result<String> {
        let at = self.rest.iter().position(|it| !it.starts_with('-'));
        let at = at.ok_or_else(|| self.misuse(&format!("{what} is missing")))?;
        Ok(self.rest.remove(at))
    }

    /// Refuses what no option took.
    pub(crate) fn finish(self) -> Result<()> {
        match self.rest.first() {
            None => Ok(()),
            Some(unknown) => Err(self.misuse(&format!("unknown argument `{unknown}`"))),
        }
    }

    /// An error that ends with how the command is used.
    pub(crate) fn misuse(&self, message: &str) -> Error {
        Error::Usage(format!("{message}\nusage: cargo xtask {}", self.usage))
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    fn arguments(words: &[&str]) -> Arguments {
        Arguments::new("demo", words.iter().map(|&it| it.to_owned()))
    }

    #[test]
    fn takes_flags_and_values_in_any_order() {
        let mut given = arguments(&["--port", "81", "--quick", "--level=3"]);
        assert!(given.flag("--quick"));
        assert!(!given.flag("--slow"));
        assert_eq!(given.value("--level").unwrap().as_deref(), Some("3"));
        assert_eq!(given.value("--port").unwrap().as_deref(), Some("81"));
        assert!(given.finish().is_ok());
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        let error = arguments(&["--quik"]).finish().unwrap_err();
        assert_eq!(
            error.to_string(),
            "unknown argument `--quik`\nusage: cargo xtask demo"
        );
        assert!(arguments(&["--port"]).value("--port").is_err());
    }
}
