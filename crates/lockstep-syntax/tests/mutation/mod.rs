//! Statements as they should not be, the same on every run.

use std::path::{Path, PathBuf};

use lockstep_syntax::lexer::{Lexer, Token};
use lockstep_syntax::script;

/// The folder of the front end's own statements.
#[allow(dead_code, reason = "the core has others")]
pub(crate) fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The statements of the scripts in a folder and those of the corpus, where it
/// is there.
pub(crate) fn statements(folder: &Path) -> Vec<String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "sql"))
        .collect();
    paths.sort();
    let mut statements = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(path).unwrap();
        let script = script::read(&text);
        statements.extend(script.statements().map(|it| it.span.of(&text).to_owned()));
    }
    for name in ["regress.jsonl", "migrations.jsonl"] {
        let text = ["../../../shared", "../../../../shared"]
            .iter()
            .find_map(|shared| {
                let path = package.join(shared).join("corpus").join(name);
                std::fs::read_to_string(path).ok()
            });
        for line in text.iter().flat_map(|text| text.lines()) {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let statement = row["stmt"].as_str().unwrap();
            // One statement of megabytes would be most of the work.
            if statement.len() < 20_000 {
                statements.push(format!("{statement};"));
            }
        }
    }
    statements
}

/// What is put in, between tokens or within them.
const PARTS: [&str; 64] = [
    "'",
    "\"",
    "$$",
    "$a$",
    "(",
    ")",
    "[",
    "]",
    ";",
    ",",
    ".",
    "..",
    ":",
    "::",
    ":=",
    "=",
    "*",
    "--",
    "/*",
    "*/",
    "\n",
    "\r\n",
    "\t",
    "\\",
    "\\g\n",
    "\\.\n",
    "E'",
    "U&'",
    "U&\"",
    "{{",
    "}}",
    "${",
    "}",
    "<%= ",
    "%>",
    "{%",
    "\0",
    "\u{feff}",
    "ü",
    "😀",
    "1",
    "1e",
    "$1",
    "NULL",
    "NOT",
    "AS",
    "ON",
    "ONLY",
    "IF EXISTS",
    "CASCADE",
    "BEGIN",
    "END",
    "ATOMIC",
    "CASE",
    "SELECT",
    "WITH",
    "CREATE TABLE t (",
    "ALTER TABLE t ADD",
    "DO $$ BEGIN",
    "EXECUTE",
    "COPY t FROM stdin;\n",
    "CREATE RULE r AS ON INSERT TO t DO ALSO (",
    "\nDROP TABLE t;\n",
    "CREATE SCHEMA s",
];

/// The mutated text with this number.
pub(crate) fn mutated(statements: &[String], number: u64) -> String {
    let mut random = Random::new(number);
    let mut text = random.of(statements).clone();
    for _ in 0..random.below(3) {
        text.push_str(["\n", " ", "\r\n\n", ""][random.below(4)]);
        let other: &String = random.of(statements);
        text.push_str(other);
    }
    for _ in 0..=random.below(4) {
        if random.below(3) == 0 {
            mutate_bytes(&mut text, &mut random);
        } else {
            mutate_tokens(&mut text, statements, &mut random);
        }
    }
    text
}

fn mutate_tokens(text: &mut String, statements: &[String], random: &mut Random) {
    let tokens: Vec<Token> = Lexer::new(text).collect();
    if tokens.is_empty() {
        return;
    }
    let here = random.of(&tokens).span.range();
    let there = random.of(&tokens).span.range();
    match random.below(8) {
        0 => text.replace_range(here, ""),
        1 => text.insert_str(here.start, random.part()),
        2 => text.insert_str(here.start, &format!(" {} ", random.part())),
        3 => text.replace_range(here, random.part()),
        4 => {
            let other = text[there].to_owned();
            text.replace_range(here, &other);
        }
        5 => text.truncate(here.start),
        6 => {
            let other: &String = random.of(statements);
            let tokens: Vec<Token> = Lexer::new(other).collect();
            let from = random.of(&tokens).span.start as usize;
            text.truncate(here.start);
            text.push_str(&other[from..]);
        }
        _ => {
            let (start, end) = (here.start.min(there.start), here.end.max(there.end));
            text.replace_range(start..end, "");
        }
    }
}

fn mutate_bytes(text: &mut String, random: &mut Random) {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    match random.below(4) {
        0 => text.insert_str(at, random.part()),
        1 => text.insert(at, char::from(u8::try_from(random.below(128)).unwrap())),
        _ if at == text.len() => {}
        2 => {
            text.remove(at);
        }
        _ => {
            let c = text.remove(at);
            let swapped = if c.is_ascii() {
                char::from(c as u8 ^ 1 << random.below(7))
            } else {
                'a'
            };
            text.insert(at, swapped);
        }
    }
}

/// A small generator of random numbers.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..4 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % limit
    }

    fn part(&mut self) -> &'static str {
        PARTS[self.below(PARTS.len())]
    }

    pub(crate) fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}
