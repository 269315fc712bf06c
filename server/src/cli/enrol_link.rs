//! `enrol-link`: lets the first owner in.

use anyhow::Context;
use patchbay_server::administration::{link_for_first_owner, link_for_owner};

use super::say;
use super::settings::Settings;

pub(super) async fn enrol_link(
    settings: Settings,
    name: &str,
    member: Option<&str>,
) -> anyhow::Result<()> {
    let config = settings.read().context("the configuration has a mistake")?;
    let link = match member {
        None => link_for_first_owner(&config, name).await?,
        Some(id) => link_for_owner(&config, id).await?,
    };
    let server = match &config.public_address {
        Some(address) => address.clone(),
        None => format!("http://{} (public_address is not set)", config.listen),
    };
    say(&format!(
        "Server: {server}\nCode:   {}\n\nIt lets one device in, once, until {:.0}. It is shown \
         this once: give it to its owner, and to nobody else.\n",
        link.code, link.expires_at
    ))
}
