//! The core's answers against the golden facts, case by case, on every major.
//!
//! No server is needed: the facts were measured before, and are part of the
//! repository. A statement that the core claims to understand in full has to
//! be told as it was measured.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use lockstep_oracle::case;
use lockstep_oracle::compare::{Verdict, compare};
use lockstep_oracle::facts;
use lockstep_oracle::run::golden;

/// Cases that the core gets wrong, and why. The list can only get shorter: a
/// case that agrees on every major has to leave it.
const GAPS: &str = include_str!("core-gaps.txt");

#[test]
fn the_core_says_what_was_measured() {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/oracle");
    let mut agree: BTreeMap<u8, [usize; 2]> = BTreeMap::new();
    let mut wrong: BTreeMap<String, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
    let mut partial = BTreeSet::new();
    for file in case::files(&tests).unwrap() {
        let family = file.file_stem().unwrap().to_string_lossy().into_owned();
        let table = facts::parse(&fs::read_to_string(golden(&file)).unwrap());
        for case in case::read(&file).unwrap() {
            let name = format!("{family}/{}", case.name);
            for (major, facts) in &table[&case.name] {
                let counts = agree.entry(*major).or_default();
                match compare(&case, *major, facts) {
                    Verdict::NotClaimed if facts[0].starts_with("setup-error") => {}
                    Verdict::NotClaimed => {
                        partial.insert(name.clone());
                    }
                    Verdict::Agrees => counts[0] += 1,
                    Verdict::Differs(differences) => {
                        counts[1] += 1;
                        for difference in differences {
                            let lines = wrong.entry(name.clone()).or_default();
                            lines.entry(difference).or_default().push(*major);
                        }
                    }
                }
            }
        }
    }
    for (major, [right, wrong]) in &agree {
        println!("PostgreSQL {major}: {right} agree, {wrong} do not");
    }
    println!("not understood in full: {partial:?}");
    let mut mended = Vec::new();
    for line in GAPS.lines() {
        let (name, _reason) = line.split_once(": ").unwrap();
        if wrong.remove(name).is_none() {
            mended.push(name);
        }
    }
    for (name, lines) in &wrong {
        println!("{name}");
        for (line, majors) in lines {
            println!("    {majors:?} {line}");
        }
    }
    assert!(wrong.is_empty(), "{} cases differ", wrong.len());
    assert!(
        mended.is_empty(),
        "these agree now and have to leave core-gaps.txt: {mended:?}"
    );
}
