//! `patchbayctl test`: connections, by their ids or all of them; and what tests came to before.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use patchbay_contract::{PastProbe, PastTrouble, ProbeAsker, Problem, Tested};
use patchbay_desktop::probes::SHOWN;

use crate::connect::checks;
use crate::print::{print_json, problem, say};
use crate::providers_at::{Providers, code_of, failed, may_pass};
use crate::vault;

#[derive(Args)]
pub(crate) struct Wish {
    #[command(flatten)]
    which: Which,
    /// Test nothing: tell what the newest tests of the connection came to
    #[arg(long, requires = "connection")]
    history: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Which {
    /// The connection's id
    connection: Option<String>,
    /// Every connection that is not paused
    #[arg(long)]
    all: bool,
}

pub(crate) async fn run(wish: Wish, folder: &Path, json: bool) -> ExitCode {
    let which = wish.which;
    if let (true, Some(id)) = (wish.history, &which.connection) {
        return history(id, folder, json).await;
    }
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

/// Tells what the newest tests came to. Nobody is asked, and no vault is opened.
async fn history(id: &str, folder: &Path, json: bool) -> ExitCode {
    let installation = crate::opened(folder);
    let probes = installation.probes_of(id, SHOWN).await;
    installation.close().await;
    match probes {
        Ok(probes) if json => print_json(&probes),
        Ok(probes) if probes.is_empty() => say!("No test of this connection is known."),
        Ok(probes) => probes.iter().for_each(past),
        Err(problem) => return failed(&problem, json),
    }
    ExitCode::SUCCESS
}

fn past(probe: &PastProbe) {
    let came = match &probe.trouble {
        None => "works".to_owned(),
        Some(PastTrouble { code, what, passes: true }) => {
            format!("could not be tested: {what} [{code}]")
        }
        Some(PastTrouble { code, what, .. }) => format!("needs attention: {what} [{code}]"),
    };
    let asked_by = match probe.asked_by {
        ProbeAsker::Person => "by a person",
        ProbeAsker::Schedule => "by itself",
        ProbeAsker::Connecting => "connecting",
    };
    say!("{:.0}  {:>6} ms  {asked_by:<11}  {came}", probe.at, probe.took_ms);
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
