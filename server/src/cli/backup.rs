//! `backup` and `restore`: one file, which either kind of database is filled from.

use std::path::Path;

use anyhow::Context;
use patchbay_server::administration;

use super::say;
use super::settings::Settings;

pub(super) async fn back_up(settings: Settings, file: &Path) -> anyhow::Result<()> {
    let config = settings.read().context("the configuration has a mistake")?;
    let rows = administration::back_up(&config, file).await?;
    say(&format!(
        "{} holds all of it: {rows} rows. Keep it where others cannot read it.\n",
        file.display()
    ))
}

pub(super) async fn restore(settings: Settings, file: &Path) -> anyhow::Result<()> {
    let config = settings.read().context("the configuration has a mistake")?;
    let (server, rows) = administration::put_back(&config, file).await?;
    say(&format!("The database is the server {server} again: {rows} rows were put back.\n"))
}
