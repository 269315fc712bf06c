//! `new-key` and `rotate-key`: the server's own key, and the data keys behind it.

use std::path::Path;

use anyhow::Context;
use patchbay_server::administration::{self, Rotated};

use super::say;
use super::settings::Settings;

pub(super) fn new_key(file: &Path) -> anyhow::Result<()> {
    administration::new_own_key(file)?;
    let file = file.display();
    say(&format!(
        "{file} holds a new key. Set custody_key_file to it, let the server’s account alone read \
         it, and keep a copy where no backup of the database is.\n"
    ))
}

pub(super) async fn rotate_key(settings: Settings, to_file: Option<&Path>) -> anyhow::Result<()> {
    let config = settings.read().context("the configuration has a mistake")?;
    if let Some(file) = to_file {
        administration::add_own_key(&config, file).await?;
        return say(&format!(
            "What the server holds opens with the key in {} too. Set custody_key_file to it, start \
             every server again, then run rotate-key: the former key opens nothing from then on.\n",
            file.display()
        ));
    }
    let Rotated { sealed_anew, do_not_open, keys_dropped, doors_dropped } =
        administration::rotate_key(&config).await?;
    say(&format!(
        "There is a new data key. {sealed_anew} values were sealed anew, {keys_dropped} former \
         data keys and {doors_dropped} former own keys are gone.\n"
    ))?;
    if do_not_open > 0 {
        anyhow::bail!(
            "{do_not_open} values are not as they were sealed and stay as they are, with their \
             data key. Sign in again to those connections; doctor goes on naming them."
        );
    }
    Ok(())
}
