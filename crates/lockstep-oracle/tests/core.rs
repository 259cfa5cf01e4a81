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

/// Places in `effects` that no measured case leads to. The list can only get
/// shorter.
const UNMEASURED: &str = include_str!("unmeasured.txt");

/// Places in `effects` that not every major leads to, and the majors that do.
/// A line that has to change says that something is no longer measured, or
/// that a major behaves otherwise than it was thought to.
const MAJORS: &str = include_str!("majors.txt");

/// The majors on which cases have led to a place.
type Arms = BTreeMap<(String, u32), BTreeSet<u8>>;

/// What came of all cases.
#[derive(Default)]
struct Outcome {
    /// By major: how many agree, and how many do not.
    agree: BTreeMap<u8, [usize; 2]>,
    /// Cases that differ: each difference, and where it was seen.
    wrong: BTreeMap<String, BTreeMap<String, Vec<u8>>>,
    /// Cases that are not understood in full.
    partial: BTreeSet<String>,
    /// Places in `effects` that cases which agree have led to.
    arms: Arms,
    /// Places that measured cases have led to which say no more than part of
    /// what happens.
    unsure: Arms,
}

fn note(into: &mut Arms, arms: BTreeSet<(String, u32)>, major: u8) {
    for arm in arms {
        into.entry(arm).or_default().insert(major);
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
                            note(&mut outcome.unsure, arms, *major);
                            outcome.partial.insert(name.clone());
                        }
                        Verdict::Agrees => {
                            counts[0] += 1;
                            note(&mut outcome.arms, arms, *major);
                        }
                        Verdict::Differs(differences) => {
                            counts[1] += 1;
                            for difference in differences {
                                let lines = outcome.wrong.entry(name.clone()).or_default();
                                lines.entry(difference).or_default().push(*major);
                            }
                        }
                    }
                    // Without a schema nothing is known to be missing, and
                    // what nobody has named cannot be told.
                    if facts.iter().any(|fact| fact.starts_with("error")) {
                        continue;
                    }
                    let agrees = compare(&case.without_schema(), *major, facts);
                    let arms = arms::take();
                    if agrees == Verdict::Agrees {
                        note(&mut outcome.arms, arms, *major);
                    } else {
                        note(&mut outcome.unsure, arms, *major);
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
    for (name, lines) in &outcome.wrong {
        println!("{name}");
        for (line, majors) in lines {
            println!("    {majors:?} {line}");
        }
    }
    assert!(outcome.wrong.is_empty(), "cases differ");
}

/// The methods by which a place says that it does not say everything.
const HEDGE: [&str; 2] = [".depends(", ".refuse_transaction("];

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
        if !SPEAK.iter().any(speaks) {
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

/// What is written of each place: those that no case leads to, and those that
/// cases of some majors only lead to, with the majors.
fn coverage() -> (BTreeSet<String>, BTreeSet<String>) {
    let Outcome { arms, unsure, .. } = outcome();
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
    let (mut nowhere, mut somewhere) = (BTreeSet::new(), BTreeSet::new());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(&source).unwrap();
        let name = name.to_string_lossy().replace('\\', "/");
        let name = name.strip_prefix("effects/").unwrap_or(&name);
        for (line, statement) in places(&text) {
            let hedges = HEDGE.iter().any(|method| statement.contains(method));
            let led = arms.iter().chain(unsure.iter().filter(|_| hedges));
            let is_here = |(path, at): &(String, u32)| *at == line && file.ends_with(path);
            let majors: BTreeSet<u8> = led
                .filter(|(arm, _)| is_here(arm))
                .flat_map(|(_, majors)| majors)
                .copied()
                .collect();
            let place = format!("{name}: {statement}");
            if majors.is_empty() {
                nowhere.insert(place);
            } else if majors != major_range(&statement) {
                let majors: Vec<String> = majors.iter().map(u8::to_string).collect();
                somewhere.insert(format!("{} {place}", majors.join(",")));
            }
        }
    }
    (nowhere, somewhere)
}

/// The majors that a place should be measured on: all, but one that says what
/// a form `needs` speaks where the form is too new.
fn major_range(statement: &str) -> BTreeSet<u8> {
    let since = statement
        .split_once("needs(")
        .and_then(|(_, arguments)| arguments.split(',').nth(1)?.trim().parse().ok());
    let end: u8 = since.unwrap_or(19).min(19);
    (11..end).collect()
}

/// Holds a list of places to the one that is written down.
fn hold(found: &BTreeSet<String>, list: &str, file: &str, advice: &str) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let mut lines: Vec<&str> = found.iter().map(String::as_str).collect();
        lines.push("");
        let lines = lines.join("\n");
        let path = root().join("crates/lockstep-oracle/tests").join(file);
        return fs::write(path, lines).unwrap();
    }
    let known: BTreeSet<String> = list.lines().map(str::to_owned).collect();
    let new: Vec<_> = found.difference(&known).collect();
    assert!(new.is_empty(), "{advice}: {new:#?}");
    let gone: Vec<_> = known.difference(found).collect();
    assert!(
        gone.is_empty(),
        "these are otherwise now, or gone, and have to leave {file}: {gone:#?}"
    );
}

#[test]
fn every_arm_of_effects_is_measured() {
    let (nowhere, _) = coverage();
    let advice = "no case in tests/oracle leads here, write one";
    hold(&nowhere, UNMEASURED, "unmeasured.txt", advice);
}

#[test]
fn every_arm_of_effects_is_measured_on_each_major_that_has_it() {
    let (_, somewhere) = coverage();
    let advice = "cases of these majors only lead here, write others or say so in majors.txt";
    hold(&somewhere, MAJORS, "majors.txt", advice);
}
