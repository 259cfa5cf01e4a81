//! Writes the reference for the site: `cargo run --example reference -- FILE`.

/// It is written by the machine that builds the site, not in a browser.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("where to write it?")?;
    std::fs::write(path, serde_json::to_vec(&lockstep_web::reference::pages())?)?;
    Ok(())
}
