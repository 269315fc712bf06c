//! What a command needs on the machine: found out, said, and installed.
//!
//! Installing is done where it is known how: Debian and its relatives, and Rust's own
//! targets. Everywhere else the precise list is said, and nothing is guessed.

mod debian;
mod elsewhere;
mod rust_targets;

use anyhow::Result;

/// A set of things needed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    /// To build the page: Rust for wasm.
    Page,
    /// To build the app: a C compiler, GTK and WebKitGTK.
    App,
    /// To show the app without a display: a virtual one, a bus, a keychain, WebDriver.
    Stage,
    /// To read mail from a real server, and to sign in to one that sends.
    Mail,
    /// To test the page in a browser.
    Browser,
    /// To fetch what only npm has: the optimiser of the page, the judge of its access, servers
    /// that others wrote.
    Npm,
    /// To fetch what only PyPI has, and what that rests on: a payment provider that others
    /// wrote, and who asks the firm server everything.
    Pypi,
    /// To try the firm server's database on the one that firms grow into.
    Postgres,
    /// To pack the firm server, and to have systemd judge its unit.
    Package,
    /// To type-check for Windows.
    Windows,
}

/// Sees to it that groups are there.
pub(crate) struct Installer {
    only_say: bool,
}

impl Installer {
    pub(crate) fn new(only_say: bool) -> Self {
        Self { only_say }
    }

    /// Installs what is missing of these groups, after saying what that is. With
    /// `--no-install` it is only said and the command ends, with 1 if anything is
    /// missing.
    pub(crate) fn satisfy(&self, groups: &[Group]) -> Result<()> {
        let mut missing = false;
        for target in rust_targets::missing(groups) {
            missing = true;
            eprintln!("Missing: Rust for {target}");
            if !self.only_say {
                rust_targets::install(target)?;
            }
        }
        match elsewhere::System::here() {
            elsewhere::System::Debian => missing |= debian::satisfy(groups, self.only_say)?,
            other => {
                if let Some(list) = other.list(groups) {
                    eprintln!("This system is not one that packages are installed on from here.");
                    eprintln!("If the build fails, make sure that these are installed:\n{list}");
                }
            }
        }
        if self.only_say {
            eprintln!("{}", if missing { "Nothing was installed." } else { "Nothing is missing." });
            // Asked only to say, there is nothing left to do for any command.
            std::process::exit(i32::from(missing));
        }
        Ok(())
    }
}
