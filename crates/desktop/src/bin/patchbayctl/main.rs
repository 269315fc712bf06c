//! `patchbayctl`: the app without a window, for support staff and scripts.

mod administrators;
mod ask;
mod audit;
mod browser_home;
mod connect;
mod custody;
mod diagnose;
mod disconnect;
mod doctor;
mod firm_server;
mod given;
mod health;
mod print;
mod providers;
mod providers_at;
mod providers_shared;
mod reconnect;
mod rename;
mod settings;
mod status;
mod sync;
mod test;
mod trial_balance;
mod vault;
mod webhook_secret;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use patchbay_desktop::{DATA_FOLDER_VARIABLE, Installation, data_folder};
use patchbay_vault::{Keychain, forbid_core_dumps};

use print::{complain, say};

#[derive(Parser)]
#[command(
    version,
    about = "Looks after a Patchbay installation without its window",
    after_help = "A command that cannot be understood ends with 64."
)]
struct Arguments {
    /// The data folder to work on instead of the usual one
    #[arg(long, env = DATA_FOLDER_VARIABLE, global = true)]
    data_dir: Option<PathBuf>,
    /// Open a vault that has a passphrase by what this file holds, as @FILE; otherwise it is
    /// asked for, or the first line of the input
    #[arg(long, global = true, value_name = "@FILE")]
    passphrase: Option<String>,
    /// Answer in JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say how the database, the keychain and every connection of this installation are
    ///
    /// Ends with 1 when the installation itself is in trouble, and with 2 when somebody has to
    /// do something for a connection.
    Status,
    /// Look for everything around the app that keeps it, or the answers to sign-ins, from working
    Doctor,
    /// List, show and check providers, and share the firm's own files of them
    Providers {
        #[command(subcommand)]
        what: providers::What,
    },
    /// Connect a provider by its key, proven before it is saved
    ///
    /// Ends with 1 when that is refused, with 3 when the provider could not be asked.
    Connect(connect::Wish),
    /// Sign in to a connection again, or replace what was typed into its form
    ///
    /// Ends with 1 when that is refused, with 3 when the provider could not be asked.
    Reconnect(reconnect::Wish),
    /// Give a connection another name; nobody signs in for that
    Rename(rename::Wish),
    /// End a connection: the provider is told, it is proven, and a receipt stays
    ///
    /// Ends with 1 when it was not ended.
    Disconnect(disconnect::Wish),
    /// Test connections now
    ///
    /// Ends with 1 when one is refused, with 3 when providers could not be asked.
    Test(test::Wish),
    /// Look at all that connections need, from the network to their data, and change nothing
    ///
    /// Ends with 1 when something has to be put right, with 3 when all that is wrong may pass.
    Diagnose(diagnose::Which),
    /// Show, keep, change over and remove what proves the events of a connection
    WebhookSecret(webhook_secret::Wish),
    /// Read the trial balance of a connected ledger
    ///
    /// Ends with 1 when that is refused, with 3 when the ledger could not be asked, and with 4
    /// when debits and credits differ.
    TrialBalance(trial_balance::Wish),
    /// Ask the firm's AI providers a question
    ///
    /// The primary one is asked first, and the next where it does not answer. Ends with 1 when
    /// nobody answers, with 3 when that may pass.
    Ask(ask::Wish),
    /// Come in at the firm's server with a code, so that this computer goes along with the firm
    ///
    /// Ends with 1 when that is refused, with 3 when the server does not answer.
    Enrol(firm_server::Entry),
    /// Say how this computer is in at the firm's server
    ///
    /// Ends with 1 when the server lets it in no more, with 3 when it does not answer.
    Server(firm_server::Question),
    /// Take from the firm's server and tell it what was changed; or decide where two did
    ///
    /// Ends with 1 when that is refused, with 2 when somebody has to decide, with 3 when the
    /// server does not answer.
    Sync(sync::Wish),
    /// Say who holds each connection, and hand one to the firm's server or keep it here
    ///
    /// Ends with 1 when that is refused, with 3 when the server does not answer.
    Custody {
        #[command(subcommand)]
        what: custody::What,
    },
    /// Leave the firm's server
    ///
    /// Ends with 1 when that is refused, with 3 when the server does not answer.
    Leave(firm_server::Exit),
    /// List, show and change what the app's Settings, Defaults and AI pages can
    Settings {
        #[command(subcommand)]
        what: settings::What,
    },
    /// Look after the vault: its key, its rotation, its recovery kits
    Vault {
        #[command(subcommand)]
        what: vault::What,
    },
    /// Check, list and export the audit trail
    Audit {
        #[command(subcommand)]
        what: audit::What,
    },
    /// Fill an empty data folder with a practice firm that shows every state
    #[cfg(debug_assertions)]
    Practice,
}

/// How a command ends that could not be understood, as `sysexits.h` has it: no command ends so
/// otherwise.
const NOT_UNDERSTOOD: u8 = 64;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    forbid_core_dumps();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => return not_understood(&answer),
    };
    if let Some(given) = arguments.passphrase.as_deref()
        && let Err(problem) = vault::passphrase_from(given)
    {
        return providers_at::failed(&problem, arguments.json);
    }
    let asked_for = arguments.data_dir.map(PathBuf::into_os_string);
    let folder = data_folder(asked_for.clone());
    match arguments.command {
        Command::Status => status::run(&folder, arguments.json).await,
        Command::Doctor => doctor::run(asked_for, arguments.json),
        Command::Providers { what } => providers::run(what, &folder, arguments.json).await,
        Command::Connect(wish) => connect::run(wish, &folder, arguments.json).await,
        Command::Reconnect(wish) => reconnect::run(wish, &folder, arguments.json).await,
        Command::Rename(wish) => rename::run(wish, &folder, arguments.json).await,
        Command::Disconnect(wish) => disconnect::run(wish, &folder, arguments.json).await,
        Command::Enrol(entry) => firm_server::enrol(entry, &folder, arguments.json).await,
        Command::Server(question) => firm_server::ask(question, &folder, arguments.json).await,
        Command::Sync(wish) => sync::run(wish, &folder, arguments.json).await,
        Command::Custody { what } => custody::run(what, &folder, arguments.json).await,
        Command::Leave(exit) => firm_server::leave(exit, &folder, arguments.json).await,
        Command::Settings { what } => settings::run(what, &folder, arguments.json).await,
        Command::Test(wish) => test::run(wish, &folder, arguments.json).await,
        Command::Diagnose(which) => diagnose::run(which, &folder, arguments.json).await,
        Command::WebhookSecret(wish) => webhook_secret::run(wish, &folder, arguments.json).await,
        Command::TrialBalance(wish) => trial_balance::run(wish, &folder, arguments.json).await,
        Command::Ask(wish) => ask::run(wish, &folder, arguments.json).await,
        Command::Vault { what } => {
            let installation = opened(&folder);
            let well = vault::run(what, &installation, arguments.json).await;
            installation.close().await;
            success(well)
        }
        Command::Audit { what } => success(audit::run(what, &folder, arguments.json).await),
        #[cfg(debug_assertions)]
        Command::Practice => practice(&folder, arguments.json).await,
    }
}

/// Help and the version are answers too.
fn not_understood(answer: &clap::Error) -> ExitCode {
    if !answer.use_stderr() {
        say!("{}", answer.to_string().trim_end());
        return ExitCode::SUCCESS;
    }
    complain!("{}", answer.to_string().trim_end());
    NOT_UNDERSTOOD.into()
}

/// Fills the folder with the practice firm.
#[cfg(debug_assertions)]
async fn practice(folder: &Path, json: bool) -> ExitCode {
    let installation = opened(folder);
    let filled = installation.fill_with_practice().await;
    installation.close().await;
    print::practice(&filled, folder, json);
    success(filled.is_ok())
}

/// The installation, as this program uses it.
pub(crate) fn opened(folder: &Path) -> Installation {
    Installation::in_folder(folder, None, Keychain::of_this_system()).used_by("patchbayctl")
}

fn success(well: bool) -> ExitCode {
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
