//! Prints the tree of the script on standard input, for a look at it.
#![expect(clippy::print_stdout, reason = "printing is its purpose")]

use std::io::Read as _;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    for piece in &lockstep_syntax::script::read(&text).pieces {
        println!("{piece:#?}");
    }
    Ok(())
}
