//! Reads what the command line names, whatever its bytes are.

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use lockstep_core::SourceFile;
use lockstep_core::sizes::Stats;

use crate::error::Error;
use crate::output;

/// The name of standard input in the report.
const STANDARD_INPUT: &str = "stdin";

/// Stands for a byte that is not UTF-8. It is one byte long, so that every
/// offset stays as it was, and no SQL needs it.
const SUBSTITUTE: u8 = 0x1a;

/// Reads the migrations and the schema files, in the order given.
pub(crate) fn read(
    files: &[PathBuf],
    schema: &[PathBuf],
) -> Result<(Vec<SourceFile>, Vec<SourceFile>), Error> {
    let dash = PathBuf::from("-");
    let files = if files.is_empty() {
        std::slice::from_ref(&dash)
    } else {
        files
    };
    if files
        .iter()
        .chain(schema)
        .filter(|path| **path == dash)
        .count()
        > 1
    {
        return Err(Error::StandardInputTwice);
    }
    // The schema comes last: it is the migration whose absence people notice.
    let files = files
        .iter()
        .map(|path| read_one(path))
        .collect::<Result<_, _>>()?;
    let schema = schema
        .iter()
        .map(|path| read_one(path))
        .collect::<Result<_, _>>()?;
    Ok((files, schema))
}

/// Reads the sizes of the tables.
pub(crate) fn stats(path: &Path) -> Result<Stats, Error> {
    let text = read_one(path)?.text;
    serde_json::from_str(&text).map_err(|source| Error::Stats {
        path: path.to_owned(),
        source,
    })
}

fn read_one(path: &Path) -> Result<SourceFile, Error> {
    let (name, bytes) = if path == Path::new("-") {
        (STANDARD_INPUT.to_owned(), read_standard_input()?)
    } else {
        let bytes = fs::read(path).map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
        })?;
        (path.to_string_lossy().into_owned(), bytes)
    };
    if let Some(text) = utf_16(&bytes) {
        output::complain(&format!(
            "warning: {name} is UTF-16, which psql does not read; it is analysed all the same, but save it as UTF-8"
        ));
        return Ok(SourceFile { name, text });
    }
    let (text, first_bad) = decode(bytes);
    if let Some(offset) = first_bad {
        output::complain(&format!(
            "warning: {name} is not UTF-8 from byte {offset} on; each such byte is read as the control character SUB"
        ));
    }
    Ok(SourceFile { name, text })
}

fn read_standard_input() -> Result<Vec<u8>, Error> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        output::complain("reading SQL from standard input; end it with Ctrl-D");
    }
    let mut bytes = Vec::new();
    stdin
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|source| Error::ReadStandardInput { source })?;
    Ok(bytes)
}

/// The text of a file that begins with the byte order mark of UTF-16, as
/// PowerShell writes it.
fn utf_16(bytes: &[u8]) -> Option<String> {
    let (order, rest): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xff, 0xfe, rest @ ..] => (u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => (u16::from_be_bytes, rest),
        _ => return None,
    };
    let (units, []) = rest.as_chunks::<2>() else {
        return None;
    };
    let units = units.iter().map(|it| order(*it));
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

/// Text of the same length, and where the first byte was replaced.
fn decode(bytes: Vec<u8>) -> (String, Option<usize>) {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, None),
        Err(error) => error.into_bytes(),
    };
    let mut text = String::with_capacity(bytes.len());
    let mut first_bad = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first_bad.get_or_insert(text.len());
            text.extend(chunk.invalid().iter().map(|_| char::from(SUBSTITUTE)));
        }
    }
    (text, first_bad)
}

#[cfg(test)]
mod tests {
    use super::{decode, utf_16};

    fn check(bytes: &[u8], text: &str, first_bad: Option<usize>) {
        let decoded = decode(bytes.to_owned());
        assert_eq!(decoded, (text.to_owned(), first_bad));
        assert_eq!(decoded.0.len(), bytes.len(), "offsets have moved");
    }

    #[test]
    fn reads_utf_16_of_either_order() {
        let units: Vec<u16> = "größe 🦀".encode_utf16().collect();
        for (mark, order) in [
            ([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]),
            ([0xfe, 0xff], u16::to_be_bytes),
        ] {
            let bytes: Vec<u8> = mark
                .into_iter()
                .chain(units.iter().flat_map(|it| order(*it)))
                .collect();
            assert_eq!(utf_16(&bytes).as_deref(), Some("größe 🦀"));
            assert_eq!(utf_16(&bytes[..bytes.len() - 1]), None);
        }
        assert_eq!(utf_16(b"\xff\xfea\0\x00\xd8"), None);
        assert_eq!(utf_16(b"SELECT 1;"), None);
    }

    #[test]
    fn keeps_what_is_utf_8() {
        check(b"", "", None);
        check("\u{feff}größe\0".as_bytes(), "\u{feff}größe\0", None);
    }

    #[test]
    fn replaces_each_bad_byte_by_one() {
        check(b"gr\xf6\xdfe", "gr\x1a\x1ae", Some(2));
        // The head of a character of three bytes, and nothing after it.
        check(b"a\xe2\x82", "a\x1a\x1a", Some(1));
        check(b"\xff\xfea\0", "\x1a\x1aa\0", Some(0));
    }
}
