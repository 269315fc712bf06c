//! What can be asked of the program. Each command is a file; what a server does is not here.

mod check_config;
mod serve;
mod settings;

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
}

impl Arguments {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve { settings } => serve::serve(settings).await,
            Command::CheckConfig { print_default: true, .. } => check_config::print_default(),
            Command::CheckConfig { settings, .. } => check_config::check(settings),
        }
    }
}
