//! The core's answers against the golden facts, case by case, on every major.
//!
//! No server is needed: the facts were measured before, and are part of the
//! repository. A statement that the core claims to understand in full has to
//! be told as it was measured, and each place in `effects` that says something
//! has to be among what was measured.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes the helpers of an integration test for production code"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use lockstep_core::effects::arms;
use lockstep_oracle::case;
use lockstep_oracle::compare::{Verdict, compare};
use lockstep_oracle::facts;
use lockstep_oracle::run::golden;

/// Cases that the core gets wrong, and why. The list can only get shorter: a
/// case that agrees on every major has to leave it.
const GAPS: &str = include_str!("core-gaps.txt");

/// Places in `effects` that no measured case leads to. The list can only get
/// shorter.
const UNMEASURED: &str = include_str!("unmeasured.txt");

/// What came of all cases.
#[derive(Default)]
struct Outcome {
    /// By major: how many agree, and how many do not.
    agree: BTreeMap<u8, [usize; 2]>,
    /// Cases that differ: each difference, and where it was seen.
    wrong: BTreeMap<String, BTreeMap<String, Vec<u8>>>,
    /// Cases that are not understood in full.
    partial: BTreeSet<String>,
    /// Places in `effects` that cases which agree have led to, and on which
    /// majors.
    arms: BTreeMap<(String, u32), BTreeSet<u8>>,
    /// Cases that differ where the core is not told what there is.
    unaware: BTreeMap<String, BTreeMap<String, Vec<u8>>>,
}

impl Outcome {
    fn note(&mut self, arms: BTreeSet<(String, u32)>, major: u8) {
        for arm in arms {
            self.arms.entry(arm).or_default().insert(major);
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn outcome() -> &'static Outcome {
    static OUTCOME: OnceLock<Outcome> = OnceLock::new();
    OUTCOME.get_or_init(|| {
        let mut outcome = Outcome::default();
        for file in case::files(&root().join("tests/oracle")).unwrap() {
            let family = file.file_stem().unwrap().to_string_lossy().into_owned();
            let table = facts::parse(&fs::read_to_string(golden(&file)).unwrap());
            for case in case::read(&file).unwrap() {
                let name = format!("{family}/{}", case.name);
                for (major, facts) in &table[&case.name] {
                    let counts = outcome.agree.entry(*major).or_default();
                    let verdict = compare(&case, *major, facts);
                    let arms = arms::take();
                    match verdict {
                        Verdict::NotClaimed if facts[0].starts_with("setup-error") => {}
                        Verdict::NotClaimed => {
                            outcome.partial.insert(name.clone());
                        }
                        Verdict::Agrees => {
                            counts[0] += 1;
                            outcome.note(arms, *major);
                        }
                        Verdict::Differs(differences) => {
                            counts[1] += 1;
                            for difference in differences {
                                let lines = outcome.wrong.entry(name.clone()).or_default();
                                lines.entry(difference).or_default().push(*major);
                            }
                        }
                    }
                    if facts.iter().any(|fact| fact.starts_with("error")) {
                        continue;
                    }
                    let verdict = compare(&case.without_schema(), *major, facts);
                    let arms = arms::take();
                    match verdict {
                        Verdict::Agrees => outcome.note(arms, *major),
                        Verdict::NotClaimed => {}
                        Verdict::Differs(differences) => {
                            for difference in differences {
                                let lines = outcome.unaware.entry(name.clone()).or_default();
                                lines.entry(difference).or_default().push(*major);
                            }
                        }
                    }
                }
            }
        }
        outcome
    })
}

#[test]
fn the_core_says_what_was_measured() {
    let outcome = outcome();
    for (major, [right, wrong]) in &outcome.agree {
        println!("PostgreSQL {major}: {right} agree, {wrong} do not");
    }
    println!("not understood in full: {:?}", outcome.partial);
    let known: BTreeSet<&str> = GAPS
        .lines()
        .map(|line| line.split_once(": ").unwrap().0)
        .collect();
    let mut wrong = 0;
    for (name, lines) in &outcome.wrong {
        if known.contains(name.as_str()) {
            continue;
        }
        wrong += 1;
        println!("{name}");
        for (line, majors) in lines {
            println!("    {majors:?} {line}");
        }
    }
    assert_eq!(wrong, 0, "cases differ");
    let is_mended = |name: &&&str| !outcome.wrong.contains_key(**name);
    let mended: Vec<&&str> = known.iter().filter(is_mended).collect();
    assert!(
        mended.is_empty(),
        "these agree now and have to leave core-gaps.txt: {mended:?}"
    );
}

/// The methods of `Effects` by which a place says something.
const SPEAK: [&str; 9] = [
    ".lock(",
    ".lock_created(",
    ".hold(",
    ".fail(",
    ".needs(",
    ".work_on(",
    ".rewrite(",
    ".depends(",
    ".refuse_transaction(",
];

/// Every place in a source file that speaks: its line, and the statement as it
/// stands there, on one line.
fn places(text: &str) -> BTreeMap<u32, String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut places = BTreeMap::new();
    for (number, line) in (1..).zip(&lines) {
        // What `Effects` calls of its own speaks for its caller.
        let speaks = |method: &&str| {
            let before = line.split_once(*method).map(|(before, _)| before);
            before.is_some_and(|before| !before.ends_with("self"))
        };
        if !SPEAK.iter().any(|method| speaks(&method)) {
            continue;
        }
        let mut statement = String::new();
        for part in &lines[number - 1..] {
            statement.push_str(part.trim());
            let opened = statement.matches('(').count();
            if statement.matches(')').count() >= opened {
                break;
            }
            statement.push(' ');
        }
        places.insert(u32::try_from(number).unwrap(), statement);
    }
    places
}

#[test]
fn every_arm_of_effects_is_measured() {
    let taken = &outcome().arms;
    let source = root().join("crates/lockstep-core/src");
    let mut files = vec![source.join("effects.rs")];
    let mut folders = vec![source.join("effects")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut unmeasured = BTreeSet::new();
    let mut all = 0;
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(&source).unwrap();
        let name = name.to_string_lossy().replace('\\', "/");
        let name = name.strip_prefix("effects/").unwrap_or(&name);
        for (line, statement) in places(&text) {
            all += 1;
            let is_here = |(path, at): &(String, u32)| *at == line && file.ends_with(path);
            let majors: BTreeSet<u8> = taken
                .iter()
                .filter(|(arm, _)| is_here(arm))
                .flat_map(|(_, majors)| majors.clone())
                .collect();
            if majors.is_empty() {
                unmeasured.insert(format!("{name}: {statement}"));
            } else if majors.len() < 8 {
                println!("SOME {majors:?} {name}:{line}: {statement}");
            }
        }
    }
    println!("{} of {all} places are not measured", unmeasured.len());
    for (name, lines) in &outcome().unaware {
        for (line, majors) in lines {
            println!("UNAWARE {name} {majors:?} {line}");
        }
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let list: Vec<String> = unmeasured.into_iter().collect();
        let list = list.join("\n");
        let path = root().join("crates/lockstep-oracle/tests/unmeasured.txt");
        return fs::write(path, list).unwrap();
    }
    let known: BTreeSet<String> = UNMEASURED.lines().map(str::to_owned).collect();
    let new: Vec<_> = unmeasured.difference(&known).collect();
    assert!(
        new.is_empty(),
        "no case in tests/oracle leads here, write one: {new:#?}"
    );
    let mended: Vec<_> = known.difference(&unmeasured).collect();
    assert!(
        mended.is_empty(),
        "these are measured now, or gone, and have to leave unmeasured.txt: {mended:#?}"
    );
}
