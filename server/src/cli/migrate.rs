//! `migrate`: brings the database up to date.

use anyhow::Context;
use patchbay_server::administration;

use super::say;
use super::settings::Settings;

pub(super) async fn migrate(settings: Settings) -> anyhow::Result<()> {
    let config = settings.read().context("the configuration has a mistake")?;
    let identity = administration::migrate(&config).await?;
    say(&format!("The database is up to date. It belongs to the server {}.\n", identity.id))
}
