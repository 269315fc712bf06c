//! A real Secret Service on the stage's bus, in the condition a test wants.

use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::sync::Mutex;

use crate::Stage;
use crate::process::Process;
use crate::stage::write_bus_config;

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

/// What the app's entries are filed under.
const OURS: &str = "app.patchbay.desktop";

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

/// What a person or another program does with the keychain behind the app's back.
impl Stage {
    /// Locks the keychain, as going away from the desk would.
    pub async fn lock_keychain(&self) -> Result<()> {
        lock(self).await
    }

    /// Starts a keychain where there was none.
    pub async fn start_keychain(&mut self) -> Result<()> {
        self.keychain = Mutex::new(Keychain::Unlocked.start(self).await?);
        Ok(())
    }

    /// Starts the keychain again where it ended by itself, as a desktop's bus does, and says
    /// whether it had: some daemons do not outlive each client that is killed under them.
    pub async fn mend_keychain(&self) -> Result<bool> {
        let mut keychain = self.keychain.lock().await;
        let has_ended = keychain.as_mut().is_some_and(Process::has_ended);
        if has_ended {
            *keychain = Keychain::Unlocked.start(self).await?;
        }
        Ok(has_ended)
    }

    /// Ends the keychain's daemon as a mistake of its own does.
    pub async fn crash_keychain(&self) -> Result<()> {
        let mut keychain = self.keychain.lock().await;
        keychain.as_mut().context("there is no keychain")?.crash().await
    }

    /// Ends the keychain's daemon under the app.
    pub fn kill_keychain(&mut self) {
        self.keychain = Mutex::default();
    }

    /// The name under which the keychain has the app's key.
    pub async fn name_of_our_key(&self) -> Result<String> {
        let mut tool = self.command("secret-tool");
        let found = tool.args(["search", "--all", "service", OURS]).output().await?;
        // It prints what is found on both of its outputs, the names on the second.
        let said = String::from_utf8_lossy(&found.stderr);
        let name = said.lines().find_map(|line| line.strip_prefix("attribute.username = "));
        Ok(name.with_context(|| format!("no key of ours in “{said}”"))?.to_owned())
    }

    /// Puts an entry of that name into the keychain, with more attributes than the name.
    pub async fn put_key(&self, name: &str, more: &[&str], secret: &str) -> Result<()> {
        let mut tool = self.command("secret-tool");
        tool.args(["store", "--label=by hand", "service", OURS, "username", name]).args(more);
        let mut child = tool.stdin(Stdio::piped()).spawn()?;
        let mut input = child.stdin.take().context("its input is a pipe")?;
        input.write_all(secret.as_bytes()).await?;
        drop(input);
        ensure!(child.wait().await?.success(), "the keychain did not take the key");
        Ok(())
    }

    /// Takes the entries of that name out of it.
    pub async fn take_key(&self, name: &str) -> Result<()> {
        run(self.command("secret-tool").args(["clear", "service", OURS, "username", name])).await
    }

    /// Lets nobody on the bus speak to the keychain any more, as a sandbox does.
    pub async fn deny_keychain(&self) -> Result<()> {
        write_bus_config(self.home(), r#"<deny send_destination="org.freedesktop.secrets"/>"#)?;
        run(self.command("gdbus").args([
            "call",
            "--session",
            "--dest",
            "org.freedesktop.DBus",
            "--object-path",
            "/org/freedesktop/DBus",
            "--method",
            "org.freedesktop.DBus.ReloadConfig",
        ]))
        .await
    }
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
