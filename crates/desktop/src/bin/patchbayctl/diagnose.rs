//! `patchbayctl diagnose`: what a connection needs, and what of it is not well.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use patchbay_contract::{Diagnosis, Problem};

use crate::print::{print_json, say};
use crate::providers_at::{Providers, code_of, failed, may_pass};
use crate::vault;

#[derive(Args)]
pub(crate) struct Which {
    /// The connection's id; every connection without it
    connection: Option<String>,
}

pub(crate) async fn run(which: Which, folder: &Path, json: bool) -> ExitCode {
    let providers = match Providers::of(folder) {
        Ok(providers) => providers,
        Err(problem) => return failed(&problem, json),
    };
    let found = diagnose(which, &providers).await;
    providers.installation.close().await;
    match found {
        Ok(found) => told(&found, json),
        Err(problem) => failed(&problem, json),
    }
}

async fn diagnose(which: Which, providers: &Providers) -> Result<Vec<Diagnosis>, Problem> {
    // One that stays shut is part of what is found.
    let _ = vault::open(&providers.installation).await;
    match which.connection {
        Some(id) => Ok(vec![providers.keys.diagnose(&id).await?]),
        None => providers.keys.diagnose_all().await,
    }
}

fn told(all: &[Diagnosis], json: bool) -> ExitCode {
    if json {
        print_json(all);
    } else {
        all.iter().for_each(|diagnosis| say!("{diagnosis}"));
        let well = all.iter().filter(|diagnosis| diagnosis.problems().next().is_none()).count();
        say!("{well} of {} are well.", all.len());
    }
    let mut problems = all.iter().flat_map(Diagnosis::problems);
    // What somebody has to do something about comes before what passes.
    let lasting = all.iter().flat_map(Diagnosis::problems).find(|one| !may_pass(one.code));
    code_of(lasting.or_else(|| problems.next()))
}
