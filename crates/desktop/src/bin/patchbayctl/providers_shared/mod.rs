//! `patchbayctl providers shared`, `offer`, `withdraw`, `take` and `decline`: provider files that
//! the firm shares. Whoever takes one sees first where keys would go.

mod shown;

use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use patchbay_contract::{
    Problem, SharedFile, SharedFileChoice, SharedFileState, SharedFileText, SharedFiles,
};
use patchbay_desktop::Installation;
use patchbay_desktop::catalogue::Catalogue;

use crate::opened;
use crate::print::{complain, print_json, say};
use crate::providers_at::failed;
use shown::{list, looked_at};

#[derive(Subcommand)]
pub(crate) enum What {
    /// List the provider files that the firm shares, and those of this computer that it could
    Shared {
        /// Show this one in full: the provider's id
        id: Option<String>,
    },
    /// Offer the provider file of this id to the firm, as it is in the folder now
    Offer {
        /// The provider's id
        id: String,
    },
    /// Offer it no more; who took it keeps it
    Withdraw {
        /// The provider's id
        id: String,
    },
    /// Use a provider file of the firm at this computer, after a look at where keys go
    Take(Taking),
    /// Use none of it at this computer, as it is now
    Decline {
        /// The provider's id
        id: String,
    },
}

#[derive(Args)]
pub(crate) struct Taking {
    /// The provider's id
    id: String,
    /// Do not ask whether that is meant
    #[arg(long)]
    yes: bool,
    /// Only if it is still the one of this digest, as `shared --json` prints it
    #[arg(long)]
    digest: Option<String>,
}

/// What came of it.
enum Answer {
    All(SharedFiles),
    Text(SharedFileText),
    /// Somebody was to be asked about it, and did not mean it or was not there.
    NotMeant {
        file: Box<SharedFile>,
        is_asked: bool,
    },
}

pub(crate) async fn run(what: What, folder: &Path, json: bool) -> ExitCode {
    let (installation, catalogue) = (opened(folder), Catalogue::in_folder(folder));
    let done = act(&what, &installation, &catalogue, json).await;
    installation.close().await;
    match done {
        Ok(answer) => shown(&what, &answer, json),
        Err(problem) => failed(&problem, json),
    }
}

async fn act(
    what: &What,
    installation: &Installation,
    catalogue: &Catalogue,
    json: bool,
) -> Result<Answer, Problem> {
    let done = match what {
        What::Shared { id: None } => installation.shared_files(catalogue).await,
        What::Shared { id: Some(id) } => {
            return installation.shared_file_text(catalogue, id).await.map(Answer::Text);
        }
        What::Offer { id } => installation.offer_file(catalogue, id).await,
        What::Withdraw { id } => installation.withdraw_file(catalogue, id).await,
        What::Take(taking) => {
            let file = one(installation, catalogue, &taking.id).await?;
            if !json {
                looked_at(&file);
            }
            // What cannot be used is told as that: there is nothing to ask.
            if !taking.yes && file.state != SharedFileState::Unusable {
                // Whoever is asked has to have seen what it is.
                let is_shown = !json && std::io::stdout().is_terminal();
                let is_asked = is_shown && std::io::stdin().is_terminal();
                if !is_asked || !is_meant() {
                    return Ok(Answer::NotMeant { file: Box::new(file), is_asked });
                }
            }
            let digest = taking.digest.clone().unwrap_or(file.digest);
            let choice = SharedFileChoice { provider: taking.id.clone(), digest };
            installation.take_file(catalogue, &choice).await
        }
        What::Decline { id } => {
            let file = one(installation, catalogue, id).await?;
            let choice = SharedFileChoice { provider: id.clone(), digest: file.digest };
            installation.decline_file(catalogue, &choice).await
        }
    };
    done.map(Answer::All)
}

/// The one of this id that the firm shares.
async fn one(
    installation: &Installation,
    catalogue: &Catalogue,
    id: &str,
) -> Result<SharedFile, Problem> {
    // Says why there is none.
    installation.shared_file_text(catalogue, id).await?;
    let all = installation.shared_files(catalogue).await?;
    let found = all.shared.into_iter().find(|one| one.provider == id);
    Ok(found.unwrap_or_else(|| unreachable!("its text was just read")))
}

fn is_meant() -> bool {
    eprint!("Use this file at this computer? [yes/no] ");
    let _nobody_reads = std::io::stderr().flush();
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    read.is_ok() && matches!(line.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}

fn shown(what: &What, answer: &Answer, json: bool) -> ExitCode {
    match answer {
        Answer::NotMeant { file, is_asked } => {
            if json {
                print_json(file);
            }
            let why = if *is_asked { "" } else { " Nobody is there to be asked: say --yes." };
            complain!("Nothing was changed.{why}");
            return ExitCode::FAILURE;
        }
        Answer::All(all) if json => print_json(all),
        Answer::Text(text) if json => print_json(text),
        Answer::Text(text) => say!("{}", text.text.trim_end()),
        Answer::All(all) => match what {
            What::Offer { id } => say!("{id} is offered to the firm.{TOLD}"),
            What::Withdraw { id } => say!("{id} is offered no more.{TOLD}"),
            What::Take(taking) => say!("{} is in use at this computer.", taking.id),
            What::Decline { id } => say!("{id} is not used, as it is now."),
            What::Shared { .. } => list(all),
        },
    }
    ExitCode::SUCCESS
}

/// What is said behind what goes to the server.
const TOLD: &str = " The firm’s server hears of it with the next “patchbayctl sync”.";
