//! `patchbayctl custody`: who holds each connection, and handing one to the firm's server.

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use patchbay_contract::{
    Called, Custodian, CustodyNow, HandoverPreview, HandoverStep, NewHandover, Problem,
};
use patchbay_desktop::custody::Handing;

use crate::print::{print_json, problem, say};
use crate::providers_at::{Providers, failed};
use crate::vault;

#[derive(Subcommand)]
pub(crate) enum What {
    /// Say who holds each connection; nobody is asked
    List,
    /// Say who holds a connection, and how far it is on its way
    Status(Which),
    /// Hand a connection to the firm's server, which proves it and keeps it alive from then on
    HandOver(Wish),
    /// Keep a connection here that is on its way; one that the server holds comes back by
    /// signing in again
    CallBack(Which),
}

#[derive(Args)]
pub(crate) struct Which {
    /// The connection's id
    connection: String,
}

#[derive(Args)]
pub(crate) struct Wish {
    /// The connection's id
    connection: String,
    /// The four groups of the server's key, compared with what is shown there, where this
    /// computer does not know the key yet or it was changed
    #[arg(long, value_name = "GROUPS")]
    compared: Option<String>,
    /// Only say what it would mean
    #[arg(long, conflicts_with = "compared")]
    preview: bool,
}

enum Answer {
    Many(Vec<CustodyNow>),
    One(Box<CustodyNow>),
    Before(Box<HandoverPreview>),
}

pub(crate) async fn run(what: What, folder: &Path, json: bool) -> ExitCode {
    let providers = match Providers::of(folder) {
        Ok(providers) => providers,
        Err(problem) => return failed(&problem, json),
    };
    let done = act(what, &providers).await;
    providers.installation.close().await;
    match done {
        Ok(answer) => shown(&answer, json),
        Err(problem) => failed(&problem, json),
    }
}

async fn act(what: What, providers: &Providers) -> Result<Answer, Problem> {
    let (installation, handing) = (&providers.installation, Handing::beside(&providers.keys));
    let one = |now| Answer::One(Box::new(now));
    match what {
        What::List => installation.custodies().await.map(Answer::Many),
        What::Status(Which { connection }) => installation.custody_of(&connection).await.map(one),
        What::HandOver(Wish { connection, preview: true, .. }) => {
            vault::open(installation).await?;
            handing.preview(&connection).await.map(|preview| Answer::Before(Box::new(preview)))
        }
        What::HandOver(Wish { connection, compared, .. }) => {
            vault::open(installation).await?;
            handing.hand_over(&NewHandover { connection, compared }).await.map(one)
        }
        What::CallBack(Which { connection }) => {
            vault::open(installation).await?;
            handing.call_back(&connection).await.map(one)
        }
    }
}

fn shown(answer: &Answer, json: bool) -> ExitCode {
    match answer {
        Answer::Many(all) if json => print_json(all),
        Answer::One(one) if json => print_json(one),
        Answer::Before(preview) if json => print_json(preview),
        Answer::Many(all) if all.is_empty() => say!("There is no connection."),
        Answer::Many(all) => all.iter().for_each(line),
        Answer::One(one) => line(one),
        Answer::Before(preview) => before(preview),
    }
    match answer {
        Answer::Before(preview) if preview.in_the_way.is_some() => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

fn line(one: &CustodyNow) {
    let holder = match one.custodian {
        Custodian::ThisComputer => "this computer",
        Custodian::FirmServer => "the firm’s server",
    };
    say!("{} · {} ({}): {holder}", one.provider, one.title, one.connection);
    let step = match one.step {
        Some(HandoverStep::Offered) => "is being handed over; this computer renews as before",
        Some(HandoverStep::LettingGo) => "was let go; the server’s word is missing",
        Some(HandoverStep::TakingBack) => "was taken back; the server does not know yet",
        Some(HandoverStep::Held) | None => "",
    };
    match (one.since, step) {
        (Some(at), "") => say!("  since {at}"),
        (Some(at), step) => say!("  {step}, since {at}"),
        (None, _) => {}
    }
    one.problem.iter().for_each(problem);
}

fn before(preview: &HandoverPreview) {
    let called = Called::of(&preview.provider, &preview.title).joined(" · ");
    say!("Connection    {called}");
    say!("Firm server   {}", preview.server);
    if let Some(problem) = &preview.in_the_way {
        return crate::print::problem(problem);
    }
    if let Some(key) = &preview.key {
        say!("Its key       {}", key.fingerprint);
    }
    if !preview.is_trusted {
        match &preview.trusted {
            Some(trusted) => say!("Trusted       {trusted}, which is another one"),
            None => say!("Trusted       none yet"),
        }
        say!(
            "Compare the four groups with those that the server shows, then say so by --compared."
        );
    }
    say!("What opens it goes to the server, sealed, and is removed here once the server holds it.");
}
