//! What can be asked of the program. Each command is a file; what a server does is not here.

mod backup;
mod check_config;
mod doctor;
mod enrol_link;
mod migrate;
mod move_server;
mod own_key;
mod serve;
mod settings;

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(version, about = "The Patchbay firm server")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer requests until stopped by Ctrl-C or SIGTERM
    Serve {
        #[command(flatten)]
        settings: settings::Settings,
    },
    /// Read the configuration and say whether it holds
    CheckConfig {
        #[command(flatten)]
        settings: settings::Settings,
        /// Print the standard configuration, to begin a file of your own with
        #[arg(long)]
        print_default: bool,
    },
    /// Bring the database up to date; serve does it too
    Migrate {
        #[command(flatten)]
        settings: settings::Settings,
    },
    /// Print a code that lets the first owner in, once
    EnrolLink {
        #[command(flatten)]
        settings: settings::Settings,
        /// What the owner is called
        #[arg(long, default_value = "Owner")]
        name: String,
        /// The address of their work account, by which they can sign in at Microsoft Entra ID
        #[arg(long, value_parser = enrol_link::address, conflicts_with = "member")]
        email: Option<String>,
        /// The id of an owner who lost their devices, for another one
        #[arg(long)]
        member: Option<String>,
    },
    /// Write all that is kept into a file; the server may run meanwhile
    Backup {
        #[command(flatten)]
        settings: settings::Settings,
        /// The file, which is not there yet
        file: PathBuf,
    },
    /// Fill an empty database, SQLite or PostgreSQL, from such a file
    Restore {
        #[command(flatten)]
        settings: settings::Settings,
        /// The file
        file: PathBuf,
    },
    /// Move the server to another database, SQLite or PostgreSQL, with all it has
    Move {
        #[command(flatten)]
        ways: move_server::Ways,
    },
    /// Make a new key of the server's own, in a file or a keychain
    NewKey {
        #[command(flatten)]
        to: own_key::NewKey,
    },
    /// Seal all that the server holds anew, with another data key; servers may run meanwhile
    RotateKey {
        #[command(flatten)]
        settings: settings::Settings,
        #[command(flatten)]
        other: own_key::Other,
    },
    /// Look at what the server needs, and say what is wrong
    Doctor {
        #[command(flatten)]
        settings: settings::Settings,
    },
    /// Print the description of the API, OpenAPI 3.1
    Openapi,
}

impl Arguments {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve { settings } => serve::serve(settings).await,
            Command::CheckConfig { print_default: true, .. } => check_config::print_default(),
            Command::CheckConfig { settings, .. } => check_config::check(settings).await,
            Command::Migrate { settings } => migrate::migrate(settings).await,
            Command::EnrolLink { settings, name, email, member } => {
                enrol_link::enrol_link(settings, &name, email.as_deref(), member.as_deref()).await
            }
            Command::Backup { settings, file } => backup::back_up(settings, &file).await,
            Command::Restore { settings, file } => backup::restore(settings, &file).await,
            Command::Move { ways } => move_server::move_server(ways).await,
            Command::NewKey { to } => own_key::new_key(to).await,
            Command::RotateKey { settings, other } => own_key::rotate_key(settings, other).await,
            Command::Doctor { settings } => doctor::doctor(settings).await,
            Command::Openapi => say(&patchbay_server::openapi()),
        }
    }
}

/// Prints what was asked for.
fn say(text: &str) -> anyhow::Result<()> {
    std::io::stdout().write_all(text.as_bytes()).context("nobody reads what is printed")
}
