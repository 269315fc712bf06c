//! `patchbayctl test`: connections, by their ids or all of them.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use patchbay_contract::{Problem, Tested};

use crate::connect::checks;
use crate::print::{print_json, problem, say};
use crate::providers_at::{Providers, code_of, failed, may_pass};
use crate::vault;

#[derive(Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Which {
    /// The connection's id
    connection: Option<String>,
    /// Every connection that is not paused
    #[arg(long)]
    all: bool,
}

pub(crate) async fn run(which: Which, folder: &Path, json: bool) -> ExitCode {
    let providers = match Providers::of(folder) {
        Ok(providers) => providers,
        Err(problem) => return failed(&problem, json),
    };
    let tested = test(which, &providers).await;
    providers.installation.close().await;
    match tested {
        Ok(tested) => told(&tested, json),
        Err(problem) => failed(&problem, json),
    }
}

async fn test(which: Which, providers: &Providers) -> Result<Vec<Tested>, Problem> {
    vault::open(&providers.installation).await?;
    match which.connection {
        Some(id) => Ok(vec![providers.keys.test(&id).await?]),
        None => providers.keys.test_all().await,
    }
}

fn told(all: &[Tested], json: bool) -> ExitCode {
    if json {
        print_json(all);
    } else {
        for tested in all {
            let state = if tested.problem.is_none() { "works" } else { "needs attention" };
            say!("{} · {}: {state}", tested.provider, tested.title);
            checks(&tested.checks);
            tested.problem.iter().for_each(problem);
        }
        let well = all.iter().filter(|tested| tested.problem.is_none()).count();
        say!("{well} of {} work", all.len());
    }
    let mut problems = all.iter().filter_map(|tested| tested.problem.as_ref());
    // What somebody has to do something about comes before what passes.
    let first = problems.clone().find(|problem| !may_pass(problem.code));
    code_of(first.or_else(|| problems.next()))
}
