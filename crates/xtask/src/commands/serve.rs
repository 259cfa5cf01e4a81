//! `cargo xtask serve`: the page on this machine, rebuilt on each change.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::Child;
use std::thread;
use std::time::Duration;

use crate::arguments::Arguments;
use crate::commands::Command;
use crate::error::{Error, Result};
use crate::process;
use crate::setup;
use crate::site;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    usage: "serve [--port N]",
    summary: "build the page, serve it here and rebuild it on each change",
    run,
};

const DEFAULT_PORT: u16 = 8080;

fn run(workspace: &Workspace, mut arguments: Arguments) -> Result<()> {
    let port = match arguments.value("--port")? {
        None => DEFAULT_PORT,
        Some(text) => text
            .parse()
            .map_err(|_| arguments.misuse(&format!("`{text}` is no port number")))?,
    };
    arguments.finish()?;
    // Asked before minutes of building, not after.
    if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err() {
        return Err(Error::Usage(format!(
            "port {port} is taken; choose another with `cargo xtask serve --port N`"
        )));
    }
    setup::install(site::needs(workspace)?)?;

    let mut command = site::serve(workspace, port)?;
    let mut trunk = command
        .spawn()
        .map_err(|source| process::start_error(&command, source))?;
    announce(&mut trunk, port)?;
    let status = trunk
        .wait()
        .map_err(|source| process::start_error(&command, source))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::Failed {
        command: process::shown(&command),
        status,
        output: String::new(),
    })
}

/// Prints the address as soon as somebody listens there: trunk builds first.
fn announce(trunk: &mut Child, port: u16) -> Result<()> {
    loop {
        match trunk.try_wait() {
            Ok(None) => {}
            Ok(Some(_)) => return Ok(()),
            Err(error) => return Err(Error::Unexpected(format!("lost sight of trunk: {error}"))),
        }
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            println!(
                "\nLockstep is at http://127.0.0.1:{port}/ (reload the page after a rebuild)\n"
            );
            return Ok(());
        }
        thread::sleep(Duration::from_millis(100));
    }
}
