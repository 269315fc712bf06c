//! `patchbayctl disconnect`: what ending a connection would mean, and ending it. A permission
//! that stands at its provider is not forgotten here unless somebody says so.

use std::io::{BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use patchbay_contract::{
    ByHand, Called, DisconnectPreview, Disconnection, EndProof, ErrorCode, Problem, Receipt,
    TakenBack, WhoTellsIt,
};

use crate::print::{print_json, say};
use crate::providers_at::{Providers, failed};
use crate::vault;

#[derive(Args)]
pub(crate) struct Wish {
    /// The connection's id
    connection: String,
    /// Do not ask whether that is meant
    #[arg(long)]
    yes: bool,
    /// Remove it here also when the provider cannot be told: the permission stands there then
    #[arg(long)]
    even_if_not_told: bool,
}

/// How it came out.
enum Ended {
    Yes(Receipt),
    /// Somebody was asked, and did not mean it.
    No(DisconnectPreview),
}

pub(crate) async fn run(wish: Wish, folder: &Path, json: bool) -> ExitCode {
    let providers = match Providers::of(folder) {
        Ok(providers) => providers,
        Err(problem) => return failed(&problem, json),
    };
    let ended = end(&wish, &providers, json).await;
    providers.sign_ins.settle_down().await;
    providers.installation.close().await;
    match ended {
        Ok(Ended::Yes(receipt)) => {
            if json {
                print_json(&receipt);
            } else {
                said(&receipt);
            }
            ExitCode::SUCCESS
        }
        Ok(Ended::No(preview)) => {
            if json {
                print_json(&preview);
            } else {
                say!("Nothing was changed.");
            }
            ExitCode::FAILURE
        }
        Err(problem) => {
            let ended = failed(&problem, json);
            if !json && stands(problem.code) {
                say!("  From here: patchbayctl disconnect {} --even-if-not-told", wish.connection);
            }
            ended
        }
    }
}

/// Whether the permission stands at the provider, and the connection here.
fn stands(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::PermissionStands | ErrorCode::PermissionNotEnded)
}

async fn end(wish: &Wish, providers: &Providers, json: bool) -> Result<Ended, Problem> {
    let preview = providers.sign_ins.preview_disconnect(&wish.connection).await?;
    // Whoever asks without the key of a vault that is shut removes it without telling anybody.
    match vault::open(&providers.installation).await {
        Err(_) if wish.even_if_not_told => {}
        opened => opened?,
    }
    if !json {
        would_mean(&preview);
    }
    if !wish.yes && !is_meant() {
        return Ok(Ended::No(preview));
    }
    let connection = wish.connection.clone();
    let wish = Disconnection { connection, despite: wish.even_if_not_told };
    providers.sign_ins.disconnect(wish).await.map(Ended::Yes)
}

/// Asks on the terminal, or whoever writes to the input.
fn is_meant() -> bool {
    eprint!("End this connection? [yes/no] ");
    let _nobody_reads = std::io::stderr().flush();
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    read.is_ok() && matches!(line.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}

fn would_mean(preview: &DisconnectPreview) {
    say!("{}", Called::of(&preview.provider, &preview.title).joined(" · "));
    for (what, list) in [("not read any more", &preview.reads), ("not written", &preview.writes)] {
        list.iter().for_each(|one| say!("  {what}: {one}"));
    }
    if preview.last_of.is_some() {
        say!("  Nothing else fills its place among what every firm needs.");
    }
    for kind in &preview.default_for {
        say!("  It is the firm’s default for {}.", kind.as_str());
    }
    if preview.segments > 0 {
        say!("  {} segments of clients pay into it.", preview.segments);
    }
    match &preview.told_by {
        WhoTellsIt::Patchbay { also_ends } => {
            say!("  {} is told, and it is proven that nothing works any more.", preview.provider);
            also_ends.iter().for_each(|also| say!("  {also}"));
        }
        WhoTellsIt::Person => {
            say!("  {} takes no call for it: take it back there afterwards.", preview.provider);
            by_hand(&preview.by_hand);
        }
        WhoTellsIt::Nobody => {}
    }
}

fn said(receipt: &Receipt) {
    let Receipt { title, provider, taken, proof, .. } = receipt;
    say!("{title} ({provider}) is not connected any more.");
    say!(
        "  {}",
        match taken {
            TakenBack::Confirmed => "The provider says that the permission is over.",
            TakenBack::WasOver => "The permission was over at the provider before.",
            TakenBack::ByHand => "The provider takes no call for it.",
            TakenBack::NotAsked => "The provider could not be told: the permission stands there.",
            TakenBack::Refused => "The provider said no: the permission stands there.",
        }
    );
    say!(
        "  {}",
        match proof {
            EndProof::RefusedAfterwards => "Proven: what worked before is refused now.",
            EndProof::Introspected => "Proven: the provider was asked, and calls it over.",
            EndProof::NotProvable => "There was no way to prove it.",
            EndProof::StillWorks => "What worked before still does.",
        }
    );
    receipt.works_until.iter().for_each(|until| say!("  It works until {until}."));
    receipt.said.iter().for_each(|said| say!("  Why: {said}"));
    if let Some(place) = &receipt.by_hand {
        say!("  What is left to do at the provider:");
        by_hand(place);
    }
    say!("Receipt {}", receipt.id);
}

fn by_hand(place: &ByHand) {
    place.how.iter().for_each(|how| say!("    {how}"));
    place.page.iter().for_each(|page| say!("    {page}"));
}
