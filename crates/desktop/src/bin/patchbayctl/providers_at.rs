//! The providers, from a terminal: where they are, the forms and the tests, and how a
//! command ends that has asked them.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use patchbay_contract::{ErrorCode, Problem};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::{Reach, SignIns};
use patchbay_desktop::hub::UNKNOWN_PROVIDER_REMEDY;
use patchbay_desktop::keys::Keys;
use patchbay_desktop::practice_folder::{MARK, Played, played};
use patchbay_desktop::{Installation, Notices};

use crate::print::{print_json, problem};

/// Nothing was found out: a script may try again.
const ASK_AGAIN: u8 = 3;

/// An installation with what speaks to its providers.
pub(crate) struct Providers {
    pub(crate) installation: Arc<Installation>,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) keys: Arc<Keys>,
    pub(crate) sign_ins: Arc<SignIns>,
    pub(crate) notices: Arc<Notices>,
}

impl Providers {
    /// Those of this data folder: the vendors, or who plays them.
    pub(crate) fn of(folder: &Path) -> Result<Self, Problem> {
        let reach = match played(folder) {
            Ok(None) => Reach::Vendors,
            Ok(Some(Played::At(url))) => Reach::Practice(url),
            Ok(Some(Played::Here)) => return Err(nobody_plays(folder, "the app plays them")),
            Err(error) => return Err(nobody_plays(folder, &error.to_string())),
        };
        Self::over(reach, folder)
    }

    /// The same for what asks no provider anything: it works in every folder, and whoever
    /// would call from there is refused by this computer itself.
    pub(crate) fn calling_nobody(folder: &Path) -> Result<Self, Problem> {
        let nobody = url::Url::parse("http://127.0.0.1:1");
        let nobody = nobody.map_err(|error| nobody_plays(folder, &error.to_string()))?;
        Self::over(Reach::Practice(nobody), folder)
    }

    fn over(reach: Reach, folder: &Path) -> Result<Self, Problem> {
        let installation = Arc::new(crate::opened(folder));
        let catalogue = Arc::new(Catalogue::in_folder(folder));
        catalogue.read_own();
        let (us, ours) = (Arc::clone(&installation), Arc::clone(&catalogue));
        let notices = Arc::new(Notices::default());
        let told = Arc::clone(&notices);
        let sign_ins = SignIns::of_this_system(us, ours, told, reach)?;
        let keys = Keys::beside(&sign_ins);
        Ok(Self { installation, catalogue, keys, sign_ins, notices })
    }
}

fn nobody_plays(folder: &Path, why: &str) -> Problem {
    Problem::new(
        ErrorCode::ProviderUnreachable,
        format!("{} is for practice, and nobody plays its providers.", folder.display()),
        "The real vendors are not asked from it.",
        format!("Use the window of the practice firm, or name in {MARK} where they are played."),
    )
    .with_details(why)
}

/// Tells what went wrong, and how the command ends for it.
pub(crate) fn failed(failed: &Problem, json: bool) -> ExitCode {
    let failed = &at_a_terminal(failed.clone());
    if json {
        print_json(failed)
    } else {
        problem(failed)
    }
    code_of(Some(failed))
}

/// The same with what to do here where the app speaks of its pages.
fn at_a_terminal(problem: Problem) -> Problem {
    let remedy = match problem.code {
        ErrorCode::ConnectionUnknown => "“patchbayctl status” has every connection with its id.",
        ErrorCode::ProviderUnknown if problem.remedy == UNKNOWN_PROVIDER_REMEDY => {
            "“patchbayctl providers list” has every provider with its id, and says what is wrong \
             in a file of your own."
        }
        _ => return problem,
    };
    Problem { remedy: remedy.to_owned(), ..problem }
}

/// How a command ends that came to this.
pub(crate) fn code_of(problem: Option<&Problem>) -> ExitCode {
    match problem.map(|problem| problem.code) {
        None => ExitCode::SUCCESS,
        Some(code) if may_pass(code) => ASK_AGAIN.into(),
        Some(_) => ExitCode::FAILURE,
    }
}

/// Whether it may be over by itself.
pub(crate) fn may_pass(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::ProviderUnreachable
            | ErrorCode::ProviderBusy
            | ErrorCode::ProviderDown
            | ErrorCode::ProviderNonsense
            | ErrorCode::ServerNotReached
            | ErrorCode::ServerBusy
            | ErrorCode::SyncUnderWay
            | ErrorCode::HandoverWaits
    )
}
