//! `patchbayctl webhook-secret`: what proves the events of a connection. Like a key, it comes
//! from a file, from the input or from a person who types it, never from arguments.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use patchbay_contract::{
    Called, ErrorCode, NewWebhookSecret, Problem, Webhook, WebhookSecretAt, WebhookSlot,
};

use crate::given::{in_the_open, read};
use crate::print::{print_json, say};
use crate::providers_at::{Providers, failed};
use crate::vault;

/// What the secret is called on a terminal.
const LABEL: &str = "The webhook secret";

#[derive(Args)]
pub(crate) struct Wish {
    /// The connection's id
    connection: String,
    /// Keep a secret: `current=@file`, `next=@file`, `next=-` for the input, or `next` to be
    /// asked for it
    #[arg(long, value_name = "SLOT=@FILE", group = "what")]
    slot: Option<String>,
    /// End the current secret: the next one takes its place
    #[arg(long, group = "what")]
    retire: bool,
    /// Remove the secret of a slot
    #[arg(long, value_name = "SLOT", group = "what")]
    remove: Option<String>,
}

pub(crate) async fn run(wish: Wish, folder: &Path, json: bool) -> ExitCode {
    let providers = match Providers::of(folder) {
        Ok(providers) => providers,
        Err(problem) => return failed(&problem, json),
    };
    let done = act(wish, &providers, json).await;
    providers.installation.close().await;
    match done {
        Ok(webhook) => {
            shown(&webhook, json);
            ExitCode::SUCCESS
        }
        Err(problem) => failed(&problem, json),
    }
}

async fn act(wish: Wish, providers: &Providers, json: bool) -> Result<Webhook, Problem> {
    let (keys, connection) = (&providers.keys, wish.connection);
    if let Some(given) = wish.slot {
        let (name, value) = given.split_once('=').unwrap_or((&given, ""));
        let (slot, secret) = (slot(name)?, secret(name, value)?);
        vault::open(&providers.installation).await?;
        let new = NewWebhookSecret { connection, slot, secret };
        let slip = keys.judge_webhook_secret(&new).await?;
        if let Some(slip) = slip.filter(|slip| !slip.blocks && !json) {
            say!("Note: {}", slip.says);
        }
        return keys.save_webhook_secret(new).await;
    }
    if wish.retire {
        return keys.retire_webhook_secret(&connection).await;
    }
    match wish.remove {
        Some(name) => {
            let slot = slot(&name)?;
            keys.remove_webhook_secret(&WebhookSecretAt { connection, slot }).await
        }
        None => keys.webhook(&connection).await,
    }
}

fn slot(name: &str) -> Result<WebhookSlot, Problem> {
    WebhookSlot::from_name(name).ok_or_else(|| {
        Problem::new(
            ErrorCode::FieldMissing,
            format!("There is no slot “{name}”."),
            "Nothing was saved, and nothing was removed.",
            "Name one of these: current, next.",
        )
    })
}

/// The secret. One that was not named is asked for.
fn secret(slot: &str, given: &str) -> Result<String, Problem> {
    match read(LABEL, given) {
        Some(read) => read,
        None if given.is_empty() => Ok(vault::ask(&format!("{LABEL}: "))),
        None => Err(in_the_open(LABEL, &format!("--slot {slot}=@FILE, or --slot {slot}=-"))),
    }
}

fn shown(webhook: &Webhook, json: bool) {
    if json {
        return print_json(webhook);
    }
    say!("{}", Called::of(&webhook.provider, &webhook.title).joined(" · "));
    match &webhook.address {
        Some(address) => say!("Address  {address}"),
        None => say!("Address  none: the firm server has no public one yet"),
    }
    for slot in WebhookSlot::ALL {
        match webhook.secret(*slot) {
            Some(secret) => {
                let end = secret.hint.as_deref().map(|end| format!(", ends in {end}"));
                let end = end.unwrap_or_default();
                say!("{:<8} set {}{end}", slot.as_str(), secret.set_at);
            }
            None => say!("{:<8} empty", slot.as_str()),
        }
    }
}
