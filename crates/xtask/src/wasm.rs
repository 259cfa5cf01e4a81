//! WebAssembly as it is delivered: optimised, and taken apart to be measured.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Result};
use crate::process;
use crate::setup::cargo_tool::CargoTool;
use crate::setup::{npm, rust};
use crate::workspace::Workspace;

/// The profile of what a browser loads, in the workspace's `Cargo.toml`.
const PROFILE: &str = "web";

/// What Rust's compiler emits, but `wasm-opt` has to be told.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Makes a module small, in place. The names of its functions, which nobody
/// needs to run them, stay until [`strip`].
///
/// Rust's compiler has inlined what was worth it; more of it makes fewer bytes
/// of larger functions that have less in common, which brotli dislikes. By
/// name, the same function for one type stands beside that for another, which
/// it likes.
pub(crate) fn optimise(module: &Path) -> Result<()> {
    wasm_opt(
        module,
        &[
            "-Oz",
            "--always-inline-max-function-size=0",
            "--inline-max-combined-binary-size=0",
            "--converge",
            "--reorder-functions-by-name",
            "--debuginfo",
        ],
    )
}

/// Takes away what only a reader of the module needs, in place.
pub(crate) fn strip(module: &Path) -> Result<()> {
    wasm_opt(module, &["--strip-debug", "--strip-producers"])
}

fn wasm_opt(module: &Path, work: &[&str]) -> Result<()> {
    let program = npm::wasm_opt_folder()?.join("wasm-opt");
    process::run(
        Command::new(program)
            .args(FEATURES)
            .args(work)
            .arg(module)
            .arg("--output")
            .arg(module),
    )
}

/// Builds the whole analysis with its plans, without the files that the page
/// makes of reports, optimised and with the names of its functions; returns
/// where it is.
pub(crate) fn engine(workspace: &Workspace) -> Result<PathBuf> {
    process::run(
        workspace
            .cargo()
            .args(["build", "--package=lockstep-wasm", "--profile", PROFILE])
            .args(["--no-default-features", "--features=plan"])
            .args(["--target", rust::WASM]),
    )?;
    let built = workspace.target.join(rust::WASM).join(PROFILE);
    let folder = workspace.target.join("engine");
    let wasm_bindgen = CargoTool::wasm_bindgen(workspace)?
        .folder()?
        .join("wasm-bindgen");
    process::run(
        Command::new(wasm_bindgen)
            .args(["--target=web", "--no-typescript", "--out-dir"])
            .arg(&folder)
            .arg(built.join("lockstep_wasm.wasm")),
    )?;
    let module = folder.join("lockstep_wasm_bg.wasm");
    optimise(&module)?;
    Ok(module)
}

/// A function of a module.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function {
    /// Its path, as far as the module keeps it.
    pub(crate) name: String,
    /// Bytes of its body.
    pub(crate) bytes: usize,
}

/// What a module consists of.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The functions defined in it.
    pub(crate) functions: Vec<Function>,
    /// Bytes of its data: texts and tables.
    pub(crate) data: usize,
}

/// Takes a module apart.
pub(crate) fn parts(module: &Path) -> Result<Parts> {
    let bytes = fs::read(module).map_err(Error::file("read", module))?;
    read_parts(&bytes)
        .ok_or_else(|| Error::Unexpected(format!("{} is no WebAssembly module", module.display())))
}

/// The sections that matter here, by their number in the WebAssembly core
/// specification, "Modules", "Sections".
const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const CODE: u8 = 10;
const DATA: u8 = 11;

/// The part of the section `name` that names functions.
const FUNCTION_NAMES: u8 = 1;

fn read_parts(bytes: &[u8]) -> Option<Parts> {
    let mut module = Reader(bytes.strip_prefix(b"\0asm\x01\0\0\0")?);
    let mut parts = Parts::default();
    let mut imported = 0;
    while let Some(kind) = module.byte() {
        let mut section = Reader(module.sized()?);
        match kind {
            IMPORT => imported = imported_functions(&mut section)?,
            CODE => {
                for _ in 0..section.number()? {
                    parts.functions.push(Function {
                        name: String::new(),
                        bytes: section.sized()?.len(),
                    });
                }
            }
            DATA => parts.data = section.0.len(),
            CUSTOM if section.sized()? == b"name" => {
                while let Some(part) = section.byte() {
                    let mut names = Reader(section.sized()?);
                    if part != FUNCTION_NAMES {
                        continue;
                    }
                    for _ in 0..names.number()? {
                        let index = names.number()?.checked_sub(imported);
                        let name = names.sized()?;
                        if let Some(index) = index
                            && let Some(function) = parts.functions.get_mut(index)
                        {
                            function.name = String::from_utf8_lossy(name).into_owned();
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Some(parts)
}

/// How many of the imports are functions, which are counted before our own.
fn imported_functions(section: &mut Reader<'_>) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.sized()?;
        section.sized()?;
        match section.byte()? {
            0 => {
                section.number()?;
                functions += 1;
            }
            // A table or a memory, with its limits; a global.
            kind @ (1 | 2) => {
                if kind == 1 {
                    section.byte()?;
                }
                let bounded = section.byte()? & 1 == 1;
                section.number()?;
                if bounded {
                    section.number()?;
                }
            }
            3 => {
                section.byte()?;
                section.byte()?;
            }
            _ => return None,
        }
    }
    Some(functions)
}

/// What is left to read.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A number in LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// As many bytes as the number before them says.
    fn sized(&mut self) -> Option<&'b [u8]> {
        let length = self.number()?;
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

/// The crate that a function is of: of the crates in its path the first that
/// is not Rust's own library, since that is what generic code was made for.
pub(crate) fn crate_of(name: &str) -> &str {
    const LIBRARY: [&str; 3] = ["alloc", "core", "std"];
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let mut found = "";
    for (at, _) in name.match_indices("::") {
        let before = name.get(..at).unwrap_or_default();
        // `core[c5930c85a12de822]`: the compiler's number of that build.
        let before = match before.strip_suffix(']') {
            Some(numbered) => numbered.rsplit_once('[').map_or("", |(path, _)| path),
            None => before,
        };
        let start = before.rfind(|it| !is_part(it)).map_or(0, |it| it + 1);
        let part = before.get(start..).unwrap_or_default();
        let continues = before.get(..start).is_some_and(|path| path.ends_with("::"));
        if continues || !part.starts_with(|it: char| it.is_ascii_lowercase()) {
            continue;
        }
        if !LIBRARY.contains(&part) {
            return part;
        }
        if found.is_empty() {
            found = part;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Function, Parts, crate_of, read_parts};

    #[test]
    fn generic_code_counts_for_whom_it_was_made() {
        assert_eq!(crate_of("lockstep_core::check::h01"), "lockstep_core");
        let cloned = "<alloc::vec::Vec<lockstep_core::report::Lock> as core::clone::Clone>::clone";
        assert_eq!(crate_of(cloned), "lockstep_core");
        assert_eq!(
            crate_of("<alloc::vec::Vec<T,A> as core::ops::Drop>::drop"),
            "alloc"
        );
        assert_eq!(
            crate_of("core[c5930c85a12de822]::str::slice_error_fail"),
            "core"
        );
        assert_eq!(
            crate_of("<&mut serde_json::de::Deserializer<R>>::end"),
            "serde_json"
        );
        assert_eq!(crate_of("analyze multivalue shim"), "");
    }

    #[test]
    fn a_module_is_taken_apart() {
        let module = [
            b"\0asm\x01\0\0\0".as_slice(),
            // One type, one imported function `m.f`, one function, its body of
            // two bytes, one byte of data.
            b"\x01\x04\x01\x60\0\0",
            b"\x02\x07\x01\x01m\x01f\0\0",
            b"\x03\x02\x01\0",
            b"\x0A\x04\x01\x02\0\x0B",
            b"\x0B\x01\0",
            b"\0\x10\x04name\x01\x09\x02\0\x01f\x01\x03a::",
        ]
        .concat();
        let expected = Parts {
            functions: vec![Function {
                name: "a::".to_owned(),
                bytes: 2,
            }],
            data: 1,
        };
        assert_eq!(read_parts(&module), Some(expected));
        assert_eq!(read_parts(&module[..20]), None);
        assert_eq!(read_parts(b"<!doctype html>"), None);
    }
}
