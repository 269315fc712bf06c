//! The commands of this repository: `cargo xtask run | test | tour | bench | package | dev | ci`.
//!
//! Whatever a command needs on the machine, it finds out, says and installs itself.
//! Nothing of the product is in here. Invariant: a command either does all it says or
//! ends with a reason; nothing is skipped in silence.

mod bench;
mod cargo_tools;
mod ci;
mod dev;
mod needs;
mod npm;
mod optimise;
mod package;
mod page;
mod postgres;
mod pypi;
mod run;
mod test;
mod tour;
mod wasm_tests;
mod windows;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "The commands of this repository")]
struct Arguments {
    /// Only say what would have to be installed, and stop there
    #[arg(long, global = true)]
    no_install: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the app and start it; without a display, show it by the tour
    Run {
        /// Build it as people get it: slower to build, faster and smaller
        #[arg(long, conflicts_with = "practice")]
        release: bool,
        /// Open a practice firm that shows every state, apart from your own data
        #[arg(long)]
        practice: bool,
    },
    /// Drive the real app through what it can do, and save pictures to target/tour
    Tour,
    /// Run the tests: all of them, or the layers named
    Test {
        /// Which layers; all when none is named
        #[arg(value_enum)]
        layers: Vec<test::Layer>,
        /// Only tests whose name has this in it
        #[arg(long)]
        only: Option<String>,
    },
    /// Measure against the budgets, each beside its limit in the same run
    Bench {
        /// How often each figure is measured; the median counts
        #[arg(long, default_value_t = 7)]
        runs: usize,
        /// Measure only these
        #[arg(long, value_enum, num_args = 1..)]
        only: Vec<bench::Part>,
        /// Answer in JSON
        #[arg(long)]
        json: bool,
    },
    /// Work on the page: rebuild and reload at every change
    Dev,
    /// Everything that has to hold before a change lands
    Ci,
    /// Build the page into ui/dist
    Ui {
        /// As people get it
        #[arg(long)]
        release: bool,
    },
    /// Run a command with a PostgreSQL that is thrown away, named in PATCHBAY_POSTGRES
    WithPostgres {
        /// The command and its arguments
        #[arg(trailing_var_arg = true, required = true)]
        command: Vec<String>,
    },
    /// Make the firm server's package for Debian, and try it
    Package,
    /// Type-check the app and everything under it for Windows
    CheckWindows,
}

fn main() -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<()> {
    if let Some(arguments) = wasm_tests::asked_for() {
        return wasm_tests::run(arguments);
    }
    let Arguments { no_install, command } = Arguments::parse();
    let needs = needs::Installer::new(no_install);
    match command {
        Command::Run { release, practice } => run::run(&needs, release, practice),
        Command::Tour => tour::tour(&needs),
        Command::Test { layers, only } => test::test(&needs, &layers, only.as_deref()),
        Command::Bench { runs, only, json } => bench::bench(&needs, runs, &only, json),
        Command::Dev => dev::dev(&needs),
        Command::Ci => ci::ci(&needs),
        Command::Ui { release } => {
            let groups: &[needs::Group] = if release {
                &[needs::Group::Page, needs::Group::Npm]
            } else {
                &[needs::Group::Page]
            };
            needs.satisfy(groups)?;
            page::build(page::Kind::from_release(release)).map(drop)
        }
        Command::WithPostgres { command } => {
            needs.satisfy(&[needs::Group::Postgres])?;
            postgres::with_postgres(&command)
        }
        Command::Package => package::package(&needs),
        Command::CheckWindows => windows::check(&needs),
    }
}
