//! `check-config`: whether the configuration holds, without starting anything.

use std::io::Write;

use anyhow::Context;
use patchbay_server::config::STANDARD;

use super::settings::Settings;

pub(super) fn check(settings: Settings) -> anyhow::Result<()> {
    let config = settings.read().context("the configuration has a mistake")?;
    let outside = match &config.public_address {
        Some(address) => format!("From outside it is reached at {address}."),
        None => "From outside it is reached nowhere: public_address is not set.".to_owned(),
    };
    say(&format!("It holds. The server would listen on {}.\n{outside}\n", config.listen))
}

/// The very text that the program reads first.
pub(super) fn print_default() -> anyhow::Result<()> {
    say(STANDARD)
}

fn say(text: &str) -> anyhow::Result<()> {
    std::io::stdout().write_all(text.as_bytes()).context("nobody reads what is printed")
}
