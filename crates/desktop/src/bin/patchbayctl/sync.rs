//! `patchbayctl sync`: takes from the firm's server and tells it what was changed here, and
//! decides where two changed one thing.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use patchbay_contract::{EmbeddedServer, GoingAlong, Problem, SyncChoice, SyncedKind, SyncedThing};
use patchbay_desktop::Installation;

use crate::opened;
use crate::print::{print_json, say};
use crate::providers_at::failed;
use crate::vault;

/// How it ends when somebody has to decide.
const TO_DECIDE: u8 = 2;

#[derive(Args)]
pub(crate) struct Wish {
    /// Only say how far it is, and ask nobody
    #[arg(long, group = "what")]
    state: bool,
    /// Keep what is here: `setting/NAME` or `connection/ID`
    #[arg(long, value_name = "THING", group = "what")]
    keep_ours: Option<String>,
    /// Take what the server has: `setting/NAME` or `connection/ID`
    #[arg(long, value_name = "THING", group = "what")]
    take_theirs: Option<String>,
}

pub(crate) async fn run(wish: Wish, folder: &Path, json: bool) -> ExitCode {
    let installation = opened(folder);
    let done = act(wish, &installation).await;
    installation.close().await;
    match done {
        Ok(view) => {
            shown(&view, json);
            if view.conflicts.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(TO_DECIDE) }
        }
        Err(problem) => failed(&problem, json),
    }
}

async fn act(wish: Wish, installation: &Installation) -> Result<GoingAlong, Problem> {
    if wish.state {
        return installation.sync_view().await;
    }
    let choice = match (&wish.keep_ours, &wish.take_theirs) {
        (Some(named), _) => Some(SyncChoice { thing: thing(named), ours: true }),
        (None, Some(named)) => Some(SyncChoice { thing: thing(named), ours: false }),
        (None, None) => None,
    };
    if let Some(choice) = choice {
        installation.settle_sync(&choice).await?;
    }
    vault::open(installation).await?;
    installation.sync_now().await
}

/// What a person means by it. One that is none is nothing to decide about.
fn thing(named: &str) -> SyncedThing {
    let (kind, id) = named.split_once('/').unwrap_or(("setting", named));
    let kind = SyncedKind::from_name(kind).unwrap_or(SyncedKind::Setting);
    SyncedThing { kind, id: id.into() }
}

fn named(thing: &SyncedThing) -> String {
    format!("{}/{}", thing.kind.as_str(), thing.id)
}

fn shown(view: &GoingAlong, json: bool) {
    if json {
        return print_json(view);
    }
    if !view.is_in {
        say!("This computer is in at no firm server.");
        return view.embedded.iter().for_each(inside);
    }
    match view.last_sync_at {
        Some(at) => say!("Agreed        {at}"),
        None => say!("Agreed        not yet"),
    }
    say!("To be told    {}", view.pending.len());
    say!("Elsewhere     {} connections of other computers", view.elsewhere.len());
    if let Some(problem) = &view.trouble {
        crate::print::problem(problem);
    }
    for one in &view.conflicts {
        let about = one.title.as_ref().map(|title| format!(" ({title})")).unwrap_or_default();
        say!("To decide     {}{about}", named(&one.thing));
        say!("  here        {}", in_one_line(one.ours.as_deref()));
        say!("  the server  {}", in_one_line(one.theirs.as_deref()));
        say!("  Keep what is here with --keep-ours {0}, or --take-theirs {0}.", named(&one.thing));
    }
    match view.proposals {
        0 => {}
        1 => say!("To look at    1 provider file of the firm: patchbayctl providers shared"),
        many => {
            say!("To look at    {many} provider files of the firm: patchbayctl providers shared");
        }
    }
    for one in &view.refused {
        let how = if one.is_put_back { "; it is as the firm has it again" } else { "" };
        say!("Not taken     {} ({}){how}", named(&one.thing), one.code);
    }
    for one in &view.left_out {
        say!("Left out      {one}: this version cannot use it");
    }
}

/// What one of the two says; several things one after the other.
fn in_one_line(said: Option<&str>) -> String {
    said.map_or_else(|| "not set".to_owned(), |said| said.replace('\t', " ").replace('\n', "; "))
}

/// What the one inside the app keeps.
fn inside(kept: &EmbeddedServer) {
    let Some(since) = kept.since else { return };
    say!(
        "The server inside the app keeps a copy of what is set here since {since}: {}, {}. It runs \
         with the app.",
        counted(kept.connections, "connection"),
        counted(kept.settings, "setting"),
    );
    if kept.refused > 0 {
        let refused = counted(kept.refused, "thing");
        say!("It does not take {refused} of services that Patchbay does not know by itself.");
    }
    if kept.pending > 0 {
        say!("It has not heard {} yet.", counted(kept.pending, "change"));
    }
    if let Some(trouble) = &kept.trouble {
        crate::print::problem(trouble);
    }
}

fn counted(count: u32, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
