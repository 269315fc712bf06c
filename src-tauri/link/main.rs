//! The program `patchbay-link`, which the desktop starts for a link of ours.
//!
//! The app alone loads as many libraries as take a tenth of a second. Somebody at the end of
//! a sign-in waits for that; so the link goes to the app that runs already without them. When
//! none runs, the app is started in the place of this program, with the same arguments.
//! Nothing is logged here: a link is as good as a password until it is used.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use patchbay_desktop::{DATA_FOLDER_VARIABLE, IDENTIFIER, data_folder};
use patchbay_second_start::{Answer, hand_over, name_on_the_bus};
use patchbay_vault::forbid_core_dumps;

/// As long as the app itself waits for another (`patience.rs`).
const PATIENCE: Duration = Duration::from_secs(15);

fn main() -> ExitCode {
    forbid_core_dumps();
    match for_the_first_app() {
        Answer::TookOver => ExitCode::SUCCESS,
        Answer::NobodyThere => start_the_app(),
        Answer::Silent => give_up(
            "Patchbay is running and does not answer. End it (or sign out and in again), start \
             it again, and do once more what led here.",
        ),
    }
}

fn for_the_first_app() -> Answer {
    // Whoever asks for more than a link, such as a practice firm, asks the app.
    if std::env::args_os().skip(1).any(|argument| argument.as_encoded_bytes().starts_with(b"-")) {
        return Answer::NobodyThere;
    }
    let asked_for = std::env::var_os(DATA_FOLDER_VARIABLE).filter(|folder| !folder.is_empty());
    let own_folder = asked_for.map(|folder| data_folder(Some(folder)));
    let name = name_on_the_bus(IDENTIFIER, own_folder.as_deref());
    hand_over(&name, std::env::args_os(), PATIENCE)
}

fn start_the_app() -> ExitCode {
    let app = match beside_this_program() {
        Ok(app) => app,
        Err(error) => {
            return give_up(&format!("Where Patchbay is installed is not known: {error}."));
        }
    };
    let error = run(Command::new(&app).args(std::env::args_os().skip(1)));
    give_up(&format!("{} could not be started: {error}. Install Patchbay again.", app.display()))
}

fn beside_this_program() -> std::io::Result<PathBuf> {
    let mut name = OsString::from("patchbay");
    name.push(std::env::consts::EXE_SUFFIX);
    Ok(std::env::current_exe()?.with_file_name(name))
}

/// Comes back only with the reason why it did not.
#[cfg(unix)]
fn run(app: &mut Command) -> std::io::Error {
    use std::os::unix::process::CommandExt;
    app.exec()
}

/// Comes back only with the reason why it did not.
#[cfg(not(unix))]
fn run(app: &mut Command) -> std::io::Error {
    match app.spawn() {
        Ok(_) => std::process::exit(0),
        Err(error) => error,
    }
}

fn give_up(words: &str) -> ExitCode {
    eprintln!("patchbay-link: {words}");
    ExitCode::FAILURE
}
