//! `lockstep.toml`: what a project has decided, so that nobody has to type it.

use std::env;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use lockstep_core::framework::FRAMEWORKS;
use lockstep_core::rules::RULES;
use lockstep_core::settings::Settings;
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use crate::args::{AUTO, FailOn};
use crate::error::Error;
use crate::nearest::nearest;

/// The name under which it is looked for.
const NAME: &str = "lockstep.toml";

/// What the file says.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// What the core has to know.
    pub(crate) settings: Settings,
    /// What else the command line can say.
    pub(crate) options: Options,
}

/// The options of the command line that a project may fix; its other keys are
/// those of [`Settings`].
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Options {
    pub(crate) framework: Option<Spanned<String>>,
    pub(crate) postgres: Option<Spanned<u8>>,
    #[serde(default)]
    pub(crate) schema: Vec<PathBuf>,
    pub(crate) stats: Option<PathBuf>,
    pub(crate) fail_on: Option<FailOn>,
}

const OPTIONS: [&str; 5] = ["framework", "postgres", "schema", "stats", "fail_on"];

/// Reads the file that was named, or the one in the working directory or the
/// nearest directory above it.
pub(crate) fn load(named: Option<&Path>) -> Result<Config, Error> {
    let Some(path) = named.map(Path::to_owned).or_else(find) else {
        return Ok(Config::default());
    };
    let text = fs::read_to_string(&path).map_err(|source| Error::Read {
        path: path.clone(),
        source,
    })?;
    let mut config = read(&text).map_err(|problem| Error::Config {
        path: path.clone(),
        line: text[..text.floor_char_boundary(problem.at)]
            .matches('\n')
            .count()
            + 1,
        message: problem.message,
    })?;
    // Its paths are meant from where it stands.
    let directory = path.parent().unwrap_or(Path::new(""));
    let options = &mut config.options;
    for file in options.schema.iter_mut().chain(&mut options.stats) {
        *file = directory.join(&file);
    }
    Ok(config)
}

fn find() -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    let found = here
        .ancestors()
        .map(|it| it.join(NAME))
        .find(|it| it.is_file())?;
    // Beside the user its name is enough.
    let short = found.strip_prefix(&here).map(Path::to_owned);
    Some(short.unwrap_or(found))
}

/// What is wrong, and at which byte.
#[derive(Debug)]
struct Problem {
    at: usize,
    message: String,
}

impl Problem {
    fn new(at: Range<usize>, message: String) -> Problem {
        let at = at.start;
        Problem { at, message }
    }
}

impl From<toml::de::Error> for Problem {
    fn from(error: toml::de::Error) -> Problem {
        Problem::new(error.span().unwrap_or(0..0), in_words(error.message()))
    }
}

/// What the reader of TOML says, in the words of somebody who writes it.
fn in_words(message: &str) -> String {
    const WORDS: [(&str, &str); 7] = [
        ("unknown field", "unknown setting"),
        ("unknown variant", "unknown value"),
        ("invalid type: ", ""),
        ("invalid value: ", ""),
        ("expected u64", "expected a whole number"),
        ("expected u8", "expected a whole number"),
        ("expected a sequence", "expected a list in brackets"),
    ];
    if message == "wanted string or table" {
        return "expected a severity: `off`, `advice`, `warning` or `danger`".to_owned();
    }
    let plain = WORDS.iter().fold(message.to_owned(), |it, (theirs, ours)| {
        it.replacen(theirs, ours, 1)
    });
    plain.replacen("string \"", "the text \"", 1)
}

fn read(text: &str) -> Result<Config, Problem> {
    let mut own = DeTable::new();
    let mut rest = DeTable::new();
    for (key, value) in DeTable::parse(text)?.into_inner() {
        if OPTIONS.contains(&key.get_ref().as_ref()) {
            own.insert(key, value);
            continue;
        }
        if key.get_ref() == "severity"
            && let DeValue::Table(severity) = value.get_ref()
        {
            known_rules(severity)?;
        }
        rest.insert(key, value);
    }
    let table = |table| Deserializer::from(Spanned::new(0..0, table));
    let settings = Settings::deserialize(table(rest)).map_err(complete)?;
    let options = Options::deserialize(table(own))?;
    check(&options)?;
    Ok(Config { settings, options })
}

/// The core knows its own keys only.
fn complete(error: toml::de::Error) -> Problem {
    let mut problem = Problem::from(error);
    if problem.message.contains("`small_table_rows`") {
        problem.message += "; or an option: ";
        problem.message += &OPTIONS.map(|it| format!("`{it}`")).join(", ");
    }
    problem
}

fn known_rules(severity: &DeTable<'_>) -> Result<(), Problem> {
    for key in severity.keys() {
        let ids = || RULES.iter().map(|rule| rule.id);
        let name = key.get_ref();
        if ids().all(|id| id != name) {
            let message = format!("no rule is called '{name}'{}", hint(name, ids()));
            return Err(Problem::new(key.span(), message));
        }
    }
    Ok(())
}

fn hint<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    match nearest(name, known) {
        Some(name) => format!("; did you mean '{name}'?"),
        None => "; `lockstep rules` lists them all".to_owned(),
    }
}

fn check(options: &Options) -> Result<(), Problem> {
    if let Some(major) = &options.postgres
        && !lockstep_core::MAJORS.contains(major.get_ref())
    {
        let (first, last) = lockstep_core::MAJORS.into_inner();
        let message = format!(
            "PostgreSQL {} is not supported; write a major from {first} to {last}",
            major.get_ref()
        );
        return Err(Problem::new(major.span(), message));
    }
    if let Some(framework) = &options.framework {
        let known: Vec<&str> = FRAMEWORKS.iter().map(|it| it.name).chain([AUTO]).collect();
        let name = framework.get_ref();
        if !known.contains(&name.as_str()) {
            let message = format!(
                "no framework is called '{name}'; write one of {}",
                known.join(", ")
            );
            return Err(Problem::new(framework.span(), message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_options_are_those_that_are_taken_out() {
        let text = "framework = 'auto'\npostgres = 16\nschema = []\nstats = 's'\nfail_on = 'never'";
        let options = read(text).unwrap().options;
        assert!(options.framework.is_some() && options.postgres.is_some());
        assert!(options.stats.is_some() && options.fail_on.is_some());
        assert_eq!(text.lines().count(), OPTIONS.len());
    }
}
