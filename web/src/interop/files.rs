//! Files that a visitor opens or drops, read here and sent nowhere.

use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList};

use crate::model::files::{Opened, is_wanted};

/// What is read at most, all files together, in bytes.
pub const MOST: f64 = 4.0 * 1024.0 * 1024.0;

/// Why files could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilesError {
    /// None of them is of a migration.
    NoneWanted,
    /// Together they are larger than [`MOST`].
    TooLarge,
    /// The browser could not read one.
    Unreadable,
}

/// Reads the files of a list; of several, those of a migration.
///
/// # Errors
///
/// None of them can be a migration, they are too large, or one cannot be read.
pub async fn read(list: &FileList) -> Result<Vec<Opened>, FilesError> {
    let all: Vec<File> = (0..list.length()).filter_map(|n| list.get(n)).collect();
    let several = all.len() > 1;
    let files: Vec<File> = all
        .into_iter()
        .filter(|file| !several || is_wanted(&file.name()))
        .collect();
    if files.is_empty() {
        return Err(FilesError::NoneWanted);
    }
    if files.iter().map(|file| file.size()).sum::<f64>() > MOST {
        return Err(FilesError::TooLarge);
    }
    let mut opened = Vec::with_capacity(files.len());
    for file in files {
        let text = JsFuture::from(file.text()).await.ok();
        let text = text.and_then(|it| it.as_string());
        opened.push(Opened {
            path: path(&file),
            text: text.ok_or(FilesError::Unreadable)?,
        });
    }
    Ok(opened)
}

/// The path below the folder that was opened, or the name alone.
fn path(file: &File) -> String {
    let path = js_sys::Reflect::get(file, &"webkitRelativePath".into())
        .ok()
        .and_then(|it| it.as_string())
        .filter(|it| !it.is_empty());
    path.unwrap_or_else(|| file.name())
}
