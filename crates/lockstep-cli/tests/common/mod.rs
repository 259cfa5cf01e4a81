//! Runs the command in a directory of its own.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A directory of files that goes away with its test.
pub(crate) struct Sandbox(pub(crate) PathBuf);

impl Sandbox {
    pub(crate) fn new(name: &str, files: &[(&str, &[u8])]) -> Sandbox {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        for (name, bytes) in files {
            fs::write(root.join(name), bytes).unwrap();
        }
        Sandbox(root)
    }

    pub(crate) fn run(&self, args: &[&str], stdin: &[u8]) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lockstep"))
            .args(args)
            .current_dir(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The command may end without reading its input.
        let _ = child.stdin.take().unwrap().write_all(stdin);
        child.wait_with_output().unwrap()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a run has to give; `out` and `err` have to be contained, and an empty
/// one means that nothing was printed there.
pub(crate) struct Expect<'a> {
    pub(crate) code: i32,
    pub(crate) out: &'a str,
    pub(crate) err: &'a str,
}

#[track_caller]
pub(crate) fn check(sandbox: &Sandbox, args: &[&str], stdin: &[u8], expect: &Expect) {
    let output = sandbox.run(args, stdin);
    let (out, err) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    let contains = |whole: &str, part: &str| {
        if part.is_empty() {
            whole.is_empty()
        } else {
            whole.contains(part)
        }
    };
    assert_eq!(
        output.status.code(),
        Some(expect.code),
        "{args:?}: {out}{err}"
    );
    assert!(contains(&out, expect.out), "{args:?} printed {out:?}");
    assert!(contains(&err, expect.err), "{args:?} complained {err:?}");
}
