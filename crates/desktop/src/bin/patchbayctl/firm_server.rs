//! `patchbayctl enrol`, `server` and `leave`: this computer at the firm's server. The code comes
//! from a file, from the input or from a person who types it, never from arguments.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use patchbay_contract::{EnrolmentView, Leaving, NewEnrolment, Problem, Standing};
use patchbay_desktop::Installation;

use crate::given::{in_the_open, read};
use crate::opened;
use crate::print::{print_json, say};
use crate::providers_at::failed;
use crate::vault;

/// What the code is called on a terminal.
const LABEL: &str = "The code";

/// Where it is read from instead of the arguments.
const INSTEAD: &str = "--code @FILE, or --code -";

#[derive(Args)]
pub(crate) struct Entry {
    /// The server's address, as it came with the code; a whole link says it too
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// The code, or the whole link: `@FILE`, `-` for the input; asked for without it
    #[arg(long, value_name = "@FILE")]
    code: Option<String>,
    /// What this computer is to be called there instead of its own name
    #[arg(long)]
    name: Option<String>,
}

#[derive(Args)]
pub(crate) struct Question {
    /// Go on with a server that was restored from a backup
    #[arg(long)]
    go_along: bool,
    /// Do not ask the server, only say what is known here
    #[arg(long, conflicts_with = "go_along")]
    offline: bool,
}

#[derive(Args)]
pub(crate) struct Exit {
    /// Leave also where the server cannot be told
    #[arg(long)]
    untold: bool,
}

pub(crate) async fn enrol(entry: Entry, folder: &Path, json: bool) -> ExitCode {
    run(folder, json, async |installation| {
        let server = entry.server.unwrap_or_default();
        // A whole link has the code in it, and belongs where that does.
        if server.contains('#') {
            return Err(in_the_open(LABEL, INSTEAD));
        }
        let code = code(entry.code.as_deref().unwrap_or_default())?;
        vault_if_there(installation).await;
        let device_name = entry.name.unwrap_or_default();
        installation.enrol(NewEnrolment { server, code, device_name }).await
    })
    .await
}

pub(crate) async fn ask(question: Question, folder: &Path, json: bool) -> ExitCode {
    run(folder, json, async |installation| {
        let view = installation.enrolment().await?;
        if question.offline || view.enrolment.is_none() {
            return Ok(view);
        }
        vault::open(installation).await?;
        installation.contact_server(question.go_along).await
    })
    .await
}

pub(crate) async fn leave(exit: Exit, folder: &Path, json: bool) -> ExitCode {
    run(folder, json, async |installation| {
        vault_if_there(installation).await;
        installation.leave_server(Leaving { untold: exit.untold }).await
    })
    .await
}

async fn run(
    folder: &Path,
    json: bool,
    act: impl AsyncFnOnce(&Installation) -> Result<EnrolmentView, Problem>,
) -> ExitCode {
    let installation = opened(folder);
    let done = act(&installation).await;
    installation.close().await;
    match done {
        Ok(view) => {
            shown(&view, json);
            ExitCode::SUCCESS
        }
        Err(problem) => failed(&problem, json),
    }
}

/// Opens a vault that is there. One that is not is made, or whose door stays shut, is told by
/// what needs it.
async fn vault_if_there(installation: &Installation) {
    let _ = vault::open(installation).await;
}

fn code(given: &str) -> Result<String, Problem> {
    match read(LABEL, given) {
        Some(read) => read,
        None if given.is_empty() => Ok(vault::ask(&format!("{LABEL}: "))),
        None => Err(in_the_open(LABEL, INSTEAD)),
    }
}

fn shown(view: &EnrolmentView, json: bool) {
    if json {
        return print_json(view);
    }
    let Some(enrolment) = &view.enrolment else {
        return say!("This computer is in at no firm server.");
    };
    say!("Firm server   {}", enrolment.server);
    say!("In as         {}, {}", enrolment.name, enrolment.role.as_str());
    say!("Computer      {}", enrolment.device_name);
    say!("Since         {}", enrolment.enrolled_at);
    match enrolment.last_contact_at {
        Some(at) => say!("Last answer   {at}"),
        None => say!("Last answer   none yet"),
    }
    match enrolment.standing {
        Standing::In => {}
        Standing::ShutOut => say!(
            "It does not let this computer in any more. Ask an administrator; to come in again, \
             leave and come in with another code."
        ),
        Standing::AnotherLife => say!(
            "It was restored from a backup. Look whether it is the right one, then go on with \
             --go-along."
        ),
    }
}
