//! `enrol-link`: lets the first owner in.

use anyhow::Context;
use patchbay_contract::Invitation;
use patchbay_server::administration::{link_for_first_owner, link_for_owner};

use super::say;
use super::settings::Settings;

pub(super) async fn enrol_link(
    settings: Settings,
    name: &str,
    email: Option<&str>,
    member: Option<&str>,
) -> anyhow::Result<()> {
    let config = settings.read().context("the configuration has a mistake")?;
    let link = match member {
        None => link_for_first_owner(&config, name, email).await?,
        Some(id) => link_for_owner(&config, id).await?,
    };
    let (server, note) = match &config.public_address {
        Some(address) => (address.clone(), ""),
        None => (format!("http://{}", config.listen), " (public_address is not set)"),
    };
    let invitation = Invitation { server, code: link.code };
    // Without its public address the server can be reached by a link on this machine alone.
    let opens = config.public_address.is_some() || config.listen.ip().is_loopback();
    let address = match opens {
        true => invitation.address(),
        false => "set public_address first, and there is one".to_owned(),
    };
    say(&format!(
        "Link:   {address}\n\nServer: {}{note}\nCode:   {}\n\nThe link, or the code, lets one device \
         in, once, until {:.0}. It is shown this once: give it to its owner, and to nobody else.\n",
        invitation.server, invitation.code, link.expires_at
    ))
}

/// An address, as one signs in with it.
pub(super) fn address(text: &str) -> Result<String, String> {
    let fits = text.len() <= 200 && text.chars().all(|c| c.is_ascii_graphic());
    let parts = text.split_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty());
    match parts.filter(|_| fits) {
        Some(_) => Ok(text.to_owned()),
        None => Err("that is no address: write it as ana@firm.example".into()),
    }
}
