//! Writes the reference for the site: `cargo run --example reference -- FILE`.

use std::error::Error;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("where to write it?")?;
    fs::write(path, serde_json::to_vec(&lockstep_web::reference::pages())?)?;
    Ok(())
}
