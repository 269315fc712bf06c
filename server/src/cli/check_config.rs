//! `check-config`: whether the configuration holds, without starting anything.

use anyhow::Context;
use patchbay_server::config::STANDARD;

use super::say;
use super::settings::Settings;

pub(super) async fn check(settings: Settings) -> anyhow::Result<()> {
    let config = settings.read().context("the configuration has a mistake")?;
    let outside = match &config.public_address {
        Some(address) => format!("From outside it is reached at {address}."),
        None => "From outside it is reached nowhere: public_address is not set.".to_owned(),
    };
    let kept = match &config.database {
        Some(place) => format!("What the firm agreed on is kept in {place}."),
        None => "It keeps nothing: database is not set.".to_owned(),
    };
    let directory = match config.sign_in() {
        Some((page, issuer)) => format!("The firm's people sign in at {page}, by {issuer}.\n"),
        None => String::new(),
    };
    let held = match config.own_key() {
        Some(own) => {
            own.read().await.context("the server’s own key")?;
            "It has a key of its own: connections can be handed over to it."
        }
        None => "It has no key of its own: connections stay on the computers. `new-key` makes one.",
    };
    say(&format!(
        "It holds. The server would listen on {}.\n{outside}\n{kept}\n{held}\n{directory}",
        config.listen
    ))
}

/// The very text that the program reads first.
pub(super) fn print_default() -> anyhow::Result<()> {
    say(STANDARD)
}
