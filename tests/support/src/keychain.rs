//! A real Secret Service on the stage's bus, in the condition a test wants.

use anyhow::{Context, Result, ensure};
use tokio::process::Command;

use crate::Stage;
use crate::process::Process;

/// The condition of the stage's keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keychain {
    /// There, open, with a default collection.
    Unlocked,
    /// There, and locked.
    Locked,
    /// There, without any collection to store in.
    WithoutCollection,
    /// Not there at all.
    Absent,
}

impl Keychain {
    pub(crate) async fn start(self, stage: &Stage) -> Result<Option<Process>> {
        if self == Self::Absent {
            return Ok(None);
        }
        let mut daemon = stage.command("gnome-keyring-daemon");
        daemon.args(["--foreground", "--components=secrets"]);
        daemon.arg("--control-directory").arg(stage.runtime_folder().join("keyring"));
        let process = if self == Self::WithoutCollection {
            Process::start(daemon, stage.logs())?
        } else {
            daemon.arg("--unlock");
            Process::start_and_tell(daemon, stage.logs(), "stage password").await?
        };
        run(stage.command("gdbus").args(["wait", "--session", "--timeout", "20", SERVICE])).await?;
        if self == Self::Locked {
            lock(stage).await?;
        }
        Ok(Some(process))
    }
}

const SERVICE: &str = "org.freedesktop.secrets";

/// Locks the default collection, as the person's desktop would.
pub(crate) async fn lock(stage: &Stage) -> Result<()> {
    run(stage.command("gdbus").args([
        "call",
        "--session",
        "--dest",
        SERVICE,
        "--object-path",
        "/org/freedesktop/secrets",
        "--method",
        "org.freedesktop.Secret.Service.Lock",
        "['/org/freedesktop/secrets/aliases/default']",
    ]))
    .await
}

async fn run(command: &mut Command) -> Result<()> {
    let output = command.output().await.context("gdbus could not be started")?;
    ensure!(
        output.status.success(),
        "the keychain did not do as told: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(())
}
