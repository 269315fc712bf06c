//! `patchbayctl settings`: what the app's Settings, Defaults and AI pages can set, by name.
//! Every change goes through what these pages use, which judges it and enters it in the
//! trail. No provider is called.
//!
//! What a name stands for is in `name`, what is set in `listed`, changing it in `changed`;
//! how files for tax software are written is in `tax_files`.

mod changed;
mod listed;
mod name;
mod tax_files;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use patchbay_contract::{DefaultChange, ErrorCode, Problem};
use patchbay_desktop::ai::{Ai, Environment};
use patchbay_desktop::practice_folder::played;
use serde::Serialize;

use crate::print::{print_json, say};
use crate::providers_at::{Providers, failed};
use name::Name;

#[derive(Subcommand)]
pub(crate) enum What {
    /// Show every setting, with what it may be
    List,
    /// Show one
    Get {
        /// Its name, as `list` prints it
        name: String,
    },
    /// Change one
    Set {
        /// Its name, as `list` prints it
        name: String,
        /// What it is from now on
        value: String,
        /// Of the default sender: the address that mail is sent from
        #[arg(long)]
        address: Option<String>,
    },
    /// Take one away: what Patchbay begins with counts again
    Unset {
        /// Its name, as `list` prints it
        name: String,
    },
    /// Add a segment of clients that pay alike
    AddSegment {
        /// What the firm calls it
        name: String,
    },
}

/// A setting as it is.
#[derive(Debug, Serialize)]
struct Setting {
    name: String,
    /// Nothing where nobody set it.
    value: Option<String>,
    /// What it is, in words.
    about: String,
    /// What it may be, each with what people call it, where that is a list.
    choices: Vec<(String, String)>,
}

/// What is set, and where.
struct Place<'a> {
    providers: &'a Providers,
    ai: Arc<Ai>,
}

pub(crate) async fn run(what: What, folder: &Path, json: bool) -> ExitCode {
    let providers = match Providers::calling_nobody(folder) {
        Ok(providers) => providers,
        Err(problem) => return failed(&problem, json),
    };
    // In a practice firm nothing real is used.
    let environment = match played(folder) {
        Ok(None) => Environment::of_this_process(),
        _ => Environment::empty(),
    };
    let ai = Ai::beside(&providers.keys, environment);
    let done = act(what, &Place { providers: &providers, ai }).await;
    providers.installation.close().await;
    match done {
        Ok(Shown::All(all)) if json => print_json(&all),
        Ok(Shown::One(one)) if json => print_json(&one),
        Ok(Shown::All(all)) => all.iter().for_each(line),
        Ok(Shown::One(one)) => {
            line(&one);
            one.choices.iter().for_each(|(value, name)| say!("    {value}  {name}"));
        }
        Err(problem) => return failed(&problem, json),
    }
    ExitCode::SUCCESS
}

/// What is printed in the end.
enum Shown {
    All(Vec<Setting>),
    One(Setting),
}

async fn act(what: What, place: &Place<'_>) -> Result<Shown, Problem> {
    let name = match what {
        What::List => return Ok(Shown::All(place.all().await?)),
        What::AddSegment { name } => {
            place.change(DefaultChange::AddSegment { name }).await?;
            return Ok(Shown::All(place.segments().await?));
        }
        What::Get { name } => name,
        What::Set { name, value, address } => {
            place.set(&of(&name)?, &value, address).await?;
            name
        }
        What::Unset { name } => {
            let parsed = of(&name)?;
            place.unset(&parsed).await?;
            if matches!(parsed, Name::Segment(_)) {
                return Ok(Shown::All(place.segments().await?));
            }
            name
        }
    };
    let all = place.all().await?;
    let found = all.into_iter().find(|one| one.name == name);
    found.map(Shown::One).ok_or_else(|| no_such(&name))
}

fn of(name: &str) -> Result<Name, Problem> {
    name.parse().map_err(|()| no_such(name))
}

fn no_such(name: &str) -> Problem {
    Problem::new(
        ErrorCode::FieldMissing,
        format!("There is no setting “{}”.", name.chars().take(80).collect::<String>()),
        "Nothing was changed.",
        "“patchbayctl settings list” has the names of all.",
    )
}

fn line(setting: &Setting) {
    let value = setting.value.as_deref().unwrap_or("(not set)");
    say!("{} = {value}", setting.name);
    say!("    {}", setting.about);
}
