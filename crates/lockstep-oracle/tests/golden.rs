//! What can be said of the golden files without a server.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its files fails"
)]

use std::fs;
use std::path::PathBuf;

use lockstep_oracle::case;
use lockstep_oracle::facts;
use lockstep_oracle::run::golden;
use lockstep_oracle::server::MAJORS;

fn files() -> Vec<PathBuf> {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/oracle");
    case::files(&tests).unwrap()
}

#[test]
fn every_case_has_its_facts_on_every_major() {
    let mut cases = 0;
    for file in files() {
        let names: Vec<String> = case::read(&file)
            .unwrap()
            .into_iter()
            .map(|case| case.name)
            .collect();
        let table = facts::parse(&fs::read_to_string(golden(&file)).unwrap());
        for name in &names {
            let majors: Vec<u8> = table[name].keys().copied().collect();
            assert_eq!(majors, MAJORS.collect::<Vec<_>>(), "{name} in {file:?}");
        }
        assert_eq!(table.len(), names.len(), "stale facts beside {file:?}");
        cases += names.len();
    }
    assert!(cases >= 350, "{cases} cases");
}

#[test]
fn no_facts_without_cases() {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/oracle");
    for entry in fs::read_dir(tests).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "facts")
        {
            assert!(path.with_extension("sql").exists(), "{path:?}");
        }
    }
}

#[test]
fn golden_files_are_written_as_they_are_read() {
    for file in files() {
        let names: Vec<String> = case::read(&file)
            .unwrap()
            .into_iter()
            .map(|case| case.name)
            .collect();
        let text = fs::read_to_string(golden(&file)).unwrap();
        let again = facts::render(&names, &facts::parse(&text));
        assert_eq!(again, text, "{file:?} was edited by hand");
    }
}
