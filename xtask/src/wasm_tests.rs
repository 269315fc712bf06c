//! The runner of the page's own tests, in a headless browser.
//!
//! Cargo starts it for every test binary built for wasm (see `.cargo/config.toml`). It
//! is wasm-bindgen's runner, used as a library at the version the page is built with.

use std::ffi::OsString;

use anyhow::{Context, Result};

const COMMAND: &str = "wasm-test-runner";

/// The runner's arguments, if this process was started to be the runner.
pub(crate) fn asked_for() -> Option<Vec<OsString>> {
    let mut arguments = std::env::args_os().skip(1);
    (arguments.next()? == COMMAND)
        .then(|| std::iter::once(COMMAND.into()).chain(arguments).collect())
}

/// Runs one test binary.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(arguments)
        .context("the page's tests could not be run; `cargo xtask test` installs what they need")
}
