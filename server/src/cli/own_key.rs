//! `new-key` and `rotate-key`: the server's own key, and the data keys behind it.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use patchbay_server::administration::{self, Rotated};
use patchbay_server::config::OwnKey;
use patchbay_vault::Keychain;

use super::say;
use super::settings::Settings;

/// Where a new key goes.
#[derive(Args)]
#[group(id = "where_to", required = true, multiple = false)]
pub(super) struct NewKey {
    /// The file, which is not there yet
    file: Option<PathBuf>,
    /// In place of a file, the keychain of this session: under this name, which is not there yet
    #[arg(long, value_name = "NAME")]
    to_keychain: Option<String>,
}

/// Where another own key is that takes over.
#[derive(Args)]
#[group(id = "where_from", multiple = false)]
pub(super) struct Other {
    /// Only put in the own key of this file, beside the one that is set
    #[arg(long, value_name = "FILE")]
    to_file: Option<PathBuf>,
    /// The same with the own key of this name in the keychain of this session
    #[arg(long, value_name = "NAME")]
    to_keychain: Option<String>,
}

pub(super) async fn new_key(NewKey { file, to_keychain }: NewKey) -> anyhow::Result<()> {
    let is_in_keychain = to_keychain.is_some();
    let name = to_keychain.clone().unwrap_or_default();
    let own = place(file, to_keychain)?.context("name a file, or --to-keychain NAME")?;
    own.make().await?;
    let (place, setting) = (own.place(), own.setting());
    say(&if is_in_keychain {
        format!(
            "{place} is a new key. Set {setting} to {name}. Who loses that keychain loses all that \
             the server holds: keep a copy where no backup of the database is.\n"
        )
    } else {
        format!(
            "{place} holds a new key. Set {setting} to it, let the server’s account alone read it, \
             and keep a copy where no backup of the database is.\n"
        )
    })
}

pub(super) async fn rotate_key(settings: Settings, other: Other) -> anyhow::Result<()> {
    let config = settings.read().context("the configuration has a mistake")?;
    if let Some(new) = place(other.to_file, other.to_keychain)? {
        administration::add_own_key(&config, &new).await?;
        return say(&format!(
            "What the server holds opens with the key of {} too. Name that one by {}, start every \
             server again, then run rotate-key: the former key opens nothing from then on.\n",
            new.place(),
            new.setting()
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

/// The one of the two that was named, if one was.
fn place(file: Option<PathBuf>, name: Option<String>) -> anyhow::Result<Option<OwnKey>> {
    if let Some(name) = name {
        let own = OwnKey::in_keychain(&name, Keychain::of_this_system());
        return own.map(Some).map_err(|what| anyhow::anyhow!("--to-keychain: {what}"));
    }
    Ok(file.map(OwnKey::in_file))
}
